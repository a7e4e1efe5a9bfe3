/**
 * Carries out what was decided about one appointment: write to Exchange, write back to Halo what Exchange won, read the event again, and
 * remember what both have in common now. It decides nothing. Cut off at any point, the next try finds both sides as they are and goes on.
 */
import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import { differences } from '../../core/fingerprint.ts';
import type { OutboundStep } from '../../core/outbound/decide-outbound.ts';
import type { AboutAppointment, OutboundEntry } from '../../core/outbound/entry.ts';
import type { EventFieldName } from '../../core/outbound/event-draft.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import { revealed } from '../../core/outbound/merge.ts';
import type { Result } from '../../core/problem.ts';
import { assertNever, failed, succeeded } from '../../core/problem.ts';
import { createEvent } from './create-event.ts';
import type { Sent } from './outbound-queue.ts';
import { lineOf } from './pair-line.ts';
import { readBack } from './read-back.ts';
import type { ReadEvent, ReadPair } from './read-pair.ts';
import type { Agreed } from './remember-pair.ts';
import { askNextTime, forgetPair, leaveToImport, patternOf, rememberPair, unmoved } from './remember-pair.ts';
import { removeMaster } from './remove-master.ts';
import type { SendContext } from './send-context.ts';

const done = (wrote: boolean): Result<Sent> => succeeded({ kind: 'done', wrote });

const eventField = (name: OwnedFieldName): EventFieldName => (name === 'attendees' ? 'guests' : name);

async function write(
  context: SendContext,
  entry: OutboundEntry,
  pair: ReadPair,
  whole: WholeAppointment,
  step: Extract<OutboundStep, { kind: 'write' }>,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { home, event, wanted, tie, link } = pair;
  if (event === null || wanted === null) throw new Error('Nothing to write to.');
  const { draft, fields } = wanted;
  const { haloId } = entry;
  const isOtherPattern = patternOf(draft.series, context.zone) !== (tie?.pattern ?? intentPattern(entry));
  const names = new Set<EventFieldName | 'series'>(step.toExchange.map(eventField));
  if (isOtherPattern) names.add('when').add('series');
  if (draft.series !== null && names.has('when')) names.add('series');
  let current = event;
  if (names.size > 0) {
    const { itemId, changeKey } = event.item;
    const updated = await context.writer.update(
      home.mailbox,
      { itemId, changeKey },
      draft,
      [...names],
      signal,
    );
    if (!updated.ok) return updated;
    const expected = { ...event.mapped, ...pick(wanted.mapped, step.toExchange) };
    const again = await readBack(context, pair, updated.value, expected, signal);
    if (!again.ok) return again;
    if (again.value === null) {
      const facts = { mailbox: home.key.address };
      return failed({ code: 'item.not-found', scope: 'item', retryable: true, facts });
    }
    current = again.value;
  }
  // Completed work stays where it is in time: the import asks a person.
  const isAsked = whole.appointment.work.includes('completed') && step.toHalo.includes('when');
  const won = step.toHalo.filter(name => !(isAsked && name === 'when'));
  const shown = revealed(fields, event.mapped, current.mapped, [...step.toExchange, ...won]);
  const toHalo = [...won, ...shown];
  const merged = { ...fields, ...pick(event.mapped, won), ...pick(current.mapped, shown) };
  let { lastModified } = whole.appointment;
  if (toHalo.length > 0) {
    const written = await context.changes.writeFields(whole.appointment, merged, toHalo, signal);
    if (!written.ok) return written;
    lastModified = written.value.lastModified;
  }
  const shownNow = isAsked ? unmoved(pair, current, fields) : current;
  const agreed: Agreed = { haloId, fields: merged, lastModified, event: shownNow, series: draft.series };
  const kept = await rememberPair(context, pair, agreed);
  if (!kept.ok) return kept;
  const asked = isAsked ? await askNextTime(context, home, link?.seriesId ?? current.item.itemId) : kept;
  if (!asked.ok) return asked;
  const { conflicts } = step;
  const ignored = notKept(
    step.toExchange,
    draft.series !== null,
    event.mapped,
    current.mapped,
    wanted.mapped,
  );
  const toExchange = step.toExchange.filter(name => !ignored.includes(name));
  if (ignored.length > 0)
    context.tell(
      lineOf(pair, haloId, {
        action: 'update',
        outcome: 'failed',
        toExchange: ignored,
        reasons: ['item.refused'],
      }),
    );
  if (ignored.length === 0 || toExchange.length + toHalo.length > 0)
    context.tell(
      lineOf(pair, haloId, { action: 'update', toExchange, toHalo, conflicts, isPattern: isOtherPattern }),
    );
  return done(names.size > 0);
}

/** Fields that Exchange says it has taken and left as they were. Where a series begins its pattern says, too. */
function notKept(
  written: readonly OwnedFieldName[],
  isSeries: boolean,
  before: OwnedFields,
  after: OwnedFields,
  wanted: OwnedFields,
): readonly OwnedFieldName[] {
  const changed = differences(before, after);
  const missing = differences(after, wanted);
  return written.filter(
    name => !changed.includes(name) && missing.includes(name) && !(isSeries && name === 'when'),
  );
}

function intentPattern({ intent }: OutboundEntry): string {
  return intent?.pattern ?? '';
}

function pick(from: OwnedFields, names: readonly OwnedFieldName[]): Partial<OwnedFields> {
  return Object.fromEntries(names.map(name => [name, from[name]]));
}

/** Nothing to write: only what is remembered may be older than what both hold. */
async function refresh(
  context: SendContext,
  entry: OutboundEntry,
  pair: ReadPair,
  whole: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { event, wanted, link, tie } = pair;
  if (event === null || wanted === null) return done(false);
  const { draft, fields } = wanted;
  const known = tie?.pattern ?? (link === null ? intentPattern(entry) : '');
  if (patternOf(draft.series, context.zone) !== known) {
    const nothing = { kind: 'write', toExchange: [], toHalo: [], conflicts: [] } as const;
    return write(context, entry, pair, whole, nothing, signal);
  }
  const { lastModified } = whole.appointment;
  const agreed = { haloId: entry.haloId, fields, lastModified, event, series: draft.series };
  const kept = await rememberPair(context, pair, agreed);
  return kept.ok ? done(false) : kept;
}

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
      return whole === null ? done(false) : refresh(context, entry, pair, whole, signal);
    case 'create':
      return whole === null ? done(false) : createEvent(context, entry, pair, whole, signal);
    case 'write':
      return whole === null ? done(false) : write(context, entry, pair, whole, step, signal);
    case 'remove':
      return remove(context, entry, pair, signal);
    case 'hold': {
      const { reason, proposal } = step;
      if (pair.pair !== null) context.queue.learn(haloId, aboutRemembered(pair.pair.values, pair.event));
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
