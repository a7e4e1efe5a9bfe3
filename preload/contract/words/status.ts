/** The sentence of the Status screen and the tray, and what stands beside it. Words only; what is true is decided elsewhere. */
import type { CalendarCounts, Health } from '../../../main/core/health.ts';

export const healthWords: Readonly<Record<Health, string>> = {
  'up-to-date': 'Up to date',
  working: 'Working',
  'needs-you': 'Needs you',
  'not-syncing': 'Not syncing',
  paused: 'Paused',
};

export const triggerWords = {
  schedule: 'Schedule',
  'by-hand': 'By hand',
  start: 'At start',
  'catch-up': 'Caught up',
  preview: 'Preview',
  outbound: 'From Halo',
} as const;

/** From whole days: of the last one there is less than a day left. */
export function sayDaysLeft(daysLeft: number): string {
  if (daysLeft < 0) return 'ended';
  if (daysLeft === 0) return 'less than a day left';
  return daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
}

/** How long a certificate lasts. */
export function sayCertificate(daysLeft: number): string {
  return `Certificate: ${sayDaysLeft(daysLeft)}`;
}

/** `triesAgain`: the next run may find it solved without anybody's help. */
export interface BlockedBy {
  readonly sentence: string;
  readonly triesAgain: boolean;
}

export interface StatusFacts {
  readonly health: Health;
  readonly calendars: CalendarCounts;
  readonly isFirstStart: boolean;
  readonly hasRun: boolean;
  readonly running: { readonly done: number; readonly all: number; readonly isPreview: boolean } | null;
  /** What stops everything; null when nothing does. */
  readonly blockedBy: BlockedBy | null;
  /** Local times, as text; null when there is none. */
  readonly finished: string | null;
  readonly next: string | null;
  readonly pausedUntil: string | null;
}

const plural = (many: number, one: string, several: string) => (many === 1 ? one : several);

function sayCalendars({ all, upToDate, needsYou, notSyncing }: CalendarCounts): string {
  if (all === 0) return 'No calendar is synced.';
  const bad = needsYou + notSyncing;
  if (bad === 0) return all === 1 ? 'The calendar is up to date.' : `All ${all} calendars are up to date.`;
  const good = `${upToDate} of ${all} calendars ${plural(upToDate, 'is', 'are')} up to date.`;
  return `${good} ${bad} ${plural(bad, 'needs', 'need')} you.`;
}

/** The h1. */
export function saySentence(facts: StatusFacts): string {
  const { running, calendars } = facts;
  if (running !== null) {
    if (running.all === 0) return running.isPreview ? 'A preview is being made.' : 'The calendars are read.';
    return `${running.done} of ${running.all} ${plural(running.all, 'calendar', 'calendars')} ${plural(running.done, 'is', 'are')} read.`;
  }
  if (facts.isFirstStart) return 'Nothing is imported yet.';
  if (facts.health === 'paused') return `Paused until ${facts.pausedUntil ?? 'somebody goes on'}.`;
  if (facts.blockedBy !== null) return facts.blockedBy.sentence;
  if (!facts.hasRun) return 'Nothing was imported yet.';
  if (facts.health === 'not-syncing' && calendars.all > 0) {
    return calendars.all === 1
      ? 'The calendar is not synced.'
      : `None of the ${calendars.all} calendars is synced.`;
  }
  return sayCalendars(calendars);
}

/** `Exchange cannot be reached since 09:41.` */
export function sayUnreachable(server: 'Exchange' | 'Halo', since: string | null): string {
  return since === null ? `${server} cannot be reached.` : `${server} cannot be reached since ${since}.`;
}

/** `Exchange asked us to slow down; goes on at 10:12`, without `until` as a sentence. */
export function saySlowDown(server: 'Exchange' | 'Halo', until: string | null): string {
  const asked = `${server} asked us to slow down`;
  return until === null ? `${asked}.` : `${asked}; goes on at ${until}`;
}

/** The second clause: `Last finished 10:05, next 10:20.` */
export function sayWhen(facts: StatusFacts): string {
  if (facts.isFirstStart) return 'A few steps and a preview, then it runs by itself.';
  const isBlocked = facts.blockedBy !== null && facts.running === null && facts.health !== 'paused';
  if (isBlocked && facts.next !== null && facts.blockedBy?.triesAgain === true)
    return `Trying again at ${facts.next}.`;
  const parts: string[] = [];
  if (facts.finished !== null) parts.push(`last finished ${facts.finished}`);
  if (facts.next !== null && facts.health !== 'paused') parts.push(`next ${facts.next}`);
  const text = parts.join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The foot of the navigation. */
export function sayFoot(facts: StatusFacts): string {
  const { needsYou, notSyncing } = facts.calendars;
  const bad = needsYou + notSyncing;
  if (facts.isFirstStart) return 'Not set up';
  if (facts.running !== null) {
    const { done, all } = facts.running;
    return all === 0 ? 'Working' : `Agent ${Math.min(done + 1, all)} of ${all}`;
  }
  if (facts.health === 'paused') return `Until ${facts.pausedUntil ?? 'somebody goes on'}`;
  const many = bad === 0 ? '' : `${bad} ${plural(bad, 'calendar', 'calendars')}`;
  if (facts.next === null) return many === '' ? healthWords[facts.health] : many;
  return many === '' ? `Next run ${facts.next}` : `${many} · next ${facts.next}`;
}
