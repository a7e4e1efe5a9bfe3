/** How many requests an import of 50 agents with 400 events each needs: first, unchanged, and with one percent changed. Counts only. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '../scenarios/compare.ts';
import { install } from '../scenarios/installation.ts';

const agents = Array.from({ length: 50 }, (_, n) => ({ name: `Agent${n}` }));
const events = 400;
const groups = events / 50;
const pages = events / 100;

/** 400 half hours from Monday on, five a weekday and more, none over another. */
function start(n: number): { start: string; end: string } {
  const at = Date.parse('2026-03-24T06:00:00Z') + Math.floor(n / 10) * 86_400_000 + (n % 10) * 3_600_000;
  const text = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return { start: text(at), end: text(at + 1_800_000) };
}

test('50 agents x 400 events: first import, unchanged, one percent changed', async t => {
  const house = await install({ agents });
  t.after(() => house.close());
  const items = new Map<string, string[]>();
  for (const { name } of agents) {
    const made = Array.from({ length: events }, (_, n) =>
      house.mailbox(name).book({ subject: `Visit ${n}`, location: 'Room 1', ...start(n) }),
    );
    items.set(name, made);
  }

  const first = await house.sync();
  assert.deepEqual([first.outcome, first.added], ['done', agents.length * events]);
  const perAgent = (count: number) => count / agents.length;
  assert.ok(
    perAgent(first.haloWrites + first.haloReads) <= groups + pages,
    `${first.haloWrites} writes, ${first.haloReads} reads`,
  );
  // Folder, feed, view, and 400 items in groups of 50.
  assert.ok(perAgent(first.exchangeRequests) <= 3 + groups, `${first.exchangeRequests} requests`);

  const unchanged = await house.sync();
  assert.deepEqual([unchanged.exchangeRequests, unchanged.haloWrites], [agents.length, 0]);

  for (const { name } of agents) {
    for (const id of items.get(name)?.slice(0, events / 100) ?? [])
      house.mailbox(name).change(id, { location: 'Room 2' });
  }
  const changed = await house.sync();
  assert.deepEqual([changed.outcome, changed.changed], ['done', (agents.length * events) / 100]);
  // The feed and the changed items; one list and one group of four.
  assert.equal(changed.exchangeRequests, 2 * agents.length);
  assert.equal(changed.haloWrites, agents.length);
  assert.ok(changed.haloReads <= agents.length + 9, `${changed.haloReads} reads`);
  assert.deepEqual(differences(house), []);
  t.diagnostic(
    `first ${first.exchangeRequests}/${first.haloReads}/${first.haloWrites}, unchanged ${unchanged.exchangeRequests}/${unchanged.haloReads}/0, ` +
      `1 % ${changed.exchangeRequests}/${changed.haloReads}/${changed.haloWrites} (Exchange / Halo reads / Halo writes)`,
  );
});
