/** One week of one agent, as the fake's Halo and Exchange hold it. */
import type { CalendarView } from '../../preload/contract/views/calendar.ts';
import { now } from './fake-people.ts';

export function calendar(agentId: number, from: string, to: string): CalendarView {
  const block = (day: number, start: string, end: string, subject: string | null, location = '') => ({
    tie: `${day}-${start}`,
    when: { kind: 'timed' as const, start: `2026-11-${day}T${start}:00Z`, end: `2026-11-${day}T${end}:00Z` },
    subject,
    location,
  });
  const standUps = [16, 17, 19, 20].map(day => ({
    ...block(day, '07:30', '08:00', 'Stand-up'),
    kind: 'occurrence' as const,
    seriesId: 'stand-up',
  }));
  const exception = {
    ...block(18, '12:00', '12:30', 'Stand-up'),
    kind: 'exception' as const,
    seriesId: 'stand-up',
  };
  const singles = [
    block(16, '09:00', '10:30', 'Patch day', 'Server room'),
    block(17, '10:00', '11:00', 'Server review'),
    block(18, '08:00', '09:30', 'Onboarding', 'Room 2.14'),
    block(19, '09:00', '10:00', null),
    block(19, '12:00', '14:00', 'Migration', 'Leipzig'),
  ].map(one => ({ ...one, kind: 'single' as const, seriesId: null }));
  const imported = [...standUps, exception, ...singles];
  const onCall = {
    tie: 'on-call',
    when: { kind: 'all-day' as const, first: '2026-11-17', last: '2026-11-18' },
    subject: 'On call',
    location: '',
    seriesId: null,
  };
  return {
    agentId,
    agent: 'Anna Keller',
    address: 'anna.keller@northwind.example',
    from,
    to,
    sentence: '11 of 13 events are in Halo. 2 are skipped by your settings. Nothing differs.',
    readAt: now,
    exchange: [
      ...imported.map(one => ({
        ...one,
        verdict: 'imported' as const,
        says: 'Imported: Halo holds it already.',
        setting: null,
      })),
      {
        ...onCall,
        kind: 'single',
        verdict: 'imported',
        says: 'Imported: Halo holds it already.',
        setting: null,
      },
      {
        ...block(17, '12:30', '13:30', 'Focus: Q1 plan'),
        kind: 'single',
        seriesId: null,
        verdict: 'skipped',
        says: 'Skipped: free time is not imported.',
        setting: 'import.free',
      },
      {
        ...block(20, '10:00', '11:00', 'Vendor demo'),
        kind: 'single',
        seriesId: null,
        verdict: 'skipped',
        says: 'Skipped: the agent declined it.',
        setting: 'import.declined',
      },
    ],
    halo: [
      ...imported.map(({ kind: _, ...one }, index) => ({
        ...one,
        haloId: 5_400 + index,
        owner: 'ours' as const,
        differs: false,
      })),
      { ...onCall, haloId: 5_390, owner: 'ours', differs: false },
      {
        ...block(20, '13:00', '14:00', 'Ticket 2041: printer queue'),
        tie: 'halo-6001',
        seriesId: null,
        haloId: 6_001,
        owner: 'halo',
        differs: false,
      },
    ],
    series: [
      {
        seriesId: 'stand-up',
        subject: 'Stand-up',
        firstStart: '2026-01-05T07:30:00Z',
        occurrences: 5,
        exceptions: 1,
        inHalo: 5,
      },
    ],
    window: { start: '2026-11-03T00:00:00Z', end: '2027-05-18T00:00:00Z' },
  };
}
