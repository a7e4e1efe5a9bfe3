/** How much the queue to Exchange takes from outside, and what it keeps of what nobody here has to do with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import type { Sent } from '../../main/engine/outbound/outbound-queue.ts';
import { OutboundQueue } from '../../main/engine/outbound/outbound-queue.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryOutbound } from '../fakes/memory-outbound.ts';

const parked = (reason: 'agent-not-synced' | 'several-agents'): Sent => ({
  kind: 'wait',
  state: { kind: 'parked', reason, lastModified: '' },
});

async function nudgeAndPark(queue: OutboundQueue, ids: readonly number[], sent: Sent): Promise<void> {
  await queue.heard(
    ids.map(haloId => ({ haloId, agentId: null })),
    'nudge',
  );
  for (const haloId of ids) {
    const entry = queue.memory.entries.get(haloId);
    if (entry !== undefined) await queue.finish(entry, sent);
  }
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test('of appointments of agents that are not synced the last are told, so that a script may name every one of Halo', async () => {
  const clock = createManualClock();
  const queue = new OutboundQueue(createMemoryOutbound(), clock);
  for (let round = 0; round < 5; round += 1) {
    await nudgeAndPark(queue, numbers(1 + round * 100, 100), parked('agent-not-synced'));
    await clock.advance(60_000);
  }
  const kept = [...queue.memory.entries.keys()];
  assert.equal(kept.length, 200);
  assert.deepEqual([Math.min(...kept), Math.max(...kept)], [301, 500]);
});

test('what waits for somebody is kept, and takes nobody’s place', async () => {
  const queue = new OutboundQueue(createMemoryOutbound(), createManualClock());
  const most = 10_000;
  for (let from = 1; from <= most; from += 500)
    await nudgeAndPark(queue, numbers(from, 500), parked('several-agents'));
  assert.equal(queue.memory.entries.size, most);
  const changes = numbers(20_001, 500).map(haloId => ({ haloId, agentId: null }));
  assert.deepEqual(await queue.heard(changes, 'nudge'), succeeded('queued'));
  const more = numbers(30_001, most).map(haloId => ({ haloId, agentId: null }));
  assert.deepEqual(await queue.heard(more, 'nudge'), succeeded('full'));
  assert.deepEqual(
    await queue.heard(more, 'import'),
    succeeded('queued'),
    'what the app finds itself is taken',
  );
});
