import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRequestLog, type RequestLogOptions } from '../../../main/adapters/store/request-log.ts';
import type { RequestEntry } from '../../../main/ports.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import { openStore, until, withFolder } from './open-store.ts';

function anEntry(number: number, change: Partial<RequestEntry> = {}): RequestEntry {
  return {
    at: '2026-03-02T08:00:00Z',
    direction: 'outbound',
    peer: 'exchange',
    operation: 'SyncFolderItems',
    mailbox: 'anna@example.org',
    status: 200,
    problem: null,
    ms: number,
    bytesOut: 900,
    bytesIn: 1500,
    ...change,
  };
}

const withRequests = (
  check: (under: Awaited<ReturnType<typeof open>>) => Promise<void>,
  options: RequestLogOptions = {},
): Promise<void> =>
  withFolder(async path => {
    const under = await open(path, options);
    await check(under);
    await under.requests.close();
    await under.store.close();
  });

async function open(path: string, options: RequestLogOptions) {
  const clock = createManualClock();
  const fault: { code: string | null } = { code: null };
  const disk = createFaultyDisk({
    fail: step =>
      fault.code !== null && step.kind === 'write' && step.path.includes('requests')
        ? { code: fault.code, half: true }
        : null,
  });
  const store = await openStore(path, { clock, disk });
  const requests = createRequestLog(store.folder, store.log, options);
  return { clock, fault, disk, store, requests, path, place: join(path, 'requests') };
}

const numbers = (entries: readonly RequestEntry[]) => entries.map(entry => entry.ms);

describe('the request log', () => {
  it('shows the newest first, with and without a problem, also after a restart', () =>
    withRequests(async ({ requests, store }) => {
      const failure = anEntry(2, {
        status: 0,
        problem: 'exchange.timeout',
        mailbox: null,
        direction: 'inbound',
      });
      requests.record(anEntry(1));
      requests.record(failure);
      assert.deepEqual(await requests.latest(9), [failure, anEntry(1)]);
      assert.deepEqual(await requests.latest(1), [failure]);
      const again = createRequestLog(store.folder, store.log);
      again.record(anEntry(3));
      assert.deepEqual(numbers(await again.latest(9)), [3, 2, 1]);
      await again.close();
    }));

  it('gathers lines for a second and writes them together', () =>
    withRequests(async ({ requests, clock, disk, place }) => {
      for (let number = 0; number < 100; number += 1) requests.record(anEntry(number));
      assert.deepEqual(await readdir(place), []);
      const before = disk.steps.length;
      await clock.advance(1000);
      assert.deepEqual(numbers(await requests.latest(1)), [99]);
      assert.equal(disk.steps.slice(before).filter(step => step.startsWith('write')).length, 1);
    }));

  it('writes at once when many wait, and what waits when it is closed', () =>
    withRequests(async ({ requests, place, disk }) => {
      const before = disk.steps.length;
      for (let number = 0; number < 500; number += 1) requests.record(anEntry(number));
      const written = () => disk.steps.slice(before).some(step => step.startsWith('write'));
      // Without the clock having moved.
      await until(written);
      requests.record(anEntry(500));
      await requests.close();
      const text = await readFile(join(place, '000000001.jsonl'), 'utf8');
      assert.equal(text.trim().split('\n').length, 501);
    }));

  it('keeps so many megabytes in files of a tenth', () =>
    withRequests(
      async ({ requests, place }) => {
        for (let number = 0; number < 12_000; number += 1) {
          requests.record(anEntry(number));
          if (number % 100 === 0) await requests.latest(1);
        }
        const sizes = await Promise.all(
          (await readdir(place)).map(async name => (await stat(join(place, name))).size),
        );
        assert.equal(sizes.length, 10);
        assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1.3 * (1 << 20));
        const newest = numbers(await requests.latest(2000));
        assert.deepEqual(
          newest,
          newest.map((_, index) => 11_999 - index),
        );
      },
      { megabytes: 1 },
    ));

  it('never fails the request it tells of: a full disk is said once, and nothing is doubled when there is room', () =>
    withRequests(async ({ requests, fault, store }) => {
      fault.code = 'ENOSPC';
      requests.record(anEntry(1));
      assert.deepEqual(numbers(await requests.latest(9)), [1]);
      requests.record(anEntry(2));
      assert.deepEqual(numbers(await requests.latest(9)), [2, 1]);
      assert.deepEqual(
        store.log.problems.map(one => one.problem.code),
        ['store.full'],
      );
      fault.code = null;
      requests.record(anEntry(3));
      assert.deepEqual(numbers(await requests.latest(9)), [3, 2, 1]);
    }));

  it('gives up the oldest when a disk refuses for long, so that memory does not grow', () =>
    withRequests(async ({ requests, fault }) => {
      fault.code = 'EIO';
      for (let number = 0; number < 6000; number += 1) requests.record(anEntry(number));
      const left = numbers(await requests.latest(9000));
      assert.deepEqual([left.length, left[0], left.at(-1)], [5000, 5999, 1000]);
    }));

  it('leaves out a line that a crash tore, and it alone', () =>
    withRequests(async ({ requests, store, place }) => {
      requests.record(anEntry(1));
      await requests.latest(1);
      await appendFile(join(place, '000000001.jsonl'), '{"at":"2026-03-0');
      const again = createRequestLog(store.folder, store.log);
      again.record(anEntry(2));
      assert.deepEqual(numbers(await again.latest(9)), [2, 1]);
      await again.close();
    }));

  it('shows a viewer what the writer wrote; the viewer writes nothing', () =>
    withRequests(async ({ requests, path, place }) => {
      requests.record(anEntry(1));
      await requests.latest(1);
      const viewer = await openStore(path, { role: 'reader' });
      const seen = createRequestLog(viewer.folder, viewer.log);
      seen.record(anEntry(2));
      assert.deepEqual(numbers(await seen.latest(9)), [2, 1]);
      await seen.close();
      assert.equal((await readFile(join(place, '000000001.jsonl'), 'utf8')).trim().split('\n').length, 1);
    }));
});
