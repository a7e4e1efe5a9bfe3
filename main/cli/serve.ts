/** `serve`: schedule and engine until somebody stops the program. */
import { sayRun } from '../../preload/contract/words/results.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Result } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { Call, Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { tellProblem, tellRunProblems, warnOf } from './told-problem.ts';
import { sentLines } from './told-sent.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

function sayEnd(call: Call, where: Surroundings, outcome: Result<RunReport>): void {
  const { output } = call;
  if (!outcome.ok) {
    const told = tellProblem(outcome.problem, where);
    warnOf([told], output);
    output.result({ outcome: 'could-not-run', problems: [told] });
    return;
  }
  const { mailboxes: _, ...report } = outcome.value;
  const problems = tellRunProblems(outcome.value, where);
  output.say(
    `${localTime(report.startedAt)}, run ${report.number}: ${sayRun({ ...outcome.value, problems: [] })}`,
  );
  warnOf(problems, output);
  output.result({ ...report, problems });
}

/** Says what stands in the way from Halo to Exchange, each thing once while it lasts: nobody else hears it where no window is open. */
function followWay(call: Call, where: Surroundings, { way }: Integrator): void {
  let said: readonly string[] = [];
  const look = () => {
    const { problem, nudgeProblem } = way.door.state();
    const told = [problem, nudgeProblem].flatMap(one => (one === null ? [] : [tellProblem(one, where)]));
    const news = told.filter(({ message }) => !said.includes(message));
    said = told.map(({ message }) => message);
    if (news.length > 0) warnOf(news, call.output);
  };
  way.listen(look);
  look();
}

export const serveCommand: Command = {
  name: 'serve',
  usage: '',
  words: [0, 0],
  summary: 'Import on schedule until it is stopped',
  help: [
    'Runs when the settings section schedule says so. Nothing else may write to the data folder meanwhile.',
    'Where outbound.enabled is on, it also sends what changes in Halo to Exchange, and says what it sent.',
    'Ctrl+C ends it: a run under way is stopped cleanly first. The command stop ends it after the run. With --json each run is one line.',
  ],
  options: {},
  run: call =>
    withIntegrator(call, 'writer', async integrator => {
      const { output } = call;
      const where = await integrator.surroundings();
      const made = await integrator.schedule(outcome => sayEnd(call, where, outcome));
      return onValue(call, made, async scheduler => {
        scheduler.begin();
        followWay(call, where, integrator);
        integrator.way.listenToSent(report => {
          for (const line of sentLines(report, localTime(report.startedAt))) output.say(line);
        });
        const started = await integrator.way.start();
        if (!started.ok) warnOf([tellProblem(started.problem, where)], output);
        const { next, problem } = scheduler.status();
        output.say(
          `The schedule runs; the next scheduled import is at ${localTime(next)}. Stop with Ctrl+C.`,
        );
        if (problem !== null) warnOf([tellProblem(problem, where)], output);
        await integrator.untilEndAsked(scheduler, call.signal);
        output.say('Stopping.');
        await scheduler.stop();
        return exitCodes.done;
      });
    }),
};
