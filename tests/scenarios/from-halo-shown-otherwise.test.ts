/** What the import shows in Halo in another form than Exchange holds it: nothing of that form is written into Exchange. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
const rowOf = (house: TwoWay, word: string) =>
  house.appointments('Anna').find(row => row.subject.includes(word)) ?? assert.fail(`no ${word} in Halo`);
const subjects = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => item.subject)
    .sort();

test('the prefix of subjects stays in Halo, and there is one of it', () =>
  both(
    async house => {
      const anna = house.mailbox('Anna');
      const lunch = anna.book({ subject: 'Lunch', ...times });
      const visit = book(house, { subject: 'Visit' });
      await rounds(house);
      house.halo.state.edit(rowOf(house, 'Lunch').id, { subject: '[EX] Long lunch' });
      await rounds(house);
      assert.deepEqual(subjects(house), ['Long lunch', 'Visit']);
      anna.change(lunch, { subject: 'Longer lunch' });
      anna.change(anna.items().find(item => item.subject === 'Visit')?.id ?? '', { subject: 'Long visit' });
      await rounds(house);
      assert.equal(rowOf(house, 'lunch').subject, '[EX] Longer lunch');
      assert.equal(rowOf(house, 'visit').subject, '[EX] Long visit');
      house.halo.state.edit(visit.id, { subject: '[EX] Longer visit' });
      await rounds(house);
      assert.deepEqual(subjects(house), ['Longer lunch', 'Longer visit']);
      await assertQuiet(house);
    },
    { settings: { import: { subject: { rule: 'prefix', text: '[EX] ' } } } },
  ));

test('where Halo shows one subject for all events nobody there names one', () =>
  both(
    async house => {
      house.mailbox('Anna').book({ subject: 'Lunch', ...times });
      const visit = book(house, { subject: 'Visit' });
      await rounds(house);
      house.halo.state.edit(rowOf(house, 'Busy').id, { subject: 'Busy, with Bob' });
      house.halo.state.edit(visit.id, { subject: 'Long visit' });
      await rounds(house);
      assert.deepEqual(subjects(house), ['Long visit', 'Lunch']);
      await assertQuiet(house);
    },
    { settings: { import: { subject: { rule: 'fixed', text: 'Busy' } } } },
  ));

test('a text of which Halo is given the beginning alone is not replaced by it', () =>
  both(async house => {
    const minutes = `${'All that was said. '.repeat(2_000)}The end.`;
    const anna = house.mailbox('Anna');
    const id = anna.book({ subject: 'Minutes', body: minutes, bodyType: 'Text', ...times });
    await rounds(house);
    const row = rowOf(house, 'Minutes');
    house.halo.state.edit(row.id, {
      note: `Read by Bob. ${row.note}`,
      appointment_location_free_text: 'Hall',
    });
    await rounds(house);
    const [event] = anna.items();
    assert.deepEqual([event?.location, event?.body.trim()], ['Hall', minutes]);
    await assertQuiet(house);
    assert.ok(
      rowOf(house, 'Minutes').note.startsWith('Read by Bob.'),
      'what was entered in Halo stays there',
    );
    anna.change(id, { body: 'Short', bodyType: 'Text' });
    await rounds(house);
    house.halo.state.edit(row.id, { note: 'Short, and read by Bob' });
    await rounds(house);
    assert.equal(anna.items()[0]?.body.trim(), 'Short, and read by Bob');
    await assertQuiet(house);
  }));

test('a note of Halo that is longer than what is sent of it can be changed there', () =>
  both(async house => {
    const row = book(house, { note: 'A line of many.\r\n'.repeat(3_000) });
    await rounds(house);
    house.halo.state.edit(row.id, { note: 'Short' });
    await rounds(house);
    assert.equal(house.mailbox('Anna').items()[0]?.body.trim(), 'Short');
    await assertQuiet(house);
  }));
