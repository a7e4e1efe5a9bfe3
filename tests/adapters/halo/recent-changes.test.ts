/** The list of recent changes: what is asked, how far it is read, and every answer that must not be taken for "nothing changed". */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecentChanges } from '../../../main/outbound-ports.ts';
import type { CannedAnswer } from './canned-halo.ts';
import { startCannedHalo } from './canned-halo.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;
const since = '2026-03-04T08:00:00';

function row(id: number, lastModified: string | null, more: Record<string, unknown> = {}) {
  return {
    id,
    agent_id: 3,
    subject: 'Kuendigung Meier',
    start_date: '2026-03-04T09:00:00',
    end_date: '2026-03-04T10:00:00',
    last_modified: lastModified,
    ...more,
  };
}

/** A moment so many minutes after `since`. */
function after(minutes: number): string {
  return `2026-03-04T${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
}

interface Look {
  readonly answer: RecentChanges | string;
  readonly requests: number;
  readonly query: Readonly<Record<string, string>>;
}

/** `page` answers by the number of the request, from 1. */
async function look(
  page: (place: number) => unknown,
  from: string = since,
  agentId: number | null = null,
): Promise<Look> {
  const halo = await startCannedHalo((request, place): CannedAnswer | undefined =>
    request.line === 'GET /api/Appointment' ? { body: page(place) } : undefined,
  );
  const { changes, logged, close } = deskFor({ url: halo.url });
  try {
    const answer = await changes.recent(from, agentId, never);
    const told = JSON.stringify([answer.ok ? null : answer.problem, logged]);
    assert.ok(!told.includes('Meier'), told);
    const asked = halo.of('GET /api/Appointment');
    return {
      answer: answer.ok
        ? answer.value
        : [answer.problem.code, answer.problem.facts?.['reason'], answer.problem.retryable && 'retryable']
            .filter(Boolean)
            .join(' '),
      requests: asked.length,
      query: Object.fromEntries(asked[0]?.query ?? []),
    };
  } finally {
    close();
    await halo.close();
  }
}

function idsIn({ answer }: Look): readonly number[] | string {
  return typeof answer === 'string' ? answer : answer.changes.map(({ id }) => id);
}

test('all agents are asked for at once, the newest change first, deleted and completed ones too, over all time', async () => {
  const { query } = await look(() => []);
  assert.deepEqual(query, {
    agents: '0',
    hidecompleted: 'false',
    includedeleted: 'true',
    pageinate: 'true',
    page_no: '1',
    page_size: '100',
    order: 'last_modified',
    orderdesc: 'true',
  });
  assert.equal((await look(() => [], since, 7)).query['agents'], '7');
});

test('the first row that is older ends it, one of the same moment does not', async () => {
  const found = await look(() => [row(3, after(1)), row(2, since), row(1, '2026-03-04T07:59:59.999')]);
  assert.deepEqual([idsIn(found), found.requests], [[3, 2], 1]);
});

test('without a moment one page is read, and it is said whether that is all', async () => {
  const rows = [row(3, after(1)), row(2, since)];
  for (const [body, isComplete] of [
    [rows, false],
    [{ record_count: 3, appointments: rows }, false],
    [{ record_count: 2, appointments: rows }, true],
  ] as const) {
    const found = await look(() => body, '');
    assert.deepEqual([idsIn(found), found.requests], [[3, 2], 1]);
    assert.equal(typeof found.answer === 'object' && found.answer.isComplete, isComplete);
  }
});

for (const [what, rows] of [
  ['the oldest first', [row(1, after(1)), row(2, after(2))]],
  ['by their ids, the first of them old', [row(1, '2026-01-01T00:00:00'), row(2, after(2))]],
  ['by their ids behind what is old', [row(1, after(9)), row(2, '2026-01-01T00:00:00'), row(3, after(1))]],
  ['with one in a wrong place that is a task', [row(2, after(1)), row(1, after(2), { is_task: true })]],
  ['with the dates that are not there first', [row(2, after(1)), row(1, null), row(3, after(1))]],
] as const) {
  test(`rows that come ${what} are no list of changes`, async () => {
    assert.equal((await look(() => rows)).answer, 'halo.order-ignored');
  });
}

test('the order is kept from page to page too', async () => {
  const found = await look(place => ({
    record_count: 4,
    appointments: place === 1 ? [row(4, after(5)), row(3, after(4))] : [row(2, after(6)), row(1, after(1))],
  }));
  assert.equal(found.answer, 'halo.order-ignored');
});

test('parts of a second and offsets are understood before they are compared', async () => {
  const rows = [
    row(6, '2026-03-04T10:00:00.5+01:00'),
    row(5, '2026-03-04T09:00:00.13Z'),
    row(4, '2026-03-04T09:00:00.1277777'),
    row(3, '2026-03-04T09:00:00Z'),
    row(1, '2026-03-04T09:00:00.000'),
    row(2, '2026-03-04T08:59:59.9'),
  ];
  assert.deepEqual(idsIn(await look(() => rows)), 'halo.unreadable-answer page-repeats');
  const whole = await look(() => ({ record_count: 6, appointments: rows }));
  assert.deepEqual(idsIn(whole), [6, 5, 4, 3, 1, 2]);
});

test('a row without a date is older than all others, but the first row has to have one', async () => {
  assert.deepEqual(idsIn(await look(() => [row(2, after(1)), row(1, null)])), [2]);
  assert.deepEqual(idsIn(await look(() => [row(1, null)])), 'halo.unreadable-answer last_modified');
  assert.deepEqual(idsIn(await look(() => [row(1, 'soon')])), 'halo.unreadable-answer last_modified');
});

test('no more than twenty pages are read, and it is said that there is more', async () => {
  const found = await look(place => [row(1_000 - place, after(100 - place))]);
  assert.equal(found.requests, 20);
  assert.equal(typeof found.answer === 'object' && found.answer.isComplete, false);
  assert.equal(idsIn(found).length, 20);
});

test('a row that something newer has pushed to the next page is there once', async () => {
  const pages = [
    [row(5, after(5)), row(4, after(4))],
    [row(4, after(4)), row(3, after(3))],
    [row(2, '2026-03-04T07:00:00')],
  ];
  assert.deepEqual(idsIn(await look(place => pages[place - 1] ?? [])), [5, 4, 3]);
});

test('a list that shrinks while it is read is read again from its start', async () => {
  const found = await look(place => {
    if (place === 1) return { record_count: 4, appointments: [row(4, after(4)), row(3, after(3))] };
    if (place === 2) return { record_count: 3, appointments: [row(1, after(1))] };
    return { record_count: 3, appointments: [row(3, after(3)), row(2, after(2)), row(1, after(1))] };
  });
  assert.deepEqual([idsIn(found), found.requests], [[3, 2, 1], 3]);
  const shrinking = await look(place => ({
    record_count: 90 - place,
    appointments: [row(90 - place, after(90 - place))],
  }));
  assert.equal(shrinking.answer, 'halo.unreadable-answer list-changes retryable');
});

test('a server that gives the same page again and again is told as such', async () => {
  assert.equal((await look(() => [row(1, after(1))])).answer, 'halo.unreadable-answer page-repeats');
});

test('a row that cannot be read is a change without fields, and hides no other', async () => {
  const bad = [
    row(5, after(5), { subject: { $ref: 1 } }),
    row(4, after(4), { start_date: '2026-02-30T00:00:00' }),
    row(3, after(3), { start_date: null, end_date: null }),
    row(2, after(2), { agent_id: null }),
  ];
  const { answer } = await look(() => ({ record_count: 4, appointments: bad }));
  if (typeof answer === 'string') assert.fail(answer);
  assert.deepEqual(
    answer.changes.map(({ id, agentId, listed }) => [id, agentId, listed === null]),
    [
      [5, 3, true],
      [4, 3, true],
      [3, 3, true],
      [2, 0, false],
    ],
  );
});

for (const [what, bad] of [
  ['an id that is a list', row(1, after(1), { id: [] })],
  ['a last change that is a number', row(1, null, { last_modified: 7 })],
  ['a row that is a number', 7],
] as const) {
  test(`with ${what} nothing of the list is believed`, async () => {
    assert.match(String((await look(() => [row(9, after(9)), bad])).answer), /^halo\.unreadable-answer/);
  });
}

for (const body of [{}, null, 7, '"text"', '', { appointments: {} }, { error: 'no' }]) {
  test(`${JSON.stringify(body)} is no list of changes`, async () => {
    assert.equal((await look(() => body)).answer, 'halo.unreadable-answer no-list');
  });
}

test('holidays are no changes, though they may share an id, and a task is told as one', async () => {
  const holiday = { holiday_id: '5f3a0000-0000-0000-0000-000000000001' };
  const rows = [
    row(0, after(9), { ...holiday, start_date: '2026-03-10' }),
    row(0, after(8), { ...holiday, start_date: '2026-03-11' }),
    row(7, after(7), { is_task: true }),
    row(6, after(6)),
  ];
  const { answer } = await look(() => ({ record_count: 4, appointments: rows }));
  assert.ok(typeof answer === 'object');
  assert.deepEqual(
    answer.changes.map(({ id, isTask, listed }) => [id, isTask, listed === null]),
    [
      [7, true, true],
      [6, undefined, false],
    ],
  );
});

test('rows of other agents than the one that was asked for are left out', async () => {
  const rows = [row(3, after(3)), row(2, after(2), { agent_id: 4 }), row(1, after(1), { agent_id: null })];
  const found = await look(() => ({ record_count: 3, appointments: rows }), since, 3);
  assert.deepEqual(idsIn(found), [3, 1]);
});

test('a deleted row says so where Halo says it', async () => {
  const rows = [row(2, after(2), { apdeleted: 1 }), row(1, after(1))];
  const { answer } = await look(() => ({ record_count: 2, appointments: rows }));
  assert.deepEqual(typeof answer === 'object' && answer.changes.map(({ isDeleted }) => isDeleted), [
    true,
    false,
  ]);
});

test('since what is no date is a mistake of the caller', async () => {
  await assert.rejects(
    look(() => [], 'yesterday'),
    RangeError,
  );
});
