/**
 * Stops the store of the way to Exchange for ever at every single step on the disk, and reads what is left: all that was acknowledged and
 * at most the one group that was under way, whole.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { OutboundMemory, OutboundRecord } from '../../../main/core/outbound/entry.ts';
import type { OutboundStore } from '../../../main/outbound-ports.ts';
import { theValue } from '../../builders/results.ts';
import { aTie, done, heard, memoryAfter } from '../../contracts/outbound-store.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import { openOutbound } from './open-outbound.ts';
import { withFolder } from './open-store.ts';

const limits = { groups: 0, bytes: 0 };

const acts: readonly (readonly OutboundRecord[] | 'compact')[] = [
  [heard(1, 2)],
  [done(1), heard(3), { kind: 'series', tie: aTie(3) }],
  'compact',
  [{ kind: 'watermark', watermark: { begun: 'a', newest: 'b', seen: ['1 b'] } }, heard(4)],
  [done(2), heard(2, 5)],
  'compact',
  [{ kind: 'series-gone', haloId: 3 }, done(3, false)],
  'compact',
  [heard(6), done(6)],
];
const memories: readonly OutboundMemory[] = Array.from({ length: acts.length + 1 }, (_, count) =>
  memoryAfter(...acts.slice(0, count).flatMap(act => (act === 'compact' ? [] : act))),
);

/** Performs the acts, each up to so many times; answers how many were acknowledged before one was given up. */
async function perform(store: OutboundStore, times: number): Promise<number> {
  let acknowledged = 0;
  for (const act of acts) {
    let ok = false;
    for (let time = 0; time < times && !ok; time += 1) {
      ok = (act === 'compact' ? await store.compact() : await store.append(act)).ok;
    }
    if (!ok) break;
    acknowledged += 1;
  }
  return acknowledged;
}

interface Death {
  readonly at: number;
  readonly powerCut: boolean;
  /** After the step that fails the disk is well again. */
  readonly once: boolean;
}

async function performUntil(path: string, death: Death): Promise<{ acknowledged: number; died: boolean }> {
  let opened = Number.POSITIVE_INFINITY;
  let died = false;
  const disk = createFaultyDisk({
    fail: (_, number) => {
      const step = number - opened;
      if (death.once ? step !== death.at : step < death.at) return null;
      const half = !died;
      died = true;
      return { code: 'EIO', half };
    },
  });
  const { store } = await openOutbound(path, { disk, limits });
  opened = disk.steps.length;
  const acknowledged = await perform(store, death.once ? 2 : 1);
  if (death.powerCut) disk.cutPower();
  await store.close();
  await rm(join(path, 'lock'));
  return { acknowledged, died };
}

async function dieEverywhere(how: Omit<Death, 'at'>): Promise<number> {
  for (let at = 1; ; at += 1) {
    let over = false;
    await withFolder(async path => {
      const { acknowledged, died } = await performUntil(path, { ...how, at });
      over = !died;
      if (how.once) assert.equal(acknowledged, acts.length, `step ${at}`);
      const again = await openOutbound(path);
      const found = theValue(await again.store.read());
      const allowed = [memories[acknowledged], memories[acknowledged + 1] ?? memories[acknowledged]];
      assert.ok(
        allowed.some(one => JSON.stringify(plain(one)) === JSON.stringify(plain(found))),
        `death at step ${at}: ${acknowledged} acknowledged, found ${JSON.stringify(plain(found))}`,
      );
      // The store goes on from there, and what it goes on with lasts as well.
      theValue(await again.store.append([heard(9)]));
      await again.close();
      const third = await openOutbound(path);
      const later = [...theValue(await third.store.read()).entries.keys()];
      assert.deepEqual(new Set(later), new Set([...found.entries.keys(), 9]));
      await third.close();
    });
    if (over) return at;
  }
}

function plain(memory: OutboundMemory | undefined) {
  if (memory === undefined) return null;
  const sorted = (ids: Iterable<number>) => [...ids].sort((one, other) => one - other);
  return { ...memory, entries: sorted(memory.entries.keys()), series: sorted(memory.series.keys()) };
}

describe('a store of the way to Exchange that dies', () => {
  for (const [how, death] of [
    ['at any step, half way through a write too,', { powerCut: false, once: false }],
    ['with the power at any step', { powerCut: true, once: false }],
    ['no more than once, while the next steps succeed,', { powerCut: false, once: true }],
  ] as const) {
    it(`${how} keeps what was acknowledged and at most the group under way`, async () => {
      assert.ok((await dieEverywhere(death)) > 40);
    });
  }
});
