/**
 * What is to be done about one appointment of Halo and its event in Exchange, from both as they are now and what they last had in
 * common. Pure and total: the worker reads both sides, asks here, and carries it out.
 */
import type { OwnedFieldName, OwnedFields } from '../appointment.ts';
import type { Instant } from '../event.ts';
import type { Window } from '../window.ts';
import { haloFields } from './draft-event.ts';
import type { OutboundHold, OutboundRefusal } from './entry.ts';
import type { WholeAppointment, WholeReading } from './halo-side.ts';
import type { CommonPast, Conflict, ConflictRule } from './merge.ts';
import { changedSince, merge } from './merge.ts';
import { isFromBefore } from './recent.ts';
import type { UnseenTexts } from './unseen-texts.ts';
import { editedUnseen } from './unseen-texts.ts';

/** The pair as it is remembered: a link, or the tie of a series. */
export interface KnownPair extends CommonPast {
  /** We made the event in Exchange, or its series. */
  readonly isMadeByUs: boolean;
  /** Texts in Exchange that Halo is not shown; absent: none, or nobody knows. */
  readonly unseen?: UnseenTexts;
  /** Halo's `last_modified` when both sides last agreed; '' when nobody knows. */
  readonly lastModified: string;
  /** Under the id that is remembered Halo holds another appointment now. */
  readonly isOfAnother?: boolean;
  /** What tells this event from another one; part of the question to a person. */
  readonly itemId: string;
}

/** `none`: no event is known for it. `gone`: the event that was known is not there any more. */
export type ExchangeSide =
  | { readonly kind: 'none' }
  | { readonly kind: 'gone' }
  /** `expected`: what the import would make of an event that was written from the appointment as it is. */
  | {
      readonly kind: 'found';
      readonly mapped: OwnedFields;
      readonly expected: OwnedFields;
      readonly modified: Instant | null;
      /** A meeting to which the agent was invited: its organizer alone says when, where and what it is. */
      readonly isOfOthers?: boolean;
      /** Its texts that Halo is not shown; absent: none. */
      readonly unseen?: UnseenTexts;
      /** Its text is longer than what Halo is given of one. */
      readonly isNoteCut?: boolean;
    };

export interface OutboundPair {
  readonly pair: KnownPair | null;
  readonly halo: WholeReading;
  readonly exchange: ExchangeSide;
  /** The proposal that a person has allowed. */
  readonly approved: string | null;
}

export interface OutboundRules {
  readonly conflict: ConflictRule;
  /** Types that are sent; empty: all. */
  readonly types: readonly number[];
  readonly window: Window;
  /** False: so many events of this calendar were removed lately that a person has to see the next one. */
  readonly mayRemove: boolean;
  /** Halo sees of private events their time alone. */
  readonly hidesPrivate: boolean;
  /** Halo sees one subject for all events. */
  readonly hidesSubjects: boolean;
}

export type NothingReason = 'up-to-date' | 'over' | 'type-not-sent' | 'gone-on-both-sides' | 'no-appointment';

export type OutboundStep =
  | { readonly kind: 'nothing'; readonly reason: NothingReason }
  | { readonly kind: 'create' }
  /** `toHalo`: fields that Exchange alone has changed or has won. */
  | {
      readonly kind: 'write';
      readonly toExchange: readonly OwnedFieldName[];
      readonly toHalo: readonly OwnedFieldName[];
      readonly conflicts: readonly Conflict[];
      /** Fields of which each side keeps its own. */
      readonly apart: readonly OwnedFieldName[];
    }
  | { readonly kind: 'remove' }
  | { readonly kind: 'hold'; readonly reason: OutboundHold; readonly proposal: string }
  /** Neither side has it any more: what is remembered of it goes. */
  | { readonly kind: 'forget' }
  /** The event is gone and the appointment was left alone or loses: the import removes it, under its own guard. */
  | { readonly kind: 'leave-to-import' }
  /** The event is not the one of this appointment: it is let go, and both are looked at anew. */
  | { readonly kind: 'let-go' }
  /** Marked as ours, but its appointment is not there and nothing is remembered: somebody brought it back, and it is theirs. */
  | { readonly kind: 'release' }
  | { readonly kind: 'refuse'; readonly reason: OutboundRefusal };

const organizersOwn = ['when', 'subject', 'location', 'note'] as const;

/** What Halo may not see of an event that was made in Outlook, nobody in Halo can let everybody see. */
function decidedInExchange(
  { isMadeByUs }: KnownPair,
  { isOfOthers, mapped }: Extract<ExchangeSide, { kind: 'found' }>,
  { hidesPrivate }: OutboundRules,
): readonly OwnedFieldName[] {
  const ofOrganizer = isOfOthers === true ? organizersOwn : [];
  return mapped.isPrivate && hidesPrivate && !isMadeByUs ? [...ofOrganizer, 'isPrivate'] : ofOrganizer;
}

/**
 * Who is invited to a meeting of Exchange is decided there: Halo knows names alone. And what Halo was not shown of an event nobody there can have
 * meant: what they write in the place of it stays in Halo, and the texts in Exchange stay what they are.
 */
function exchangesOwn(
  { isMadeByUs, values, mapped: before }: KnownPair,
  { mapped, isNoteCut }: Extract<ExchangeSide, { kind: 'found' }>,
  { hidesPrivate, hidesSubjects }: OutboundRules,
): readonly OwnedFieldName[] {
  const isHidden = hidesPrivate && mapped.isPrivate && before.isPrivate && values.isPrivate;
  // What was made in Halo has its own subject there, and not the one that is shown instead, until it was made private in Outlook.
  const isUnseen = isHidden && (!isMadeByUs || values.subject === before.subject);
  const own: OwnedFieldName[] = [];
  if (isUnseen || (hidesSubjects && !isMadeByUs)) own.push('subject');
  if (isUnseen) own.push('location');
  // The rest of a long text would be thrown away with what was written over its beginning.
  if (isUnseen || isNoteCut === true) own.push('note');
  if (!isMadeByUs) own.push('attendees');
  return own;
}

/** A day wider than the window: an all-day appointment is a date here and a moment there. */
const dayMs = 86_400_000;

function isOver(fields: OwnedFields, window: Window): boolean {
  const { when } = fields;
  const end = when.kind === 'timed' ? when.end : `${when.last}T23:59:59Z`;
  const start = when.kind === 'timed' ? when.start : `${when.first}T00:00:00Z`;
  const last = end > start ? end : start;
  return Date.parse(last) + (when.kind === 'all-day' ? dayMs : 0) <= Date.parse(window.start);
}

function decideRemoval(input: OutboundPair, pair: KnownPair, rules: OutboundRules): OutboundStep {
  const { exchange, approved } = input;
  if (exchange.kind !== 'found') return { kind: 'forget' };
  const unseen = editedUnseen(pair.unseen, exchange.unseen, null);
  const changed = [...changedSince(pair.mapped, exchange.mapped), ...unseen];
  const proposal = `remove:${pair.itemId}:${changed.join('+')}`;
  if (approved === proposal) return { kind: 'remove' };
  if (!pair.isMadeByUs) return { kind: 'hold', reason: 'not-made-by-us', proposal };
  // An edit is never thrown away in silence: only who said that Halo wins has said what is to happen.
  if (changed.length > 0 && rules.conflict !== 'halo')
    return { kind: 'hold', reason: 'changed-in-exchange', proposal };
  return rules.mayRemove ? { kind: 'remove' } : { kind: 'hold', reason: 'many-removals', proposal };
}

/** Older than when both last agreed, and older than the event: not even a clock that was put right makes an edit look so. */
function isRestored(
  pair: KnownPair | null,
  { appointment, modifiedAt }: WholeAppointment,
  exchangeModified: Instant | null,
): boolean {
  if (pair === null || modifiedAt === null || exchangeModified === null) return false;
  return modifiedAt < exchangeModified && isFromBefore(appointment.lastModified, pair.lastModified);
}

export function decideOutbound(input: OutboundPair, rules: OutboundRules): OutboundStep {
  const { pair, halo, exchange } = input;
  if (halo.kind === 'no-appointment') {
    if (pair === null) return { kind: 'nothing', reason: 'no-appointment' };
    // Neither is removed because the other is no counterpart any more.
    return exchange.kind === 'found' ? { kind: 'refuse', reason: 'became-a-task' } : { kind: 'forget' };
  }
  if (halo.kind !== 'found') {
    if (pair !== null) return decideRemoval(input, pair, rules);
    return exchange.kind === 'found'
      ? { kind: 'release' }
      : { kind: 'nothing', reason: 'gone-on-both-sides' };
  }
  if (pair?.isOfAnother === true) return { kind: 'let-go' };
  const { whole } = halo;
  if (whole.agentIds.length > 1) return { kind: 'refuse', reason: 'several-agents' };
  const fields = haloFields(whole);
  if (exchange.kind === 'found') {
    const sides = {
      past: pair,
      halo: fields,
      mapped: exchange.mapped,
      expected: exchange.expected,
      haloModified: whole.modifiedAt,
      exchangeModified: exchange.modified,
      isHaloRestored: isRestored(pair, whole, exchange.modified),
      ofOthers: pair === null ? [] : decidedInExchange(pair, exchange, rules),
      exchangeOnly: pair === null ? [] : exchangesOwn(pair, exchange, rules),
      unseen: editedUnseen(pair?.unseen, exchange.unseen, fields),
    };
    const { toExchange, toHalo, conflicts, apart } = merge(sides, rules.conflict);
    if (toExchange.length + toHalo.length + apart.length === 0)
      return { kind: 'nothing', reason: 'up-to-date' };
    return { kind: 'write', toExchange, toHalo, conflicts, apart };
  }
  if (pair !== null) {
    const isEdited = changedSince(pair.values, fields).length > 0;
    return isEdited && rules.conflict !== 'exchange' ? { kind: 'create' } : { kind: 'leave-to-import' };
  }
  if (rules.types.length > 0 && !rules.types.includes(whole.typeId ?? 0))
    return { kind: 'nothing', reason: 'type-not-sent' };
  if (whole.schedule === null && isOver(fields, rules.window)) return { kind: 'nothing', reason: 'over' };
  return { kind: 'create' };
}
