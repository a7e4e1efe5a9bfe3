/** Opens the product on the data folder of a call, does a command's work and closes it whatever happens. */
import { existsSync } from 'node:fs';
import { openIntegrator } from '../compose/integrator.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Problem, Result } from '../core/problem.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { Call } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { tellProblem, warnOf } from './told-problem.ts';

/** What sentences can name before the settings are read. */
export function onlyFolder(call: Call): Surroundings {
  return { folder: call.data, exchangeHost: '', haloHost: '', account: '' };
}

/** Tells a problem that ended a command before its work was done. */
export function couldNotRun(call: Call, problem: Problem): ExitCode {
  const told = tellProblem(problem, onlyFolder(call));
  warnOf([told], call.output);
  call.output.result({ outcome: 'could-not-run', problems: [told] });
  return exitCodes.couldNotRun;
}

const noFolder: Problem = {
  code: 'store.failed',
  scope: 'installation',
  retryable: false,
  facts: { reason: 'no-folder' },
};

/** `maker`: writes, and makes the folder where there is none; anybody else has mistyped its name then. */
export type Role = 'reader' | 'writer' | 'maker';

export async function withIntegrator(
  call: Call,
  role: Role,
  work: (integrator: Integrator) => Promise<ExitCode>,
  whenNot: (call: Call, problem: Problem) => ExitCode = couldNotRun,
): Promise<ExitCode> {
  if (role !== 'maker' && !existsSync(call.data)) return whenNot(call, noFolder);
  const opened = await openIntegrator({
    dataPath: call.data,
    role: role === 'reader' ? 'reader' : 'writer',
    environment: call.environment,
  });
  if (!opened.ok) return whenNot(call, opened.problem);
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** Goes on with the value, or ends the command with its problem. */
export async function onValue<T>(
  call: Call,
  result: Result<T>,
  next: (value: T) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return result.ok ? next(result.value) : couldNotRun(call, result.problem);
}
