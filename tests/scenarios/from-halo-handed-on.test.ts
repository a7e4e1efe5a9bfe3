/** An appointment that was imported for one agent is given to another: it arrives there, whatever becomes of the calendar it came from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both, rounds } from './both-ways.ts';
import { installBothWays, type TwoWay } from './two-way.ts';

const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
const agents = [{ name: 'Anna' }, { name: 'Bob' }];
const master = 'EXAMPLE\\halo-sync';

const subjects = (house: TwoWay, name: string) =>
  house
    .mailbox(name)
    .items()
    .map(item => item.subject);

/** Answers the id in Halo of an appointment that was imported for Anna. */
async function imported(house: TwoWay): Promise<number> {
  house.mailbox('Anna').book({ subject: 'Lunch', ...times });
  await rounds(house);
  return house.appointments('Anna')[0]?.id ?? 0;
}

async function switchOff(house: TwoWay): Promise<void> {
  house.change({ agents: { ...house.settings().agents, off: [house.agentId('Anna')] } });
  await rounds(house);
}

test('where nobody may look into the calendar it came from, as its new agent', () =>
  both(
    async house => {
      const id = await imported(house);
      house.halo.state.moveTo(id, house.agentId('Bob'));
      await house.send();
      await house.outbound().queue.answer('all', 'approve');
      await rounds(house);
      assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [[], ['Lunch']]);
      await assertQuiet(house);
    },
    { agents, exchange: { dialect: { withoutRights: 'ErrorAccessDenied' } } },
  ));

test('where its old agent is not synced any more, and the account sees both calendars', async () => {
  const house = await installBothWays({ agents, settings: { exchange: { access: 'delegate' } } });
  try {
    for (const address of ['anna@example.org', 'bob@example.org'])
      house.exchange.state.setRights(master, address, 'editor', true);
    await house.sync();
    const id = await imported(house);
    await switchOff(house);
    house.halo.state.moveTo(id, house.agentId('Bob'));
    await rounds(house);
    assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [['Lunch'], ['Lunch']]);
    await assertQuiet(house);
  } finally {
    await house.close();
  }
});

test('where the mailbox it came from is in the cloud', () =>
  both(
    async house => {
      const id = await imported(house);
      await switchOff(house);
      house.mailbox('Anna').moved = 'cloud';
      house.halo.state.moveTo(id, house.agentId('Bob'));
      await rounds(house);
      assert.deepEqual(subjects(house, 'Bob'), ['Lunch']);
      await assertQuiet(house);
    },
    { agents },
  ));
