/**
 * What the import makes of an event that the way out looks at: the same mapping, whatever the rules let in. Both sides are compared by it,
 * so that what Exchange cannot hold, or Halo may not see, is no difference.
 */
import type { OwnedFields } from '../appointment.ts';
import { decideSent } from '../decide.ts';
import type { CalendarEvent } from '../event.ts';
import type { KeyedEvent } from '../identity.ts';
import type { MappingContext } from '../mapping.ts';
import { draftOf } from '../mapping.ts';
import { utcZone } from '../zone.ts';
import type { EventDraft } from './event-draft.ts';

export function mappedDraft(keyed: KeyedEvent, context: MappingContext) {
  return draftOf(keyed, decideSent(keyed.event, context.rules), context);
}

/** What the import would make of an event that holds exactly this draft. */
export function mappedFrom(draft: EventDraft, context: MappingContext): OwnedFields {
  const { when } = draft;
  const event: CalendarEvent = {
    itemId: '',
    changeKey: '',
    uid: '',
    kind: 'single',
    seriesId: null,
    start: when.kind === 'timed' ? when.start : `${when.first}T00:00:00Z`,
    end: when.kind === 'timed' ? when.end : `${when.last}T00:00:00Z`,
    allDay: false,
    subject: draft.subject,
    location: draft.location,
    body: draft.note,
    sensitivity: draft.isPrivate ? 'private' : 'normal',
    attendees: draft.guests.map(guest => ({ ...guest, kind: 'required' })),
    freeBusy: 'busy',
    categories: [],
    isCancelled: false,
    isMeeting: false,
    myResponse: 'unknown',
    organizer: null,
    originalStart: null,
    zone: utcZone,
    lastModified: null,
  };
  const mapped = mappedDraft({ key: '', date: '', copy: 0, event }, context);
  return { ...mapped, when };
}
