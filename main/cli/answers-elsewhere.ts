/** What is said where a person's answer cannot be taken, because another program has the data folder: where it can be given instead. */
import type { Integrator } from '../compose/integrator-door.ts';
import type { Problem } from '../core/problem.ts';
import type { Call } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { tellProblem, warnOf } from './told-problem.ts';
import { couldNotRun, onlyFolder } from './with-integrator.ts';

const where =
  'Answer in the window that has it. Where it is serve, perhaps a scheduled task: end it with the command stop, answer here, and start it again.';

/** Below a list of what waits for an answer. */
export async function sayWhereToAnswer({ output }: Call, integrator: Integrator): Promise<void> {
  if (await integrator.isHeldByAnother())
    output.say(`Another copy of this app has the data folder, so no answer is taken here now. ${where}`);
}

/** An answer that was refused. */
export function cannotAnswer(call: Call, problem: Problem): ExitCode {
  if (problem.code !== 'store.locked') return couldNotRun(call, problem);
  const told = { ...tellProblem(problem, onlyFolder(call)), remedy: where };
  warnOf([told], call.output);
  call.output.result({ outcome: 'could-not-run', problems: [told] });
  return exitCodes.couldNotRun;
}
