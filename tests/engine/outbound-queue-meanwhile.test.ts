/** The disk takes its time: what is heard while something is on its way there is neither lost nor told before it is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../main/core/problem.ts';
import { OutboundQueue } from '../../main/engine/outbound/outbound-queue.ts';
import type { OutboundStore } from '../../main/outbound-ports.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryOutbound } from '../fakes/memory-outbound.ts';

const change = { haloId: 7, agentId: 1 };
const done = { kind: 'done', wrote: false } as const;
const slow = { code: 'item.unreadable', scope: 'item', retryable: true } as const;
const full = { code: 'store.full', scope: 'installation', retryable: true } as const;

/** A store that keeps each group only when it is let, in the order in which they came. */
function slowStore() {
  const disk = createMemoryOutbound();
  const waiting: (() => void)[] = [];
  const store: OutboundStore = {
    ...disk,
    append: records =>
      new Promise<Result<void>>(resolve => {
        waiting.push(() => resolve(disk.append(records)));
      }),
  };
  const letAll = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { disk, store, letAll };
}

async function loaded(store: OutboundStore): Promise<OutboundQueue> {
  const queue = new OutboundQueue(store, createManualClock());
  await queue.load();
  return queue;
}

async function waitsOnDisk(store: OutboundStore): Promise<readonly number[]> {
  return [...(await loaded(store)).memory.entries.values()]
    .filter(({ state }) => state.kind === 'waiting')
    .map(({ haloId }) => haloId);
}

const soon = () => new Promise(resolve => setImmediate(resolve));

test('what is heard while its end is being written waits again', async () => {
  const { disk, store, letAll } = slowStore();
  const before = await loaded(disk);
  await before.heard([change], 'poll');
  const queue = await loaded(store);
  const entry = queue.memory.entries.get(7);
  assert.ok(entry !== undefined);
  const finished = queue.finish(entry, done);
  const heard = queue.heard([change], 'nudge');
  await soon();
  letAll();
  await soon();
  letAll();
  await Promise.all([finished, heard]);
  assert.equal(queue.memory.entries.get(7)?.state.kind, 'waiting');
  assert.deepEqual(await waitsOnDisk(disk), [7]);
});

test('what ends while it is being written that it was heard of waits again', async () => {
  const { disk, store, letAll } = slowStore();
  const before = await loaded(disk);
  await before.heard([change], 'poll');
  const first = before.memory.entries.get(7);
  assert.ok(first !== undefined);
  await before.finish(first, { kind: 'rest', problem: slow });
  const queue = await loaded(store);
  const entry = queue.memory.entries.get(7);
  assert.equal(entry?.state.kind, 'resting');
  const heard = queue.heard([change], 'nudge');
  await soon();
  const finished = queue.finish(entry, done);
  letAll();
  await Promise.all([finished, heard]);
  assert.equal(queue.memory.entries.get(7)?.state.kind, 'waiting');
  assert.deepEqual(await waitsOnDisk(disk), [7]);
});

test('who hears of it a second time is told so when the first is on disk', async () => {
  const { store, letAll } = slowStore();
  const queue = await loaded(store);
  const first = queue.heard([change], 'nudge');
  let told = 0;
  const second = queue.heard([change], 'nudge').then(() => {
    told += 1;
  });
  await soon();
  assert.equal(told, 0);
  letAll();
  await Promise.all([first, second]);
  assert.equal(told, 1);
});

test('what the disk refused is not there', async () => {
  const disk = createMemoryOutbound();
  const queue = await loaded(disk);
  await queue.heard([change], 'poll');
  const entry = queue.memory.entries.get(7);
  assert.ok(entry !== undefined);
  disk.refuse(full);
  assert.equal((await queue.heard([{ haloId: 8, agentId: 1 }], 'nudge')).ok, false);
  assert.equal((await queue.finish(entry, done)).ok, false);
  disk.refuse(null);
  await queue.load();
  assert.deepEqual([...queue.memory.entries.keys()], [7]);
  await queue.heard([{ haloId: 9, agentId: 1 }], 'nudge');
  assert.deepEqual([...queue.memory.entries.keys()], [7, 9]);
  assert.deepEqual(await waitsOnDisk(disk), [7, 9]);
});
