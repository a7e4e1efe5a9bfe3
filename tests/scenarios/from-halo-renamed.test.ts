/** A mailbox that gets another address: what was made or changed in Halo goes on being sent to the same calendar. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwoWay } from './two-way.ts';
import { installBothWays } from './two-way.ts';

const visit = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };
const daily = { start_date: '2026-03-24T12:00:00Z', end_date: '2026-03-24T13:00:00Z' };
/** Of the two files the one of the new address is read first. */
const renamed = 'anna.smith@example.org';

async function rename(house: TwoWay): Promise<void> {
  house.exchange.state.renameMailbox('anna@example.org', renamed);
  house.halo.state.setAgent(house.agentId('Anna'), { email: renamed });
  house.forgetAgents();
  house.clock.advance(60 * 60_000);
}

const subjects = (house: TwoWay) =>
  house.exchange.state
    .mailbox(renamed)
    .items()
    .map(item => item.subject)
    .sort();

async function withRenamed(work: (house: TwoWay, visitId: number, seriesId: number) => Promise<void>) {
  const house = await installBothWays();
  try {
    await house.sync();
    await house.send();
    const agent_id = house.agentId('Anna');
    const made = house.halo.state.book({ agent_id, subject: 'Visit', ...visit });
    const series = house.halo.state.makeSeries(
      { agent_id, subject: 'Round', ...daily },
      { kind: 'daily', every: 1 },
      { times: 3 },
    );
    await house.send();
    await house.sync();
    await rename(house);
    await work(house, made.id, series.id);
  } finally {
    await house.close();
  }
}

test('changes of singles and series follow a renamed mailbox, also in a process that starts later', () =>
  withRenamed(async (house, visitId, seriesId) => {
    await house.sync();
    house.halo.state.edit(visitId, { subject: 'Visit 2' });
    house.halo.state.edit(seriesId, { subject: 'Round 2' });
    await house.send();
    assert.deepEqual(subjects(house), ['Round 2', 'Visit 2']);
    await house.restart();
    house.halo.state.edit(visitId, { subject: 'Visit 3' });
    house.halo.state.edit(seriesId, { subject: 'Round 3' });
    await house.send();
    assert.deepEqual(subjects(house), ['Round 3', 'Visit 3']);
    house.clock.advance(1_000);
    house.halo.state.deleteByHand(visitId);
    house.halo.state.deleteByHand(seriesId);
    await house.send();
    assert.deepEqual(subjects(house), []);
    assert.deepEqual(house.queued(), []);
  }));

test('what changes before the renamed mailbox is imported waits for that import', () =>
  withRenamed(async (house, visitId, seriesId) => {
    house.halo.state.edit(visitId, { subject: 'Visit 2' });
    house.halo.state.edit(seriesId, { subject: 'Round 2' });
    await house.send();
    assert.deepEqual(
      house.queued().map(({ state }) => state.kind === 'resting' && state.problem.code),
      ['mailbox.not-imported-yet', 'mailbox.not-imported-yet'],
    );
    await house.sync();
    await house.send();
    assert.deepEqual(subjects(house), ['Round 2', 'Visit 2']);
    assert.deepEqual(house.queued(), []);
  }));
