/** What people do in Halo reaches Exchange, and nothing echoes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

const morning = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

async function both(
  work: (house: TwoWay) => Promise<void>,
  options: Parameters<typeof installBothWays>[0] = {},
) {
  const house = await installBothWays(options);
  try {
    await house.sync();
    await house.send();
    await work(house);
    assert.equal(house.exchange.mailsSent, 0, 'nobody is mailed by Exchange');
    assert.equal(house.halo.state.mails, 0, 'nobody is mailed by Halo');
  } finally {
    await house.close();
  }
}

function book(house: TwoWay, fields: object = {}) {
  return house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning, ...fields });
}

/** Three more rounds of everything write nothing on either side. */
async function assertQuiet(house: TwoWay): Promise<void> {
  const from = requestsSoFar(house);
  for (let round = 0; round < 3; round += 1) {
    house.clock.advance(15 * 60_000);
    await house.sync();
    await house.send(2);
  }
  assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
  assert.deepEqual(house.queued(), []);
}

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

test('a copy of our event in Outlook is an event of its own', () =>
  both(async house => {
    book(house);
    await house.send();
    const [event] = house.mailbox('Anna').items();
    house.mailbox('Anna').copy(event?.id ?? '');
    await house.sync();
    assert.equal(house.appointments('Anna').length, 2);
    await assertQuiet(house);
  }));

test('all-day appointments are dates, private ones are private, and neither comes back changed', () =>
  both(async house => {
    book(house, { allday: true, start_date: '2026-03-29T00:00:00', end_date: '2026-03-30T23:59:59' });
    book(house, { subject: 'Doctor', is_private: true });
    await house.send();
    const items = house.mailbox('Anna').items();
    const allDay = items.find(item => item.allDay);
    assert.deepEqual([allDay?.firstDate, allDay?.lastDate], ['2026-03-29', '2026-03-30']);
    assert.equal(items.find(item => item.subject === 'Doctor')?.sensitivity, 'Private');
    await assertQuiet(house);
    assert.deepEqual(
      house
        .appointments('Anna')
        .map(row => row.subject)
        .sort(),
      ['Doctor', 'Visit'],
    );
  }));

test('with nothing changed a look is one request', () =>
  both(async house => {
    book(house);
    await house.send(3);
    const from = requestsSoFar(house);
    await house.send();
    assert.equal(house.halo.requests.length - from.halo, 1);
    assert.equal(house.exchange.requests.length - from.exchange, 0);
  }));

test('other attendees who are agents become attendees in Exchange; nobody is mailed, and no name is lost in Halo', () =>
  both(
    async house => {
      book(house, { attendees: 'Bob; Somebody From Outside; carla@customer.example' });
      await house.send();
      const [event] = house.mailbox('Anna').items();
      assert.deepEqual(
        event?.attendees.map(one => one.address),
        ['bob@example.org', 'carla@customer.example'],
      );
      await assertQuiet(house);
      const [row] = house.appointments('Anna');
      assert.equal(row?.attendees, 'Bob; Somebody From Outside; carla@customer.example');
      assert.deepEqual(house.mailbox('Bob').items(), [], 'nobody was invited');
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));

test('tasks and holidays are not sent, nor types that are not wanted', () =>
  both(
    async house => {
      book(house, { subject: 'Task', is_task: true });
      book(house, { subject: 'Other type', appointment_type_id: 3 });
      book(house, { subject: 'Wanted', appointment_type_id: 2 });
      await house.send();
      assert.deepEqual(
        house
          .mailbox('Anna')
          .items()
          .map(item => item.subject),
        ['Wanted'],
      );
      await assertQuiet(house);
    },
    { settings: { outbound: { types: [2] } } },
  ));

test('texts that Exchange would alter come back as Halo holds them', () =>
  both(async house => {
    const odd = `Größe <b>&amp;</b> "quotes" \u{1f4c5} ${'x'.repeat(300)}`;
    const note = 'First\r\n\r\n  indented <tag> & more\nLast';
    book(house, { subject: odd, note, appointment_location_free_text: ' Room   7 ' });
    await house.send();
    await assertQuiet(house);
    const [row] = house.appointments('Anna');
    assert.deepEqual(
      [row?.subject, row?.note, row?.appointment_location_free_text],
      [odd, note, ' Room   7 '],
    );
  }));

test('a copy of our event stays when its appointment is given to another agent, and becomes one of its own', () =>
  both(
    async house => {
      const made = book(house);
      await house.send();
      await house.sync();
      const [event] = house.mailbox('Anna').items();
      house.mailbox('Anna').copy(event?.id ?? '');
      house.clock.advance(2_000);
      house.halo.state.moveTo(made.id, house.agentId('Bob'));
      await house.send();
      for (let round = 0; round < 3; round += 1) {
        house.clock.advance(16 * 60_000);
        await house.sync();
        await house.send();
      }
      assert.equal(house.mailbox('Anna').items().length, 1);
      assert.deepEqual([house.appointments('Anna').length, house.appointments('Bob').length], [1, 1]);
      await assertQuiet(house);
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));

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
