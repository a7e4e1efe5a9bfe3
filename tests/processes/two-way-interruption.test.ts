/** A few processes that run both ways, killed in the midst; `npm run torture` does the same with five hundred. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killBothWays } from '../torture/two-way-kills.ts';

test('a process that runs both ways is killed, and the next one makes all good on both sides', async () => {
  const { kills, failures } = await killBothWays({ seed: 20_261_122, kills: 6, progress: () => undefined });
  assert.deepEqual(failures, []);
  assert.ok(kills >= 6);
});
