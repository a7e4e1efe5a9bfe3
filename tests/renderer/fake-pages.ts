/** Calendar, runs, log, requests, trace, ladder and held changes of the fake. */
import type { CheckView, HeldView, TraceView } from '../../preload/contract/views/answers.ts';
import type { CalendarView } from '../../preload/contract/views/calendar.ts';
import type { LogLineView, RequestLineView } from '../../preload/contract/views/logs.ts';
import type { RunDetail, RunItem, RunSummary } from '../../preload/contract/views/runs.ts';
import { impersonationDenied, now } from './fake-people.ts';

const minuteMs = 60_000;
const at = (minutesAgo: number) =>
  `${new Date(Date.parse('2026-11-17T09:05:00Z') - minutesAgo * minuteMs).toISOString().slice(0, 19)}Z`;

export function runSummary(number: number): RunSummary {
  const ago = (314 - number) * 15;
  const changed = number % 3;
  const failed = number === 307 ? 3 : 0;
  return {
    number,
    trigger: number === 312 ? 'by-hand' : 'schedule',
    triggerWord: number === 312 ? 'By hand' : 'Schedule',
    startedAt: at(ago),
    ms: 8_000 + (number % 7) * 900 + failed * 7_000,
    outcome: failed > 0 ? 'done-with-problems' : 'done',
    counts: { added: number % 4, changed, removed: number % 11 === 0 ? 1 : 0, held: 0, skipped: 64, failed },
    says:
      failed > 0
        ? '3 of 24 calendars have problems.'
        : changed === 0
          ? 'No change.'
          : `${changed} changed (start, end).`,
    exchangeRequests: 24 + changed * 3,
    haloReads: 3,
    haloWrites: changed,
    problems: [],
  };
}

const items: readonly RunItem[] = [
  {
    agentId: 101,
    agent: 'Anna Keller',
    did: 'changed',
    outcome: 'done',
    because: 'start and end differ',
    start: '2026-11-17T10:00:00Z',
    end: '2026-11-17T11:00:00Z',
    subject: 'Server review',
    haloId: 5501,
    changes: [{ field: 'time', before: 'Tue 10:00–11:00', after: 'Tue 11:00–12:00' }],
    date: '2026-11-17',
  },
  {
    agentId: 101,
    agent: 'Anna Keller',
    did: 'changed',
    outcome: 'done',
    because: 'location differs',
    start: '2026-11-18T08:00:00Z',
    end: '2026-11-18T09:30:00Z',
    subject: 'Onboarding',
    haloId: 5498,
    changes: [{ field: 'location', before: 'Room 2.10', after: 'Room 2.14' }],
    date: '2026-11-18',
  },
  {
    agentId: 110,
    agent: 'Jonas Weber',
    did: 'added',
    outcome: 'done',
    because: 'new in Exchange',
    start: '2026-11-19T12:00:00Z',
    end: '2026-11-19T14:00:00Z',
    subject: 'Site visit, Halle depot',
    haloId: 5527,
    changes: [],
    date: '2026-11-19',
  },
];

export function runDetail(number: number): RunDetail {
  return {
    run: runSummary(number),
    calendars: [
      {
        agentId: 101,
        agent: 'Anna Keller',
        address: 'anna.keller@northwind.example',
        outcome: 'done',
        counts: { added: 0, changed: 2, removed: 0, held: 0, skipped: 9, failed: 0 },
        linked: 0,
        says: '2 changed (time, location). 9 skipped.',
        problems: [],
      },
      {
        agentId: 110,
        agent: 'Jonas Weber',
        address: 'jonas.weber@northwind.example',
        outcome: 'done',
        counts: { added: 1, changed: 0, removed: 0, held: 0, skipped: 4, failed: 0 },
        linked: 0,
        says: '1 added. 4 skipped.',
        problems: [],
      },
      {
        agentId: 122,
        agent: 'Tomasz Nowak',
        address: 'tomasz.nowak@northwind.example',
        outcome: 'failed',
        counts: { added: 0, changed: 0, removed: 0, held: 0, skipped: 0, failed: 0 },
        linked: 0,
        says: `Not synced. ${impersonationDenied.sentence}`,
        problems: [impersonationDenied],
      },
    ],
    items: [...items],
    itemCount: items.length,
  };
}

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

const said: readonly (readonly [LogLineView['level'], string, string | null, number])[] = [
  ['info', 'Run 314 finished: 1 added, 2 changed, 64 skipped.', null, 1],
  ['info', 'Appointment 5501 changed: start, end', 'anna.keller@northwind.example', 1],
  ['info', 'Calendar unchanged, nothing read', null, 21],
  ['warning', 'Exchange asked us to slow down.', 'jonas.weber@northwind.example', 1],
  ['error', impersonationDenied.sentence, 'tomasz.nowak@northwind.example', 4],
];

export function logLine(index: number): LogLineView {
  const [level, message, mailbox, times] = said[index % said.length] ?? ['info', 'Run finished.', null, 1];
  return {
    place: String(index),
    at: at(index / 4),
    level,
    message,
    fields: { run: 314 - Math.floor(index / 60) },
    run: 314 - Math.floor(index / 60),
    mailbox,
    times,
  };
}

export function requestLine(index: number): RequestLineView {
  const isHalo = index % 4 === 0;
  const isSlow = index % 37 === 5;
  return {
    place: String(index),
    at: at(index / 20),
    direction: 'inbound',
    peer: isHalo ? 'halo' : 'exchange',
    operation: isHalo
      ? index % 8 === 0
        ? 'POST /Appointment'
        : 'GET /Appointment'
      : (['SyncFolderItems', 'GetItem', 'FindItem'][index % 3] ?? 'GetItem'),
    mailbox: isHalo ? null : 'anna.keller@northwind.example',
    status: isSlow ? 500 : 200,
    answer: isSlow ? 'Slow down' : '200',
    problem: isSlow ? 'exchange.throttled' : null,
    ms: 30 + (index % 11) * 17,
    bytesOut: 900 + index,
    bytesIn: 3_200 + index * 13,
  };
}

export const traced: TraceView = {
  sentence: 'Not in Halo, because free time is not imported.',
  agent: 'Anna Keller',
  address: 'anna.keller@northwind.example',
  leftOut: null,
  events: [
    {
      key: 'a1b2c3d4',
      start: '2026-11-17T13:30:00',
      end: '2026-11-17T14:30:00',
      subject: 'Focus: Q1 plan',
      exchange: { is: 'there', says: 'In Exchange: yes, changed 10:02.', changed: '2026-11-17T09:02:00Z' },
      halo: { is: 'never', says: 'In Halo: no.', haloId: null },
      decision: {
        verdict: 'skipped',
        at: '2026-11-17T09:05:10Z',
        says: 'Skipped: free time is not imported.',
      },
      setting: 'import.free',
      held: null,
      sentences: [
        'In Exchange: yes, changed 10:02.',
        'In Halo: no.',
        '10:05: Skipped: free time is not imported. The setting import.free decides this.',
      ],
    },
  ],
  more: 3,
};

const rungTitles = {
  halo: [
    'Settings are complete',
    'The secret is there',
    'The name of the server is known',
    'The server accepts connections and answers',
    'Its certificate is trusted',
    'The sign-in is accepted',
    'The application may read agents and appointments',
    'Appointment times are kept in UTC',
    'No other program imports these calendars',
    'Agents to sync are found',
  ],
  exchange: [
    'Settings are complete',
    'The secret is there',
    'The name of the server is known',
    'The server accepts connections and answers',
    'Its certificate is trusted',
    'The server offers the sign-in that is set',
    'The sign-in is accepted',
    'The account may act for the mailbox',
    'The mailbox is found, on this server',
    'The calendar can be read',
  ],
} as const;
const fix = {
  title: 'Exchange Management Shell',
  text: 'Add-DistributionGroupMember -Identity "Halo Agents" -Member "tomasz.nowak@northwind.example"',
};

export const checked: CheckView = {
  sentence: 'The ladder of Exchange stops at rung 8: the account may not act for this mailbox.',
  at: now,
  ms: 1_400,
  agent: 'Tomasz Nowak',
  rungs: [
    ...rungTitles.halo.map((title, index) => ({
      server: 'halo' as const,
      name: `halo-${index}`,
      title,
      state: 'good' as const,
      found: index === 5 ? 'as Calendar Service' : '',
      problem: null,
      paste: null,
    })),
    ...rungTitles.exchange.map((title, index) => ({
      server: 'exchange' as const,
      name: `exchange-${index}`,
      title,
      state: index < 7 ? ('good' as const) : index === 7 ? ('broken' as const) : ('not-reached' as const),
      found: index === 6 ? 'version 15.2, by NTLM, bound to the certificate' : '',
      problem: index === 7 ? impersonationDenied : null,
      paste: index === 7 ? fix : null,
    })),
  ],
};

export function heldChanges(answered: ReadonlyMap<string, 'kept' | 'approved'>): HeldView {
  const all = Array.from({ length: 25 }, (_, index) => {
    const reference = `121:${(0xabc00000 + index).toString(16)}`;
    const day = String(18 + (index % 10)).padStart(2, '0');
    return {
      reference,
      agentId: 121,
      agent: 'Sofia Lindqvist',
      address: 'sofia.lindqvist@northwind.example',
      would: 'remove' as const,
      start: `2026-11-${day}T08:00:00Z`,
      end: `2026-11-${day}T09:00:00Z`,
      subject:
        index === 4 ? null : (['Onboarding', 'Change board', 'Stand-up', 'On call'][index % 4] ?? null),
      reason: 'many-removals',
      because: 'more removals in one calendar than the limit',
      since: '2026-11-17T08:50:03Z',
      state: answered.get(reference) ?? ('waiting' as const),
    };
  });
  const waiting = all.filter(one => one.state === 'waiting');
  const many = waiting.length;
  return {
    sentence:
      many === 0 ? 'Nothing waits for an answer.' : `${many} removals wait for you. Everything else goes on.`,
    waiting: many,
    groups:
      many === 0
        ? []
        : [
            {
              id: '121 many-removals remove',
              title: `Sofia Lindqvist: ${many} appointments would be removed`,
              says: 'More removals in one calendar than the limit. If you do nothing they are kept.',
              keepLabel: `Keep all ${many}`,
              approveLabel: `Remove ${many} in Halo`,
              changes: waiting,
            },
          ],
    answered: all.filter(one => one.state !== 'waiting'),
  };
}
