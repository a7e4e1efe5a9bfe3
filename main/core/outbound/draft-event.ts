/** Appointment -> event: what we want Exchange to hold for an appointment of Halo. Pure. */
import type { OwnedFields } from '../appointment.ts';
import { fit } from '../fit.ts';
import type { EventDraft, Series } from './event-draft.ts';
import { guestsOf, type KnownPeople } from './guests.ts';
import type { WholeAppointment } from './halo-side.ts';

/** The owned fields as Halo holds them, fitted: blanks at the ends and line ends count for nothing. */
export function haloFields({ appointment }: WholeAppointment): OwnedFields {
  const { when, subject, location, note, attendees, isPrivate } = appointment;
  return fit({ when, subject, location, note, attendees, isPrivate });
}

export interface DraftContext extends KnownPeople {
  /** IANA zone of the agents. */
  readonly zone: string;
  /** What the import puts before each subject; '' for nothing. It stays in Halo. */
  readonly prefix: string;
}

export function draftEvent(fields: OwnedFields, series: Series | null, context: DraftContext): EventDraft {
  const { when, location, note, isPrivate } = fields;
  const { prefix } = context;
  const subject = fields.subject.startsWith(prefix) ? fields.subject.slice(prefix.length) : fields.subject;
  const guests = guestsOf(fields.attendees, context);
  return { when, subject, location, note, guests, isPrivate, zone: context.zone, series };
}
