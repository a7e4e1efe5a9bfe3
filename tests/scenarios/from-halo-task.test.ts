/** Somebody makes a task of an appointment that has an event: nothing is lost on either side, and it is said that they part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import { requestsSoFar, type TwoWay, writesSince } from './two-way.ts';

const subjects = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => item.subject);
const rows = (house: TwoWay) => house.appointments('Anna').map(row => [row.subject, row.is_task]);
const reasons = (house: TwoWay) =>
  house.queued().map(({ state, about }) => [state.kind === 'parked' ? state.reason : state.kind, about]);

/** One that both sides hold, made on either side; then it is a task. */
async function becomes(madeIn: 'Halo' | 'Exchange', house: TwoWay): Promise<number> {
  if (madeIn === 'Halo') book(house);
  else house.mailbox('Anna').book({ subject: 'Visit', start: morning.start_date, end: morning.end_date });
  await rounds(house, 2);
  const id = house.appointments('Anna')[0]?.id ?? 0;
  house.clock.advance(1_000);
  house.halo.state.edit(id, { is_task: true });
  await house.send();
  return id;
}

for (const madeIn of ['Halo', 'Exchange'] as const) {
  test(`made in ${madeIn}, it keeps its event, is listed with the reason, and goes on when it is an appointment again`, () =>
    both(async house => {
      const id = await becomes(madeIn, house);
      const when = { kind: 'timed', start: morning.start_date, end: morning.end_date };
      const told = [['became-a-task', { when, subject: 'Visit' }]];
      assert.deepEqual(reasons(house), told);
      const [item] = house.mailbox('Anna').items();
      house.mailbox('Anna').change(item?.id ?? '', { subject: 'Visit, in Outlook' });
      const from = requestsSoFar(house);
      await rounds(house, 3);
      assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
      assert.deepEqual([subjects(house), rows(house)], [['Visit, in Outlook'], [['Visit', true]]]);
      assert.deepEqual(reasons(house), told);
      house.halo.state.edit(id, { is_task: false });
      await rounds(house);
      assert.deepEqual(
        [subjects(house), rows(house)],
        [['Visit, in Outlook'], [['Visit, in Outlook', false]]],
      );
      await assertQuiet(house);
    }));

  test(`made in ${madeIn}, it stays in Halo as a task when its event is deleted in Outlook, and nothing waits any more`, () =>
    both(async house => {
      await becomes(madeIn, house);
      const [item] = house.mailbox('Anna').items();
      house.mailbox('Anna').remove(item?.id ?? '');
      await rounds(house);
      assert.deepEqual([subjects(house), rows(house)], [[], [['Visit', true]]]);
      await assertQuiet(house);
    }));
}

test('a task that never was an appointment is nobody’s business', () =>
  both(async house => {
    book(house, { is_task: true });
    await rounds(house);
    assert.deepEqual([subjects(house), house.queued()], [[], []]);
  }));
