/** Moments of saving that lie far ahead, because a clock was wrong once: what is saved after them is seen all the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloSimulatorOptions } from '../../main/simulators/halo/server.ts';
import { scenarioStart } from './scenario-clock.ts';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

const times = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };
const yearMs = 365 * 24 * 60 * 60_000;

/** A Halo whose clock a test sets wrong by `aheadMs`. */
async function withHaloClock(
  work: (house: TwoWay, setAhead: (aheadMs: number) => void) => Promise<void>,
  dialect: HaloSimulatorOptions['dialect'] = {},
) {
  let aheadMs = 0;
  const clock: { nowMs: () => number } = { nowMs: () => Date.parse(scenarioStart) };
  const house = await installBothWays({ halo: { now: () => clock.nowMs() + aheadMs, dialect } });
  clock.nowMs = () => house.clock.nowMs();
  try {
    await work(house, ms => {
      aheadMs = ms;
    });
  } finally {
    await house.close();
  }
}

const book = (house: TwoWay, subject: string) =>
  house.halo.state.book({ agent_id: house.agentId('Anna'), subject, ...times });

const subjects = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => item.subject)
    .sort();

async function assertQuiet(house: TwoWay): Promise<void> {
  const from = requestsSoFar(house);
  await house.sync();
  await house.send(3);
  assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
}

test('what was saved years ahead before the first look hides nothing that is made later', () =>
  withHaloClock(async (house, setAhead) => {
    setAhead(5 * yearMs);
    book(house, 'Old');
    setAhead(0);
    await house.sync();
    await house.send();
    const made = book(house, 'New');
    await house.send();
    assert.deepEqual(subjects(house), ['New']);
    house.clock.advance(5_000);
    house.halo.state.edit(made.id, { subject: 'New, edited' });
    await house.send();
    assert.deepEqual(subjects(house), ['New, edited']);
    await assertQuiet(house);
    house.clock.advance(25 * 60 * 60_000);
    await house.send(3);
    assert.deepEqual(subjects(house), ['New, edited'], 'nor is what was there before taken for new');
  }));

test('nor does it where Halo does not order its lists and all is found by comparing', () =>
  withHaloClock(
    async (house, setAhead) => {
      setAhead(5 * yearMs);
      book(house, 'Old');
      setAhead(0);
      await house.sync();
      await house.send();
      house.clock.advance(5_000);
      book(house, 'New');
      house.clock.advance(24 * 60 * 60_000);
      await house.send(3);
      assert.deepEqual(subjects(house), ['New']);
    },
    { listOrder: 'by-id' },
  ));

test('what is saved years ahead is sent, and so is at once what is saved after it', () =>
  withHaloClock(async (house, setAhead) => {
    await house.sync();
    await house.send();
    const first = book(house, 'First');
    await house.send();
    setAhead(5 * yearMs);
    const ahead = book(house, 'Ahead');
    setAhead(0);
    await house.send(2);
    house.halo.state.edit(first.id, { subject: 'First, edited' });
    book(house, 'Second');
    await house.send();
    assert.deepEqual(subjects(house), ['Ahead', 'First, edited', 'Second']);
    house.halo.state.edit(ahead.id, { subject: 'Ahead, edited' });
    await house.send();
    assert.deepEqual(subjects(house), ['Ahead, edited', 'First, edited', 'Second']);
    await assertQuiet(house);
  }));

test('a Halo whose clock is hours ahead or behind for ever is followed all the same', async () => {
  for (const hours of [14, -14])
    await withHaloClock(async (house, setAhead) => {
      setAhead(hours * 60 * 60_000);
      book(house, 'Old');
      await house.sync();
      await house.send();
      house.clock.advance(5_000);
      const made = book(house, 'New');
      await house.send();
      house.clock.advance(5_000);
      house.halo.state.edit(made.id, { subject: 'New, edited' });
      await house.send();
      assert.deepEqual(subjects(house), ['New, edited']);
      await assertQuiet(house);
    });
});
