/** Events, links and appointments with sensible values; a test says only what matters to it. */
import type { AppointmentReading, HaloAppointment } from '../../main/core/appointment.ts';
import type { ImportRules } from '../../main/core/decide.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { fingerprint, remembered } from '../../main/core/fingerprint.ts';
import type { KeyedEvent } from '../../main/core/identity.ts';
import { eventKey, originalDate } from '../../main/core/identity.ts';
import type { Link } from '../../main/core/link.ts';
import { draftOf } from '../../main/core/mapping.ts';
import type { PlanContext } from '../../main/core/plan/wish.ts';
import { utcZone } from '../../main/core/zone.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';

export const anImportRule = (changes: Partial<ImportRules> = {}): ImportRules => ({
  ...defaultSettings.import,
  ...changes,
});

export function anEvent(changes: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    itemId: 'item-1',
    changeKey: 'key-1',
    uid: 'uid-1',
    kind: 'single',
    start: '2026-03-25T09:00:00Z',
    end: '2026-03-25T10:00:00Z',
    allDay: false,
    subject: 'Server review',
    location: 'Room 1',
    freeBusy: 'busy',
    sensitivity: 'normal',
    categories: [],
    isCancelled: false,
    isMeeting: false,
    myResponse: 'unknown',
    originalStart: null,
    zone: utcZone,
    body: '',
    organizer: null,
    attendees: [],
    lastModified: null,
    seriesId: null,
    ...changes,
  };
}

export function keyed(event: CalendarEvent, copy = 0): KeyedEvent {
  const date = originalDate(event);
  return { key: eventKey(event.uid, date, copy), date, copy, event };
}

/** An occurrence of the series `uid` on a date at 09:00 UTC. */
export function anOccurrence(uid: string, date: string, changes: Partial<CalendarEvent> = {}): CalendarEvent {
  return anEvent({
    uid,
    kind: 'occurrence',
    itemId: `${uid}:${date}`,
    seriesId: `${uid}:master`,
    start: `${date}T09:00:00Z`,
    end: `${date}T10:00:00Z`,
    originalStart: `${date}T09:00:00Z`,
    ...changes,
  });
}

export function aPlanContext(changes: Partial<PlanContext> = {}): PlanContext {
  return {
    rules: anImportRule(),
    mailbox: 'anna@example.org',
    installation: 'installation-1',
    access: 'access-1',
    rulesFingerprint: 'rules-1',
    door: 'appointments',
    outbound: false,
    verify: false,
    lookAgain: new Set(),
    ...changes,
  };
}

const plain = { kind: 'import', texts: 'shown', isPrivate: false, isMarkedCancelled: false } as const;

/** The link of an event that was imported as it is. */
export function aLink(event: CalendarEvent, haloId: number, changes: Partial<Link> = {}): Link {
  const draft = draftOf(keyed(event), plain, aPlanContext());
  const { uid, itemId, changeKey, seriesId, start, end } = event;
  return {
    key: keyed(event).key,
    uid,
    itemId,
    changeKey,
    seriesId,
    start,
    end,
    haloId,
    lastModified: 'modified-1',
    values: remembered(draft),
    fingerprint: fingerprint(draft),
    access: 'access-1',
    rules: 'rules-1',
    state: 'live',
    origin: 'created',
    ...changes,
  };
}

/** What Halo holds of a link that nobody has touched. */
export function anAppointment(
  event: CalendarEvent,
  id: number,
  changes: Partial<HaloAppointment> = {},
): HaloAppointment {
  const { marks, when, subject, location, attendees, isPrivate } = draftOf(
    keyed(event),
    plain,
    aPlanContext(),
  );
  return {
    id,
    agentId: 7,
    when,
    subject,
    location,
    attendees,
    isPrivate,
    note: null,
    marks: { ...marks, uid: null, mailbox: null },
    lastModified: 'modified-1',
    work: [],
    isRecurringMaster: false,
    isDeleted: false,
    ...changes,
  };
}

/** Halo's answer that it has this appointment. */
export function found(appointment: HaloAppointment): AppointmentReading {
  return { kind: 'found', appointment };
}
