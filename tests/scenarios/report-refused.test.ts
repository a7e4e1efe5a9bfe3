/** A run whose report cannot be kept: what it did is told all the same, and that it could not be kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../main/core/problem.ts';
import { differences } from './compare.ts';
import { install } from './installation.ts';

test('a report that finds no room is told with what was done, and the next run has nothing to do', async t => {
  const house = await install();
  t.after(() => house.close());
  const event = { subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' };
  house.mailbox('Anna').book(event);
  const full: Problem = { code: 'store.full', scope: 'installation', retryable: false };
  const report = await house.sync({ reportRefused: full });
  assert.deepEqual([report.outcome, report.added], ['done-with-problems', 1]);
  assert.deepEqual(report.problems, [full]);
  const next = await house.sync();
  assert.deepEqual([next.outcome, next.haloWrites], ['done', 0]);
  assert.deepEqual(differences(house), []);
});
