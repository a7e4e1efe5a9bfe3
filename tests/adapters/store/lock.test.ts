import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { nodeDisk } from '../../../main/adapters/store/disk.ts';
import {
  heartbeatMs,
  type Lock,
  type LockOptions,
  silenceMs,
  takeLock,
} from '../../../main/adapters/store/lock.ts';
import { birthOf, lives, runProgram } from '../../../main/adapters/store/process-life.ts';
import { theValue } from '../../builders/results.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import { until, withFolder } from './open-store.ts';

const optionsFor = (folder: string, change: Partial<LockOptions> = {}): LockOptions => ({
  disk: nodeDisk,
  clock: createManualClock(),
  folder,
  account: 'CONTOSO\\anna',
  platform: process.platform,
  run: runProgram,
  ...change,
});

const names = async (folder: string) => (await readdir(folder)).sort();

/** Leaves the lock of a machine that has been silent for long. */
async function leaveSilentLock(folder: string): Promise<void> {
  const clock = createManualClock();
  const dead = theValue(await takeLock(optionsFor(folder, { host: 'gone', clock })));
  assert.equal(dead.held(), true);
  const long = (Date.parse(clock.now()) - silenceMs) / 1000;
  await utimes(join(folder, 'lock'), long, long);
}

describe('the lock of a data folder', () => {
  it('is refused to a second taker, who is told by whom and since when', () =>
    withFolder(async folder => {
      const first = theValue(await takeLock(optionsFor(folder)));
      const second = await takeLock(optionsFor(folder, { account: 'CONTOSO\\bo' }));
      assert.deepEqual(second.ok ? null : second.problem, {
        code: 'store.locked',
        scope: 'installation',
        retryable: true,
        facts: {
          account: 'CONTOSO\\anna',
          pid: process.pid,
          since: '2026-03-02T08:00:00Z',
          host: hostname(),
        },
      });
      await first.release();
      assert.equal(first.held(), false);
      assert.deepEqual(await names(folder), []);
      const third = theValue(await takeLock(optionsFor(folder)));
      await third.release();
    }));

  it('of another machine holds while its heart beats, however long, and goes when it is silent', () =>
    withFolder(async folder => {
      const there = createManualClock();
      const here = createManualClock();
      const first = theValue(await takeLock(optionsFor(folder, { host: 'other', clock: there })));
      const taken = () => takeLock(optionsFor(folder, { clock: here }));
      for (let beat = 0; beat < 40; beat += 1) {
        await there.advance(heartbeatMs);
        await here.advance(heartbeatMs);
        // The heartbeat is a step on the real disk: wait until it is seen, not for a time.
        await until(
          async () => (await nodeDisk.facts(join(folder, 'lock'))).modifiedMs >= Date.parse(there.now()),
        );
        await until(() => there.waiting() > 0);
        assert.equal((await taken()).ok, false);
      }
      await here.advance(silenceMs - 1000);
      assert.equal((await taken()).ok, false);
      await here.advance(1000);
      const second = theValue(await taken());
      // The first one finds out with its next heartbeat, writes no more and leaves the new lock alone.
      await there.advance(heartbeatMs);
      await until(() => !first.held());
      await first.release();
      assert.equal(second.held(), true);
      assert.deepEqual(await names(folder), ['lock']);
      await second.release();
    }));

  it('that is not readable holds until it has been silent for long', () =>
    withFolder(async folder => {
      const clock = createManualClock();
      for (const text of ['', '{"token":"x"}', '{"tok']) {
        await writeFile(join(folder, 'lock'), text);
        const now = Date.parse(clock.now()) / 1000;
        await utimes(join(folder, 'lock'), now, now);
        const early = await takeLock(optionsFor(folder, { clock }));
        assert.equal(early.ok ? 'taken' : early.problem.code, 'store.locked');
        await clock.advance(silenceMs);
        const late = theValue(await takeLock(optionsFor(folder, { clock })));
        await late.release();
        assert.deepEqual(await names(folder), []);
      }
    }));

  it('is never won by two, wherever one of them pauses while the other comes, and goes, and others come', () =>
    withFolder(async root => {
      // What the others do while the first one stands still.
      const interludes: readonly ((folder: string) => Promise<readonly Lock[]>)[] = [
        async folder => [theValue(await takeLock(optionsFor(folder)))],
        async folder => {
          await theValue(await takeLock(optionsFor(folder))).release();
          return [];
        },
        async folder => {
          await theValue(await takeLock(optionsFor(folder))).release();
          return [theValue(await takeLock(optionsFor(folder)))];
        },
      ];
      let places = 0;
      for (const [which, interlude] of interludes.entries()) {
        for (let pauseAt = 1, paused = true; paused; pauseAt += 1) {
          const folder = join(root, `${which}-${pauseAt}`);
          await nodeDisk.makeFolder(folder, 0o700);
          await leaveSilentLock(folder);
          paused = false;
          let others: readonly Lock[] = [];
          let interrupted = false;
          const disk = createFaultyDisk({
            hold: async (_, number) => {
              if (number !== pauseAt) return;
              paused = true;
              const result = await interlude(folder).catch(() => null);
              // The paused one had the lock already.
              if (result === null) interrupted = true;
              else others = result;
            },
          });
          const mine = await takeLock(optionsFor(folder, { disk }));
          const winners = [...others, ...(mine.ok ? [mine.value] : [])];
          assert.ok(winners.length <= 1, `two winners: interlude ${which}, pause at ${pauseAt}`);
          if (interrupted) assert.equal(mine.ok, true);
          for (const winner of winners) {
            assert.equal((await takeLock(optionsFor(folder))).ok, false);
            await winner.release();
          }
          const after = theValue(await takeLock(optionsFor(folder)));
          await after.release();
          places += 1;
        }
      }
      assert.ok(places > 30, `${places} places`);
    }));

  it('names who has it, not somebody whose claim came too late', () =>
    withFolder(async folder => {
      await leaveSilentLock(folder);
      const silent = JSON.parse(await readFile(join(folder, 'lock'), 'utf8'));
      let winner: Lock | null = null;
      const disk = createFaultyDisk({
        // While a third one stands between the dead holder's lock and its follower's claim, the follower has moved up and a late one claims.
        hold: async step => {
          if (winner !== null || !step.path.includes('lock.after-')) return;
          winner = theValue(await takeLock(optionsFor(folder, { account: 'winner' })));
          const late = {
            ...silent,
            token: randomUUID(),
            account: 'late',
            host: hostname(),
            pid: process.pid,
          };
          const birth = await birthOf(process.pid, process.platform, runProgram);
          await writeFile(join(folder, `lock.after-${silent.token}`), JSON.stringify({ ...late, birth }));
        },
      });
      const third = await takeLock(optionsFor(folder, { disk }));
      assert.equal(third.ok ? '' : third.problem.facts?.['account'], 'winner');
      assert.ok(winner !== null);
    }));

  it('works on a file system without second names', () =>
    withFolder(async folder => {
      const disk = createFaultyDisk({ fail: step => (step.kind === 'link' ? { code: 'EPERM' } : null) });
      const first = theValue(await takeLock(optionsFor(folder, { disk })));
      assert.equal((await takeLock(optionsFor(folder, { disk }))).ok, false);
      await first.release();
      assert.deepEqual(await names(folder), []);
    }));
});

describe('a process', () => {
  it('is not taken for another one that got its number', async () => {
    const birth = await birthOf(process.pid, process.platform, runProgram);
    assert.equal(await lives({ pid: process.pid, birth }, process.platform, runProgram), true);
    assert.equal(await lives({ pid: process.pid, birth: 'before' }, process.platform, runProgram), false);
    // An unknown birth is no proof.
    assert.equal(await lives({ pid: process.pid, birth: '' }, process.platform, runProgram), true);
  });

  it('has its birth asked of PowerShell on Windows and of ps elsewhere', async () => {
    const asked: string[] = [];
    const run = async (program: string) => {
      asked.push(program);
      return '639000000000000000\r\n';
    };
    assert.equal(await birthOf(7, 'win32', run), '639000000000000000');
    assert.equal(await birthOf(7, 'darwin', run), '639000000000000000');
    assert.deepEqual(asked, ['powershell.exe', 'ps']);
    assert.equal(await birthOf(7, 'win32', async () => Promise.reject(new Error('no'))), '');
  });
});
