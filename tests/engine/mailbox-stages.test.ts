/** Where the mailboxes of a run are: as many in Halo as in Exchange, none further on than it has a place for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailboxStages, type Stay } from '../../main/engine/mailbox-stages.ts';

/** A run over stages with so many places; each step is let go by hand, and `where` tells who is at which. */
function aRun(places: number) {
  const stages = new MailboxStages(places);
  const stop = new AbortController();
  const at = new Map<string, string>();
  const gates = new Map<string, () => void>();
  const gate = (name: string) => new Promise<void>(resolve => gates.set(name, resolve));
  const ended: Promise<void>[] = [];

  async function stay(name: string, { toHalo }: Stay): Promise<void> {
    at.set(name, 'reading');
    await gate(name);
    at.set(name, 'read');
    if (!(await toHalo())) {
      at.set(name, 'stopped');
      return;
    }
    at.set(name, 'in Halo');
    await gate(name);
    at.set(name, 'done');
  }

  return {
    stop: () => stop.abort(),
    come(name: string): void {
      at.set(name, 'waiting');
      const came = stages.run(each => stay(name, each), stop.signal);
      ended.push(came.then(ran => void (ran || at.set(name, 'never in'))));
    },
    /** Whoever comes with a bug of ours. */
    throwing: () => stages.run(() => Promise.reject(new Error('a bug')), stop.signal),
    async on(name: string): Promise<void> {
      gates.get(name)?.();
      await turnOver();
    },
    where: () => [...at].map(([name, place]) => `${name} ${place}`).join(', '),
    ended: () => Promise.all(ended),
  };
}

async function turnOver(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

test('the next one is read while the one before is in Halo', async () => {
  const run = aRun(1);
  for (const name of ['a', 'b']) run.come(name);
  await turnOver();
  assert.equal(run.where(), 'a reading, b waiting');
  await run.on('a');
  assert.equal(run.where(), 'a in Halo, b reading');
});

test('what has been read keeps its place until one in Halo is free, so that no more is read than can be carried on', async () => {
  const run = aRun(1);
  for (const name of ['a', 'b', 'c']) run.come(name);
  await turnOver();
  await run.on('a');
  await run.on('b');
  assert.equal(run.where(), 'a in Halo, b read, c waiting');
  await run.on('a');
  assert.equal(run.where(), 'a done, b in Halo, c reading');
});

test('whoever came first goes first, on both ways', async () => {
  const run = aRun(2);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) run.come(name);
  await turnOver();
  assert.equal(run.where(), 'a reading, b reading, c waiting, d waiting, e waiting, f waiting');
  for (const name of ['a', 'b', 'd', 'c']) await run.on(name);
  assert.equal(run.where(), 'a in Halo, b in Halo, c read, d read, e waiting, f waiting');
  await run.on('b');
  assert.equal(run.where(), 'a in Halo, b done, c read, d in Halo, e reading, f waiting');
});

test('one that only reads gives its place to the next', async () => {
  const stages = new MailboxStages(1);
  const { signal } = new AbortController();
  for (const _ of [1, 2]) assert.equal(await stages.run(async () => {}, signal), true);
});

test('a bug in one takes its place from nobody', async () => {
  const run = aRun(1);
  await assert.rejects(run.throwing(), /a bug/);
  run.come('a');
  await turnOver();
  assert.equal(run.where(), 'a reading');
});

test('a stop ends every wait and takes no place', async () => {
  const run = aRun(1);
  for (const name of ['a', 'b', 'c']) run.come(name);
  await turnOver();
  await run.on('a');
  await run.on('b');
  run.stop();
  await turnOver();
  assert.equal(run.where(), 'a in Halo, b stopped, c never in');
  await run.on('a');
  await run.ended();
  assert.equal(run.where(), 'a done, b stopped, c never in');
});
