/** Where things stand, from what is remembered alone: no server is asked. */
import type { Instant } from '../core/event.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { RunOutcome, ServerSeen, ServersSeen } from '../core/report.ts';
import type { Clock, LinkStore, MailboxState, RunLog } from '../ports.ts';
import { readStates } from './all-states.ts';

/** `not-syncing`: no success for two intervals, or never one. */
export type CalendarHealth = 'up-to-date' | 'needs-you' | 'not-syncing';

export interface CalendarStatus {
  readonly agentId: number;
  readonly agent: string;
  readonly address: string;
  readonly health: CalendarHealth;
  readonly lastSuccess: Instant | null;
  /** Held changes that wait for an answer. */
  readonly held: number;
  /** Appointments of Halo that do not reach it. Absent: none, or nobody has counted them. */
  readonly unsent?: number;
  /** Events that Halo refuses. */
  readonly failed: number;
  /** Of the last run that was to sync it. */
  readonly problems: readonly Problem[];
  /** When it is tried again, where that is later than the next run. */
  readonly nextTry: Instant | null;
}

export interface SeenCertificate extends NonNullable<ServerSeen['certificate']> {
  readonly host: string;
}

export interface Status {
  /** Null: there was no run yet. */
  readonly lastRun: Omit<RunOutcome, 'mailboxes'> | null;
  /** Worst first. */
  readonly calendars: readonly CalendarStatus[];
  /** The certificate that each server showed when one was last seen, and on which host. Absent: nothing is known. */
  readonly certificates?: Readonly<Record<keyof ServersSeen, SeenCertificate | null>>;
  readonly held: number;
  /** Appointments of Halo that do not reach Exchange, of all agents. Absent: none, or nobody has counted them. */
  readonly unsent?: number;
}

/** How many past runs are searched for the last word on a calendar: runs of one agent leave the others out. */
const runsLookedAt = 50;
const healthOrder: readonly CalendarHealth[] = ['not-syncing', 'needs-you', 'up-to-date'];

function factsOf(state: MailboxState | null): Pick<CalendarStatus, 'lastSuccess' | 'held' | 'failed'> {
  const { lastSuccess = null, waitingHolds: held = 0, failedItems: failed = 0 } = state ?? {};
  return { lastSuccess, held, failed };
}

function nextTryOf(problems: readonly Problem[], now: Instant): Instant | null {
  const own = problems.find(problem => problem.code.startsWith('mailbox.'))?.nextTry ?? null;
  return own !== null && own > now ? own : null;
}

function healthOf(one: Omit<CalendarStatus, 'health' | 'nextTry'>, oldestGood: number): CalendarHealth {
  if (one.lastSuccess === null || Date.parse(one.lastSuccess) < oldestGood) return 'not-syncing';
  return one.held > 0 || one.failed > 0 || one.problems.length > 0 ? 'needs-you' : 'up-to-date';
}

function lastCertificate(newest: readonly RunOutcome[], name: keyof ServersSeen): SeenCertificate | null {
  const seen = newest.find(report => (report.servers?.[name].certificate ?? null) !== null)?.servers?.[name];
  return seen === undefined || seen.certificate === null ? null : { host: seen.host, ...seen.certificate };
}

/** Held changes that wait for an answer, in all calendars. */
export async function countWaiting(store: LinkStore): Promise<Result<number>> {
  const known = await store.known();
  if (!known.ok) return known;
  const held = await readStates(store, known.value, state => state?.waitingHolds ?? 0);
  return held.ok ? succeeded(held.value.reduce((sum, one) => sum + one, 0)) : held;
}

export async function readStatus(
  parts: { readonly store: LinkStore; readonly runs: RunLog; readonly clock: Clock },
  everyMinutes: number,
): Promise<Result<Status>> {
  const { store, runs, clock } = parts;
  const reports = await runs.latest(runsLookedAt);
  if (!reports.ok) return reports;
  const newest = [...reports.value].sort((a, b) => b.number - a.number);
  const known = await store.known();
  if (!known.ok) return known;
  const byName = new Map<
    string,
    { agentId: number; agent: string; address: string; problems: readonly Problem[] }
  >();
  for (const key of known.value) {
    byName.set(`${key.agentId} ${key.address}`, { ...key, agent: '', problems: [] });
  }
  const seen = new Set<string>();
  for (const mailbox of newest.flatMap(report => report.mailboxes)) {
    const name = `${mailbox.agentId} ${mailbox.address}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const { agentId, agent, address, problems } = mailbox;
    byName.set(name, { agentId, agent, address, problems });
  }
  const oldestGood = Date.parse(clock.now()) - 2 * everyMinutes * 60_000;
  const calendars: CalendarStatus[] = [];
  const told = [...byName.values()];
  const states = await readStates(store, told, factsOf);
  if (!states.ok) return states;
  for (const [index, one] of told.entries()) {
    const about = { ...one, ...(states.value[index] ?? factsOf(null)) };
    const nextTry = nextTryOf(one.problems, clock.now());
    calendars.push({ ...about, nextTry, health: healthOf(about, oldestGood) });
  }
  const worst = (one: CalendarStatus) => healthOrder.indexOf(one.health);
  calendars.sort((a, b) => worst(a) - worst(b) || a.agentId - b.agentId);
  const [last] = newest;
  let lastRun: Status['lastRun'] = null;
  if (last !== undefined) {
    const { mailboxes: _, ...rest } = last;
    lastRun = rest;
  }
  const certificates = {
    exchange: lastCertificate(newest, 'exchange'),
    halo: lastCertificate(newest, 'halo'),
  };
  return succeeded({
    lastRun,
    calendars,
    certificates,
    held: calendars.reduce((sum, one) => sum + one.held, 0),
  });
}
