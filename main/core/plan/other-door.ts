/**
 * Links that were made through the other way into Halo, before somebody changed `halo.door`. Through `integrator` Halo tells no id: through
 * `appointments` such an appointment is found again by its Exchange id, or like any that was there before us. Pure.
 */
import type { HaloAppointment } from '../appointment.ts';
import type { Link } from '../link.ts';
import type { PlanContext } from './wish.ts';

/** Halo never told its appointment's id, and now it has to be known. */
export function isIdUntold({ haloId, state }: Link, { door }: PlanContext): boolean {
  return door === 'appointments' && haloId === null && state === 'live';
}

/** Made in Halo: it carries no Exchange id there, so Halo would take what comes through its own door for another one. */
export function isHalosOwn({ origin }: Link): boolean {
  return origin === 'sent';
}

/** The appointment that carries the event's id, if one does. */
export function rowOfUntold(
  { itemId }: Link,
  listed: readonly HaloAppointment[],
  taken: ReadonlySet<number>,
): HaloAppointment | null {
  const isIts = (row: HaloAppointment) => row.marks.entryId === itemId && !row.isDeleted;
  return listed.find(row => isIts(row) && !taken.has(row.id)) ?? null;
}
