/**
 * Where the list of changes is taken up when nothing is remembered of it. A first look begins with what is there now. But where events were
 * made for appointments already, the memory was lost: what was saved after the last of these may have waited, and is looked at again.
 */
import type { Watermark } from '../../core/outbound/entry.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { SendContext } from './send-context.ts';

/** Null: there was no look before. */
export async function takenUp({
  queue,
  ties,
  log,
}: Pick<SendContext, 'queue' | 'ties' | 'log'>): Promise<Result<Watermark | null>> {
  const { watermark } = queue.memory;
  if (watermark !== null) return succeeded(watermark);
  const sent = await ties.newestSent();
  if (!sent.ok || sent.value === '') return sent.ok ? succeeded(null) : sent;
  const begun = sent.value;
  log.write(
    'warning',
    'What was remembered of the way to Exchange is gone; it is taken up after what was sent last',
    {
      begun,
    },
  );
  return succeeded({ begun, newest: begun, seen: [] });
}
