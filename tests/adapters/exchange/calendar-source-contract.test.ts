/** The Exchange adapter keeps the contract of a CalendarSource: for every version, both kinds of access, and the ways servers differ. */
import { describeCalendarSource } from '../../contracts/calendar-source.ts';
import { annas, type OverSimulatorOptions, overSimulator } from './over-simulator.ts';

async function make(options: OverSimulatorOptions) {
  const { source, calendar, end } = await overSimulator({ ...options, mailbox: { timeZone: 'UTC' } });
  return {
    source,
    mailbox: annas,
    book: (event: { subject: string; start: string; end: string; allDay?: boolean }) => calendar.book(event),
    bookDaily: (series: { subject: string; start: string; end: string; count: number }) =>
      calendar.book({
        ...series,
        recurrence: {
          pattern: { kind: 'Daily', interval: 1 },
          range: { kind: 'numbered', count: series.count },
        },
      }),
    move: (id: string, to: { start: string; end: string }) => calendar.change(id, to),
    remove: (id: string) => calendar.remove(id),
    changeOccurrence: (id: string, date: string, change: { subject: string }) =>
      calendar.changeOccurrence(id, date, change),
    removeOccurrence: (id: string, date: string) => calendar.removeOccurrence(id, date),
    end,
  };
}

describeCalendarSource('Exchange 2010 by impersonation', () =>
  make({ server: { version: 'Exchange2010_SP2' } }),
);
describeCalendarSource('Exchange 2013', () =>
  make({ server: { version: 'Exchange2013_SP1' }, settings: { version: 'Exchange2013_SP1' } }),
);
describeCalendarSource('Exchange 2016 with odd answers', () =>
  make({
    settings: { version: 'Exchange2016' },
    server: {
      version: 'Exchange2016',
      dialect: {
        syncOrder: 'oldest',
        duplicatedElements: true,
        fractions: true,
        zonesIdOnly: true,
        offset: '+02:00',
        removedOccurrence: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
        changeKeyOnDelete: false,
      },
    },
  }),
);
describeCalendarSource("the mailbox's own account, as delegate", () =>
  make({ settings: { access: 'delegate', user: annas.address }, password: 'Passw0rd!' }),
);
