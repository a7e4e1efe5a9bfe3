/** An installation whose way into Halo is changed in the middle of its life, and changed back: nothing is lost, doubled or left behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';
import { differences } from './compare.ts';
import { quietWhenVerified } from './quiet.ts';
import type { TwoWay } from './two-way.ts';

const at = (day: string) => ({ start: `2026-03-${day}T11:00:00Z`, end: `2026-03-${day}T12:00:00Z` });

function through(house: TwoWay, door: 'appointments' | 'integrator', enabled: boolean): void {
  house.change({
    halo: { door },
    import: { private: 'full' },
    outbound: { enabled, zone: 'Europe/Paris' },
  });
}

const subjects = (house: TwoWay) =>
  house
    .appointments('Anna')
    .map(row => row.subject)
    .sort();

for (const enabled of [false, true])
  test(`imported before, meanwhile and after: each event has one appointment that follows it (way out ${enabled ? 'on' : 'off'})`, () =>
    both(
      async house => {
        const anna = house.mailbox('Anna');
        const lunch = anna.book({ subject: 'Lunch', ...at('26') });
        const gone = anna.book({ subject: 'Gone meanwhile', ...at('27') });
        await rounds(house);
        through(house, 'integrator', enabled);
        await rounds(house);
        anna.change(lunch, { subject: 'Long lunch' });
        anna.remove(gone);
        const made = anna.book({ subject: 'Made meanwhile', ...at('28') });
        const short = anna.book({ subject: 'Made and gone', ...at('28') });
        const series = anna.book({
          subject: 'Daily',
          ...at('24'),
          recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
        });
        await rounds(house);
        const meanwhile = ['Daily', 'Daily', 'Daily', 'Long lunch', 'Made and gone', 'Made meanwhile'];
        assert.deepEqual(subjects(house), meanwhile);
        through(house, 'appointments', enabled);
        await rounds(house);
        assert.deepEqual(subjects(house), meanwhile);
        assert.equal(anna.items().length, 4, 'nothing is sent to Exchange');
        anna.change(lunch, { ...at('29') });
        anna.change(made, { subject: 'Changed afterwards' });
        anna.remove(short);
        anna.removeOccurrence(series, '2026-03-25');
        await rounds(house);
        assert.deepEqual(subjects(house), ['Changed afterwards', 'Daily', 'Daily', 'Long lunch']);
        assert.deepEqual(differences(house, { rules: { private: 'full' } }), []);
        await quietWhenVerified(house);
      },
      { settings: { outbound: { enabled }, import: { private: 'full' } } },
    ));

test('what was removed before the first run after the change takes its appointment with it', () =>
  both(async house => {
    const anna = house.mailbox('Anna');
    through(house, 'integrator', false);
    const id = anna.book({ subject: 'Made meanwhile', ...at('28') });
    await rounds(house);
    assert.deepEqual(subjects(house), ['Made meanwhile']);
    through(house, 'appointments', false);
    anna.remove(id);
    await rounds(house);
    assert.deepEqual(subjects(house), []);
  }));

test('what was made in Halo is not brought there a second time, and follows its event afterwards', () =>
  both(async house => {
    book(house, { subject: 'Visit' });
    book(house, { subject: 'Call', start_date: '2026-03-26T09:00:00Z', end_date: '2026-03-26T10:00:00Z' });
    await rounds(house);
    const anna = house.mailbox('Anna');
    const idOf = (subject: string) => anna.items().find(item => item.subject === subject)?.id ?? '';
    through(house, 'integrator', true);
    anna.change(idOf('Visit'), { subject: 'Long visit' });
    anna.remove(idOf('Call'));
    await rounds(house, 2);
    assert.deepEqual(subjects(house), ['Call', 'Visit']);
    through(house, 'appointments', true);
    await rounds(house, 2);
    assert.deepEqual(subjects(house), ['Long visit']);
    assert.equal(anna.items().length, 1);
    await assertQuiet(house);
  }));
