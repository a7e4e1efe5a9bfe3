import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BothSimulators } from '../../../main/simulators/both.ts';
import { startBothSimulators } from '../../../main/simulators/both.ts';
import { dailySchedule, weeklySchedule } from '../../../main/simulators/halo/schedule.ts';

const address = 'anna.berg@example.org';

/** Both servers with one empty calendar (agent 2, Berlin time), Halo writing Exchange by itself. */
async function withBoth(run: (both: BothSimulators) => Promise<void>): Promise<void> {
  const now = (): number => Date.parse('2026-03-02T08:00:00Z');
  const both = await startBothSimulators({ now, agents: 1, events: 0, exchangeModule: true });
  try {
    await run(both);
    assert.deepEqual(both.halo.state.integrationErrors, []);
    assert.equal(both.exchange.mailsSent, 0);
  } finally {
    await both.close();
  }
}

function seen({ exchange }: BothSimulators): readonly (readonly unknown[])[] {
  return exchange.state
    .mailbox(address)
    .expand('2026-03-01T00:00:00Z', '2026-05-01T00:00:00Z')
    .map(event => [event.subject, event.start, event.end]);
}

test('what is made, changed and deleted in Halo is so in Exchange', async () => {
  await withBoth(async both => {
    const { state } = both.halo;
    const row = state.book({
      agent_id: 2,
      subject: 'A & B',
      start_date: '2026-03-03T09:00:00Z',
      end_date: '2026-03-03T10:00:00Z',
      appointment_location_free_text: 'Room <1>',
      note: 'x',
    });
    await both.halo.settled();
    assert.deepEqual(seen(both), [['A & B', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z']]);
    const [item] = both.exchange.state.mailbox(address).items();
    assert.equal(state.appointments()[0]?.entryid, item?.id);
    assert.equal(state.appointments()[0]?.exchange_uid, item?.uid);
    state.edit(row.id, { subject: 'C', start_date: '2026-03-03T09:30:00Z' });
    await both.halo.settled();
    assert.deepEqual(seen(both), [['C', '2026-03-03T09:30:00Z', '2026-03-03T10:00:00Z']]);
    state.deleteByHand(row.id);
    await both.halo.settled();
    assert.deepEqual(seen(both), []);
  });
});

test('a series made in Halo keeps its hour in the zone of the agent over the change of clocks', async () => {
  await withBoth(async both => {
    both.halo.state.book({
      agent_id: 2,
      subject: 'Weekly',
      start_date: '2026-03-25T08:00:00Z',
      end_date: '2026-03-25T09:00:00Z',
      _recurringmaster: true,
      schedule: weeklySchedule(1, ['Wednesday'], 2),
    });
    await both.halo.settled();
    assert.deepEqual(
      seen(both).map(([, start]) => start),
      ['2026-03-25T08:00:00Z', '2026-04-01T07:00:00Z'],
    );
  });
});

test('whole days are whole days of the agent in Exchange, daily ones too', async () => {
  await withBoth(async both => {
    both.halo.state.book({
      agent_id: 2,
      subject: 'Away',
      start_date: '2026-03-03T00:00:00',
      end_date: '2026-03-04T23:59:59',
      allday: true,
    });
    both.halo.state.book({
      agent_id: 2,
      subject: 'On call',
      start_date: '2026-03-28T00:00:00',
      end_date: '2026-03-28T23:59:59',
      allday: true,
      _recurringmaster: true,
      schedule: dailySchedule(1, 2),
    });
    await both.halo.settled();
    assert.deepEqual(seen(both), [
      ['Away', '2026-03-02T23:00:00Z', '2026-03-04T23:00:00Z'],
      ['On call', '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
      ['On call', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ]);
  });
});
