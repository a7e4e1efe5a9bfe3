/** When memory is given back after runs. That it is: tests/adapters/system/collect-memory.test.ts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryRelease } from '../../main/compose/give-back-memory.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

function made() {
  const clock = createManualClock();
  let collected = 0;
  const release = createMemoryRelease({
    clock,
    collect: () => {
      collected += 1;
    },
  });
  return { clock, release, collected: () => collected };
}

test('memory is collected once after a run, and not again while nothing happens', async () => {
  const { clock, release, collected } = made();
  assert.equal(await release.after(async () => 'report'), 'report');
  assert.equal(collected(), 0, 'a run that has just ended is looked at');
  await clock.advance(10_000);
  assert.equal(collected(), 1);
  await clock.advance(3_600_000);
  assert.equal(collected(), 1);
  assert.equal(clock.waiting(), 0);
});

test('nothing is collected while a run is under way, also not for one that ended just before it', async () => {
  const { clock, release, collected } = made();
  await release.after(async () => {});
  const long = Promise.withResolvers<void>();
  const running = release.after(() => long.promise);
  await release.after(async () => {});
  await clock.advance(60_000);
  assert.equal(collected(), 0);
  long.resolve();
  await running;
  await clock.advance(10_000);
  assert.equal(collected(), 1);
});

test('a run that throws is collected after as well, and nothing is waited for once it is closed', async () => {
  const { clock, release, collected } = made();
  await assert.rejects(
    release.after(async () => {
      throw new Error('a bug');
    }),
  );
  await clock.advance(10_000);
  assert.equal(collected(), 1);
  await release.after(async () => {});
  release.close();
  await release.after(async () => {});
  assert.equal(clock.waiting(), 0);
  await clock.advance(60_000);
  assert.equal(collected(), 1);
});
