/** `status`: where things stand, from what is remembered; no server is asked. */
import { sayRun } from '../../preload/contract/words/results.ts';
import type { CalendarHealth, Status } from '../engine/status.ts';
import type { Command } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { tellProblem, warnOf } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

const healthWords: Readonly<Record<CalendarHealth, string>> = {
  'up-to-date': 'Up to date',
  'needs-you': 'Needs you',
  'not-syncing': 'Not syncing',
};

function sentence(status: Status): string {
  const { lastRun, calendars } = status;
  if (lastRun === null) return 'Nothing was imported yet.';
  const when = `Last run ${localTime(lastRun.startedAt)}.`;
  if (lastRun.outcome === 'could-not-run') return `The last run could not start. ${when}`;
  const good = calendars.filter(one => one.health === 'up-to-date').length;
  const all = calendars.length;
  if (all === 0) return `No calendar is synced. ${when}`;
  if (good === all)
    return `${all === 1 ? 'The calendar is' : `All ${all} calendars are`} up to date. ${when}`;
  return `${good} of ${all} calendars are up to date. ${when}`;
}

/** What was wrong is told below, with the remedies. */
function sayLast(run: NonNullable<Status['lastRun']>): string {
  const said = sayRun({ ...run, problems: [], mailboxes: [] });
  return run.outcome === 'done-with-problems' ? `${said} There were problems.` : said;
}

function exitCodeOf(status: Status): ExitCode {
  const isBad =
    status.lastRun === null ||
    status.calendars.length === 0 ||
    status.lastRun.problems.length > 0 ||
    status.calendars.some(one => one.health === 'not-syncing' || one.failed > 0 || one.problems.length > 0);
  if (isBad) return exitCodes.problems;
  return status.held > 0 ? exitCodes.heldWait : exitCodes.done;
}

export const statusCommand: Command = {
  name: 'status',
  usage: '',
  words: [0, 0],
  summary: 'Say where things stand',
  help: [
    'From what is remembered; no server is asked. A calendar without a success for two intervals is not syncing.',
  ],
  options: { all: { value: 'flag', words: 'also the calendars that are up to date' } },
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.status(), async status => {
        const { output } = call;
        const where = await integrator.surroundings();
        output.say(sentence(status));
        const { lastRun } = status;
        if (lastRun !== null) output.say(`Run ${lastRun.number}: ${sayLast(lastRun)}`);
        for (const one of status.calendars) {
          if (one.health === 'up-to-date' && !call.options.has('all')) continue;
          const held = one.held === 0 ? '' : `, ${one.held} held`;
          const refused = one.failed === 0 ? '' : `, ${one.failed} refused by Halo`;
          const next = one.nextTry === null ? '' : `, next try ${localTime(one.nextTry)}`;
          const who = one.agent === '' ? one.address : `${one.agent} (${one.address})`;
          output.say(
            `${healthWords[one.health]}: ${who}, last success ${localTime(one.lastSuccess)}${held}${refused}${next}.`,
          );
        }
        const problems = [
          ...(lastRun?.problems ?? []).map(problem => tellProblem(problem, where)),
          ...status.calendars.flatMap(({ agent, address, problems: own }) =>
            own.map(problem => tellProblem(problem, where, { agent, mailbox: address })),
          ),
        ];
        warnOf(problems, output);
        output.result({ ...status, sentence: sentence(status), problems });
        return exitCodeOf(status);
      }),
    ),
};
