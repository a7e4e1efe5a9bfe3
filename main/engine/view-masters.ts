/** The masters of the occurrences that a view shows: each place is asked for once, by one of its occurrences. */
import type { CalendarItem, ViewRow } from '../core/event.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { ViewRequest } from './read-view.ts';

/**
 * Rows of one place have one master. The UID alone does not tell it: a copied series has the UID of the first. Occurrences share their
 * master's ChangeKey, and no two items have the same.
 */
function placeOf(row: {
  readonly uid: string | null;
  readonly changeKey: string;
  readonly itemId: string;
}): string {
  return row.uid === null ? row.itemId : `${row.uid}\n${row.changeKey}`;
}

/** By ItemId of the row. Masters that cannot be read are left out; their rows are put down as unreadable. */
export async function fetchMasters(
  rows: readonly ViewRow[],
  request: Pick<ViewRequest, 'source' | 'mailbox' | 'signal' | 'collected'>,
): Promise<Result<ReadonlyMap<string, CalendarItem>>> {
  const { source, mailbox, signal, collected } = request;
  const byRow = new Map<string, CalendarItem>();
  const known = new Map([...collected.masters.values()].map(master => [placeOf(master), master]));
  const ask = new Map<string, ViewRow[]>();
  for (const row of rows) {
    const place = placeOf(row);
    const master = known.get(place);
    if (master !== undefined) byRow.set(row.itemId, master);
    else {
      const others = ask.get(place);
      if (others === undefined) ask.set(place, [row]);
      else others.push(row);
    }
  }
  const asked = [...ask.values()].flatMap(([first]) => first ?? []);
  if (asked.length === 0) return succeeded(byRow);
  const answers = await source.masters(
    mailbox,
    asked.map(row => row.itemId),
    signal,
  );
  if (!answers.ok) return answers;
  for (const [index, ofPlace] of [...ask.values()].entries()) {
    const answer = answers.value[index];
    if (answer?.kind === 'found') collected.masters.set(answer.item.itemId, answer.item);
    for (const { itemId } of ofPlace) {
      if (answer?.kind === 'found') byRow.set(itemId, answer.item);
      // It is imported without its master; to which series it belongs is asked again in the next run.
      else if (answer !== undefined)
        collected.unreadable.set(itemId, answer.kind === 'gone' ? 'no-master' : answer.responseCode);
    }
  }
  return succeeded(byRow);
}
