/** What failed is tried in the next run, then after a quarter, half and a whole hour. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isDue, laterTry, type Rest, restAfterFailure } from '../../main/core/next-try.ts';
import { instantOf, nextRollAfter, windowAt } from '../../main/core/window.ts';

const now = '2026-03-23T07:00:00Z';

function restAfter(failures: number): Rest {
  let rest: Rest | null = null;
  for (let count = 0; count < failures; count += 1) rest = restAfterFailure(rest, now);
  assert.ok(rest !== null);
  return rest;
}

it('is tried again at once, and then in distances that grow to an hour and no further', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 99].map(failures => restAfter(failures).nextTry.slice(11, 16)),
    ['07:00', '07:15', '07:30', '08:00', '08:00', '08:00'],
  );
});

it('is due at its time and not a second before', () => {
  const rest = restAfter(2);
  assert.deepEqual(
    ['2026-03-23T07:14:59Z', '2026-03-23T07:15:00Z'].map(moment => isDue(rest, moment)),
    [false, true],
  );
});

it('is due when the clock was set back so far that it would wait for more than an hour', () => {
  assert.equal(isDue(restAfter(4), '2026-03-23T06:59:59Z'), true);
});

it('names its time only where that is later than the next run', () => {
  assert.deepEqual([laterTry(restAfter(1)), laterTry(restAfter(2))], [null, '2026-03-23T07:15:00Z']);
});

it('knows when a window rolls next, on the minute at which it does', () => {
  const span = { daysBack: 0, daysAhead: 0 };
  for (const [moment, roll] of [
    ['2026-03-23T07:00:00Z', '2026-03-23T07:30:00Z'],
    ['2026-03-23T07:30:00Z', '2026-03-24T07:30:00Z'],
  ] as const) {
    assert.equal(nextRollAfter(moment, 450), roll);
    const before = instantOf(Date.parse(roll) - 1_000);
    assert.deepEqual(windowAt(before, span, 450), windowAt(moment, span, 450));
    assert.notDeepEqual(windowAt(roll, span, 450), windowAt(moment, span, 450));
  }
});
