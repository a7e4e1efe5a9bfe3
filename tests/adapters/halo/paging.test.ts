/** A list is read whole or not at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ListPage } from '../../../main/adapters/halo/paging.ts';
import { readAllPages } from '../../../main/adapters/halo/paging.ts';
import { failed, succeeded } from '../../../main/core/problem.ts';

interface Row {
  readonly id: number;
}
const asked = {
  operation: 'GET /Appointment',
  scope: 'mailbox',
  modifies: false,
  notFound: 'not-halo',
} as const;
const rowsTo = (last: number, from = 1): Row[] =>
  Array.from({ length: last - from + 1 }, (_, place) => ({ id: from + place }));

async function read(
  ask: (page: number, call: number) => ListPage<Row>,
  repeated: 'unreadable' | 'unpaged' = 'unreadable',
) {
  let calls = 0;
  const answer = await readAllPages<Row>({
    ask: async page => succeeded(ask(page, ++calls)),
    keyOf: row => String(row.id),
    repeated,
    asked,
  });
  return { calls, rows: answer.ok ? answer.value.length : String(answer.problem.facts?.['reason']), answer };
}

function paged(all: readonly Row[], cap: number, counted: boolean) {
  return (page: number): ListPage<Row> => ({
    rows: all.slice((page - 1) * cap, page * cap),
    recordCount: counted ? all.length : null,
  });
}

test('any number of rows in pages of any size comes whole, with and without a count', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(350),
      fc.integer({ min: 1, max: 120 }),
      fc.boolean(),
      async (count, cap, counted) => {
        const { rows, calls } = await read(paged(rowsTo(count), Math.min(cap, 100), counted));
        assert.equal(rows, count);
        assert.ok(calls <= count / Math.min(cap, 100) + 2);
      },
    ),
    { seed: 20260304, numRuns: 60 },
  );
});

test('a counted list that fits one page takes one request', async () => {
  assert.equal((await read(paged(rowsTo(99), 100, true))).calls, 1);
  assert.equal((await read(paged([], 100, true))).calls, 1);
});

test('rows that come while the list is read are no reason to doubt it', async () => {
  const { rows } = await read(page => paged(rowsTo(150 + page), 100, true)(page));
  assert.equal(rows, 152);
});

test('a list that shrank while it was read is read again: a row may have moved past us', async () => {
  const later = rowsTo(150).filter(row => row.id !== 5);
  const { rows, calls, answer } = await read((page, call) =>
    paged(call === 1 ? rowsTo(150) : later, 100, true)(page),
  );
  assert.deepEqual([rows, calls], [149, 4]);
  assert.ok(answer.ok && answer.value.some(row => row.id === 101));
});

test('a list that never holds still is a problem that may pass', async () => {
  const { rows, answer } = await read((page, call) => paged(rowsTo(300 - call), 100, true)(page));
  assert.equal(rows, 'list-changes');
  assert.equal(!answer.ok && answer.problem.retryable, true);
});

test('pages that leave out rows that are counted are a problem', async () => {
  const { rows } = await read(page => ({ rows: page === 1 ? rowsTo(80) : [], recordCount: 90 }));
  assert.equal(rows, 'list-changes');
});

test('a count that is only that of the page never makes a part pass for the whole', async () => {
  const { rows } = await read(page => {
    const own = paged(rowsTo(150), 100, true)(page).rows;
    return { rows: own, recordCount: own.length };
  });
  assert.equal(rows, 'list-changes');
});

test('a page that repeats what is known already is a problem', async () => {
  assert.equal((await read(() => ({ rows: rowsTo(50), recordCount: null }))).rows, 'page-repeats');
  assert.equal((await read(() => ({ rows: rowsTo(50), recordCount: 120 }))).rows, 'page-repeats');
  const third = (page: number) => ({
    rows: page < 3 ? rowsTo(page * 50, page * 50 - 49) : rowsTo(50),
    recordCount: null,
  });
  assert.equal((await read(third, 'unpaged')).rows, 'page-repeats');
});

test('a list that is given whole on every page is whole, where that is known to happen', async () => {
  const whole = (count: number, recordCount: number | null = null) =>
    read(() => ({ rows: rowsTo(count), recordCount }), 'unpaged');
  assert.equal((await whole(100)).rows, 100);
  assert.equal((await whole(100)).calls, 2, 'a page may have as many rows');
  assert.equal((await whole(230)).rows, 230);
  assert.equal((await whole(230)).calls, 1, 'no page has so many');
  assert.equal((await whole(230, 230)).calls, 1);
  assert.equal((await read(() => ({ rows: rowsTo(230), recordCount: null }))).rows, 'page-repeats');
  assert.equal((await read(() => ({ rows: rowsTo(230), recordCount: 231 }), 'unpaged')).rows, 'page-repeats');
});

test('a list without end has an end', async () => {
  const { rows, calls } = await read(page => ({ rows: [{ id: page }], recordCount: null }));
  assert.deepEqual([rows, calls], ['too-many-pages', 1_000]);
});

test('a page that cannot be had is the answer', async () => {
  const problem = { code: 'halo.timeout', scope: 'mailbox', retryable: true } as const;
  const answer = await readAllPages<Row>({
    ask: async page => (page === 1 ? succeeded({ rows: rowsTo(100), recordCount: 200 }) : failed(problem)),
    keyOf: row => String(row.id),
    repeated: 'unreadable',
    asked,
  });
  assert.deepEqual(answer, { ok: false, problem });
});
