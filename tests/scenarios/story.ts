/**
 * One rich calendar and what people do with it in three weeks: the story that must end well whatever the servers are like. Verbs of
 * the simulators only; it never syncs and never judges.
 */
import type { Installation } from './installation.ts';

const day = 86_400_000;
/** The 255th character, where a calendar view cuts, is the middle of a surrogate pair. */
const longSubject = `${'Übergabe & <Abnahme> '.repeat(12)}${'x'.repeat(2)}🚀 und danach noch ${'y'.repeat(80)}`;
const longBody = 'Zeile mit Umlauten äöü, <spitzen Klammern> & 🙂.\n'.repeat(40);
/** More than Halo's column of 500 characters can hold. */
export const overlongLocation = `${'Haus 12, Raum Äquator 🌍 '.repeat(30)}Ende`;
/** Deleted by hand in Halo, edited in Exchange afterwards: it stays deleted. */
export const deletedByHand = 'Deleted by hand in Halo';
export const overlong = 'Overlong';

const ben = { address: 'ben@example.org', name: 'Ben', kind: 'required' } as const;
const anna = { address: 'anna@example.org', name: 'Anna' } as const;
const customer = { address: 'k@elsewhere.example', name: 'Kundin Ärger & Söhne', kind: 'optional' } as const;

/** ItemIds by name. */
export type Cast = Readonly<Record<string, string>>;

export const storyAgents = [{ name: 'Anna' }, { name: 'Ben', timeZone: 'Eastern Standard Time' }] as const;

function series(weekday: 'Wednesday' | 'Thursday' | 'Friday', count: number) {
  return {
    pattern: { kind: 'Weekly', interval: 1, days: [weekday] },
    range: { kind: 'numbered', count },
  } as const;
}

export function bookEverything(house: Installation): Cast {
  const calendar = house.mailbox('Anna');
  const at = (date: string, from: string, to: string) => ({
    start: `2026-${date}T${from}:00`,
    end: `2026-${date}T${to}:00`,
  });
  const cast = {
    single: calendar.book({
      subject: 'Müller & Söhne <GmbH> 🙂 "Straße" \'x\'',
      location: 'Raum <3> & Flur]]>',
      body: 'Zeile 1\nZeile 2 <b> & ünïcödé 🚀 &amp; nicht doppelt',
      bodyType: 'Text',
      ...at('03-24', '10:00', '11:00'),
    }),
    long: calendar.book({
      subject: longSubject,
      location: `${'Raum 1, '.repeat(60)}Ende`,
      body: longBody,
      bodyType: 'Text',
      ...at('03-26', '13:00', '14:00'),
    }),
    overlong: calendar.book({
      subject: overlong,
      location: overlongLocation,
      ...at('03-26', '15:00', '16:00'),
    }),
    weekly: calendar.book({
      subject: 'Stand-up',
      body: 'Jede Woche & <immer>',
      bodyType: 'Text',
      ...at('03-25', '09:00', '09:30'),
      recurrence: series('Wednesday', 8),
    }),
    daily: calendar.book({
      subject: 'Übergabe',
      ...at('03-23', '16:30', '17:00'),
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 14 } },
    }),
    endless: calendar.book({
      subject: 'Immer',
      ...at('03-27', '08:00', '08:15'),
      recurrence: {
        pattern: { kind: 'Weekly', interval: 2, days: ['Friday'] },
        range: { kind: 'noEnd' },
      },
    }),
    dayOff: calendar.book({
      subject: 'Day off',
      start: '2026-03-30',
      end: '2026-03-31',
      allDay: true,
      freeBusy: 'OOF',
    }),
    holiday: calendar.book({
      subject: 'Urlaub 🏖',
      start: '2026-03-27',
      end: '2026-04-01',
      allDay: true,
      freeBusy: 'OOF',
    }),
    later: calendar.book({
      subject: 'Himmelfahrt',
      start: '2026-05-13',
      end: '2026-05-16',
      allDay: true,
      freeBusy: 'OOF',
    }),
    market: calendar.book({
      subject: 'Market day',
      start: '2026-03-27',
      end: '2026-03-28',
      allDay: true,
      freeBusy: 'Busy',
      recurrence: series('Friday', 4),
    }),
    doctor: calendar.book({
      subject: 'Doctor',
      location: 'Clinic',
      body: 'Secret',
      bodyType: 'Text',
      sensitivity: 'Private',
      ...at('03-31', '09:00', '10:00'),
    }),
    therapy: calendar.book({
      subject: 'Therapy',
      sensitivity: 'Private',
      ...at('03-25', '18:00', '19:00'),
      recurrence: series('Wednesday', 3),
    }),
    meeting: calendar.book({
      subject: 'Review',
      uid: '040000008200E00074C5B7101A82E008-review',
      attendees: [ben, customer],
      ...at('04-02', '14:00', '15:00'),
    }),
    night: calendar.book({
      subject: 'Night shift',
      start: '2026-03-28T22:00:00',
      end: '2026-03-29T06:00:00',
    }),
    moment: calendar.book({ subject: 'Moment', ...at('03-24', '12:00', '12:00') }),
    free: calendar.book({ subject: 'Free', freeBusy: 'Free', ...at('03-24', '13:00', '14:00') }),
    byHand: calendar.book({ subject: deletedByHand, ...at('04-07', '09:00', '10:00') }),
    away: calendar.book({ subject: 'Away and back', ...at('04-07', '11:00', '12:00') }),
    recovered: calendar.book({
      subject: 'Recovered',
      uid: 'uid-recovered',
      ...at('04-08', '11:00', '12:00'),
    }),
    visit: calendar.book({ subject: 'Visit', ...at('04-09', '10:00', '11:00') }),
  };
  calendar.changeOccurrence(cast.weekly, '2026-04-08', at('04-09', '14:00', '15:00'));
  calendar.removeOccurrence(cast.weekly, '2026-04-15');
  house.mailbox('Ben').book({
    subject: 'Review',
    uid: '040000008200E00074C5B7101A82E008-review',
    attendees: [ben, customer],
    organizer: anna,
    myResponse: 'Accept',
    start: '2026-04-02T14:00:00',
    end: '2026-04-02T15:00:00',
    timeZone: 'W. Europe Standard Time',
  });
  // So that what is removed later is a small share of this calendar.
  for (let number = 1; number <= 10; number++)
    calendar.book({ subject: `Call ${number}`, ...at('04-13', '10:00', '10:20') });
  house.mailbox('Ben').book({
    subject: 'Retro',
    ...at('03-26', '17:00', '18:00'),
    recurrence: series('Thursday', 4),
  });
  house.mailbox('Ben').book({
    subject: 'Leave',
    start: '2026-04-06',
    end: '2026-04-08',
    allDay: true,
    freeBusy: 'OOF',
  });
  return cast;
}

/** Somebody removes an appointment in Halo. */
export function workInHalo(house: Installation): void {
  const row = house.appointments('Anna').find(each => each.subject === deletedByHand);
  if (row !== undefined) house.halo.state.deleteByHand(row.id);
}

export function editEverything(house: Installation, cast: Cast): void {
  const calendar = house.mailbox('Anna');
  const id = (name: string) => cast[name] ?? '';
  calendar.change(id('single'), {
    subject: 'Müller & <Töchter>',
    start: '2026-03-24T11:30:00',
    end: '2026-03-24T12:30:00',
  });
  calendar.change(id('long'), { body: `${longBody}Nachtrag`, subject: `${longSubject} (neu)` });
  calendar.change(id('weekly'), { start: '2026-03-25T08:45:00', end: '2026-03-25T09:15:00' });
  calendar.changeOccurrence(id('weekly'), '2026-04-01', { subject: 'Stand-up <heute> & morgen' });
  calendar.changeOccurrence(id('daily'), '2026-03-30', {
    start: '2026-03-30T06:00:00',
    end: '2026-03-30T06:30:00',
    location: 'Über der Straße',
  });
  calendar.removeOccurrence(id('daily'), '2026-04-02');
  calendar.change(id('holiday'), { start: '2026-03-28', end: '2026-04-03', allDay: true });
  calendar.removeOccurrence(id('market'), '2026-04-10');
  calendar.change(id('doctor'), { sensitivity: 'Normal' });
  calendar.change(id('night'), { sensitivity: 'Private', location: 'At home' });
  calendar.cancel(id('meeting'));
  calendar.change(id('free'), { freeBusy: 'Busy' });
  calendar.change(id('byHand'), { subject: `${deletedByHand}, edited` });
  calendar.moveAwayAndBack(id('away'));
  calendar.remove(id('recovered'));
  calendar.makeRecurring(id('visit'), series('Wednesday', 3));
  calendar.copy(id('moment'));
  calendar.book({ subject: 'New', start: '2026-04-20T10:00:00', end: '2026-04-20T11:00:00' });
}

/** Nine days later: summer time has come, days have entered the window, something comes back from the deleted items. */
export function nineDaysLater(house: Installation): void {
  house.clock.advance(9 * day);
  house.mailbox('Anna').book({
    subject: 'Recovered',
    uid: 'uid-recovered',
    start: '2026-04-08T11:00:00',
    end: '2026-04-08T12:00:00',
  });
}

/** A month later: much of it is behind the window. */
export function aMonthLater(house: Installation): void {
  house.clock.advance(30 * day);
}

/** Somebody in Halo sorts all appointments into a category of Halo's own: nothing that is ours has changed. */
export function sortInHalo(house: Installation): void {
  for (const { name } of storyAgents)
    for (const row of house.appointments(name)) house.halo.state.edit(row.id, { category1: 'Seen' });
}
