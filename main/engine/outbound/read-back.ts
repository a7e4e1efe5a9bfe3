/** What was written is read at once: how Exchange holds it is what the next run will see. */
import type { OwnedFields } from '../../core/appointment.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { ItemRef } from '../../outbound-ports.ts';
import type { ReadEvent, ReadPair } from './read-pair.ts';
import { eventOf, readItem } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/**
 * Null: it is not there. Where its ChangeKey is another than that of our write somebody has changed it since: then what we expect to be held is
 * told, `expected`, and the next run sees what differs as the edit that it is.
 */
export async function readBack(
  context: SendContext,
  { home, link }: ReadPair,
  { itemId, changeKey }: ItemRef,
  expected: Partial<OwnedFields>,
  signal: AbortSignal,
): Promise<Result<ReadEvent | null>> {
  const item = await readItem(context, home, itemId, signal);
  if (!item.ok) return item;
  if (item.value === null) return succeeded(null);
  const event = eventOf(item.value, link, home, context);
  if (changeKey === '' || event.item.changeKey === changeKey) return succeeded(event);
  return succeeded({
    ...event,
    item: { ...event.item, changeKey },
    mapped: { ...event.mapped, ...expected },
    unseen: undefined,
  });
}
