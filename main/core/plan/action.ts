/** What the plan can say. Each action carries its reasons; `hold` means that a person has to see it first. */

import type { Draft, HaloAppointment, OwnedFieldName } from '../appointment.ts';
import type { SkipReason } from '../decide.ts';
import type { KeyedEvent } from '../identity.ts';
import type { EventKey, Link } from '../link.ts';

/** Why an event is proven gone (rule 1), or excluded by a full fresh read. */
export const removalProofs = [
  'not-found',
  'occurrence-deleted',
  'removed-in-feed',
  'changed-kind',
  'excluded',
] as const;
export type RemovalProof = (typeof removalProofs)[number];

/** By what an appointment that was in Halo already is known to be the event's. */
export const adoptionReasons = ['our-mark', 'made-for-it', 'exchange-mark', 'look-alike'] as const;
export type AdoptionReason = (typeof adoptionReasons)[number];

/** What a plan can say about why it proposes something. */
export type ActionReason = RemovalProof | AdoptionReason | SkipReason | 'edited-in-halo';

/** Why an action waits for a person. Words for each are in the contract. */
export const holdReasons = [
  'access-changed',
  'filter-changed',
  'halo-work',
  'completed-in-halo',
  'ambiguous',
  'many-removals',
  'many-removals-in-run',
  'many-creates',
  'many-missing-in-halo',
  'unit-held',
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Why an event of the window has no appointment although no filter excludes it, or why one stays as it is. */
export const leaveReasons = [
  'up-to-date',
  'deleted-in-halo',
  'no-delete',
  'kept-by-a-person',
  'changed-in-halo',
  'not-through-this-door',
] as const;
export type LeaveReason = (typeof leaveReasons)[number];

/** Why a link is dropped without a write to Halo. */
export const forgetReasons = ['already-gone-in-halo', 'before-the-window', 'no-delete'] as const;
export type ForgetReason = (typeof forgetReasons)[number];

export type ChangedField = OwnedFieldName | 'marks';

interface About {
  readonly key: EventKey;
  /** UID: what remains of one UID is one unit for the guard. */
  readonly uid: string;
  readonly hold: HoldReason | null;
  /** Facts in the order in which they were found, e.g. `['not-found']`, `['edited-in-halo']`. */
  readonly reasons: readonly ActionReason[];
  /** What exactly is proposed: the same text is the same question to a person. */
  readonly proposal: string;
}

export type PlannedAction =
  | (About & {
      readonly kind: 'create';
      readonly keyed: KeyedEvent;
      readonly draft: Draft;
      readonly fingerprint: string;
    })
  | (About & {
      readonly kind: 'update';
      readonly keyed: KeyedEvent;
      readonly link: Link;
      readonly draft: Draft;
      readonly fingerprint: string;
      readonly changed: readonly ChangedField[];
      /** The appointment was made or changed in Halo: these fields alone are written, and no marks. */
      readonly only?: readonly OwnedFieldName[];
      readonly before: HaloAppointment | null;
    })
  | (About & {
      readonly kind: 'adopt';
      readonly keyed: KeyedEvent;
      readonly draft: Draft;
      readonly fingerprint: string;
      readonly appointment: HaloAppointment;
      /** Empty when the appointment holds all that we want already; then nothing is written. */
      readonly changed: readonly ChangedField[];
    })
  | (About & {
      readonly kind: 'remove';
      readonly link: Link;
      readonly proof: RemovalProof;
      readonly before: HaloAppointment | null;
    })
  /** Nothing is written to Halo; the link may be refreshed (`refreshed` differs from `link`). */
  | (About & {
      readonly kind: 'leave';
      readonly keyed: KeyedEvent | null;
      readonly link: Link;
      readonly refreshed: Link;
      readonly reason: LeaveReason;
    })
  | (About & { readonly kind: 'forget'; readonly link: Link; readonly reason: ForgetReason });

/** Writes and removals: what counts as an effect in Halo. */
export type Effect = Extract<PlannedAction, { kind: 'create' | 'update' | 'adopt' | 'remove' }>;

export function isEffect(action: PlannedAction): action is Effect {
  return action.kind !== 'leave' && action.kind !== 'forget';
}
