/**
 * An item whose body is larger than an answer may be is asked for once more without it: an event without its text is better than none. No
 * other trouble is a reason to do without: what passes would leave an event without its text for good.
 */
import type { ItemAnswer } from '../../core/event.ts';
import type { BodyWish } from './build-requests.ts';
import type { Asked } from './transport.ts';

/** Our own for an answer over the cap, and the server's for an item over its own. */
const tooLarge: ReadonlySet<string> = new Set(['exchange.answer-too-large', 'ErrorMessageSizeExceeded']);

const isTooLarge = (answer: ItemAnswer) => answer.kind === 'unreadable' && tooLarge.has(answer.responseCode);

/**
 * One answer per id, in order. `read` reads ids in batches; `left` hears how many were read without their body. What cannot be read without
 * it either keeps its first answer.
 */
export async function readDespiteBodies(
  ids: readonly string[],
  read: (ids: readonly string[], body: BodyWish) => Promise<Asked<readonly ItemAnswer[]>>,
  left: (count: number) => void,
): Promise<Asked<readonly ItemAnswer[]>> {
  const first = await read(ids, 'with-body');
  if (!first.ok) {
    // So many in a row that it was taken for the server.
    return first.trouble.problem.code === 'exchange.answer-too-large' ? read(ids, 'without-body') : first;
  }
  const heavy = first.value.filter(isTooLarge).map(answer => answer.id);
  if (heavy.length === 0) return first;
  const again = await read(heavy, 'without-body');
  if (!again.ok) return again;
  const light = new Map(
    again.value.flatMap(answer => (answer.kind === 'unreadable' ? [] : [[answer.id, answer]])),
  );
  left(light.size);
  return { ok: true, value: first.value.map(answer => light.get(answer.id) ?? answer) };
}
