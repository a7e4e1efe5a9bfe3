/** The properties of a calendar item, in the order of the schema. */
import { appointmentState } from '../state/booking.ts';
import type { Instance } from '../state/instances.ts';
import { cut, type Field, flag } from './field.ts';
import {
  dateTime,
  spanDuration,
  writeAttendees,
  writeEdge,
  writeMailbox,
  writeModified,
  writeRecurrence,
  writeRemoved,
} from './write-parts.ts';
import { element } from './write-soap.ts';
import { writeZone } from './write-zone.ts';

const isSeries = (instance: Instance) => instance.kind === 'RecurringMaster';

export const calendarFields: readonly Field[] = [
  { uri: 'calendar:UID', shape: 'default', write: instance => element('UID', instance.item.uid) },
  {
    uri: 'calendar:RecurrenceId',
    shape: 'default',
    write: ({ originalStart, item: stored, start }, { times }) => {
      const at = originalStart ?? (stored.instanceDate === undefined ? undefined : start);
      return at === undefined ? '' : `<t:RecurrenceId>${dateTime(at, times)}</t:RecurrenceId>`;
    },
  },
  {
    uri: 'calendar:DateTimeStamp',
    shape: 'all',
    write: ({ item: stored }, { times }) =>
      `<t:DateTimeStamp>${dateTime(stored.created, times)}</t:DateTimeStamp>`,
  },
  {
    uri: 'calendar:Start',
    shape: 'default',
    write: ({ start }, { times }) => `<t:Start>${dateTime(start, times)}</t:Start>`,
  },
  {
    uri: 'calendar:End',
    shape: 'default',
    write: ({ end }, { times }) => `<t:End>${dateTime(end, times)}</t:End>`,
  },
  {
    uri: 'calendar:OriginalStart',
    shape: 'all',
    notInFind: true,
    write: ({ originalStart }, { times }) =>
      originalStart === undefined
        ? ''
        : `<t:OriginalStart>${dateTime(originalStart, times)}</t:OriginalStart>`,
  },
  {
    uri: 'calendar:IsAllDayEvent',
    shape: 'default',
    write: ({ content }) => flag('IsAllDayEvent', content.allDay),
  },
  {
    uri: 'calendar:LegacyFreeBusyStatus',
    shape: 'default',
    write: ({ content }, { version }) =>
      element(
        'LegacyFreeBusyStatus',
        content.freeBusy === 'WorkingElsewhere' && version === 'Exchange2010_SP2' ? 'Free' : content.freeBusy,
      ),
  },
  {
    uri: 'calendar:Location',
    shape: 'default',
    write: ({ content }, context) => element('Location', cut(content.location, context)),
  },
  {
    uri: 'calendar:IsMeeting',
    shape: 'default',
    write: ({ content }) => flag('IsMeeting', content.isMeeting),
  },
  {
    uri: 'calendar:IsCancelled',
    shape: 'default',
    write: ({ content }) => flag('IsCancelled', content.isCancelled),
  },
  {
    uri: 'calendar:IsRecurring',
    shape: 'default',
    write: ({ day }) => flag('IsRecurring', day !== undefined),
  },
  { uri: 'calendar:MeetingRequestWasSent', shape: 'all', write: () => flag('MeetingRequestWasSent', false) },
  {
    uri: 'calendar:IsResponseRequested',
    shape: 'all',
    write: ({ content }) => flag('IsResponseRequested', content.isMeeting),
  },
  {
    uri: 'calendar:CalendarItemType',
    shape: 'default',
    write: ({ kind }) => element('CalendarItemType', kind),
  },
  {
    uri: 'calendar:MyResponseType',
    shape: 'default',
    write: ({ content }) => element('MyResponseType', content.myResponse),
  },
  {
    uri: 'calendar:Organizer',
    shape: 'default',
    write: ({ content }, { inFind }) => {
      const name = `<t:Mailbox>${element('Name', content.organizer.name)}</t:Mailbox>`;
      return `<t:Organizer>${inFind ? name : writeMailbox(content.organizer)}</t:Organizer>`;
    },
  },
  attendees('RequiredAttendees', 'required'),
  attendees('OptionalAttendees', 'optional'),
  attendees('Resources', 'resource'),
  {
    uri: 'calendar:ConflictingMeetingCount',
    shape: 'all',
    notInFind: true,
    write: () => element('ConflictingMeetingCount', '0'),
  },
  {
    uri: 'calendar:AdjacentMeetingCount',
    shape: 'all',
    notInFind: true,
    write: () => element('AdjacentMeetingCount', '0'),
  },
  {
    uri: 'calendar:Duration',
    shape: 'all',
    write: ({ start, end }) => element('Duration', spanDuration(end - start)),
  },
  {
    uri: 'calendar:TimeZone',
    shape: 'all',
    write: ({ item: stored }) => element('TimeZone', stored.zone.definition.name),
  },
  {
    uri: 'calendar:AppointmentSequenceNumber',
    shape: 'all',
    notInFind: true,
    write: ({ item: stored }) => element('AppointmentSequenceNumber', String(stored.sequence)),
  },
  {
    uri: 'calendar:AppointmentState',
    shape: 'all',
    write: ({ content }, { mailbox }) =>
      element('AppointmentState', String(appointmentState(content, mailbox.address))),
  },
  {
    uri: 'calendar:Recurrence',
    shape: 'all',
    notInFind: true,
    write: instance => {
      const { series, zone } = instance.item;
      return series !== undefined && isSeries(instance) ? writeRecurrence(series, zone) : '';
    },
  },
  edge('FirstOccurrence'),
  edge('LastOccurrence'),
  {
    uri: 'calendar:ModifiedOccurrences',
    shape: 'all',
    notInFind: true,
    write: (instance, { mailbox, times }) =>
      isSeries(instance) ? writeModified(mailbox.calendar.ids, instance.item, times) : '',
  },
  {
    uri: 'calendar:DeletedOccurrences',
    shape: 'all',
    notInFind: true,
    write: (instance, { times }) => (isSeries(instance) ? writeRemoved(instance.item, times) : ''),
  },
  {
    uri: 'calendar:StartTimeZone',
    shape: 'all',
    write: ({ item: stored }, { zonesIdOnly }) =>
      writeZone('StartTimeZone', stored.zone.definition, zonesIdOnly),
  },
  {
    uri: 'calendar:EndTimeZone',
    shape: 'all',
    write: ({ item: stored }, { zonesIdOnly }) =>
      writeZone('EndTimeZone', stored.endZone.definition, zonesIdOnly),
  },
  { uri: 'calendar:AllowNewTimeProposal', shape: 'all', write: () => flag('AllowNewTimeProposal', true) },
  { uri: 'calendar:IsOnlineMeeting', shape: 'all', write: () => flag('IsOnlineMeeting', false) },
  {
    uri: 'calendar:StartTimeZoneId',
    shape: 'asked',
    write: ({ item: stored }) => element('StartTimeZoneId', stored.zone.definition.id),
  },
  {
    uri: 'calendar:EndTimeZoneId',
    shape: 'asked',
    write: ({ item: stored }) => element('EndTimeZoneId', stored.endZone.definition.id),
  },
  {
    uri: 'calendar:IsOrganizer',
    shape: 'asked',
    write: ({ content }, { mailbox }) =>
      flag('IsOrganizer', content.organizer.address.toLowerCase() === mailbox.address.toLowerCase()),
  },
];

function attendees(name: string, kind: 'required' | 'optional' | 'resource'): Field {
  return {
    uri: `calendar:${name}`,
    shape: 'all',
    notInFind: true,
    write: ({ content, modified }, { times }) =>
      content.attendees.length === 0 ? '' : writeAttendees(name, content, kind, dateTime(modified, times)),
  };
}

function edge(name: 'FirstOccurrence' | 'LastOccurrence'): Field {
  return {
    uri: `calendar:${name}`,
    shape: 'all',
    notInFind: true,
    write: (instance, { mailbox, times }) =>
      isSeries(instance) ? writeEdge(name, mailbox.calendar.ids, instance.item, times) : '',
  };
}
