/**
 * Second half of the plan: wishes and what Halo holds become actions with reasons. Pure and total: every wish ends in one action, and
 * in a second one that forgets its link where the event goes on without it. Nothing here is carried out; the preview shows the same list.
 */
import type { AppointmentReading, HaloAppointment } from '../appointment.ts';
import { differences, differencesFromHalo, remembered } from '../fingerprint.ts';
import type { EventKey, Link } from '../link.ts';
import { assertNever } from '../problem.ts';
import type { ChangedField, HoldReason, LeaveReason, PlannedAction } from './action.ts';
import type { Adoption } from './adoption.ts';
import { adoptions } from './adoption.ts';
import { isChangedInHalo } from './changed-in-halo.ts';
import { asCreate, lostTies } from './lost-tie.ts';
import { isHalosOwn } from './other-door.ts';
import { leaveToWayOut, settleRemoval } from './settle-removal.ts';
import type { PlanContext, Wish } from './wish.ts';
import { isSettled } from './wish.ts';

/** What was read in Halo for these wishes. */
export interface HaloView {
  /** Answers about the ids that were asked. */
  readonly byId: ReadonlyMap<number, AppointmentReading>;
  /** Live appointments of the agent in the spans of the creates. */
  readonly listed: readonly HaloAppointment[];
}

/** The link as it is after a fresh read, without any write to Halo. */
function refreshedLink(each: Extract<Wish, { kind: 'update' }>, context: PlanContext): Link {
  const { event } = each.keyed;
  return {
    ...each.link,
    itemId: event.itemId,
    changeKey: event.changeKey,
    seriesId: event.seriesId,
    start: event.start,
    end: event.end,
    access: context.access,
    rules: context.rulesFingerprint,
    state: 'live',
  };
}

function settleUpdate(
  each: Extract<Wish, { kind: 'update' }>,
  halo: HaloView,
  context: PlanContext,
): PlannedAction {
  const { keyed, link, draft, fingerprint } = each;
  const about = { key: keyed.key, uid: link.uid, hold: null, reasons: [], proposal: `update:${fingerprint}` };
  const refreshed = refreshedLink(each, context);
  const leave = (to: Link, reason: LeaveReason): PlannedAction => ({
    ...about,
    kind: 'leave',
    keyed,
    link,
    refreshed: { ...to, key: keyed.key },
    reason,
  });
  if (isSettled(each, context)) return leave(refreshed, 'up-to-date');

  if (context.door === 'integrator') {
    if (link.state === 'deleted-in-halo')
      return leave({ ...refreshed, state: link.state }, 'deleted-in-halo');
    if (isHalosOwn(link)) return leave(link, 'not-through-this-door');
  }
  const inExchange = differences(remembered(draft), link.mapped ?? link.values);
  // An appointment that was made in Halo carries no marks, and what Halo alone holds of it is not overwritten.
  const isHalos = link.origin === 'sent' || link.mapped !== undefined;
  const marks: readonly ChangedField[] =
    !isHalos && inExchange.length === 0 && fingerprint !== link.fingerprint ? ['marks'] : [];
  if (link.haloId === null || context.door === 'integrator') {
    if (inExchange.length + marks.length === 0) return leave(refreshed, 'up-to-date');
    return {
      ...about,
      kind: 'update',
      keyed,
      link,
      draft,
      fingerprint,
      changed: [...inExchange, ...marks],
      before: null,
    };
  }
  const reading = halo.byId.get(link.haloId);
  // Nothing is remembered of the event as it is now: the way out compares both sides with what they last had in common.
  if (context.outbound && isChangedInHalo(link, reading)) return leave(link, 'changed-in-halo');
  if (reading === undefined || reading.kind !== 'found')
    return leave({ ...refreshed, state: 'deleted-in-halo' }, 'deleted-in-halo');
  const before = reading.appointment;
  const untouched = link.lastModified !== '' && before.lastModified === link.lastModified;
  const inHalo = untouched || isHalos ? [] : differencesFromHalo(remembered(draft), before);
  const byHand = inHalo.filter(field => !inExchange.includes(field));
  const changed = [...inExchange, ...byHand, ...marks];
  if (changed.length === 0)
    return leave(
      {
        ...refreshed,
        lastModified: before.lastModified,
        fingerprint: isHalos ? fingerprint : link.fingerprint,
      },
      'up-to-date',
    );
  const hold: HoldReason | null =
    before.work.includes('completed') && changed.includes('when') ? 'completed-in-halo' : null;
  const reasons = byHand.length > 0 ? (['edited-in-halo'] as const) : [];
  const only = isHalos ? { only: inExchange } : {};
  return {
    ...about,
    hold,
    reasons,
    kind: 'update',
    keyed,
    link,
    draft,
    fingerprint,
    changed,
    before,
    ...only,
  };
}

function settleCreate(
  each: Pick<Extract<Wish, { kind: 'create' }>, 'keyed' | 'draft' | 'fingerprint'>,
  adoption: Adoption | undefined,
): PlannedAction {
  const { keyed, draft, fingerprint } = each;
  const about = {
    key: keyed.key,
    uid: keyed.event.uid,
    hold: null,
    reasons: [],
    proposal: `create:${fingerprint}`,
  };
  if (adoption === undefined) return { ...about, kind: 'create', keyed, draft, fingerprint };
  if (adoption.kind === 'ambiguous')
    return { ...about, hold: 'ambiguous', kind: 'create', keyed, draft, fingerprint };
  const { appointment, by } = adoption;
  const inHalo: readonly ChangedField[] = differencesFromHalo(remembered(draft), appointment);
  // A list does not show the note: it is written unless there is none, or always after a run of ours that was cut off.
  const note: readonly ChangedField[] =
    appointment.note === null && (draft.note !== '' || by === 'our-mark') ? ['note'] : [];
  const marks: readonly ChangedField[] = appointment.marks.entryId === draft.marks.entryId ? [] : ['marks'];
  const changed = [...inHalo, ...note, ...marks];
  const hold: HoldReason | null =
    appointment.work.includes('completed') && changed.includes('when') ? 'completed-in-halo' : null;
  return { ...about, hold, reasons: [by], kind: 'adopt', keyed, draft, fingerprint, appointment, changed };
}

/** The actions of all wishes, in a fixed order: what lives on first, then removals, then creations. */
export function settle(
  wishes: readonly Wish[],
  links: ReadonlyMap<EventKey, Link>,
  halo: HaloView,
  context: PlanContext,
): readonly PlannedAction[] {
  const linked = new Set([...links.values()].flatMap(link => (link.haloId === null ? [] : [link.haloId])));
  const ties = lostTies(wishes, linked, halo, context.outbound === true);
  for (const tie of ties.values()) if (typeof tie === 'object') linked.add(tie.appointment.id);
  const creates = wishes.flatMap(each =>
    each.kind === 'create' || (each.kind === 'update' && typeof ties.get(each) === 'string')
      ? [asCreate(each)]
      : [],
  );
  const adopted =
    context.door === 'integrator' ? new Map<EventKey, Adoption>() : adoptions(creates, halo.listed, linked);
  const taken = new Set(linked);
  for (const each of adopted.values()) if (each.kind === 'adopt') taken.add(each.appointment.id);
  const order = { forget: 0, leave: 1, adopt: 2, update: 3, remove: 4, create: 5 };
  return wishes
    .flatMap((each): PlannedAction | readonly PlannedAction[] => {
      switch (each.kind) {
        case 'create':
          return settleCreate(each, adopted.get(each.keyed.key));
        case 'update': {
          const tie = ties.get(each);
          if (tie === undefined) return settleUpdate(each, halo, context);
          const made = settleCreate(each, typeof tie === 'string' ? adopted.get(each.keyed.key) : tie);
          if (tie === 'create-beside') return [made, leaveToWayOut(each.link)];
          return each.link.key === each.keyed.key ? made : [made, forgetLost(each.link)];
        }
        case 'remove':
          return settleRemoval(each, halo, taken, context);
        case 'leave':
          return leaveAsIs(each);
        case 'forget':
          return { key: each.link.key, uid: each.link.uid, hold: null, reasons: [], proposal: '', ...each };
        default:
          return assertNever(each);
      }
    })
    .sort(
      (a, b) =>
        order[a.kind] - order[b.kind] || compareText(startOf(a), startOf(b)) || compareText(a.key, b.key),
    );
}

/** The link of an event that another took the place of, and whose appointment is not there: nothing would ever ask for it again. */
function forgetLost(link: Link): PlannedAction {
  const about = { key: link.key, uid: link.uid, hold: null, reasons: [], proposal: '' };
  return { ...about, kind: 'forget', link, reason: 'already-gone-in-halo' };
}

/** What was deleted by hand stays so under whatever key and at whatever time its event goes on. */
function leaveAsIs(each: Extract<Wish, { kind: 'leave' }>): PlannedAction {
  const { link, keyed } = each;
  const about = { key: keyed?.key ?? link.key, uid: link.uid, hold: null, reasons: [], proposal: '' };
  if (keyed === null || link.state !== 'deleted-in-halo') return { ...about, ...each, refreshed: link };
  const { itemId, changeKey, seriesId, start, end } = keyed.event;
  const refreshed = { ...link, key: keyed.key, itemId, changeKey, seriesId, start, end };
  return { ...about, ...each, refreshed };
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function startOf(action: PlannedAction): string {
  return 'keyed' in action && action.keyed !== null
    ? action.keyed.event.start
    : 'link' in action
      ? action.link.start
      : '';
}
