/** Removals that the way out holds wait among all other held changes, and the same answers are given to both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import { answerAllHeld, type BothWays, type HeldRow, listAllHeld } from '../../main/engine/all-held.ts';
import { theValue } from '../builders/results.ts';
import { installBothWays, type TwoWay } from './two-way.ts';

const lunch = { subject: 'Lunch', start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };

/** Anna's events that were made in Outlook, and whose appointments somebody deletes in Halo. */
async function withDeleted(
  events: readonly object[],
  work: (house: TwoWay, ways: BothWays, list: () => Promise<readonly HeldRow[]>) => Promise<void>,
): Promise<void> {
  const house = await installBothWays();
  try {
    await house.sync();
    await house.send();
    for (const event of events) house.mailbox('Anna').book({ ...lunch, ...event });
    await house.sync();
    house.clock.advance(1_000);
    for (const row of house.appointments('Anna')) house.halo.state.deleteByHand(row.id);
    await house.send();
    const ways: BothWays = {
      links: house.store(),
      outbound: async () => succeeded(house.outbound().queue.memory),
      answerOutbound: (ids, answer) => house.outbound().queue.answer(ids, answer),
    };
    await work(house, ways, async () => theValue(await listAllHeld(ways)));
  } finally {
    await house.close();
  }
}

const inOutlook = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => item.subject);

const heldLines = (house: TwoWay) => house.sentLines().filter(({ outcome }) => outcome === 'held').length;

test('a held removal says whose, what, when and why; of a private one it says no subject', () =>
  withDeleted([{}, { subject: 'Doctor', sensitivity: 'Private' }], async (house, _, list) => {
    const agentId = house.agentId('Anna');
    const rows = await list();
    assert.deepEqual(
      rows.map(({ at, action, reason, state, subject, isKnown }) => [
        at,
        action,
        reason,
        state,
        subject,
        isKnown,
      ]),
      [
        ['exchange', 'remove', 'not-made-by-us', 'waiting', 'Lunch', true],
        ['exchange', 'remove', 'not-made-by-us', 'waiting', null, true],
      ],
    );
    for (const { reference, start, end, ...row } of rows) {
      assert.deepEqual([row.agentId, start, end], [agentId, lunch.start, lunch.end]);
      assert.match(row.address, /^anna/i);
      assert.equal(reference, `${agentId}:halo-${row.haloId}`);
    }
  }));

test('its entry in the queue says the same, and what was made private since is shown by its time alone', () =>
  withDeleted(
    [{}, { subject: 'Doctor', sensitivity: 'Private' }, { subject: 'Notary' }],
    async (house, _, list) => {
      const when = { kind: 'timed', start: lunch.start, end: lunch.end };
      const ids = () => house.queued().map(({ haloId }) => haloId);
      const assertShown = async (wanted: readonly string[]) => {
        const shown = house.queued().map(({ about }) => about?.subject ?? '');
        assert.deepEqual(shown.toSorted(), wanted, 'in the queue');
        for (const { about } of house.queued()) assert.deepEqual(about?.when, when);
        const held = (await list()).map(({ subject }) => subject ?? '');
        assert.deepEqual(held.toSorted(), wanted, 'among what is held');
      };
      await assertShown(['', 'Lunch', 'Notary']);
      const anna = house.mailbox('Anna');
      const notary = anna.items().find(({ subject }) => subject === 'Notary');
      anna.change(notary?.id ?? '', { sensitivity: 'Private' });
      await house.outbound().queue.answer(ids(), 'retry');
      await house.send();
      await assertShown(['', '', 'Lunch']);
    },
  ));

test('approved, the running way out moves the event into Deleted Items in its next turn', () =>
  withDeleted([{}], async (house, ways, list) => {
    const [row] = await list();
    const answers = theValue(await answerAllHeld(ways, { references: [row?.reference ?? ''] }, 'approved'));
    assert.deepEqual(
      answers.answered.map(({ subject }) => subject),
      ['Lunch'],
    );
    assert.deepEqual(await list(), []);
    await house.turn();
    assert.deepEqual(inOutlook(house), []);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .itemsIn('deleteditems')
        .map(item => item.subject),
      ['Lunch'],
    );
    assert.deepEqual(house.queued(), []);
  }));

test('kept, it stays, is listed as answered, is asked no more, and can be approved after all', () =>
  withDeleted([{}], async (house, ways, list) => {
    theValue(await answerAllHeld(ways, 'all', 'kept'));
    const asked = heldLines(house);
    house.clock.advance(16 * 60_000);
    await house.outbound().queue.heard(
      house.queued().map(({ haloId, agentId }) => ({ haloId, agentId })),
      'poll',
    );
    await house.send(2);
    await house.sync();
    assert.equal(heldLines(house), asked, 'a report after the answer does not call it held');
    assert.deepEqual(inOutlook(house), ['Lunch']);
    const [kept] = await list();
    assert.equal(kept?.state, 'kept');
    assert.deepEqual(
      theValue(await answerAllHeld(ways, 'all', 'approved')).answered,
      [],
      'all means all that wait',
    );
    const named = { references: [`halo-${kept?.haloId}`] };
    assert.equal(theValue(await answerAllHeld(ways, named, 'approved')).answered.length, 1);
    await house.turn();
    assert.deepEqual(inOutlook(house), []);
  }));

test('nothing of either way is answered when one name names nothing', () =>
  withDeleted([{}], async (_, ways, list) => {
    const [row] = await list();
    const haloId = row?.haloId ?? 0;
    const wrong = [`999:halo-${haloId}`, 'halo-123456', '7:dddd4444'];
    const references = [`halo-${haloId}`, ...wrong];
    const answers = theValue(await answerAllHeld(ways, { references }, 'approved'));
    assert.deepEqual([answers.answered, [...answers.unknown].sort()], [[], [...wrong].sort()]);
    assert.equal((await list())[0]?.state, 'waiting');
  }));

test('while nothing is written to Exchange there is nothing to answer', () =>
  withDeleted([{}], async (_, ways, list) => {
    const [row] = await list();
    const off: BothWays = { ...ways, outbound: async () => succeeded(null) };
    assert.deepEqual(theValue(await listAllHeld(off)), []);
    const named = { references: [row?.reference ?? ''] };
    assert.equal(theValue(await answerAllHeld(off, named, 'approved')).unknown.length, 1);
  }));
