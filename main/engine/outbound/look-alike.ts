/**
 * Whether somebody has booked in Exchange by hand what was booked in Halo by hand: an event of the same time and subject that the next import
 * is to take in. The import ties both then; an event of ours beside it would be there twice on both sides. Asks and decides nothing else.
 */
import type { When } from '../../core/appointment.ts';
import { decide } from '../../core/decide.ts';
import type { Instant, ViewRow } from '../../core/event.ts';
import { sameWhen } from '../../core/fingerprint.ts';
import { fitSubject } from '../../core/fit.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { instantOf, inWindow, windowAt } from '../../core/window.ts';
import { importRules, rollMinute } from '../run-context.ts';
import { eventOf, type Home, readItem } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** More of one time and subject are not looked into: people book nothing so often. */
const mostLooks = 5;

/** Wide enough for a day in any zone. */
function spanOf(when: When): { readonly start: Instant; readonly end: Instant } {
  if (when.kind === 'timed') {
    const end = Math.max(Date.parse(when.end), Date.parse(when.start) + minuteMs);
    return { start: when.start, end: instantOf(end) };
  }
  const from = Date.parse(`${when.first}T00:00:00Z`) - dayMs;
  return { start: instantOf(from), end: instantOf(Date.parse(`${when.last}T00:00:00Z`) + 2 * dayMs) };
}

/**
 * `awaited`: the next import ties both, or asks. `left-alone`: somebody was asked, and has said that all stays as it is: nothing would ever end a
 * wait, and another event is not what was meant.
 */
type LookAlike = 'none' | 'awaited' | 'left-alone';

/** Problems: item.unreadable, and what Exchange says of the calendar. */
export async function lookForAlike(
  context: SendContext,
  home: Home,
  { appointment, schedule }: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<LookAlike>> {
  const { when, subject, marks } = appointment;
  const { source, settings, clock } = context;
  // What carries an id of Exchange the import ties by that alone; it never takes a master in.
  if (schedule !== null || marks.entryId !== '') return succeeded('none');
  const listed = await source.view(home.mailbox, spanOf(when), signal);
  if (!listed.ok) return listed;
  const { book, holds } = home.memory;
  const tied = new Set([...book.links.values()].map(link => link.itemId));
  const window = windowAt(clock.now(), settings.import, rollMinute(home.key.address));
  const isLike = (row: ViewRow) =>
    row.sentMark === undefined &&
    !tied.has(row.itemId) &&
    inWindow(row, window) &&
    row.allDay === (when.kind === 'all-day') &&
    fitSubject(row.subject) === fitSubject(subject);
  const kept = new Set(
    [...holds.values()].flatMap(({ state, itemId }) => (state === 'kept' ? [itemId] : [])),
  );
  let found: LookAlike = 'none';
  for (const row of listed.value.rows.filter(isLike).slice(0, mostLooks)) {
    const item = await readItem(context, home, row.itemId, signal);
    if (!item.ok) return item;
    if (item.value === null) continue;
    const { keyed, mapped } = eventOf(item.value, null, home, context);
    if (!sameWhen(mapped.when, when) || decide(keyed.event, importRules(settings)).kind !== 'import')
      continue;
    if (!kept.has(row.itemId)) return succeeded('awaited');
    found = 'left-alone';
  }
  return succeeded(found);
}
