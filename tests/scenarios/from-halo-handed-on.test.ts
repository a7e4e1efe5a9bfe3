/** An appointment of one agent is given to another: it arrives there, and there alone, whatever becomes of the calendar it came from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both, morning, rounds } from './both-ways.ts';
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

/** Her calendar is in another mailbox now, with all marks; a person has named it. */
function migrated(house: TwoWay, name: string, address: string) {
  house.exchange.state.addMailbox({ address, displayName: name });
  const today = house.exchange.state.mailbox(address);
  const before = house.mailbox(name);
  for (const { id, subject, start, end, uid } of before.items()) {
    const { extended, body, bodyType, freeBusy } = before.item(id).content;
    today.store({ subject, start, end, uid, body, bodyType, freeBusy }, name, { extended });
  }
  const mailboxes = { [String(house.agentId(name))]: address };
  house.change({ agents: { ...house.settings().agents, mailboxes } });
  return today;
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

const zoeAndBob = [{ name: 'Zoe' }, { name: 'Bob' }];

test('what is tied in two calendars, of which one is not synced any more, is deleted in the other when Halo deletes it', () =>
  both(
    async house => {
      const row = house.halo.state.book({ agent_id: house.agentId('Zoe'), subject: 'Visit', ...morning });
      await rounds(house);
      house.change({ agents: { ...house.settings().agents, off: [house.agentId('Zoe')] } });
      await rounds(house);
      house.halo.state.moveTo(row.id, house.agentId('Bob'));
      await rounds(house);
      assert.deepEqual(subjects(house, 'Bob'), ['Visit']);
      await house.restart();
      house.halo.state.deleteByHand(row.id);
      await rounds(house);
      assert.deepEqual([subjects(house, 'Zoe'), subjects(house, 'Bob')], [['Visit'], []]);
      await assertQuiet(house);
    },
    { agents: zoeAndBob },
  ));

for (const name of ['Abe', 'Zoe'])
  for (const isRestarted of [true, false])
    test(`what was given away while ${name} was not synced leaves the calendar when it is again${isRestarted ? ', restarted' : ''}`, () =>
      both(
        async house => {
          const row = house.halo.state.book({ agent_id: house.agentId(name), subject: 'Visit', ...morning });
          await rounds(house);
          const { agents: all } = house.settings();
          house.change({ agents: { ...all, off: [house.agentId(name)] } });
          await rounds(house);
          house.halo.state.moveTo(row.id, house.agentId('Bob'));
          await rounds(house);
          if (isRestarted) await house.restart();
          house.change({ agents: all });
          await rounds(house);
          house.clock.advance(25 * 3_600_000);
          await rounds(house, 2);
          assert.deepEqual([subjects(house, name), subjects(house, 'Bob')], [[], ['Visit']]);
          await assertQuiet(house);
        },
        { agents: [{ name }, { name: 'Bob' }] },
      ));

test('what was imported and given away meanwhile is asked about, and goes on with its new agent', () =>
  both(
    async house => {
      const id = await imported(house);
      const { agents: all } = house.settings();
      await switchOff(house);
      house.halo.state.moveTo(id, house.agentId('Bob'));
      await rounds(house);
      house.change({ agents: all });
      house.clock.advance(25 * 3_600_000);
      await rounds(house, 2);
      assert.deepEqual(
        house.queued().map(({ state }) => state.kind),
        ['held'],
      );
      house.halo.state.edit(id, { subject: 'Long lunch' });
      await rounds(house);
      assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [['Lunch'], ['Long lunch']]);
      await house.outbound().queue.answer('all', 'approve');
      await rounds(house);
      assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [[], ['Long lunch']]);
      await assertQuiet(house);
    },
    { agents },
  ));

test('what leaves the calendar it was imported from while its new agent is not synced arrives when that one is', () =>
  both(
    async house => {
      const { agents: all } = house.settings();
      const id = await imported(house);
      house.change({ agents: { ...all, off: [house.agentId('Bob')] } });
      house.halo.state.moveTo(id, house.agentId('Bob'));
      await rounds(house);
      await house.outbound().queue.answer('all', 'approve');
      await rounds(house);
      assert.deepEqual(subjects(house, 'Anna'), []);
      await house.restart();
      await rounds(house);
      assert.deepEqual(
        house.queued().map(({ state }) => (state.kind === 'parked' ? state.reason : state.kind)),
        ['agent-not-synced'],
      );
      house.change({ agents: all });
      house.clock.advance(25 * 3_600_000);
      await rounds(house, 2);
      assert.deepEqual(subjects(house, 'Bob'), ['Lunch']);
      await assertQuiet(house);
    },
    { agents },
  ));

for (const address of ['a.new@example.org', 'z.new@example.org'])
  test(`what was made in Halo leaves the mailbox that its old agent has now, ${address}`, () =>
    both(
      async house => {
        const row = house.halo.state.book({ agent_id: house.agentId('Mia'), subject: 'Visit', ...morning });
        await rounds(house);
        const today = migrated(house, 'Mia', address);
        await house.restart();
        await rounds(house, 2);
        await house.restart();
        house.halo.state.moveTo(row.id, house.agentId('Bob'));
        await rounds(house, 2);
        assert.deepEqual([today.items(), subjects(house, 'Bob')], [[], ['Visit']]);
        await assertQuiet(house);
      },
      { agents: [{ name: 'Mia' }, { name: 'Bob' }] },
    ));
