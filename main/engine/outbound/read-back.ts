/** What was written is read at once: how Exchange holds it is what the next run will see. */
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { ReadEvent, ReadPair } from './read-pair.ts';
import { eventOf, readItem } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/** Null: it is not there. */
export async function readBack(
  context: SendContext,
  { home, link }: ReadPair,
  itemId: string,
  signal: AbortSignal,
): Promise<Result<ReadEvent | null>> {
  const item = await readItem(context, home, itemId, signal);
  if (!item.ok) return item;
  return succeeded(item.value === null ? null : eventOf(item.value, link, home, context));
}
