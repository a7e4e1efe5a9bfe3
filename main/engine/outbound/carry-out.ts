/**
 * Carries out what was decided about one appointment: write to Exchange, write back to Halo what Exchange won, read the event again, and
 * remember what both have in common now. It decides nothing. Cut off at any point, the next try finds both sides as they are and goes on.
 */
import type { OwnedFields } from '../../core/appointment.ts';
import type { OutboundStep } from '../../core/outbound/decide-outbound.ts';
import type { AboutAppointment, OutboundEntry } from '../../core/outbound/entry.ts';
import type { Result } from '../../core/problem.ts';
import { assertNever, failed, succeeded } from '../../core/problem.ts';
import { isRefused } from './answer-outbound.ts';
import { createEvent } from './create-event.ts';
import type { Sent } from './outbound-queue.ts';
import { lineOf } from './pair-line.ts';
import type { ReadEvent, ReadPair } from './read-pair.ts';
import { askNextTime, forgetPair, leaveToImport } from './remember-pair.ts';
import { removeMaster } from './remove-master.ts';
import type { SendContext } from './send-context.ts';
import { refreshPair, writePair } from './write-pair.ts';

const done = (wrote: boolean): Result<Sent> => succeeded({ kind: 'done', wrote });

async function remove(
  context: SendContext,
  entry: OutboundEntry,
  pair: ReadPair,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { home, event } = pair;
  if (event === null) throw new Error('Nothing to remove.');
  const { itemId } = event.item;
  const latest = context.queue.memory.entries.get(entry.haloId) ?? entry;
  const announced = { ...latest, removing: itemId };
  const noted = await context.queue.note({ kind: 'entries', entries: [announced] });
  if (!noted.ok) return noted;
  const removed = await context.writer.remove(home.mailbox, itemId, signal);
  if (!removed.ok) return removed;
  context.removals.add(home.key);
  const kept = await forgetPair(context, pair, entry.haloId);
  if (!kept.ok) return kept;
  context.tell(lineOf(pair, entry.haloId, { action: 'remove' }));
  return done(true);
}

/** Halo does not tell it any more. Remembered texts of private ones are hashed; what was made private since is nobody's business either. */
function aboutRemembered(
  { when, subject, isPrivate }: OwnedFields,
  event: ReadEvent | null,
): AboutAppointment {
  return { when, subject: isPrivate || event?.mapped.isPrivate === true ? null : subject };
}

export async function carryOut(
  context: SendContext,
  entry: OutboundEntry,
  pair: ReadPair,
  step: OutboundStep,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const whole = pair.halo.kind === 'found' ? pair.halo.whole : null;
  const { haloId } = entry;
  // The import left them alone as long as nobody knew which of them is ours.
  const asked = pair.copies.length > 0 ? await askNextTime(context, pair.home, ...pair.copies) : null;
  if (asked?.ok === false) return asked;
  switch (step.kind) {
    case 'nothing':
      return whole === null ? done(false) : refreshPair(context, entry, pair, whole, signal);
    case 'create':
      return whole === null ? done(false) : createEvent(context, entry, pair, whole, signal);
    case 'write':
      return whole === null ? done(false) : writePair(context, entry, pair, whole, step, signal);
    case 'remove':
      return remove(context, entry, pair, signal);
    case 'hold': {
      const { reason, proposal } = step;
      if (pair.pair !== null) context.queue.learn(haloId, aboutRemembered(pair.pair.values, pair.event));
      // Looked at again for whatever reason, what a person has kept is no question any more.
      if (!isRefused(proposal, entry))
        context.tell(lineOf(pair, haloId, { action: 'remove', outcome: 'held', reasons: [reason] }));
      return succeeded({ kind: 'wait', state: { kind: 'held', reason, proposal } });
    }
    case 'forget': {
      const kept = await forgetPair(context, pair, haloId);
      return kept.ok ? done(false) : kept;
    }
    case 'leave-to-import': {
      const { tie } = pair;
      const kept =
        tie !== null && whole !== null
          ? await removeMaster(context, pair, tie, whole, signal)
          : await leaveToImport(context, pair, whole?.appointment.lastModified ?? '');
      return kept.ok ? done(false) : kept;
    }
    case 'let-go': {
      const { link, home } = pair;
      if (link === null) return done(false);
      const kept = await forgetPair(context, pair, haloId);
      if (!kept.ok) return kept;
      // The import gives the event an appointment of its own again.
      const told = await askNextTime(context, home, link.seriesId ?? link.itemId);
      return told.ok ? failed({ code: 'item.conflict', scope: 'item', retryable: true }) : told;
    }
    case 'release': {
      const item = pair.event?.item;
      if (item === undefined) return done(false);
      const { itemId, changeKey } = item;
      const released = await context.writer.unmark(pair.home.mailbox, { itemId, changeKey }, signal);
      return released.ok ? done(true) : released;
    }
    case 'refuse': {
      const lastModified = whole?.appointment.lastModified ?? '';
      if (whole === null && pair.pair !== null)
        context.queue.learn(haloId, aboutRemembered(pair.pair.values, pair.event));
      return succeeded({ kind: 'wait', state: { kind: 'parked', reason: step.reason, lastModified } });
    }
    default:
      return assertNever(step);
  }
}
