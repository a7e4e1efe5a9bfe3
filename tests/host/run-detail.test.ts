/** What the detail of a run tells: of a calendar that was not read when it is tried again, of a conflict both values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import type { MailboxReport, ReportLine, RunReport } from '../../main/core/report.ts';
import { noCounts } from '../../main/core/report.ts';
import { createHost } from '../../main/engine/host.ts';
import { requests } from '../../preload/contract/requests.ts';
import { createIdleParts } from './idle-parts.ts';

const parked: MailboxReport = {
  ...noCounts,
  agentId: 7,
  agent: 'Anna',
  address: 'anna@example.org',
  outcome: 'parked',
  adopted: 0,
  problems: [{ code: 'mailbox.unknown', scope: 'mailbox', retryable: true, nextTry: '2026-03-02T08:30:00Z' }],
  lines: [],
};
const unreadable: MailboxReport = {
  ...parked,
  agentId: 8,
  outcome: 'done',
  problems: [
    { code: 'item.unreadable', scope: 'item', retryable: true, nextTry: '2026-03-02T09:00:00Z' },
    { code: 'halo.rejected', scope: 'item', retryable: false, nextTry: '2026-03-02T08:45:00Z' },
  ],
};
const failed: MailboxReport = {
  ...parked,
  agentId: 9,
  outcome: 'failed',
  problems: [{ code: 'mailbox.unknown', scope: 'mailbox', retryable: true }],
};
const report: RunReport = {
  ...noCounts,
  number: 3,
  trigger: 'schedule',
  startedAt: '2026-03-02T08:00:00Z',
  ms: 1_000,
  outcome: 'done-with-problems',
  exchangeRequests: 0,
  haloReads: 0,
  haloWrites: 0,
  problems: [],
  mailboxes: [parked, unreadable, failed],
};

/** `now`: when the detail is looked at. */
async function detailAt(now: string, of: RunReport = report) {
  const idle = createIdleParts();
  const host = createHost({
    ...idle,
    clock: { ...idle.clock, now: () => now },
    runs: { ...idle.runs, read: async () => succeeded(of) },
  });
  const reply = await host.ask('runs.read', { number: 3, agentId: null, offset: 0, limit: 10 });
  host.close();
  assert.ok(reply.ok);
  return requests['runs.read'].answer.parse(reply.value);
}

async function nextTriesAt(now: string): Promise<readonly (string | null)[]> {
  return (await detailAt(now)).calendars.map(calendar => calendar.nextTry);
}

test('the detail of a run says of each calendar when what failed there is tried next', async () => {
  const [first, second] = ['2026-03-02T08:30:00Z', '2026-03-02T08:45:00Z'];
  assert.deepEqual(await nextTriesAt('2026-03-02T08:00:00Z'), [first, second, null]);
});

test('a next try that has passed is told no more', async () => {
  assert.deepEqual(await nextTriesAt('2026-03-02T08:50:00Z'), [null, '2026-03-02T09:00:00Z', null]);
  assert.deepEqual(await nextTriesAt('2026-03-03T08:00:00Z'), [null, null, null]);
});

test('of what came from Halo each change says on which side it was written, and so does the whole', async () => {
  const [start, end] = ['2026-03-24T09:00:00Z', '2026-03-24T10:00:00Z'];
  const base: ReportLine = {
    ...{ key: 'halo:1', action: 'update', outcome: 'done', reasons: [], haloId: 1, start, end, subject: '' },
    changed: ['when', 'location'],
    before: { start, end, location: 'Room 1' },
    after: { start, end: '2026-03-24T11:00:00Z', location: 'Room 2' },
  };
  const lines = [base, { ...base, inHalo: ['when'] }, { ...base, inHalo: ['when', 'location'] }];
  const sides = async (trigger: RunReport['trigger']) => {
    const mailboxes = [{ ...parked, outcome: 'done', problems: [], lines } as const];
    const { items } = await detailAt('2026-03-02T08:00:00Z', { ...report, trigger, mailboxes });
    return items.map(item => [
      item.writtenIn,
      item.changes.map(change => `${change.field}: ${change.writtenIn}`),
    ]);
  };
  assert.deepEqual(await sides('outbound'), [
    ['Exchange', ['end: Exchange', 'location: Exchange']],
    ['both', ['end: Halo', 'location: Exchange']],
    ['Halo', ['end: Halo', 'location: Halo']],
  ]);
  assert.deepEqual((await sides('schedule'))[0], ['Halo', ['end: Halo', 'location: Halo']]);
});

test('a conflict has both values, whoever won; of a private appointment it says that there was one', async () => {
  const [start, end] = ['2026-03-24T09:00:00Z', '2026-03-24T10:00:00Z'];
  const [lostStart, lostEnd] = ['2026-03-24T11:00:00Z', '2026-03-24T12:00:00Z'];
  const line: ReportLine = {
    ...{ key: 'halo:1', action: 'update', outcome: 'done', reasons: ['exchange-won'], haloId: 1 },
    ...{ changed: ['when', 'subject', 'location', 'note'], start, end, subject: '' },
    conflicts: { when: 'exchange', subject: 'halo', note: 'put-back' },
    before: { start: lostStart, end: lostEnd, subject: 'As Outlook says', location: 'Room 1' },
    after: { start, end, subject: 'As Halo says', location: 'Room 2' },
  };
  const sent: RunReport = {
    ...report,
    ...{ trigger: 'outbound', outcome: 'done' },
    mailboxes: [{ ...parked, outcome: 'done', problems: [], lines: [line] }],
  };
  const [item] = (await detailAt('2026-03-02T08:00:00Z', sent)).items;
  assert.deepEqual(item?.conflicts, [
    {
      ...{ field: 'time', winner: 'Exchange', isPutBack: false },
      kept: { text: '', span: { start, end } },
      lost: { text: '', span: { start: lostStart, end: lostEnd } },
    },
    {
      ...{ field: 'subject', winner: 'Halo', isPutBack: false },
      kept: { text: 'As Halo says', span: null },
      lost: { text: 'As Outlook says', span: null },
    },
    { field: 'note', winner: 'Exchange', isPutBack: true, kept: null, lost: null },
  ]);
});
