/**
 * One appointment on its way to Exchange: read Halo, find the calendar in which it is tied, read Exchange, decide, carry out. Whatever was
 * heard of it, what both sides hold now is what counts.
 */
import type { SyncedAgent } from '../../core/agents.ts';
import { decideOutbound } from '../../core/outbound/decide-outbound.ts';
import type { AboutAppointment, OutboundEntry, OutboundRefusal } from '../../core/outbound/entry.ts';
import type { Series } from '../../core/outbound/event-draft.ts';
import type { WholeAppointment, WholeReading } from '../../core/outbound/halo-side.ts';
import { seriesOf } from '../../core/outbound/series-pattern.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { windowAt } from '../../core/window.ts';
import type { MailboxKey } from '../../ports.ts';
import { rollMinute } from '../run-context.ts';
import { carryOut } from './carry-out.ts';
import { findHome } from './find-home.ts';
import { mayRemove } from './may-remove.ts';
import type { Sent } from './outbound-queue.ts';
import { openHome, readPair } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/** So often both sides are read again at once when Exchange was changed between the look and the write. */
const mostLooks = 3;

const done: Result<Sent> = succeeded({ kind: 'done', wrote: false });

function refused(
  reason: OutboundRefusal,
  lastModified: string,
  facts?: Readonly<Record<string, string | number>>,
): Result<Sent> {
  const state = { kind: 'parked', reason, lastModified, ...(facts === undefined ? {} : { facts }) } as const;
  return succeeded({ kind: 'wait', state });
}

/** Problems are what a later try may not meet any more; what stays so until somebody acts is a state of the entry. */
export async function sendAppointment(
  context: SendContext,
  entry: OutboundEntry,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const readAt = context.turns.now();
  const sent = await sendWhereItBelongs(context, entry, readAt, signal);
  if (!sent.ok || sent.value.kind !== 'done') return sent;
  // An import has met the mark of these calendars: what is tied elsewhere by now left a copy behind, which is theirs.
  const tied = await findHome(context, { ...entry, intent: null });
  if (!tied.ok || tied.value === null) return tied.ok ? sent : tied;
  const { agentId } = tied.value;
  const copied = metIn(context, entry).filter(met => met.agentId !== agentId);
  const own = { ...entry, approved: null, intent: null };
  const left = await leaveIn(context, own, copied, readAt, signal);
  return left.ok && left.value.kind === 'done'
    ? succeeded({ kind: 'done', wrote: sent.value.wrote || left.value.wrote })
    : left;
}

async function sendWhereItBelongs(
  context: SendContext,
  entry: OutboundEntry,
  /** When Halo was read, among the turns of all calendars. */
  readAt: number,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const read = await context.changes.whole(entry.haloId, signal);
  if (!read.ok) return read;
  const halo = read.value;
  if (halo.kind === 'found') context.queue.learn(entry.haloId, aboutOf(halo.whole));
  const givenTo = halo.kind === 'found' ? (halo.whole.agentIds[0] ?? null) : null;
  const tied = await findHome(context, entry, givenTo);
  if (!tied.ok) return tied;
  const home = tied.value;
  const owner = halo.kind === 'found' ? ownerOf(context, halo.whole) : null;
  if (home === null) {
    if (owner !== null) return sendIn(context, entry, owner, halo, readAt, signal);
    const places = halo.kind === 'no-appointment' ? [] : metIn(context, entry);
    if (places.length > 0) return leaveIn(context, entry, places, readAt, signal);
    if (entry.removing !== undefined) return untilSynced(halo, done);
    // Of everything that changes in Halo most belongs to nobody who is synced; only who named it is told.
    const isAsked = entry.heard === 'nudge' || entry.heard === 'by-hand';
    return halo.kind === 'found' && isAsked
      ? ofAgent(
          refused('agent-not-synced', halo.whole.appointment.lastModified),
          halo.whole.agentIds[0] ?? halo.whole.appointment.agentId,
        )
      : done;
  }
  // Null: switched off here or in Halo, which is no removal. With another mailbox, which a person has said to be right, it goes on there.
  const today = context.synced.find(each => each.agentId === home.agentId) ?? null;
  const given = givenTo ?? home.agentId;
  if (given === home.agentId) {
    if (today === null) return done;
    const sent = await sendIn(context, entry, today, halo, readAt, signal);
    return halo.kind === 'found' ? leaveBesides(context, entry, given, sent, readAt, signal) : sent;
  }
  if (halo.kind === 'found' && halo.whole.agentIds.length > 1)
    return refused('several-agents', halo.whole.appointment.lastModified);
  const left =
    today === null ? done : await sendIn(context, entry, today, { kind: 'deleted' }, readAt, signal);
  if (!left.ok || left.value.kind !== 'done') return left;
  if (owner === null) return left.value.wrote ? untilSynced(halo, left) : left;
  const sent = await sendIn(context, { ...entry, approved: null, intent: null }, owner, halo, readAt, signal);
  return sent.ok && sent.value.kind === 'done'
    ? succeeded({ kind: 'done', wrote: sent.value.wrote || left.value.wrote })
    : sent;
}

/**
 * We have taken it out of the calendar it was imported from, and its new agent has none: nobody would ever look at it again when there is one,
 * for what was imported is not sent by itself.
 */
function untilSynced(halo: WholeReading, otherwise: Result<Sent>): Result<Sent> {
  if (halo.kind !== 'found' || halo.whole.appointment.marks.entryId === '') return otherwise;
  const { agentIds, appointment } = halo.whole;
  return ofAgent(refused('agent-not-synced', appointment.lastModified), agentIds[0] ?? appointment.agentId);
}

/** Private ones keep their texts to themselves. */
function aboutOf({ appointment: { when, subject, isPrivate } }: WholeAppointment): AboutAppointment {
  return { when, subject: isPrivate ? null : subject };
}

/** The calendars in which an import met an event with the mark of the appointment. */
function metIn({ synced }: SendContext, { heard, agentId, metBy }: OutboundEntry): readonly SyncedAgent[] {
  const ids = metBy ?? (heard === 'import' ? [agentId] : []);
  return synced.filter(each => ids.includes(each.agentId));
}

/** Nobody who is synced has the appointment: what carries its mark there is not its event. */
async function leaveIn(
  context: SendContext,
  entry: OutboundEntry,
  places: readonly MailboxKey[],
  readAt: number,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  let wrote = false;
  for (const place of places) {
    const sent = await sendIn(context, entry, place, { kind: 'deleted' }, readAt, signal);
    if (!sent.ok || sent.value.kind !== 'done') return sent;
    wrote ||= sent.value.wrote;
  }
  return succeeded({ kind: 'done', wrote });
}

/** Calendars of other agents that tie it still: they were not synced when it was given away. */
async function leaveBesides(
  context: SendContext,
  entry: OutboundEntry,
  owner: number,
  sent: Result<Sent>,
  readAt: number,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  if (!sent.ok || sent.value.kind !== 'done') return sent;
  const besides = await context.ties.besides(entry.haloId, context.synced, owner);
  if (!besides.ok || besides.value.length === 0) return besides.ok ? sent : besides;
  const left = await leaveIn(context, { ...entry, intent: null }, besides.value, readAt, signal);
  return left.ok && left.value.kind === 'done'
    ? succeeded({ kind: 'done', wrote: sent.value.wrote || left.value.wrote })
    : left;
}

function ownerOf({ synced }: SendContext, { agentIds, appointment }: WholeAppointment): SyncedAgent | null {
  const agentId = agentIds[0] ?? appointment.agentId;
  return synced.find(each => each.agentId === agentId) ?? null;
}

async function sendIn(
  context: SendContext,
  entry: OutboundEntry,
  { agentId, address }: MailboxKey,
  halo: WholeReading,
  readAt: number,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const key = { agentId, address };
  return context.turns.take(key, async () => {
    let conflict: Problem = { code: 'item.conflict', scope: 'item', retryable: true };
    const isOld = context.turns.hasEndedSince(key, readAt);
    const now = isOld ? await readAgain(context, entry, halo, signal) : succeeded(halo);
    if (!now.ok) return now;
    const series = seriesIn(context, now.value);
    if (!series.ok) return ofAgent(series.refusal, agentId);
    for (let look = 1; look <= mostLooks; look++) {
      const home = await openHome(context, key);
      if (!home.ok) return home;
      const pair = await readPair(context, entry, home.value, now.value, series.value, signal);
      if (!pair.ok) return pair;
      const isAllowed = await mayRemove(context, entry, home.value, now.value, signal);
      if (!isAllowed.ok) return isAllowed;
      const { outbound } = context.settings;
      const step = decideOutbound(
        { ...pair.value, approved: entry.approved },
        {
          conflict: outbound.conflict,
          types: outbound.types,
          window: windowAt(context.clock.now(), context.settings.import, rollMinute(address)),
          mayRemove: isAllowed.value,
          hidesPrivate: context.settings.import.private !== 'full',
          hidesSubjects: context.settings.import.subject.rule === 'fixed',
        },
      );
      const sent = await carryOut(context, entry, pair.value, step, signal);
      if (sent.ok || sent.problem.code !== 'item.conflict') return ofAgent(sent, agentId);
      conflict = sent.problem;
    }
    return failed(conflict);
  });
}

/** What an import did to the appointment meanwhile is not undone by what was read before it. */
async function readAgain(
  { changes }: SendContext,
  { haloId }: OutboundEntry,
  before: WholeReading,
  signal: AbortSignal,
): Promise<Result<WholeReading>> {
  // Where it went to another agent, `deleted` is what it is for this calendar.
  if (before.kind !== 'found') return succeeded(before);
  const now = await changes.whole(haloId, signal);
  if (!now.ok || now.value.kind !== 'found') return now;
  const isMoved = now.value.whole.agentIds.join() !== before.whole.agentIds.join();
  return isMoved ? failed({ code: 'item.conflict', scope: 'item', retryable: true }) : now;
}

function ofAgent(sent: Result<Sent>, agentId: number): Result<Sent> {
  return sent.ok && sent.value.kind === 'wait' ? succeeded({ ...sent.value, agentId }) : sent;
}

type SeriesIn =
  | { readonly ok: true; readonly value: Series | null }
  | { readonly ok: false; readonly refusal: Result<Sent> };

function seriesIn({ settings, zone }: SendContext, halo: WholeReading): SeriesIn {
  if (halo.kind !== 'found' || !halo.whole.appointment.isRecurringMaster) return { ok: true, value: null };
  const { schedule, appointment } = halo.whole;
  const { lastModified } = appointment;
  if (schedule === null)
    return { ok: false, refusal: refused('series-incomplete', lastModified, { field: 'schedule' }) };
  const read = seriesOf(schedule, settings.outbound.seriesCodes, zone);
  return read.kind === 'series'
    ? { ok: true, value: read.series }
    : { ok: false, refusal: refused(read.reason, lastModified, read.facts) };
}
