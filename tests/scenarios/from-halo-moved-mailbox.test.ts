/** An agent whose calendar is another mailbox from now on: what was made in Halo goes on there, once a person has said that it is right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownCodes } from '../../main/simulators/halo/schedule-codes.ts';
import { assertQuiet, book, both, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const newAddress = 'anna.new@example.org';
const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
const newCalendar = (house: TwoWay) => house.exchange.state.mailbox(newAddress);
const subjects = (house: TwoWay) =>
  newCalendar(house)
    .items()
    .map(item => item.subject)
    .sort();

/** Her calendar is moved to a new mailbox; UIDs and marks come along, ids do not. A person names it. */
async function migrate(house: TwoWay, moved: readonly string[]): Promise<void> {
  house.exchange.state.addMailbox({ address: newAddress, displayName: 'Anna' });
  const anna = house.mailbox('Anna');
  for (const { id, subject, start, end, uid } of anna.items()) {
    if (!moved.includes(subject)) continue;
    const { extended, body, bodyType, freeBusy } = anna.item(id).content;
    newCalendar(house).store({ subject, start, end, uid, body, bodyType, freeBusy }, 'Anna', { extended });
  }
  house.change({
    agents: {
      preferenceOn: [1],
      preferenceOff: [0],
      mailboxes: { [String(house.agentId('Anna'))]: newAddress },
    },
    outbound: { enabled: true, zone: 'Europe/Paris', seriesCodes: ownCodes },
  });
  await house.restart();
  await rounds(house, 2);
}

test('what was moved along is tied again, and changes and deletions go on both ways', () =>
  both(async house => {
    const visit = book(house, { subject: 'Visit' });
    const call = book(house, { subject: 'Call' });
    house.mailbox('Anna').book({ subject: 'Lunch', ...times });
    await rounds(house);
    await migrate(house, ['Visit', 'Call', 'Lunch']);
    assert.equal(house.appointments('Anna').length, 3);
    house.halo.state.edit(visit.id, { subject: 'Long visit' });
    house.halo.state.deleteByHand(call.id);
    await rounds(house);
    assert.deepEqual(subjects(house), ['Long visit', 'Lunch']);
    const event = newCalendar(house)
      .items()
      .find(item => item.subject === 'Long visit');
    newCalendar(house).change(event?.id ?? '', { location: 'Site 3' });
    await rounds(house);
    const row = house.appointments('Anna').find(each => each.id === visit.id);
    assert.equal(row?.appointment_location_free_text, 'Site 3');
    await house.restart();
    house.halo.state.edit(visit.id, { note: 'By car' });
    await rounds(house);
    assert.equal(
      newCalendar(house)
        .items()
        .find(item => item.subject === 'Long visit')
        ?.body.trim(),
      'By car',
    );
    await assertQuiet(house);
  }));

test('what was left behind is made in the new calendar when it changes, and a series goes on there', () =>
  both(async house => {
    const visit = book(house, { subject: 'Visit' });
    const series = house.halo.state.makeSeries(
      {
        agent_id: house.agentId('Anna'),
        subject: 'Round',
        start_date: times.start,
        end_date: times.end,
      },
      { kind: 'daily', every: 1 },
      { times: 2 },
    );
    await rounds(house);
    await migrate(house, []);
    assert.deepEqual(subjects(house), []);
    house.halo.state.edit(visit.id, { note: 'By car' });
    house.halo.state.edit(series.id, { subject: 'Rounds' });
    await rounds(house, 2);
    assert.deepEqual(subjects(house), ['Rounds', 'Visit']);
    await assertQuiet(house);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject)
        .sort(),
      ['Round', 'Visit'],
      'the old calendar stays as it is',
    );
  }));
