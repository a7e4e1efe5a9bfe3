/**
 * Whether an event is imported, and why not. Every event of the window gets exactly one verdict (rule 12); the privacy rule is
 * decided here, before anything is logged, stored or sent (rule 9).
 */
import type { CalendarEvent } from './event.ts';

/** Why an event is not imported. Words for each are in the contract. */
export const skipReasons = [
  'private',
  'cancelled',
  'declined',
  'free-time',
  'tentative',
  'all-day',
  'not-a-meeting',
  'not-organiser',
  'category-missing',
  'category-excluded',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** The restrictions under "What is imported"; the same names as in the settings. */
export interface ImportRules {
  readonly which: 'all' | 'meetings';
  readonly includeCategories: readonly string[];
  readonly excludeCategories: readonly string[];
  readonly free: boolean;
  readonly tentative: boolean;
  readonly declined: boolean;
  readonly allDay: boolean;
  readonly cancelled: 'remove' | 'mark';
  readonly private: 'skip' | 'time-only' | 'full';
  readonly organiserOnly: boolean;
  readonly subject:
    | { readonly rule: 'as-is' }
    | { readonly rule: 'prefix'; readonly text: string }
    | { readonly rule: 'fixed'; readonly text: string };
  readonly typeByCategory: Readonly<Record<string, number>>;
  readonly noDelete: boolean;
}

export type Choice =
  | {
      readonly kind: 'import';
      readonly texts: 'shown' | 'hidden';
      readonly isPrivate: boolean;
      readonly isMarkedCancelled: boolean;
    }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

/** Private or confidential in Exchange: nothing of its texts is shown where the rules do not say so. */
export function isPrivate(event: Pick<CalendarEvent, 'sensitivity'>): boolean {
  return event.sensitivity === 'private' || event.sensitivity === 'confidential';
}

function hasCategory(event: CalendarEvent, wanted: readonly string[]): boolean {
  const names = new Set(event.categories.map(category => category.trim().toLowerCase()));
  return wanted.some(category => names.has(category.trim().toLowerCase()));
}

function skipReason(event: CalendarEvent, rules: ImportRules): SkipReason | null {
  if (isPrivate(event) && rules.private === 'skip') return 'private';
  if (event.isCancelled && rules.cancelled === 'remove') return 'cancelled';
  if (event.myResponse === 'declined' && !rules.declined) return 'declined';
  // A cancelled meeting is shown as free: "mark" means to see it nevertheless.
  if (event.freeBusy === 'free' && !rules.free && !event.isCancelled) return 'free-time';
  if (event.freeBusy === 'tentative' && !rules.tentative) return 'tentative';
  if (event.allDay && !rules.allDay) return 'all-day';
  if (rules.which === 'meetings' && !event.isMeeting) return 'not-a-meeting';
  if (rules.organiserOnly && event.isMeeting && event.myResponse !== 'organizer') return 'not-organiser';
  if (rules.excludeCategories.length > 0 && hasCategory(event, rules.excludeCategories))
    return 'category-excluded';
  if (rules.includeCategories.length > 0 && !hasCategory(event, rules.includeCategories))
    return 'category-missing';
  return null;
}

/** What was made in Halo is followed whatever the rules let in; only the privacy of its texts is kept. */
export function decideSent(
  event: Pick<CalendarEvent, 'sensitivity' | 'isCancelled'>,
  rules: ImportRules,
): Extract<Choice, { kind: 'import' }> {
  const isHidden = isPrivate(event) && rules.private !== 'full';
  return {
    kind: 'import',
    texts: isHidden ? 'hidden' : 'shown',
    isPrivate: isPrivate(event),
    isMarkedCancelled: event.isCancelled,
  };
}

/** Imported, and how much of it is shown; or the first reason for which it is left out. */
export function decide(event: CalendarEvent, rules: ImportRules): Choice {
  const reason = skipReason(event, rules);
  return reason === null ? decideSent(event, rules) : { kind: 'skip', reason };
}
