/** Second half of the plan for an event that is gone or left out: what is to become of its appointment. Pure; see `settle.ts`. */
import type { HaloAppointment } from '../appointment.ts';
import type { Link } from '../link.ts';
import type { HoldReason, PlannedAction } from './action.ts';
import { isChangedInHalo } from './changed-in-halo.ts';
import { isAnother } from './lost-tie.ts';
import { isHalosOwn, isIdUntold, rowOfUntold } from './other-door.ts';
import type { HaloView } from './settle.ts';
import type { PlanContext, Wish } from './wish.ts';

/** What is asked about a removal. Work that came after the question was answered is another question. */
export function removalProposal(link: Link, before: HaloAppointment | null): string {
  const work = before === null || before.work.length === 0 ? '' : `:${before.work.join('+')}`;
  return `remove:${link.haloId ?? link.itemId}${work}`;
}

/** `taken`: ids of appointments that go on with an event, this one's or another's. */
export function settleRemoval(
  { link: known, proof, reasons }: Extract<Wish, { kind: 'remove' }>,
  halo: HaloView,
  taken: ReadonlySet<number>,
  context: PlanContext,
): PlannedAction {
  const told = isIdUntold(known, context) ? rowOfUntold(known, halo.listed, taken) : null;
  const link = told === null ? known : { ...known, haloId: told.id, lastModified: told.lastModified };
  const about = {
    key: link.key,
    uid: link.uid,
    hold: null,
    reasons,
    proposal: removalProposal(link, null),
  };
  const isThroughHalo = context.door === 'integrator';
  // An event that is there and left out may be let in again: the same appointment goes on then.
  if (context.rules.noDelete && proof === 'excluded')
    return { ...about, kind: 'leave', keyed: null, link, refreshed: link, reason: 'no-delete' };
  if (context.rules.noDelete) return { ...about, kind: 'forget', link, reason: 'no-delete' };
  if (isThroughHalo && isHalosOwn(link))
    return { ...about, kind: 'leave', keyed: null, link, refreshed: link, reason: 'not-through-this-door' };
  const reading = link.haloId === null ? undefined : halo.byId.get(link.haloId);
  const before = told ?? (reading?.kind === 'found' ? reading.appointment : null);
  if (context.outbound && told === null && before !== null && isChangedInHalo(link, reading))
    return leaveToWayOut(link);
  const isGone = isThroughHalo
    ? link.state === 'deleted-in-halo'
    : before === null || isAnother(before, link, null);
  if (isGone) return { ...about, kind: 'forget', link, reason: 'already-gone-in-halo' };
  const hold: HoldReason | null =
    before !== null && before.work.length > 0
      ? 'halo-work'
      : link.access !== context.access
        ? 'access-changed'
        : proof === 'excluded' && link.rules !== context.rulesFingerprint
          ? 'filter-changed'
          : null;
  return { ...about, hold, proposal: removalProposal(link, before), kind: 'remove', link, proof, before };
}

/** The event is gone, and somebody has changed its appointment in Halo. */
export function leaveToWayOut(link: Link): PlannedAction {
  const about = {
    key: link.key,
    uid: link.uid,
    hold: null,
    reasons: [],
    proposal: removalProposal(link, null),
  };
  return { ...about, kind: 'leave', keyed: null, link, refreshed: link, reason: 'changed-in-halo' };
}
