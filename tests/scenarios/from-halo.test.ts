/** What people do in Halo reaches Exchange, and nothing echoes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, morning } from './both-ways.ts';
import { installBothWays, requestsSoFar } from './two-way.ts';

test('an appointment that is made in Halo is made in Exchange, once, as it is', () =>
  both(async house => {
    book(house, { appointment_location_free_text: 'Site 3', note: 'Bring the keys' });
    await house.send();
    const [event, ...more] = house.mailbox('Anna').items();
    assert.equal(more.length, 0);
    assert.deepEqual(
      [event?.subject, event?.location, event?.body.trim(), event?.start, event?.end, event?.freeBusy],
      ['Visit', 'Site 3', 'Bring the keys', '2026-03-25T09:00:00Z', '2026-03-25T10:00:00Z', 'Busy'],
    );
    await assertQuiet(house);
    assert.equal(house.appointments('Anna').length, 1);
  }));

test('what was there before is left alone until it changes', async () => {
  const house = await installBothWays();
  try {
    const old = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Old', ...morning });
    house.clock.advance(3_600_000);
    await house.sync();
    await house.send(2);
    assert.deepEqual(house.mailbox('Anna').items(), []);
    house.halo.state.edit(old.id, { subject: 'Old, edited' });
    await house.send();
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      ['Old, edited'],
    );
    await assertQuiet(house);
  } finally {
    await house.close();
  }
});

test('a change in Halo writes only what changed, to events of either side', () =>
  both(async house => {
    const made = book(house);
    const id = house
      .mailbox('Anna')
      .book({ subject: 'Lunch', start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' });
    await house.send();
    await house.sync();
    const imported = house.appointments('Anna').find(row => row.subject === 'Lunch');
    assert.ok(imported !== undefined);
    house.halo.state.edit(made.id, { start_date: '2026-03-25T14:00:00Z', end_date: '2026-03-25T15:00:00Z' });
    house.halo.state.edit(imported.id, { subject: 'Long lunch' });
    await house.send();
    const items = house.mailbox('Anna').items();
    assert.equal(items.length, 2);
    assert.equal(items.find(item => item.id === id)?.subject, 'Long lunch');
    assert.equal(items.find(item => item.subject === 'Visit')?.start, '2026-03-25T14:00:00Z');
    await assertQuiet(house);
    assert.equal(house.appointments('Anna').length, 2);
  }));

test('a deletion in Halo removes the event that we made, and asks about one that we did not', () =>
  both(async house => {
    const made = book(house);
    house
      .mailbox('Anna')
      .book({ subject: 'Lunch', start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' });
    await house.send();
    await house.sync();
    const imported = house.appointments('Anna').find(row => row.subject === 'Lunch');
    house.clock.advance(1_000);
    house.halo.state.deleteByHand(made.id);
    house.halo.state.deleteByHand(imported?.id ?? 0);
    await house.send();
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      ['Lunch'],
    );
    const [held, ...more] = house.queued();
    assert.equal(more.length, 0);
    assert.deepEqual(held?.state.kind === 'held' && held.state.reason, 'not-made-by-us');
    await house.sync();
    assert.equal(house.appointments('Anna').length, 0, 'it is not made again while the question waits');
  }));

test('what Exchange changes of an appointment that was made in Halo comes back to it', () =>
  both(async house => {
    book(house);
    await house.send();
    const [event] = house.mailbox('Anna').items();
    house
      .mailbox('Anna')
      .change(event?.id ?? '', { start: '2026-03-25T16:00:00Z', end: '2026-03-25T17:00:00Z' });
    await house.sync();
    assert.deepEqual(
      house.appointments('Anna').map(row => row.start_date),
      ['2026-03-25T16:00:00'],
    );
    await assertQuiet(house);
  }));

test('an event of ours that is deleted in Outlook takes its appointment with it', () =>
  both(async house => {
    book(house);
    await house.send();
    const [event] = house.mailbox('Anna').items();
    house.mailbox('Anna').remove(event?.id ?? '');
    await house.sync();
    assert.deepEqual(house.appointments('Anna'), []);
    await assertQuiet(house);
  }));

test('an appointment that is given to another agent moves to the other calendar', () =>
  both(
    async house => {
      const made = book(house);
      await house.send();
      house.halo.state.moveTo(made.id, house.agentId('Bob'));
      await house.send();
      assert.deepEqual(house.mailbox('Anna').items(), []);
      assert.deepEqual(
        house
          .mailbox('Bob')
          .items()
          .map(item => item.subject),
        ['Visit'],
      );
      await assertQuiet(house);
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));

test('an appointment of several agents is refused by name, and sent once it has one', () =>
  both(
    async house => {
      const made = book(house);
      house.halo.state.shareWith(made.id, [house.agentId('Bob')]);
      await house.send();
      assert.deepEqual(house.mailbox('Anna').items(), []);
      const [parked] = house.queued();
      assert.equal(parked?.state.kind === 'parked' && parked.state.reason, 'several-agents');
      house.clock.advance(1_000);
      house.halo.state.shareWith(made.id, []);
      await house.send();
      assert.equal(house.mailbox('Anna').items().length, 1);
      await assertQuiet(house);
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));

test('with nothing changed a look is one request', () =>
  both(async house => {
    book(house);
    await house.send(3);
    const from = requestsSoFar(house);
    await house.send();
    assert.equal(house.halo.requests.length - from.halo, 1);
    assert.equal(house.exchange.requests.length - from.exchange, 0);
  }));

test('a question that is looked at again stands in the report once', () =>
  both(async house => {
    const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
    house.mailbox('Anna').book({ subject: 'Lunch', ...times });
    await house.sync();
    house.clock.advance(1_000);
    const haloId = house.appointments('Anna')[0]?.id ?? 0;
    house.halo.state.deleteByHand(haloId);
    await house.send();
    await house.outbound().heard([{ haloId, agentId: null }], 'by-hand');
    await house.send();
    assert.equal(house.sentLines().filter(line => line.outcome === 'held').length, 1);
  }));
