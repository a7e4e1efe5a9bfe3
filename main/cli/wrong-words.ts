/** What was typed cannot be done: said to people on standard error, to scripts in the result. */

import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import type { Output } from './output.ts';

const remedy = 'To see the commands and what each takes: help';

/** `more`: fields that the command's result always has. */
export function refuseWords(
  output: Output,
  sentences: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): ExitCode {
  for (const sentence of sentences) output.warn(sentence);
  const problems = sentences.map(message => ({ code: 'usage', scope: 'installation', message, remedy }));
  output.result({ outcome: 'could-not-run', ...more, problems });
  return exitCodes.couldNotRun;
}
