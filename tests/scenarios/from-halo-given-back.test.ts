/** Somebody wants back in one calendar what the way out is removing from it: what we removed ourselves is no deletion of a person. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, morning, rounds } from './both-ways.ts';
import { Mortal } from './mortal.ts';
import { runBothWays, type TwoWay } from './two-way.ts';

const agents = [{ name: 'Anna' }, { name: 'Bea' }];

/** The way out of a process that dies at the effect, and what happens before the next one. Answers what it died at. */
async function sendKilled(house: TwoWay, effect: number, between: () => void): Promise<string | null> {
  const mortal = new Mortal(effect);
  await house.restart(async () => {
    const dying = await runBothWays(house, mortal);
    await dying.send().catch(() => {});
    await dying.end();
    house.clock.advance(60_000);
    between();
  });
  return mortal.death;
}

async function givenBackAfterEach(
  make: (house: TwoWay) => { readonly id: number },
  conflict: 'exchange' | 'halo',
): Promise<void> {
  let isOver = false;
  for (let effect = 1; !isOver && effect < 60; effect += 1)
    await both(
      async house => {
        const { state } = house.halo;
        const { id } = make(house);
        house.clock.advance(60_000);
        await house.send();
        await rounds(house);
        state.moveTo(id, house.agentId('Bea'));
        house.clock.advance(60_000);
        const diedAt = await sendKilled(house, effect, () => state.moveTo(id, house.agentId('Anna')));
        await rounds(house, 3);
        const told = `died at effect ${effect}, ${diedAt}`;
        const items = house.mailbox('Anna').items();
        assert.deepEqual(
          items.map(item => item.subject),
          ['Visit'],
          told,
        );
        assert.ok(
          house.appointments('Anna').some(row => row.id === id),
          told,
        );
        assert.deepEqual(house.mailbox('Bea').items(), [], told);
        assert.deepEqual(house.queued(), [], told);
        // From then on the way out has nothing of the first calendar in its hands.
        isOver = diedAt === null || diedAt === 'before CreateItem';
      },
      { agents, settings: { outbound: { conflict } } },
    );
  assert.ok(isOver);
}

test('given to another agent and back, killed anywhere in between, an appointment keeps an event', () =>
  givenBackAfterEach(
    house => house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning }),
    'exchange',
  ));

test('given to another agent and back, killed anywhere in between, a series keeps its events', () =>
  givenBackAfterEach(
    house =>
      house.halo.state.makeSeries(
        { agent_id: house.agentId('Anna'), subject: 'Visit', ...morning },
        { kind: 'daily', every: 1 },
        { times: 2 },
      ),
    'halo',
  ));

test('given back before anybody knows whether its event was removed, an appointment keeps one', () =>
  both(
    async house => {
      const { state } = house.halo;
      const { id } = state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
      house.clock.advance(60_000);
      await house.send();
      await rounds(house);
      state.moveTo(id, house.agentId('Bea'));
      house.exchange.faults.order({ kind: 'reset', effect: 'done', operation: 'DeleteItem' });
      house.clock.advance(60_000);
      await house.turn();
      assert.deepEqual(house.mailbox('Anna').items(), []);
      assert.equal(house.queued().length, 1, 'nobody knows yet');
      state.moveTo(id, house.agentId('Anna'));
      await rounds(house, 3);
      const items = house.mailbox('Anna').items();
      assert.deepEqual(
        items.map(item => item.subject),
        ['Visit'],
      );
      assert.deepEqual(
        house.appointments('Anna').map(row => row.id),
        [id],
      );
    },
    { agents },
  ));
