/** Whether an appointment was changed in Halo since both sides last agreed: then the way out decides about it and not the import. */
import type { AppointmentReading } from '../appointment.ts';
import { differencesFromHalo } from '../fingerprint.ts';
import type { Link } from '../link.ts';

/**
 * Somebody has saved, removed or brought back the appointment since both sides last agreed; what a list does not show counts as changed.
 * That it is still deleted, or gone by our own hand, is no news; what somebody saved after we were about to remove it is.
 */
export function isChangedInHalo(link: Link, reading: AppointmentReading | undefined): boolean {
  if (reading?.kind !== 'found') return link.state === 'live';
  const { appointment } = reading;
  if (link.lastModified !== '') return appointment.lastModified !== link.lastModified;
  return differencesFromHalo(link.values, appointment).length > 0;
}
