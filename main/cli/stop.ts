/** `stop`: asks whoever writes to the data folder to end after its run, and waits until nobody does. For upgrades and moves. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Problem } from '../core/problem.ts';
import type { Call, Command } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { type ToldProblem, tellProblem, warnOf } from './told-problem.ts';
import { couldNotRun, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

const lookEveryMs = 1_000;
/** A program that started in the second of a request does not count it as its own. */
const askEveryLooks = 5;
const standardMinutes = 10;
const stillWritten =
  'Somebody still writes to the data folder.\n  It ends by itself after the run under way, which may take longer. To wait for it: stop --minutes 60';

/** True once nobody writes any more. */
async function askUntilFree(
  call: Call,
  integrator: Integrator,
  looks: number,
  tell: (problem: Problem) => void,
): Promise<boolean> {
  for (let look = 0; look < looks; look += 1) {
    if (look % askEveryLooks === 0) {
      const asked = await integrator.stopRequest.make();
      if (!asked.ok) tell(asked.problem);
    }
    if (await integrator.writerIsGone()) return true;
    const running = await integrator.activity.read();
    if (running !== null) {
      call.output.progress(
        `waiting for a run: agent ${Math.min(running.done + 1, running.all)} of ${running.all}`,
      );
    }
    await wait(lookEveryMs, undefined, { signal: call.signal }).catch(() => {});
    if (call.signal.aborted) return false;
  }
  return false;
}

export const stopCommand: Command = {
  name: 'stop',
  usage: '',
  words: [0, 0],
  summary: 'Ask window and serve to end after the run under way',
  help: [
    'Every program on the data folder ends by itself once no run is under way; scheduled imports do not begin meanwhile.',
    'Ends with 0 when nobody writes to the data folder any more, with 1 when somebody still does.',
  ],
  options: { minutes: { value: 'N', words: `how long to wait at most, default ${standardMinutes}` } },
  run: async (call): Promise<ExitCode> => {
    const text = call.options.get('minutes') ?? String(standardMinutes);
    if (!/^\d{1,3}$/.test(text))
      return refuseWords(call.output, ['--minutes needs a whole number from 0 to 999.']);
    const looks = Math.max(1, (Number(text) * 60_000) / lookEveryMs);
    return withIntegrator(
      call,
      'reader',
      async integrator => {
        const where = await integrator.surroundings();
        const problems: ToldProblem[] = [];
        const free = await askUntilFree(call, integrator, looks, problem => {
          const told = tellProblem(problem, where);
          if (problems.some(({ message }) => message === told.message)) return;
          problems.push(told);
          warnOf([told], call.output);
        });
        call.output.say(free ? 'Nobody writes to the data folder any more.' : stillWritten);
        call.output.result({ outcome: free ? 'done' : 'still-running', problems });
        return free ? exitCodes.done : exitCodes.problems;
      },
      couldNotRun,
    );
  },
};
