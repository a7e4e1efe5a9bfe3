/** Words of Runs and of the preview. */
import { countOf } from './general.ts';

export const runWords = {
  lead: 'A run is one pass over the calendars. Open one to see what it did.',
  previewARun: 'Preview a run',
  lastPreview: 'Last preview',
  duration: 'Duration',
  changes: 'Changes',
  durationLabel: (many: number, least: string, most: string) =>
    `Duration of the last ${many} runs: ${least} to ${most}`,
  changesLabel: (many: number, most: number) =>
    `Changes of the last ${many} runs: up to ${most}; removals drawn hollow`,
  bar: (number: number, at: string, took: string, says: string) => `Run ${number}, ${at}, ${took}: ${says}`,
  all: 'All',
  withChanges: 'With changes',
  withProblems: 'With problems',
  byHand: 'By hand',
  previews: 'Previews',
  fromHalo: 'From Halo',
  started: 'Started',
  run: 'Run',
  trigger: 'Trigger',
  took: 'Took',
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  skipped: 'Skipped',
  failed: 'Failed',
  held: 'Held',
  result: 'Result',
  openRun: (number: number) => `Run ${number}`,
  itemsOf: (number: number) => `Items of run ${number}`,
  runsTable: 'Runs, newest first',
  appointment: 'Appointment',
  inHalo: 'In Halo',
  /** What went from Halo to Exchange is written on either side. */
  whatWasDone: 'What was done',
  inSide: { Exchange: 'in Exchange', Halo: 'in Halo', both: 'in both' },
  /** A field that was changed on both sides. */
  conflict: (field: string, winner: string) => `The ${field} was changed on both sides, and ${winner} won.`,
  conflictHidden: (field: string, winner: string) =>
    `The ${field} was changed on both sides, and ${winner} won. It is private, so what lost is kept nowhere.`,
  putBack: (field: string) =>
    `The ${field} is decided in Exchange alone. What Halo had changed was put back.`,
  putBackHidden: (field: string) =>
    `The ${field} is decided in Exchange alone. What Halo had changed was put back; it is private, so it is kept nowhere.`,
  conflictKept: (winner: string) => `Kept, from ${winner}`,
  conflictLost: (loser: string) => `Lost, from ${loser}`,
  copyLost: (field: string, loser: string) => `Copy the ${field} that was lost from ${loser}`,
  empty: '(empty)',
  beforeAfter: 'Before and after',
  because: 'Because',
  noItems: 'It changed nothing: every event already agreed.',
  time: 'time',
  nothingDone: 'It changed nothing.',
  noItemsOfAgent: 'It changed nothing for this agent.',
  logOfRun: 'Log of this run',
  requestsOf: (exchange: number, reads: number, writes: number) =>
    `${countOf(exchange, 'request', 'requests')} to Exchange, ${countOf(reads, 'read', 'reads')} and ${countOf(writes, 'write', 'writes')} in Halo.`,
  /** What goes from Halo to Exchange is no run: its requests are not counted one by one. */
  requestsElsewhere: 'Its requests are listed under Requests and log.',
  shownOf: (shown: number, all: number) => `${countOf(shown, 'item', 'items')} of ${all} shown`,
  heldMark: 'held',
  failedMark: 'failed',
  calendarsWithProblems: 'Calendars with problems',
  nextTry: (at: string) => `Next try ${at}.`,
  emptyTitle: 'No run yet',
  emptySays: 'The first run starts when the schedule is on, or with Sync now on the Status page.',
  noneOfKind: 'None of the runs read so far is of this kind.',
  olderRuns: 'Older runs',
  oneAgent: 'Items of',
} as const;

export const previewWords = {
  lead: 'Planned as a run would do it, on calendars read just now. Nothing was written.',
  nothing: 'Every event in Exchange agrees with its appointment in Halo.',
  none: 'No preview was made yet.',
  noneSays: 'A preview reads all calendars and shows what a run would do. It writes nothing.',
  make: 'Preview now',
  again: 'Preview again',
  running: 'The preview is being made.',
  runningSays: 'It reads the calendars as a run does and writes nothing. You may leave this page.',
  syncNow: 'Sync now',
  items: 'What a run would do',
} as const;
