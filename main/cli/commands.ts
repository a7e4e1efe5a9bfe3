/** All commands, in the order in which the help lists them. */
import { autodiscoverCommand } from './autodiscover.ts';
import { certificateCommand } from './certificate.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { configExportCommand, configImportCommand, configSetCommand, configShowCommand } from './config.ts';
import { configSecretsCommand } from './config-secrets.ts';
import { configRestoreCommand, configVersionsCommand } from './config-versions.ts';
import { heldApproveCommand, heldCommand, heldKeepCommand } from './held.ts';
import {
  outboundApproveCommand,
  outboundCommand,
  outboundDropCommand,
  outboundKeepCommand,
  outboundRetryCommand,
} from './outbound.ts';
import { requestsCommand } from './requests.ts';
import { serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { previewCommand, syncCommand } from './sync.ts';
import { traceCommand } from './trace.ts';

export const commands: readonly Command[] = [
  configImportCommand,
  configExportCommand,
  configSetCommand,
  configShowCommand,
  configVersionsCommand,
  configRestoreCommand,
  configSecretsCommand,
  autodiscoverCommand,
  certificateCommand,
  checkCommand,
  syncCommand,
  previewCommand,
  heldCommand,
  heldApproveCommand,
  heldKeepCommand,
  outboundCommand,
  outboundRetryCommand,
  outboundDropCommand,
  outboundKeepCommand,
  outboundApproveCommand,
  statusCommand,
  traceCommand,
  requestsCommand,
  serveCommand,
  stopCommand,
];
