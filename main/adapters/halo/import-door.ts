/**
 * The `integrator` door: one change of one Exchange item per call, in the words of Halo's `EWSAppointmentChange`; Halo maps it. Body,
 * location, privacy and attendees cannot go through it.
 */
import type { CalendarChange, When } from '../../core/appointment.ts';
import { assertNever } from '../../core/problem.ts';
import type { HaloCall } from './halo-calls.ts';
import { laterDate } from './wire-dates.ts';

const path = '/IntegrationData/Import/ExchangeCalendars/EWS';

/** The numbers of the EWS Managed API, from which Halo's document takes its own. */
const changeTypes = { create: 0, update: 1, delete: 2 } as const;
const appointmentTypes = { single: 0, occurrence: 1, exception: 2 } as const;
const unknownMailboxType = 0;

/** As Exchange itself says it: an all-day item ends at the midnight after its last day. */
function datesOf(when: When): { start: string; end: string; isAllDayEvent: boolean } {
  switch (when.kind) {
    case 'timed':
      return { start: when.start, end: when.end, isAllDayEvent: false };
    case 'all-day':
      return {
        start: `${when.first}T00:00:00`,
        end: `${laterDate(when.last, 1)}T00:00:00`,
        isAllDayEvent: true,
      };
    default:
      return assertNever(when);
  }
}

function itemOf(change: CalendarChange, itemId: { uniqueId: string; changeKey: string }): object | null {
  const { item } = change;
  if (item === null) return null;
  return {
    id: itemId,
    iCalUid: item.uid,
    subject: item.subject,
    ...datesOf(item.when),
    ...(item.organizer === null
      ? {}
      : {
          organizer: {
            name: item.organizer.name,
            address: item.organizer.address,
            routingType: 'SMTP',
            mailboxType: unknownMailboxType,
          },
        }),
    appointmentType: appointmentTypes[item.kind],
    isRecurring: item.kind !== 'single',
    isMeeting: item.isMeeting,
  };
}

export function importCall(change: CalendarChange): HaloCall {
  const itemId = { uniqueId: change.entryId, changeKey: change.changeKey };
  return {
    method: 'POST',
    path,
    name: path,
    scope: 'item',
    body: {
      changeType: changeTypes[change.kind],
      itemId,
      item: itemOf(change, itemId),
      agent: { id: change.agent.id, name: change.agent.name, email: change.agent.email },
    },
  };
}
