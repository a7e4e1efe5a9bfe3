/** Runs of the fake, and what one of them did. */
import type { RunDetail, RunItem, RunSummary } from '../../preload/contract/views/runs.ts';
import { before, impersonationDenied } from './fake-people.ts';

export function runSummary(number: number): RunSummary {
  const ago = (314 - number) * 15;
  const changed = number % 3;
  const failed = number === 307 ? 3 : 0;
  return {
    number,
    trigger: number === 312 ? 'by-hand' : 'schedule',
    triggerWord: number === 312 ? 'By hand' : 'Schedule',
    startedAt: before(ago),
    ms: 8_000 + (number % 7) * 900 + failed * 7_000,
    outcome: failed > 0 ? 'done-with-problems' : 'done',
    counts: { added: number % 4, changed, removed: number % 11 === 0 ? 1 : 0, held: 0, skipped: 64, failed },
    changedInHalo: 0,
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
    writtenIn: 'Halo',
    outcome: 'done',
    because: 'start and end differ',
    start: '2026-11-17T10:00:00Z',
    end: '2026-11-17T11:00:00Z',
    subject: 'Server review',
    haloId: 5501,
    changes: [{ field: 'time', before: 'Tue 10:00–11:00', after: 'Tue 11:00–12:00', writtenIn: 'Halo' }],
    conflicts: [
      {
        field: 'subject',
        winner: 'Exchange',
        isPutBack: false,
        kept: { text: 'Server review', span: null },
        lost: { text: 'Server review with Northwind, bring the new rack plan', span: null },
      },
      {
        field: 'time',
        winner: 'Exchange',
        isPutBack: false,
        kept: { text: '', span: { start: '2026-11-17T10:00:00Z', end: '2026-11-17T11:00:00Z' } },
        lost: { text: '', span: { start: '2026-11-17T12:00:00Z', end: '2026-11-17T13:00:00Z' } },
      },
      { field: 'note', winner: 'Halo', isPutBack: false, kept: null, lost: null },
    ],
    date: '2026-11-17',
  },
  {
    agentId: 101,
    agent: 'Anna Keller',
    did: 'changed',
    writtenIn: 'Halo',
    outcome: 'done',
    because: 'location differs',
    start: '2026-11-18T08:00:00Z',
    end: '2026-11-18T09:30:00Z',
    subject: 'Onboarding',
    haloId: 5498,
    changes: [{ field: 'location', before: 'Room 2.10', after: 'Room 2.14', writtenIn: 'Halo' }],
    conflicts: [],
    date: '2026-11-18',
  },
  {
    agentId: 110,
    agent: 'Jonas Weber',
    did: 'added',
    writtenIn: 'Halo',
    outcome: 'done',
    because: 'new in Exchange',
    start: '2026-11-19T12:00:00Z',
    end: '2026-11-19T14:00:00Z',
    subject: 'Site visit, Halle depot',
    haloId: 5527,
    changes: [],
    conflicts: [],
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
        nextTry: null,
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
        nextTry: null,
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
        nextTry: null,
        problems: [impersonationDenied],
      },
    ],
    items: [...items],
    itemCount: items.length,
  };
}
