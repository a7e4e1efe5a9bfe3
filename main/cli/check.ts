/** `check`: the ladder of each server in words, the broken rung with what to do about it. */
import type { Surroundings } from '../compose.ts';
import type { Rung, RungName, Server } from '../engine/check.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { tellProblem } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

const serverWords: Readonly<Record<Server, string>> = { halo: 'Halo', exchange: 'Exchange' };

const rungWords: Readonly<Record<RungName, string>> = {
  settings: 'Settings are complete',
  secret: 'The secret is there',
  name: 'The name of the server is known',
  port: 'The server accepts connections and answers',
  certificate: 'Its certificate is trusted',
  'sign-in': 'The sign-in is accepted',
  rights: 'The application may read agents and appointments',
  times: 'Appointment times are kept in UTC',
  importers: 'No other program imports these calendars',
  agents: 'Agents to sync are found',
  impersonation: 'The account may act for the mailbox',
  mailbox: 'The mailbox is found, on this server',
  readable: 'The calendar can be read',
};

const marks: Readonly<Record<Rung['state'], string>> = {
  good: ' ok ',
  warned: 'look',
  broken: 'FAIL',
  'not-reached': '  - ',
};

function foundWords(found: Rung['found']): string {
  const { agent, mailbox, version, synced, leftOut } = { ...found };
  const parts: string[] = [];
  if (agent !== undefined) parts.push(mailbox === undefined ? `as ${agent}` : `${agent}, ${mailbox}`);
  if (version !== undefined) parts.push(`version ${version}`);
  if (synced !== undefined) parts.push(`${synced} synced, ${leftOut ?? 0} left out`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function jsonOf(rung: Rung, where: Surroundings): unknown {
  const { server, name, state, found } = rung;
  const problem = rung.problem === null ? {} : { problem: tellProblem(rung.problem, where) };
  return { server, name, state, words: rungWords[name], ...problem, found };
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
          output.say(`  ${marks[rung.state]}  ${rungWords[rung.name]}${foundWords(rung.found)}`);
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
