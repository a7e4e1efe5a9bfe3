/**
 * Ties that no longer hold: Halo or the data folder was restored from a backup, and an id now means another appointment, or none while
 * the event's appointment lives under another id. Another's appointment is neither changed nor removed (rule 7).
 */
import type { HaloAppointment } from '../appointment.ts';
import { differencesFromHalo } from '../fingerprint.ts';
import type { Link } from '../link.ts';
import type { Adoption } from './adoption.ts';
import { adoptions } from './adoption.ts';
import { isChangedInHalo } from './changed-in-halo.ts';
import type { HaloView } from './settle.ts';
import type { Wish } from './wish.ts';

type Update = Extract<Wish, { kind: 'update' }>;
type Create = Extract<Wish, { kind: 'create' }>;
type Certain = Extract<Adoption, { kind: 'adopt' }>;
type LostTie = 'create' | 'create-beside' | Certain;

/**
 * True when the appointment under the link's id is not the one that we wrote: it carries none of our marks of the event, was changed
 * since, and neither its time nor its subject is what it was. A person's edit leaves at least one of them. What was made in Halo has no
 * mark of ours to show: people there change all of it, and that tells nothing.
 */
export function isAnother(appointment: HaloAppointment, link: Link, update: Update | null): boolean {
  const { marks, lastModified } = appointment;
  if (link.origin === 'sent') return false;
  if (link.lastModified !== '' && lastModified === link.lastModified) return false;
  if (marks.entryId !== '' && marks.entryId === link.itemId) return false;
  if (update !== null && marks.mark === update.draft.marks.mark) return false;
  if (update !== null && marks.entryId === update.draft.marks.entryId) return false;
  const different = differencesFromHalo(link.values, { ...appointment, note: null });
  return different.includes('when') && different.includes('subject');
}

/** For who knows nothing of the event: an appointment that was imported shows at least one of our marks, whatever people do to it. */
export function isUnmarkedOther(appointment: HaloAppointment, link: Link): boolean {
  const { mark, entryId } = appointment.marks;
  return mark === '' && entryId === '' && isAnother(appointment, link, null);
}

export function asCreate({ keyed, draft, fingerprint }: Create | Update): Create {
  return { kind: 'create', keyed, draft, fingerprint };
}

/**
 * Updates that cannot go to the link's appointment: `create` where it is another's, `create-beside` where the event only took the place of one whose
 * appointment was changed in Halo (the way out decides about that, `outbound`), else the appointment that carries the event's marks.
 */
export function lostTies(
  wishes: readonly Wish[],
  linked: ReadonlySet<number>,
  halo: HaloView,
  outbound: boolean,
): ReadonlyMap<Wish, LostTie> {
  const ties = new Map<Wish, LostTie>();
  const gone: Update[] = [];
  for (const each of wishes) {
    if (each.kind !== 'update' || each.link.haloId === null) continue;
    const reading = halo.byId.get(each.link.haloId);
    if (reading === undefined) continue;
    if (reading.kind !== 'found') gone.push(each);
    else if (isAnother(reading.appointment, each.link, each)) ties.set(each, 'create');
    else if (outbound && each.link.key !== each.keyed.key && isChangedInHalo(each.link, reading))
      ties.set(each, 'create-beside');
  }
  const found = adoptions(gone.map(asCreate), halo.listed, linked);
  for (const each of gone) {
    const adoption = found.get(each.keyed.key);
    if (adoption?.kind === 'adopt' && adoption.by !== 'look-alike') ties.set(each, adoption);
    // The event only took the place of the one whose appointment is gone; what befell that one says nothing of this one.
    // And what we were about to remove nobody else has deleted.
    else if (each.link.key !== each.keyed.key || each.link.state === 'removing') ties.set(each, 'create');
  }
  return ties;
}
