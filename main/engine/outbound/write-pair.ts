/**
 * Writes what differs of a pair that both sides have: to Exchange under its ChangeKey, what Exchange won back to Halo, and what both have in
 * common then. Of a field over which two rules fight nothing is written any more, and somebody is told.
 */
import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import { differences } from '../../core/fingerprint.ts';
import type { OutboundStep } from '../../core/outbound/decide-outbound.ts';
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { EventFieldName } from '../../core/outbound/event-draft.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import { changedSince, revealed } from '../../core/outbound/merge.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { Sent } from './outbound-queue.ts';
import { lineOf } from './pair-line.ts';
import { readBack } from './read-back.ts';
import type { ReadPair } from './read-pair.ts';
import type { Agreed } from './remember-pair.ts';
import { askNextTime, patternOf, rememberPair, unmoved } from './remember-pair.ts';
import type { SendContext } from './send-context.ts';

const done = (wrote: boolean): Result<Sent> => succeeded({ kind: 'done', wrote });

const eventField = (name: OwnedFieldName): EventFieldName => (name === 'attendees' ? 'guests' : name);

export async function writePair(
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
  const looked = await context.keptInHalo.dropped(context, pair, step.toExchange, signal);
  if (!looked.ok) return looked;
  const dropped = looked.value;
  context.foughtOver.begin(entry);
  const back = putBack(pair, step);
  const fought = foughtOver(context, haloId, pair, step, back);
  const isLeft = (name: OwnedFieldName) => fought.includes(name) || dropped.includes(name);
  const sent = step.toExchange.filter(name => !isLeft(name));
  const names = new Set<EventFieldName | 'series'>(sent.map(eventField));
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
    const expected = { ...event.mapped, ...pick(wanted.mapped, sent) };
    for (const name of sent) context.foughtOver.wrote(haloId, name, event.mapped, wanted.mapped);
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
  const won = step.toHalo.filter(name => !(isAsked && name === 'when') && !isLeft(name));
  const shown = revealed(fields, event.mapped, current.mapped, [...sent, ...won]).filter(
    name => !isLeft(name),
  );
  const toHalo = [...won, ...shown];
  const merged = { ...fields, ...pick(event.mapped, won), ...pick(current.mapped, shown) };
  let { lastModified } = whole.appointment;
  if (toHalo.length > 0) {
    const written = await context.changes.writeFields(whole.appointment, merged, toHalo, signal);
    if (!written.ok) return written;
    lastModified = written.value.lastModified;
    for (const name of won)
      if (back.includes(name)) context.foughtOver.wrote(haloId, name, fields, event.mapped);
  }
  const shownNow = isAsked ? unmoved(pair, current, fields) : current;
  const agreed: Agreed = {
    haloId,
    fields: merged,
    lastModified,
    event: shownNow,
    series: draft.series,
    unsent: fought,
    written: sent,
  };
  const kept = await rememberPair(context, pair, agreed);
  if (!kept.ok) return kept;
  const asked = isAsked ? await askNextTime(context, home, link?.seriesId ?? current.item.itemId) : kept;
  if (!asked.ok) return asked;
  const { conflicts, apart } = step;
  const ignored = notKept(sent, draft.series !== null, event.mapped, current.mapped, wanted.mapped);
  const toExchange = sent.filter(name => !ignored.includes(name));
  if (ignored.length > 0)
    context.tell(
      lineOf(pair, haloId, {
        action: 'update',
        outcome: 'failed',
        toExchange: ignored,
        reasons: ['item.refused'],
      }),
    );
  const notKeptInHalo = context.keptInHalo.tell(dropped);
  if (notKeptInHalo.length > 0) {
    const told = { toHalo: notKeptInHalo, reasons: ['not-kept-in-halo'] };
    context.tell(lineOf(pair, haloId, { action: 'update', outcome: 'failed', ...told }));
  }
  if (apart.length > 0) {
    const reasons = ['left-apart'];
    context.tell(lineOf(pair, haloId, { action: 'update', outcome: 'failed', toExchange: apart, reasons }));
  }
  const left = ignored.length + fought.length + apart.length + dropped.length;
  if (left === 0 || toExchange.length + toHalo.length > 0)
    context.tell(
      lineOf(pair, haloId, { action: 'update', toExchange, toHalo, conflicts, isPattern: isOtherPattern }),
    );
  const [field] = fought;
  if (field === undefined) {
    context.foughtOver.settled(haloId);
    return done(names.size > 0);
  }
  if (context.foughtOver.tell(entry)) {
    const [inExchange, inHalo] = [
      fought.filter(name => !back.includes(name)),
      fought.filter(name => back.includes(name)),
    ];
    const told = { toExchange: inExchange, toHalo: inHalo, reasons: ['fought-over'] };
    context.tell(lineOf(pair, haloId, { action: 'update', outcome: 'failed', ...told }));
  }
  return succeeded({
    kind: 'wait',
    state: { kind: 'parked', reason: 'fought-over', lastModified, facts: { field } },
  });
}

/** What Halo alone has changed of what somebody decides in Exchange: it is put back there. */
function putBack(
  { pair, event }: ReadPair,
  { toHalo, conflicts }: Extract<OutboundStep, { kind: 'write' }>,
): readonly OwnedFieldName[] {
  if (pair === null || event === null) return [];
  const inExchange = changedSince(pair.mapped, event.mapped);
  const lost = conflicts.filter(({ winner }) => winner !== 'halo').map(({ field }) => field);
  return toHalo.filter(name => lost.includes(name) && !inExchange.includes(name));
}

/** How a series repeats is no value that changes places; and what was or became private is remembered in another form. */
function foughtOver(
  { foughtOver }: SendContext,
  haloId: number,
  { pair, event, wanted }: ReadPair,
  { toExchange, toHalo }: Extract<OutboundStep, { kind: 'write' }>,
  back: readonly OwnedFieldName[],
): readonly OwnedFieldName[] {
  if (pair === null || event === null || wanted === null || wanted.draft.series !== null) return [];
  const { fields, mapped } = wanted;
  if (pair.values.isPrivate !== fields.isPrivate) return [];
  if ([...toExchange, ...toHalo].includes('isPrivate')) return [];
  return [
    ...toExchange.filter(name => foughtOver.isFought(haloId, name, event.mapped, mapped)),
    ...back.filter(name => foughtOver.isFought(haloId, name, fields, event.mapped)),
  ];
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
export async function refreshPair(
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
    const nothing = { kind: 'write', toExchange: [], toHalo: [], conflicts: [], apart: [] } as const;
    return writePair(context, entry, pair, whole, nothing, signal);
  }
  const { lastModified } = whole.appointment;
  const agreed = { haloId: entry.haloId, fields, lastModified, event, series: draft.series };
  const kept = await rememberPair(context, pair, agreed);
  return kept.ok ? done(false) : kept;
}
