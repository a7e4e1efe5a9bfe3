/** `check`: the ladder of each server in words, the broken rung with what to do about it. */

import { rungTitles, sayFound } from '../../preload/contract/words/ladder.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { Rung, Server } from '../engine/ladder.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { tellProblem } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

const serverWords: Readonly<Record<Server, string>> = { halo: 'Halo', exchange: 'Exchange' };

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

export const checkCommand: Command = {
  name: 'check',
  usage: '',
  words: [0, 0],
  summary: 'Find out why nothing is imported',
  help: [
    'Climbs a ladder for each server and stops at the first broken rung, with what to do about it. It writes nothing.',
  ],
  options: { agent: { value: 'A', words: 'open the calendar of this agent instead of the first' } },
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.check(call.options.get('agent') ?? null, call.signal), async rungs => {
        const { output } = call;
        const where = await integrator.surroundings();
        let server: Server | null = null;
        for (const rung of rungs) {
          if (rung.server !== server) output.say(serverWords[rung.server]);
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
        if (rungs.some(rung => rung.state === 'broken')) return exitCodes.couldNotRun;
        return rungs.some(rung => rung.state === 'warned') ? exitCodes.problems : exitCodes.done;
      }),
    ),
};
