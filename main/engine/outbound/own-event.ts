/**
 * Whether an appointment that is tied nowhere came from an event that stands in this calendar: the import leaves it out (another window, a
 * filter, a program before us), but it is there, and another one beside it would be there twice. An event in the calendar of another agent,
 * who had the appointment before, is none. Asks and decides nothing else.
 */
import type { CalendarItem } from '../../core/event.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { instantOf } from '../../core/window.ts';
import { type Home, readItem } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

const minuteMs = 60_000;

/** Problems: item.unreadable, and what Exchange says of the calendar. */
export async function hasOwnEvent(
  context: SendContext,
  home: Home,
  { appointment }: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  const { entryId } = appointment.marks;
  if (entryId === '') return succeeded(false);
  const item = await readItem(context, home, entryId, signal);
  if (item.ok) return item.value === null ? succeeded(false) : isHere(context, home, item.value, signal);
  if (isOfAnotherMailbox(item.problem, context)) return succeeded(false);
  // An id in the words of another program: nobody can look, and it says all the same that the appointment was imported.
  const isForeign = responseCode(item.problem).startsWith('ErrorInvalidId');
  return item.problem.code === 'item.unreadable' && isForeign ? succeeded(true) : item;
}

const responseCode = ({ facts }: Problem) => String(facts?.['responseCode'] ?? '');

/** The id names its mailbox: one that is gone, or one into which the owner of this calendar may not look, while own items are never denied. */
function isOfAnotherMailbox(problem: Problem, { settings }: SendContext): boolean {
  if (problem.code === 'mailbox.unknown') return true;
  return settings.exchange.access === 'impersonation' && responseCode(problem) === 'ErrorAccessDenied';
}

/** An account that sees several calendars is shown the item whosever it is. A series is not in a view by its id, and no import of ours names one. */
async function isHere(
  { source }: SendContext,
  { mailbox }: Home,
  { itemId, kind, start }: CalendarItem,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  if (kind === 'master') return succeeded(true);
  const begins = Date.parse(start);
  const span = { start: instantOf(begins - minuteMs), end: instantOf(begins + minuteMs) };
  const listed = await source.view(mailbox, span, signal);
  return listed.ok ? succeeded(listed.value.rows.some(row => row.itemId === itemId)) : listed;
}
