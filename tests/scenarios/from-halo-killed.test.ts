/** A process that runs both ways dies at one of its effects, and somebody goes on working before the next one begins: nothing of that is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mortal } from './mortal.ts';
import { installBothWays, runBothWays, type TwoWay } from './two-way.ts';

const morning = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };

/** Runs a process that dies at the effect, and goes on in another one; what happens in between. Answers what it died at. */
async function killed(
  house: TwoWay,
  at: number | string,
  work: (dying: Awaited<ReturnType<typeof runBothWays>>) => Promise<unknown>,
  between = () => {},
): Promise<string | null> {
  const mortal = new Mortal(at);
  await house.restart(async () => {
    const dying = await runBothWays(house, mortal);
    await work(dying).catch(() => {});
    await dying.end();
    house.clock.advance(60_000);
    between();
  });
  return mortal.death;
}

test('an appointment changed in Halo after the run that was to remove it was killed lives on where Halo wins', async () => {
  const house = await installBothWays({ settings: { outbound: { conflict: 'halo' } } });
  try {
    await house.sync();
    await house.send();
    const row = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
    house.clock.advance(60_000);
    await house.send();
    await house.sync();
    const anna = house.mailbox('Anna');
    anna.remove(anna.items()[0]?.id ?? '');
    house.clock.advance(60_000);
    const at = 'before DELETE /Appointment/{id}';
    const between = () => house.halo.state.edit(row.id, { subject: 'Visit after all' });
    assert.equal(await killed(house, at, dying => dying.sync(), between), at);
    await house.sync();
    await house.send();
    await house.sync();
    assert.deepEqual(
      house.appointments('Anna').map(each => [each.id, each.subject]),
      [[row.id, 'Visit after all']],
    );
    assert.deepEqual(
      anna.items().map(each => each.subject),
      ['Visit after all'],
    );
    assert.deepEqual(house.queued(), []);
  } finally {
    await house.close();
  }
});

test('killed anywhere while its last occurrence becomes a single, the master of a series that is gone goes, too', async () => {
  let isOver = false;
  for (let effect = 1; !isOver && effect < 60; effect += 1) {
    const house = await installBothWays({ settings: { outbound: { conflict: 'halo' } } });
    try {
      await house.sync();
      await house.send();
      const booking = { agent_id: house.agentId('Anna'), subject: 'Round', ...morning };
      house.halo.state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: 1 });
      house.clock.advance(60_000);
      await house.send();
      await house.sync();
      const child = house.appointments('Anna').find(row => !row._recurringmaster);
      house.mailbox('Anna').remove(house.mailbox('Anna').items()[0]?.id ?? '');
      house.clock.advance(5_000);
      house.halo.state.edit(child?.id ?? 0, { subject: 'Still needed' });
      house.clock.advance(60_000);
      // The import has seen that the series is gone and will not see it again.
      await house.sync();
      isOver = (await killed(house, effect, dying => dying.send())) === null;
      for (let round = 0; round < 2; round += 1) {
        await house.sync();
        await house.send(2);
      }
      assert.deepEqual(
        house.appointments('Anna').map(row => [row.id, row.subject]),
        [[child?.id, 'Still needed']],
        `killed at effect ${effect}`,
      );
      assert.deepEqual(
        house
          .mailbox('Anna')
          .items()
          .map(item => [item.kind, item.subject]),
        [['Single', 'Still needed']],
      );
    } finally {
      await house.close();
    }
  }
  assert.ok(isOver);
});

test('killed between leaving one calendar and being made in another, what somebody copied in the first is theirs', async () => {
  const house = await installBothWays({ agents: [{ name: 'Anna' }, { name: 'Bea' }] });
  try {
    await house.sync();
    await house.send();
    const row = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
    house.clock.advance(60_000);
    await house.send();
    await house.sync();
    const anna = house.mailbox('Anna');
    anna.duplicate(anna.items()[0]?.id ?? '');
    house.halo.state.moveTo(row.id, house.agentId('Bea'));
    house.clock.advance(60_000);
    const at = 'before CreateItem';
    assert.equal(await killed(house, at, dying => dying.send()), at);
    for (let round = 0; round < 2; round += 1) {
      // The import meets the copy, and the look at Halo hears of the same appointment of another agent.
      await house.sync();
      await house.send(2);
    }
    for (const name of ['Anna', 'Bea']) {
      const items = house.mailbox(name).items();
      assert.deepEqual([name, items.map(item => item.subject)], [name, ['Visit']]);
      const subjects = house.appointments(name).map(each => each.subject);
      assert.deepEqual([name, subjects], [name, ['Visit']]);
    }
    assert.deepEqual(house.queued(), []);
  } finally {
    await house.close();
  }
});

test('what imports have met of an appointment that waits already is on disk', async () => {
  const house = await installBothWays();
  try {
    const change = { haloId: 7, agentId: 1 };
    await house.outbound().heard([change], 'nudge');
    await house.outbound().heard([change], 'import');
    await house.outbound().heard([{ ...change, agentId: 2 }], 'import');
    await house.outbound().heard([change], 'nudge');
    await house.restart();
    await house.outbound().queue.load();
    const [entry] = house.queued();
    assert.deepEqual([entry?.heard, entry?.metBy], ['import', [1, 2]]);
  } finally {
    await house.close();
  }
});

test('killed anywhere while it is made in Exchange: deleted in Outlook before the next import, it is gone on both sides', async () => {
  let isOver = false;
  for (let effect = 1; !isOver && effect < 60; effect += 1) {
    const house = await installBothWays();
    try {
      await house.sync();
      await house.send();
      house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
      house.clock.advance(60_000);
      isOver = (await killed(house, effect, dying => dying.send())) === null;
      await house.send(2);
      const anna = house.mailbox('Anna');
      const [item, ...more] = anna.items();
      assert.deepEqual([item?.subject, more], ['Visit', []], `killed at effect ${effect}`);
      anna.remove(item?.id ?? '');
      for (let round = 0; round < 2; round += 1) {
        house.clock.advance(16 * 60_000);
        await house.sync();
        await house.send(2);
      }
      assert.deepEqual([house.appointments('Anna'), anna.items()], [[], []], `killed at effect ${effect}`);
    } finally {
      await house.close();
    }
  }
  assert.ok(isOver);
});
