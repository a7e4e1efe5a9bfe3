/** `status`: where things stand, from what is remembered; no server is asked. */
import { leftOutClauses } from '../../preload/contract/words/left-out.ts';
import { sayRun } from '../../preload/contract/words/results.ts';
import { sayCertificate } from '../../preload/contract/words/status.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import { daysUntil, soonDays } from '../core/certificate-days.ts';
import type { Instant } from '../core/event.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LeftOutAgents } from '../core/report.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import { withHeldRemovals } from '../engine/outbound/held-removals.ts';
import { withUnsent } from '../engine/outbound/needs-somebody.ts';
import type { CalendarHealth, Status } from '../engine/status.ts';
import type { Call, Command } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import {
  exitCodeOfQueue,
  namesOf,
  type OutboundState,
  outboundJson,
  readOutboundState,
  warnOfUnsent,
} from './outbound-state.ts';
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

const serverNames = { exchange: 'Exchange', halo: 'Halo' } as const;

/** Of the servers that are set now, as JSON; `daysLeft`: whole days. */
function certificatesOf({ certificates }: Status, where: Surroundings, now: Instant) {
  const hosts = { exchange: where.exchangeHost, halo: where.haloHost };
  return (['exchange', 'halo'] as const).flatMap(server => {
    const seen = certificates?.[server] ?? null;
    if (seen === null || seen.host !== hosts[server]) return [];
    return [{ server, ...seen, daysLeft: daysUntil(seen.until, now) }];
  });
}

function sayLeftOutAgents({ count, first }: LeftOutAgents): readonly string[] {
  if (count === 0) return [];
  const more = count - first.length;
  return [
    count === 1 ? '1 agent of Halo is left out:' : `${count} agents of Halo are left out:`,
    ...first.map(({ name, reason }) => `  ${name}: ${leftOutClauses[reason]}.`),
    ...(more > 0 ? [`  and ${more} more; the window lists all.`] : []),
  ];
}

function exitCodeOf(status: Status, outbound: OutboundState): ExitCode {
  const isBad =
    exitCodeOfQueue(outbound) === exitCodes.problems ||
    status.lastRun === null ||
    status.calendars.length === 0 ||
    status.lastRun.problems.length > 0 ||
    status.calendars.some(one => one.health === 'not-syncing' || one.failed > 0 || one.problems.length > 0);
  if (isBad) return exitCodes.problems;
  return status.held > 0 ? exitCodes.heldWait : exitCodes.done;
}

async function outboundOf(integrator: Integrator): Promise<Result<OutboundState>> {
  const settings = await integrator.settings.read();
  if (!settings.ok) return settings;
  const memory = await integrator.outbound.read();
  if (!memory.ok) return memory;
  return readOutboundState(integrator, settings.value, memory.value, await namesOf(integrator));
}

/** What the way out holds, and what does not get there, counts to the calendars, too. */
async function wholeStatus(
  integrator: Integrator,
): Promise<Result<{ readonly status: Status; readonly outbound: OutboundState }>> {
  const [status, removals] = [await integrator.status(), await integrator.heldRemovals()];
  if (!status.ok) return status;
  if (!removals.ok) return removals;
  const outbound = await outboundOf(integrator);
  if (!outbound.ok) return outbound;
  const held = withHeldRemovals(status.value, removals.value);
  const { stuck, late, failed } = outbound.value.unsent;
  const counted = withUnsent(held, { stuck, late: [...late, ...failed] });
  return succeeded({ status: counted, outbound: outbound.value });
}

/** What was left when it was switched off. */
function leftIn({ enabled, counts }: OutboundState): number {
  return enabled ? 0 : counts.waiting + counts.parked + counts.held;
}

/** Whoever never switched it on hears nothing of it. */
function sayOutbound(call: Call, state: OutboundState): void {
  const { output } = call;
  const left = leftIn(state);
  if (!state.enabled && left === 0) return;
  output.say('From Halo to Exchange:');
  for (const line of state.enabled ? state.lines : state.lines.slice(0, 1)) output.say(`  ${line}`);
  if (left > 0) {
    const what = left === 1 ? '1 appointment is' : `${left} appointments are`;
    output.say(`  ${what} left from before, and nothing is done about it. To see them: outbound`);
  }
  warnOfUnsent(call, state.unsent);
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
      onValue(call, await wholeStatus(integrator), async ({ status, outbound }) => {
        const { output } = call;
        const where = await integrator.surroundings();
        output.say(sentence(status));
        const { lastRun } = status;
        if (lastRun !== null) output.say(`Run ${lastRun.number}: ${sayLast(lastRun)}`);
        for (const one of status.calendars) {
          if (one.health === 'up-to-date' && !call.options.has('all')) continue;
          const held = one.held === 0 ? '' : `, ${one.held} held`;
          const unsent = one.unsent === undefined ? '' : `, ${one.unsent} not sent to Exchange`;
          const refused = one.failed === 0 ? '' : `, ${one.failed} refused by Halo`;
          const next = one.nextTry === null ? '' : `, next try ${localTime(one.nextTry)}`;
          const who = one.agent === '' ? one.address : `${one.agent} (${one.address})`;
          output.say(
            `${healthWords[one.health]}: ${who}, last success ${localTime(one.lastSuccess)}${held}${unsent}${refused}${next}.`,
          );
        }
        const { certificates: _, ...rest } = status;
        const certificates = certificatesOf(status, where, integrator.clock.now());
        for (const { server, host, daysLeft } of certificates) {
          const look = daysLeft <= soonDays ? ' Renew it before it ends.' : '';
          output.say(`${serverNames[server]} (${host}): ${sayCertificate(daysLeft)}.${look}`);
        }
        for (const line of lastRun?.leftOut === undefined ? [] : sayLeftOutAgents(lastRun.leftOut))
          output.say(line);
        sayOutbound(call, outbound);
        const problems = [
          ...outbound.problems,
          ...(lastRun?.problems ?? []).map(problem => tellProblem(problem, where)),
          ...status.calendars.flatMap(({ agent, address, problems: own }) =>
            own.map(problem => tellProblem(problem, where, { agent, mailbox: address })),
          ),
        ];
        warnOf(problems, output);
        output.result({
          ...rest,
          certificates,
          sentence: sentence(status),
          outbound: outbound.enabled ? outboundJson(outbound) : null,
          outboundLeft: leftIn(outbound),
          problems,
        });
        return exitCodeOf(status, outbound);
      }),
    ),
};
