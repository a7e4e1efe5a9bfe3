/** Which row of Halo's answer is which row of ours: told by ids and marks, never guessed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireValue } from '../../../main/adapters/halo/to-wire.ts';
import { wireRow } from '../../../main/adapters/halo/to-wire.ts';
import { answeredRows, outcomesOf } from '../../../main/adapters/halo/written-rows.ts';
import type { AppointmentWrite } from '../../../main/core/appointment.ts';
import { aDraft, timed } from '../../contracts/desk-under-test.ts';

const create = (subject: string): AppointmentWrite => ({ id: null, agentId: 3, draft: aDraft({ subject }) });
const update = (id: number): AppointmentWrite => ({ id, agentId: 3, draft: aDraft() });
const unnamed = { kind: 'unnamed' };

/** A row as Halo answers it. */
function stored(write: AppointmentWrite, id: number, changes: Record<string, WireValue | null> = {}) {
  return { ...wireRow(write), agent_id: 3, id, last_modified: `m${id}`, ...changes };
}
const written = (id: number) => ({ kind: 'written', id, lastModified: `m${id}` });
const unmarked = (id: number) => ({ ...written(id), unmarked: true });
const withoutMarks = { calendar_id: '', entryid: null, exchange_uid: null };

function outcomes(writes: readonly AppointmentWrite[], answer: unknown) {
  const rows = answeredRows(answer);
  return typeof rows === 'string' ? rows : outcomesOf(writes, rows);
}

test('rows are told by their marks in whatever order they come', () => {
  const [a, b, c] = [create('A'), create('A'), update(7)];
  const answer = [stored(c, 7), stored(b, 12), stored(a, 11)];
  assert.deepEqual(outcomes([a, b, c], answer), [written(11), written(12), written(7)]);
  assert.deepEqual(outcomes([a, b, c], { record_count: 3, appointments: answer }), [
    written(11),
    written(12),
    written(7),
  ]);
});

test('an answer with the first row only leaves the others unnamed', () => {
  const [a, b] = [create('A'), create('B')];
  assert.deepEqual(outcomes([a, b], stored(a, 11)), [written(11), unnamed]);
  assert.deepEqual(outcomes([update(7), update(8)], [stored(update(7), 7)]), [written(7), unnamed]);
  assert.deepEqual(outcomes([a, b], []), [unnamed, unnamed]);
  assert.deepEqual(outcomes([a, b], null), [unnamed, unnamed]);
});

test('without the mark the entry id tells, when the row looks like ours', () => {
  const a = create('A');
  assert.deepEqual(outcomes([a], [stored(a, 11, { calendar_id: '' })]), [unmarked(11)]);
  assert.deepEqual(outcomes([a], [stored(a, 11, { calendar_id: '', subject: 'B' })]), [unnamed]);
});

test('an answer without a mark is told for creations alone: of an update nothing hangs on it', () => {
  const [a, b] = [create('A'), update(7)];
  const partial = { ...stored(a, 11), calendar_id: undefined };
  assert.deepEqual(outcomes([a, b], [partial, stored(b, 7, { calendar_id: '' })]), [
    unmarked(11),
    written(7),
  ]);
});

test('without both the place tells, when nothing is missing and the row looks like ours', () => {
  const [a, b] = [create('A'), create('B')];
  const both = [stored(a, 11, withoutMarks), stored(b, 12, withoutMarks)];
  assert.deepEqual(outcomes([a, b], both), [unmarked(11), unmarked(12)]);
  assert.deepEqual(outcomes([a, b], both.toReversed()), [unnamed, unnamed]);
  assert.deepEqual(outcomes([a, b], both.slice(0, 1)), [unnamed, unnamed]);
  assert.deepEqual(outcomes([a], [stored(a, 11, { ...withoutMarks, agent_id: 4 })]), [unnamed]);
  const moved = { ...withoutMarks, start_date: '2026-03-04T09:30:00' };
  assert.deepEqual(outcomes([a], [stored(a, 11, moved)]), [unnamed]);
});

test("a row with somebody else's mark is never ours, whatever its place", () => {
  const a = create('A');
  assert.deepEqual(outcomes([a], [stored(a, 11, { calendar_id: 'halo-integrator:other' })]), [unnamed]);
  assert.deepEqual(outcomes([a], [stored(a, 11, { calendar_id: '', entryid: 'other' })]), [unnamed]);
});

test('a mark or an id that comes twice tells nothing', () => {
  const [a, b] = [create('A'), create('B')];
  assert.deepEqual(outcomes([a], [stored(a, 11), stored(a, 12)]), [unnamed]);
  assert.deepEqual(outcomes([a, b], [stored(a, 11), stored(b, 11)]), [unnamed, unnamed]);
  assert.deepEqual(outcomes([update(7)], [stored(update(7), 7), stored(update(7), 7)]), [unnamed]);
});

test('the id of an updated row is not taken for that of a new one', () => {
  const [a, b] = [update(7), create('B')];
  assert.deepEqual(outcomes([a, b], [stored(a, 7), stored(b, 7)]), [unnamed, unnamed]);
  assert.deepEqual(outcomes([a, b], [stored(b, 7)]), [unnamed, unnamed]);
  assert.deepEqual(outcomes([b], [stored(b, 0)]), [unnamed]);
});

test('an all-day row in another form is still ours', () => {
  const when = { kind: 'all-day', first: '2026-03-04', last: '2026-03-05' } as const;
  const a: AppointmentWrite = { id: null, agentId: 3, draft: aDraft({ when }) };
  const row = stored(a, 11, { ...withoutMarks, end_date: '2026-03-06T00:00:00' });
  assert.deepEqual(outcomes([a], [row]), [unmarked(11)]);
  const timedRow: AppointmentWrite = {
    ...a,
    draft: aDraft({ when: timed('2026-03-04T00:00:00Z', '2026-03-06T00:00:00Z'), subject: a.draft.subject }),
  };
  assert.deepEqual(outcomes([a], [stored(timedRow, 11, withoutMarks)]), [unnamed]);
});

test('an answer that is no row says where', () => {
  assert.equal(outcomes([create('A')], [{ id: 'x' }]), 'id');
  assert.equal(outcomes([create('A')], { error: 'no' }), 'id');
  assert.equal(outcomes([create('A')], 'stored'), 'no-row');
  assert.equal(outcomes([create('A')], [{ id: 1, subject: { nested: true } }]), 'subject');
});
