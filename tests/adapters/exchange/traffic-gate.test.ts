/** Places: how many at once, one per mailbox, none during a pause; leaving the queue. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  createTrafficGate,
  type HowItWent,
  longestPauseMs,
} from '../../../main/adapters/exchange/traffic-gate.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const never = new AbortController().signal;

/** A gate whose entrants are written down by name. */
function setUp(concurrency: number) {
  const clock = createManualClock();
  const gate = createTrafficGate({ concurrency, clock });
  const inside = new Map<string, (went: HowItWent) => void>();
  const enter = async (name: string, mailbox: string, signal = never) => {
    inside.set(name, await gate.enter(mailbox, signal));
  };
  const leave = async (name: string, went: HowItWent = 'neither') => {
    inside.get(name)?.(went);
    inside.delete(name);
    await clock.advance(0);
  };
  return { clock, gate, enter, leave, inside: () => [...inside.keys()].join(' ') };
}

it('lets one request of a mailbox in at a time, and others pass it', async () => {
  const { clock, enter, leave, inside } = setUp(8);
  void enter('anna1', 'anna');
  void enter('anna2', 'anna');
  void enter('bo1', 'bo');
  await clock.advance(0);
  assert.equal(inside(), 'anna1 bo1');
  await leave('anna1');
  assert.equal(inside(), 'bo1 anna2');
});

it('lets no more in than there are places, first come, first served', async () => {
  const { clock, enter, leave, inside } = setUp(2);
  for (const name of ['a', 'b', 'c', 'd']) void enter(name, name);
  await clock.advance(0);
  assert.equal(inside(), 'a b');
  await leave('b');
  assert.equal(inside(), 'a c');
  await leave('a');
  assert.equal(inside(), 'c d');
});

it('lets nobody in during a pause; a longer wish extends it, a shorter one does not', async () => {
  const { clock, gate, enter, inside } = setUp(2);
  gate.pause(10_000);
  gate.pause(2_000);
  void enter('a', 'a');
  await clock.advance(9_000);
  gate.pause(5_000);
  await clock.advance(4_999);
  assert.equal(inside(), '');
  await clock.advance(1);
  assert.equal(inside(), 'a');
});

it('cuts a pause that no server could mean', async () => {
  const { clock, gate, enter, inside } = setUp(2);
  gate.pause(86_400_000);
  void enter('a', 'a');
  await clock.advance(longestPauseMs);
  assert.equal(inside(), 'a');
});

it('halves the places when the server cannot keep up, once for all that were under way together, down to one', async () => {
  const { clock, enter, leave, inside } = setUp(8);
  for (const name of 'abcdefgh') void enter(name, name);
  await clock.advance(0);
  for (const name of 'abcdefgh') await leave(name, 'overloaded');
  for (const name of 'ijklmnop') void enter(name, name);
  await clock.advance(0);
  assert.equal(inside(), 'i j k l');
  await leave('i', 'overloaded');
  await leave('j', 'overloaded');
  assert.equal(inside(), 'k l', 'more are under way than there are places now');
  await leave('k', 'overloaded');
  assert.equal(inside(), 'l m');
  await leave('m', 'overloaded');
  await leave('l', 'overloaded');
  assert.equal(inside(), 'n');
  await leave('n', 'overloaded');
  assert.equal(inside(), 'o');
});

it('opens one more place after ten good answers for each, never more than are set', async () => {
  const { clock, enter, leave, inside } = setUp(3);
  let next = 0;
  const inTurn = async (went: HowItWent) => {
    next += 1;
    const name = `n${next}`;
    void enter(name, name);
    await clock.advance(0);
    await leave(name, went);
  };
  const open = async () => {
    for (const name of 'abcd') void enter(name, name);
    await clock.advance(0);
    const many = inside().split(' ').length;
    for (const name of 'abcd') await leave(name);
    return many;
  };
  await inTurn('overloaded');
  assert.equal(await open(), 1);
  for (let good = 0; good < 9; good += 1) await inTurn('well');
  assert.equal(await open(), 1);
  await inTurn('well');
  assert.equal(await open(), 2);
  for (let good = 0; good < 19; good += 1) await inTurn('well');
  await inTurn('neither');
  assert.equal(await open(), 2);
  await inTurn('well');
  assert.equal(await open(), 3);
  for (let good = 0; good < 100; good += 1) await inTurn('well');
  assert.equal(await open(), 3);
});

it('tells each pause as it will be kept', () => {
  const told: number[] = [];
  const gate = createTrafficGate({
    concurrency: 1,
    clock: createManualClock(),
    askedToWait: ms => told.push(ms),
  });
  gate.pause(30_000);
  gate.pause(0);
  gate.pause(86_400_000);
  assert.deepEqual(told, [30_000, longestPauseMs]);
});

it('gives the place of one that was stopped to the next, whether it queued or waited out a pause', async () => {
  const { clock, gate, enter, leave, inside } = setUp(1);
  const run = new AbortController();
  void enter('a', 'a');
  const queued = assert.rejects(enter('b', 'b', run.signal));
  void enter('c', 'c');
  await clock.advance(0);
  run.abort(new Error('stop'));
  await queued;
  await leave('a');
  assert.equal(inside(), 'c');
  await leave('c');
  gate.pause(10_000);
  const other = new AbortController();
  const waiting = assert.rejects(enter('d', 'd', other.signal));
  void enter('e', 'e');
  await clock.advance(5_000);
  other.abort(new Error('stop'));
  await waiting;
  await clock.advance(5_000);
  assert.equal(inside(), 'e');
});
