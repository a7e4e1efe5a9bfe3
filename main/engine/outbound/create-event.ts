/** Makes the event of an appointment that was made in Halo, once, and ties both. */
import { remembered } from '../../core/fingerprint.ts';
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { lookForAlike } from './look-alike.ts';
import type { Sent } from './outbound-queue.ts';
import { hasOwnEvent } from './own-event.ts';
import { lineOf } from './pair-line.ts';
import { readBack } from './read-back.ts';
import type { ReadPair } from './read-pair.ts';
import { patternOf, rememberPair } from './remember-pair.ts';
import type { SendContext } from './send-context.ts';
import { notTiedElsewhere } from './tied-elsewhere.ts';

/** Written down before it is sent: cut off anywhere, the next try looks for its mark. */
export async function createEvent(
  context: SendContext,
  entry: OutboundEntry,
  pair: ReadPair,
  whole: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { home, mark, wanted } = pair;
  if (wanted === null) throw new Error('Nothing to make an event of.');
  const { draft, fields, mapped } = wanted;
  const { agentId, address } = home.key;
  const isNew = pair.pair === null;
  const free = isNew ? await notTiedElsewhere(context, home.key, whole, signal) : succeeded(undefined);
  if (!free.ok) return free;
  const own = isNew ? await hasOwnEvent(context, home, whole, signal) : succeeded(false);
  if (!own.ok) return own;
  const leave = (why: string): Result<Sent> => {
    context.log.write('info', `Not sent: ${why}`, { mailbox: address, haloId: entry.haloId });
    return succeeded({ kind: 'done', wrote: false });
  };
  if (own.value) return leave('its event is in Exchange, and the import leaves it out.');
  const alike = isNew ? await lookForAlike(context, home, whole, signal) : succeeded('none');
  if (!alike.ok) return alike;
  if (alike.value === 'left-alone')
    return leave('its like is in Exchange, and somebody has said that it stays so.');
  if (alike.value === 'awaited') {
    const facts = { mailbox: address };
    return failed({ code: 'item.not-imported-yet', scope: 'item', retryable: true, facts });
  }
  const intent = {
    mark,
    agentId,
    address,
    values: remembered(fields),
    mapped: remembered(mapped),
    pattern: patternOf(draft.series, context.zone),
  };
  const intended = await context.queue.intend(entry, intent);
  if (!intended.ok) return intended;
  const made = await context.writer.create(home.mailbox, draft, mark, signal);
  if (!made.ok) return made;
  const event = await readBack(context, pair, made.value, mapped, signal);
  if (!event.ok) return event;
  const { lastModified } = whole.appointment;
  if (event.value === null) {
    // Something takes it away at once: made again and again it would fill the folder to which that goes.
    const facts = { mailbox: address, reason: 'gone at once' };
    return succeeded({
      kind: 'wait',
      state: { kind: 'parked', reason: 'refused-by-exchange', lastModified, facts },
    });
  }
  const agreed = { haloId: entry.haloId, fields, lastModified, event: event.value, series: draft.series };
  // A link to an event that is gone must not stand beside the new one.
  const kept = await rememberPair(context, pair, agreed);
  if (!kept.ok) return kept;
  context.tell(lineOf(pair, entry.haloId, { action: 'create' }));
  return succeeded({ kind: 'done', wrote: true });
}
