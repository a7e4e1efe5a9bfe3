/**
 * Whether an appointment that is tied nowhere came from an event that stands in this calendar: the import leaves it out (another window, a
 * filter, a program before us), but it is there, and another one beside it would be there twice. Asks and decides nothing else.
 */
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { type Home, readItem } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

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
  if (item.ok) return succeeded(item.value !== null);
  // An id in the words of another program: nobody can look, and it says all the same that the appointment was imported.
  const isForeign = String(item.problem.facts?.['responseCode'] ?? '').startsWith('ErrorInvalidId');
  return item.problem.code === 'item.unreadable' && isForeign ? succeeded(true) : item;
}
