/** A data folder that is new beside calendars to which an installation before it has sent: its id is another, so are its marks. */
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

async function beginAnew(house: TwoWay): Promise<void> {
  await house.restart(async () => {
    for (const name of await readdir(house.folderPath))
      await rm(join(house.folderPath, name), { recursive: true, force: true });
    const read = async () =>
      succeeded({ id: 'another-installation', marks: 'unknown', recognition: 'unknown' } as const);
    Object.assign(house.installation, { read });
  });
}

test('what was sent before and moved or renamed meanwhile is the same appointment, on both sides', () =>
  both(async house => {
    const visit = book(house, { subject: 'Visit' });
    const call = book(house, { subject: 'Call' });
    await rounds(house);
    const anna = house.mailbox('Anna');
    const idOf = (subject: string) => anna.items().find(item => item.subject === subject)?.id ?? '';
    anna.change(idOf('Visit'), { start: '2026-04-02T14:00:00Z', end: '2026-04-02T15:00:00Z' });
    anna.change(idOf('Call'), { subject: 'Long call' });
    await beginAnew(house);
    await rounds(house, 2);
    const inHalo = () => house.appointments('Anna').map(row => `${row.id} ${row.subject} ${row.start_date}`);
    assert.deepEqual(inHalo(), [
      `${call.id} Long call 2026-03-25T09:00:00`,
      `${visit.id} Visit 2026-04-02T14:00:00`,
    ]);
    house.halo.state.edit(visit.id, { subject: 'Visit, later' });
    await rounds(house);
    assert.deepEqual(
      anna
        .items()
        .map(item => item.subject)
        .sort(),
      ['Long call', 'Visit, later'],
    );
    await assertQuiet(house);
  }));

for (const day of ['2026-03-24', '2026-03-27'])
  test(`of an event and its copy on ${day} the one at the time of the appointment goes on with it`, () =>
    both(async house => {
      const visit = book(house, { subject: 'Visit' });
      await rounds(house);
      const anna = house.mailbox('Anna');
      const [made] = anna.items();
      const times = { start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z` };
      anna.store({ subject: 'Visit', ...times }, 'Anna', {
        extended: anna.item(made?.id ?? '').content.extended,
      });
      await beginAnew(house);
      await rounds(house, 2);
      const inHalo = house.appointments('Anna');
      const starts = (isVisit: boolean) =>
        inHalo.filter(row => (row.id === visit.id) === isVisit).map(row => row.start_date);
      assert.deepEqual([starts(true), starts(false)], [['2026-03-25T09:00:00'], [`${day}T09:00:00`]]);
      assert.equal(anna.items().length, 2);
      await assertQuiet(house);
    }));

test('a number that means another appointment by now ties nothing', () =>
  both(async house => {
    const visit = book(house, { subject: 'Visit' });
    await rounds(house);
    await beginAnew(house);
    house.halo.state.edit(visit.id, {
      subject: 'Of another Halo',
      start_date: '2026-04-07T09:00:00Z',
      end_date: '2026-04-07T10:00:00Z',
    });
    await rounds(house, 2);
    assert.deepEqual(
      house.appointments('Anna').map(row => row.subject),
      ['Visit', 'Of another Halo'],
    );
  }));

test('a series that was sent before stays one series when it is changed in Halo', () =>
  both(async house => {
    const booking = { agent_id: house.agentId('Anna'), subject: 'Round', ...morning };
    const series = house.halo.state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: 3 });
    await rounds(house, 2);
    await beginAnew(house);
    await rounds(house, 2);
    house.halo.state.edit(series.id, { appointment_location_free_text: 'Site 3' });
    await rounds(house, 2);
    const anna = house.mailbox('Anna');
    assert.equal(anna.items().length, 1);
    assert.equal(house.appointments('Anna').length, 4, 'a master and its children');
    house.halo.state.edit(series.id, { subject: 'Rounds' });
    await rounds(house, 2);
    assert.equal(anna.items()[0]?.subject, 'Rounds');
    assert.deepEqual(
      house.appointments('Anna').map(row => row.subject),
      ['Rounds', 'Rounds', 'Rounds', 'Rounds'],
    );
    house.halo.state.deleteByHand(series.id);
    await rounds(house, 2);
    assert.deepEqual([anna.items().length, house.appointments('Anna').length], [0, 0]);
    await assertQuiet(house);
  }));
