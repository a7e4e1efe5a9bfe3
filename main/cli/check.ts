/** `check`: the ladder of each server, and of nudges, in words, the broken rung with what to do about it. */

import { rungTitles, sayFound } from '../../preload/contract/words/ladder.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { LadderName, Rung } from '../engine/ladder.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { tellProblem } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

const ladderWords: Readonly<Record<LadderName, string>> = {
  halo: 'Halo',
  exchange: 'Exchange',
  nudges: 'Nudges from Halo',
};

const marks: Readonly<Record<Rung['state'], string>> = {
  good: ' ok ',
  warned: 'look',
  broken: 'FAIL',
  'not-reached': '  - ',
};

function jsonOf(rung: Rung, where: Surroundings): unknown {
  const { server, name, state, found } = rung;
  const problem = rung.problem === null ? {} : { problem: tellProblem(rung.problem, where) };
  return { server, name, state, words: rungTitles[name], ...problem, found };
}

/** Without nudges everything else goes on, only later. */
function exitCodeOf(rungs: readonly Rung[]): ExitCode {
  if (rungs.some(({ server, state }) => state === 'broken' && server !== 'nudges'))
    return exitCodes.couldNotRun;
  return rungs.some(({ problem }) => problem !== null) ? exitCodes.problems : exitCodes.done;
}

export const checkCommand: Command = {
  name: 'check',
  usage: '',
  words: [0, 0],
  summary: 'Find out why nothing is imported',
  help: [
    'Climbs a ladder for each server and stops at the first broken rung, with what to do about it; where Halo is to be listened to',
    '(outbound.endpoint.enabled), also that of nudges. It writes nothing.',
  ],
  options: { agent: { value: 'A', words: 'open the calendar of this agent instead of the first' } },
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.check(call.options.get('agent') ?? null, call.signal), async rungs => {
        const { output } = call;
        const where = await integrator.surroundings();
        let server: LadderName | null = null;
        for (const rung of rungs) {
          if (rung.server !== server) output.say(ladderWords[rung.server]);
          server = rung.server;
          const found = sayFound(rung.found);
          const note = found === '' ? '' : `: ${found}`;
          output.say(`  ${marks[rung.state]}  ${rungTitles[rung.name]}${note}`);
          if (rung.problem === null) continue;
          const { message, remedy } = tellProblem(rung.problem, where);
          output.say(`        ${message}\n        ${remedy}`);
        }
        output.result({
          rungs: rungs.map(rung => jsonOf(rung, where)),
          problems: rungs.flatMap(({ problem }) => (problem === null ? [] : [tellProblem(problem, where)])),
        });
        return exitCodeOf(rungs);
      }),
    ),
};
