/** A Halo that does not show a series where changes are looked for: the daily comparison finds it, and what becomes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

const dialects: Readonly<Record<string, Partial<HaloDialect>>> = {
  'lists show no masters': { mastersInLists: false },
  'lists come by id whatever is asked': { listOrder: 'by-id' },
};

for (const [name, dialect] of Object.entries(dialects))
  test(`a series is found within a day, once, where ${name}`, async () => {
    const house = await installBothWays({ halo: { dialect } });
    try {
      const first = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
      const booking = { agent_id: house.agentId('Anna'), ...first };
      house.halo.state.makeSeries({ ...booking, subject: 'Old' }, { kind: 'daily', every: 1 }, { times: 2 });
      house.clock.advance(5_000);
      house.halo.state.book({ ...booking, subject: 'Before', end_date: '2026-03-26T08:30:00Z' });
      house.clock.advance(3_600_000);
      await house.sync();
      await house.send();
      house.clock.advance(5_000);
      const master = house.halo.state.makeSeries(
        { ...booking, subject: 'Round' },
        { kind: 'daily', every: 1 },
        { times: 3 },
      );
      house.halo.state.book({ ...booking, subject: 'Visit' });
      const day = async () => {
        house.clock.advance(24 * 60 * 60_000);
        await house.send(3);
        await house.sync();
        await house.send();
      };
      await day();
      const series = () =>
        house
          .mailbox('Anna')
          .items()
          .filter(item => item.kind === 'RecurringMaster')
          .map(item => item.subject);
      assert.deepEqual(series(), ['Round'], 'what was there before is left alone');
      const singles = house
        .mailbox('Anna')
        .items()
        .filter(item => item.kind === 'Single');
      assert.deepEqual(
        singles.map(item => item.subject),
        ['Visit'],
        'so are singles',
      );
      house.halo.state.edit(master.id, { subject: 'Round, new' });
      await day();
      assert.deepEqual(series(), ['Round, new']);
      const from = requestsSoFar(house);
      await day();
      assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
      house.halo.state.deleteByHand(master.id);
      await day();
      assert.deepEqual(series(), []);
    } finally {
      await house.close();
    }
  });
