/**
 * Why something was decided, in words: filters, holds, proofs of a removal, adoptions. Exhaustive by type over the closed lists of
 * `main/core`. A clause fits into a sentence: it begins small and has no full stop.
 */
import type { SkipReason } from '../../../main/core/decide.ts';
import type { Verdict } from '../../../main/core/link.ts';
import type { OutboundHold, OutboundRefusal } from '../../../main/core/outbound/entry.ts';
import type {
  ActionReason,
  ForgetReason,
  HoldReason,
  LeaveReason,
  PlannedAction,
} from '../../../main/core/plan/action.ts';
import type { WindowSide } from '../../../main/core/window.ts';
import { holdWords, refusalWords } from './outbound.ts';
import { isProblemCode, sayProblem } from './problems.ts';

/** What was done. */
type EffectReason = Exclude<PlannedAction['kind'], 'leave'>;

export type Reason =
  | SkipReason
  | 'made-in-halo'
  | 'exchange-won'
  | 'halo-won'
  | 'left-apart'
  | 'put-back'
  | 'not-kept-in-halo'
  | HoldReason
  | LeaveReason
  | ForgetReason
  | ActionReason
  | WindowSide
  | EffectReason;

export interface ReasonWords {
  readonly clause: string;
  /** The setting that decides it, when another value would decide otherwise. */
  readonly setting?: string;
}

export const reasonWords: Readonly<Record<Reason, ReasonWords>> = {
  // skipped by a filter
  private: { clause: 'private events are not imported', setting: 'import.private' },
  cancelled: { clause: 'cancelled meetings are not imported', setting: 'import.cancelled' },
  declined: { clause: 'the agent declined it', setting: 'import.declined' },
  'free-time': { clause: 'free time is not imported', setting: 'import.free' },
  tentative: { clause: 'tentative events are not imported', setting: 'import.tentative' },
  'all-day': { clause: 'all-day events are not imported', setting: 'import.allDay' },
  'not-a-meeting': { clause: 'only meetings are imported', setting: 'import.which' },
  'not-organiser': {
    clause: 'only events that the agent organises are imported',
    setting: 'import.organiserOnly',
  },
  'category-missing': {
    clause: 'it has none of the categories that are imported',
    setting: 'import.includeCategories',
  },
  'category-excluded': {
    clause: 'it has a category that is not imported',
    setting: 'import.excludeCategories',
  },
  // tied again
  'made-in-halo': {
    clause: 'it was made for an appointment of Halo, with which it is brought together again',
    setting: 'outbound.enabled',
  },
  // held for a person
  'access-changed': { clause: 'account, connection method or calendar changed since it was last read' },
  'filter-changed': { clause: 'a changed setting leaves it out' },
  'halo-work': { clause: 'its appointment carries work done in Halo' },
  'completed-in-halo': { clause: 'its appointment is completed in Halo' },
  ambiguous: { clause: 'several appointments in Halo look like it' },
  'many-removals': {
    clause: 'more removals in one calendar than the limit',
    setting: 'safety.removalsPerMailbox',
  },
  'many-removals-in-run': {
    clause: 'more removals in one run than the limit',
    setting: 'safety.removalsPerRun',
  },
  'many-creates': {
    clause: 'more new events in one calendar than the limit',
    setting: 'safety.createsPercent',
  },
  'many-missing-in-halo': {
    clause:
      'its appointment and many others of this calendar are not in Halo any more; approve to make them again, keep to leave them deleted',
    setting: 'safety.removalsAtLeast',
  },
  'unit-held': { clause: 'another part of the same event waits' },
  // left as it is, or no longer followed
  'up-to-date': { clause: 'Halo holds it already' },
  'deleted-in-halo': { clause: 'its appointment was deleted by hand in Halo and stays deleted' },
  'no-delete': { clause: 'removals in Exchange do not remove in Halo', setting: 'import.noDelete' },
  'kept-by-a-person': { clause: 'a person decided to keep it' },
  'changed-in-halo': {
    clause: 'its appointment was changed in Halo too, and both are brought together',
    setting: 'outbound.conflict',
  },
  'not-through-this-door': {
    clause:
      'its appointment was made in Halo, which would take what comes through its own door for another one',
    setting: 'halo.door',
  },
  'already-gone-in-halo': { clause: 'its appointment is not in Halo any more' },
  'before-the-window': {
    clause: 'it ended before the first day that is synced',
    setting: 'import.daysBack',
  },
  'after-the-window': {
    clause: 'it begins after the last day that is synced',
    setting: 'import.daysAhead',
  },
  // proofs of a removal
  'not-found': { clause: 'Exchange was asked for it and does not have it any more' },
  'occurrence-deleted': { clause: 'this date of the series was deleted in Exchange' },
  'removed-in-feed': { clause: 'it was deleted in Exchange' },
  'changed-kind': { clause: 'it became or ceased to be a series in Exchange' },
  excluded: { clause: 'it changed in Exchange and a filter leaves it out now' },
  // how an appointment became ours
  'made-for-it': { clause: 'its event was made for this appointment before this data folder was new' },
  'our-mark': { clause: 'its appointment carries our mark' },
  'exchange-mark': { clause: 'its appointment carries the same Exchange identity' },
  'look-alike': { clause: 'one appointment of this agent has the same time and subject' },
  // effects
  create: { clause: 'its appointment was made by us' },
  update: { clause: 'its appointment was changed by us' },
  adopt: { clause: 'its appointment was in Halo already and is ours now' },
  remove: { clause: 'its appointment was removed by us' },
  forget: { clause: 'its appointment is not followed any more' },
  'edited-in-halo': { clause: 'its appointment was edited by hand in Halo' },
  // changed on both sides
  'exchange-won': {
    clause: 'both sides had changed it and Exchange won',
    setting: 'outbound.conflict',
  },
  'halo-won': { clause: 'both sides had changed it and Halo won', setting: 'outbound.conflict' },
  'not-kept-in-halo': {
    clause: 'Halo takes it and does not keep it: Exchange keeps its own, for all appointments',
  },
  'put-back': { clause: 'it is decided in Exchange alone, and was put back in Halo' },
  'left-apart': {
    clause: 'it was edited in Outlook too, where Halo is not shown it: each side keeps its own text',
    setting: 'outbound.conflict',
  },
};

const isReason = (reason: string): reason is Reason => Object.hasOwn(reasonWords, reason);
const isHold = (reason: string): reason is OutboundHold => Object.hasOwn(holdWords, reason);
const isRefusal = (reason: string): reason is OutboundRefusal => Object.hasOwn(refusalWords, reason);

/** The words for a reason; of what failed it is the code of a problem. One that is not known (of another version) is said by its name. */
export function sayReason(reason: string): ReasonWords {
  if (isProblemCode(reason)) return { clause: sayProblem({ code: reason }).sentence.replace(/\.$/, '') };
  if (isReason(reason)) return reasonWords[reason];
  if (isHold(reason)) return { clause: clauseOf(holdWords[reason].sentence) };
  if (isRefusal(reason)) return { clause: clauseOf(refusalWords[reason]({}).sentence) };
  return { clause: reason.replaceAll('-', ' ') };
}

/** Whether Exchange has the event, and since when as it is. */
export function sayInExchange(
  inExchange:
    | { readonly is: 'there'; readonly changed: string | null }
    | { readonly is: 'gone' | 'unreadable' },
  localTime: (instant: string) => string,
): string {
  if (inExchange.is !== 'there')
    return inExchange.is === 'gone' ? 'In Exchange: no.' : 'In Exchange: yes, but it cannot be read.';
  const { changed } = inExchange;
  return changed === null ? 'In Exchange: yes.' : `In Exchange: yes, changed ${localTime(changed)}.`;
}

/** When something is tried again that could not be read or that Halo refused; null: nothing is tried again. */
export function sayNextTry(
  event: { readonly inExchange: { readonly is: string }; readonly nextTry: string | null },
  localTime: (instant: string) => string,
): string | null {
  const { inExchange, nextTry } = event;
  if (inExchange.is === 'unreadable')
    return `It is asked for again ${nextTry === null ? 'in the next run' : `from ${localTime(nextTry)}`}.`;
  return nextTry === null ? null : `It is sent again from ${localTime(nextTry)}, or when it changes.`;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  imported: 'Imported',
  skipped: 'Skipped',
  held: 'Held',
  failed: 'Failed',
};

/** A decision as a sentence: `Skipped 10:05: free time is not imported. The setting import.free decides this.` `at`: local time; '' none. */
export function sayDecision(
  decision: { readonly verdict: Verdict; readonly reason: string },
  at: string = '',
): string {
  const { clause, setting } = sayReason(decision.reason);
  const when = at === '' ? '' : ` ${at}`;
  const verdict = `${verdictWords[decision.verdict]}${when}${clause === '' ? '' : `: ${clause}`}.`;
  return setting === undefined ? verdict : `${verdict} The setting ${setting} decides this.`;
}

/** A sentence as a part of another one. */
export function clauseOf(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
