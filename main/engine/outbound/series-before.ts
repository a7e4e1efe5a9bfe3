/**
 * The series in Exchange that an installation before this one has made for a master of Halo: its data folder is gone, and the mark on the series
 * bears its id. Looked for only where a series is about to be made; asks Exchange for the series of the calendar that nobody has tied.
 */
import type { CalendarItem } from '../../core/event.ts';
import { fitSubject } from '../../core/fit.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import { readSentMark } from '../../core/outbound/mark.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { Home } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/** The number alone may be that of another Halo: time or subject must be the same as well. */
function isMadeFor(item: CalendarItem, { appointment }: WholeAppointment): boolean {
  const mark = item.sentMark === undefined ? null : readSentMark(item.sentMark);
  if (mark?.haloId !== appointment.id || mark.agentId !== appointment.agentId) return false;
  const { when, subject } = appointment;
  return (
    (when.kind === 'timed' && when.start === item.start) || fitSubject(item.subject) === fitSubject(subject)
  );
}

/** Its id; null when there is none. Problems: what Exchange says of the calendar. */
export async function seriesBefore(
  { source, queue }: SendContext,
  { mailbox, memory }: Home,
  whole: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<string | null>> {
  const tied = new Set([...queue.memory.series.values()].map(tie => tie.itemId));
  const ids = new Set([...memory.book.links.values()].flatMap(link => link.seriesId ?? []));
  const untied = [...ids].filter(id => !tied.has(id));
  if (untied.length === 0) return succeeded(null);
  const answers = await source.items(mailbox, untied, signal);
  if (!answers.ok) return answers;
  for (const answer of answers.value)
    if (answer.kind === 'found' && answer.item.kind === 'master' && isMadeFor(answer.item, whole))
      return succeeded(answer.item.itemId);
  return succeeded(null);
}
