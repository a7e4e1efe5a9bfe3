/**
 * First half of the plan: what we want, from Exchange and the links alone. It tells which of Halo's appointments must be looked at
 * before the second half (`settle.ts`) turns wishes into actions.
 */
import type { Draft } from '../appointment.ts';
import type { ImportRules, SkipReason } from '../decide.ts';
import { decide, decideSent } from '../decide.ts';
import { fingerprint } from '../fingerprint.ts';
import type { KeyedEvent } from '../identity.ts';
import type { EventKey, Link } from '../link.ts';
import type { MappingContext } from '../mapping.ts';
import { draftOf } from '../mapping.ts';
import { readSentMark } from '../outbound/mark.ts';
import type { Window } from '../window.ts';
import { inWindow } from '../window.ts';
import type { ActionReason, ForgetReason, LeaveReason, RemovalProof } from './action.ts';
import { isIdUntold } from './other-door.ts';
import { pairOccurrences } from './pairing.ts';

/** What one read of a mailbox showed. Links that it does not speak of stay as they are: absence is not a removal. */
export interface Observation {
  readonly window: Window;
  /** Events read in full just now. */
  readonly events: readonly KeyedEvent[];
  /** Links whose event is proven gone, and how. */
  readonly gone: ReadonlyMap<EventKey, Exclude<RemovalProof, 'excluded'>>;
}

export interface PlanContext extends MappingContext {
  readonly rules: ImportRules;
  /** Fingerprints of the access and of the settings under which this read was made. */
  readonly access: string;
  readonly rulesFingerprint: string;
  /** `appointments`: what Halo holds is looked at before a write. `integrator`: Halo maps and recognises by itself. */
  readonly door: 'appointments' | 'integrator';
  /** What was changed in Halo goes to Exchange (the way out is on): the import leaves it alone instead of putting it back. */
  readonly outbound: boolean;
  /**
   * Halo's ids of appointments whose event was perhaps made just now, in the place of one that is gone: an event with their mark is no
   * copy, although they are linked to another one. Default none.
   */
  readonly intended?: ReadonlySet<number>;
  /** Look at every linked appointment in Halo and put back what was edited there by hand. */
  readonly verify: boolean;
  /** Keys of links that are looked at in Halo whenever their event is read, although nothing changed. */
  readonly lookAgain: ReadonlySet<EventKey>;
}

export type Wish =
  | {
      readonly kind: 'create';
      readonly keyed: KeyedEvent;
      readonly draft: Draft;
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'update';
      readonly keyed: KeyedEvent;
      readonly link: Link;
      readonly draft: Draft;
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'remove';
      readonly link: Link;
      readonly proof: RemovalProof;
      readonly reasons: readonly ActionReason[];
    }
  | {
      readonly kind: 'leave';
      readonly keyed: KeyedEvent | null;
      readonly link: Link;
      readonly reason: LeaveReason;
    }
  | { readonly kind: 'forget'; readonly link: Link; readonly reason: ForgetReason };

export interface Skip {
  readonly keyed: KeyedEvent;
  /** `made-in-halo`: it has an appointment, and the way out ties both again. */
  readonly reason: SkipReason | 'made-in-halo';
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  /** Events of the window that no rule lets in and that have no appointment. */
  readonly skips: readonly Skip[];
  /** Halo's ids of appointments whose event is here without a link: the way out ties them again. */
  readonly untied: readonly number[];
}

/** What is over before the window begins is history: it is neither removed nor created any more (rule 2). */
function isHistory(span: { readonly end: string }, window: Window): boolean {
  return span.end <= window.start;
}

/** `links`: all of this mailbox. An event outside of the window asks for nothing unless it is linked, or made by us. */
export function wish(
  links: ReadonlyMap<EventKey, Link>,
  observation: Observation,
  context: PlanContext,
): Wishes {
  const { window } = observation;
  const wishes: Wish[] = [];
  const skips: Skip[] = [];
  const newcomers: KeyedEvent[] = [];
  const untied: number[] = [];
  const linkedIds = new Set([...links.values()].map(link => link.haloId));
  const choose = (keyed: KeyedEvent, link: Link | undefined) =>
    link?.origin === 'sent' ? decideSent(keyed.event, context.rules) : decide(keyed.event, context.rules);
  const draft = (keyed: KeyedEvent, link: Link | undefined): { draft: Draft; fingerprint: string } | null => {
    const choice = choose(keyed, link);
    if (choice.kind === 'skip') return null;
    const made = draftOf(keyed, choice, context);
    return { draft: made, fingerprint: fingerprint(made) };
  };

  for (const keyed of observation.events) {
    const link = links.get(keyed.key);
    const inside = inWindow(keyed.event, window);
    const sentFrom = link === undefined ? sentHere(keyed, context) : null;
    if (sentFrom !== null && (!linkedIds.has(sentFrom) || context.intended?.has(sentFrom) === true)) {
      untied.push(sentFrom);
      if (inside) skips.push({ keyed, reason: 'made-in-halo' });
      continue;
    }
    const choice = choose(keyed, link);
    if (choice.kind === 'skip') {
      if (link === undefined) {
        if (inside) skips.push({ keyed, reason: choice.reason });
        // Its link stays, so that the same appointment goes on should the event come back into the window.
      } else if (isHistory(keyed.event, window) && isHistory(link, window))
        wishes.push({ kind: 'leave', keyed, link, reason: 'up-to-date' });
      else wishes.push({ kind: 'remove', link, proof: 'excluded', reasons: [choice.reason] });
    } else if (link === undefined) {
      if (inside) newcomers.push(keyed);
      // A verifying run looks whether it is still deleted: somebody may have brought it back.
    } else if (link.state === 'deleted-in-halo' && !context.verify) {
      wishes.push({ kind: 'leave', keyed, link, reason: 'deleted-in-halo' });
    } else {
      const made = draft(keyed, link);
      const isUntold = isIdUntold(link, context);
      if (made !== null)
        wishes.push(isUntold ? { kind: 'create', keyed, ...made } : { kind: 'update', keyed, link, ...made });
    }
  }

  const orphans: Link[] = [];
  const observed = new Set(observation.events.map(keyed => keyed.key));
  for (const key of observation.gone.keys()) {
    const link = links.get(key);
    if (link === undefined || observed.has(key)) continue;
    if (isHistory(link, window)) wishes.push({ kind: 'forget', link, reason: 'before-the-window' });
    else orphans.push(link);
  }

  const pairs = pairOccurrences(
    orphans.filter(link => !isIdUntold(link, context)),
    newcomers,
  );
  const pairedLinks = new Set(pairs.map(pair => pair.link.key));
  const pairedEvents = new Set(pairs.map(pair => pair.keyed.key));
  for (const { link, keyed } of pairs) {
    const made = draft(keyed, link);
    if (link.state === 'deleted-in-halo')
      wishes.push({ kind: 'leave', keyed, link, reason: 'deleted-in-halo' });
    else if (made !== null) wishes.push({ kind: 'update', keyed, link, ...made });
  }
  for (const keyed of newcomers) {
    const made = pairedEvents.has(keyed.key) ? null : draft(keyed, undefined);
    if (made !== null) wishes.push({ kind: 'create', keyed, ...made });
  }
  for (const link of orphans) {
    if (pairedLinks.has(link.key)) continue;
    // What was deleted in Halo may be there again: only a look can say that nothing is left. Nothing would follow from one under "no delete".
    if (link.state === 'deleted-in-halo' && context.rules.noDelete) {
      wishes.push({ kind: 'forget', link, reason: 'already-gone-in-halo' });
      continue;
    }
    const proof = observation.gone.get(link.key) ?? 'not-found';
    wishes.push({ kind: 'remove', link, proof, reasons: [proof] });
  }
  return { wishes, skips, untied };
}

/**
 * Halo's id of the appointment for which we made this event in this very calendar; null for every other event, copies to others too.
 * Occurrences show the mark of their series: that is tied by its master, and they come into Halo like any others.
 */
function sentHere({ event }: KeyedEvent, { installation }: PlanContext): number | null {
  const mark = event.sentMark === undefined || event.kind !== 'single' ? null : readSentMark(event.sentMark);
  if (mark === null || `${mark.installation}:${mark.agentId}` !== installation) return null;
  return mark.haloId;
}

/** Wishes for which Halo must be looked at: the ids to read, and the spans in which a create may already be there. */
export interface HaloNeeds {
  readonly ids: readonly number[];
  readonly spans: readonly { readonly start: string; readonly end: string }[];
  /** Where the events of those ids that are to be updated are now. */
  readonly places: readonly { readonly id: number; readonly start: string; readonly end: string }[];
  /** Ids that are looked at only for what somebody did in Halo: nothing would be written for their events. */
  readonly unchanged: ReadonlySet<number>;
}

/** What has to be read in Halo before these wishes can be settled; through the door `integrator` nothing. */
export function needsOf(wishes: readonly Wish[], context: PlanContext): HaloNeeds {
  if (context.door === 'integrator') return { ids: [], spans: [], places: [], unchanged: new Set() };
  const ids: number[] = [];
  const spans: { start: string; end: string }[] = [];
  const places: { id: number; start: string; end: string }[] = [];
  const unchanged = new Set<number>();
  for (const each of wishes) {
    if (each.kind === 'create') spans.push({ start: each.keyed.event.start, end: each.keyed.event.end });
    if (each.kind === 'remove' && each.link.haloId !== null) ids.push(each.link.haloId);
    if (each.kind === 'remove' && each.link.haloId === null) spans.push(each.link);
    if (each.kind === 'update' && each.link.haloId !== null && !isSettled(each, context)) {
      const { start, end } = each.keyed.event;
      ids.push(each.link.haloId);
      places.push({ id: each.link.haloId, start, end });
      if (each.fingerprint === each.link.fingerprint) unchanged.add(each.link.haloId);
    }
  }
  return { ids, spans, places, unchanged };
}

/** An update that has nothing to write, so Halo need not be looked at. */
export function isSettled(each: Extract<Wish, { kind: 'update' }>, context: PlanContext): boolean {
  if (context.verify || context.lookAgain.has(each.link.key)) return false;
  return each.fingerprint === each.link.fingerprint && each.link.state === 'live';
}
