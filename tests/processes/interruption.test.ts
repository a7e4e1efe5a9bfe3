/** A dozen imports killed in the midst; `npm run torture` does the same some hundred times. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killAtEveryEffect, killAtMoments } from '../torture/kills.ts';

const quiet = { progress: () => undefined };

test('a first import killed before and after the answers of its first effects is finished by the next', async () => {
  const options = { seed: 1, first: true, changes: 60, rowsPerWrite: 10, mostEffects: 3, ...quiet };
  const { kills, failures } = await killAtEveryEffect(options);
  assert.deepEqual(failures, []);
  assert.equal(kills, 6);
});

test('an import of changes killed before and after the answers of its effects is finished by the next', async () => {
  const options = { seed: 2, first: false, changes: 60, rowsPerWrite: 5, mostEffects: 2, ...quiet };
  const { kills, failures } = await killAtEveryEffect(options);
  assert.deepEqual(failures, []);
  assert.equal(kills, 4);
});

test('imports killed at any moment are finished by the next', async t => {
  const seed = Math.floor(performance.timeOrigin) % 2 ** 31;
  t.diagnostic(`seed ${seed}`);
  const { kills, survived, failures } = await killAtMoments({ seed, kills: 4, ...quiet });
  assert.deepEqual(failures, []);
  assert.equal(kills + survived, 4);
});
