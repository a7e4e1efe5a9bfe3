/** A create of which nobody knows whether it arrived: never sent twice, found again, and removed when its event is gone meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayMailbox } from '../../preload/contract/words/results.ts';
import { install } from './installation.ts';

const visit = { subject: 'Visit', start: '2026-03-26T09:00:00Z', end: '2026-03-26T10:00:00Z' };

async function warm() {
  const house = await install();
  house
    .mailbox('Anna')
    .book({ ...visit, subject: 'First', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' });
  await house.sync();
  return house;
}

test('a create whose answer is lost is found by its mark in the same run', async t => {
  const house = await warm();
  t.after(() => house.close());
  house.mailbox('Anna').book(visit);
  house.halo.faults.order({ method: 'POST', path: '/Appointment', kind: 'lost-answer' });
  const report = await house.sync();
  assert.deepEqual([report.added, report.failed], [1, 0]);
  assert.equal(house.appointments('Anna').length, 2);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('a create that got lost on its way is not repeated in the same run, but by the next', async t => {
  const house = await warm();
  t.after(() => house.close());
  house.mailbox('Anna').book(visit);
  house.halo.faults.order({ method: 'POST', path: '/Appointment', kind: 'reset-before' });
  const report = await house.sync();
  assert.deepEqual([report.added, report.failed], [0, 1]);
  assert.equal(
    house.halo.requests.filter(each => each.method === 'POST' && each.path.endsWith('Appointment')).length,
    2,
  );
  assert.equal((await house.sync()).added, 1);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('a create that a run was cut off at is told as linked by the run that finds it, once', async t => {
  const house = await warm();
  t.after(() => house.close());
  house.mailbox('Anna').book(visit);
  house.halo.faults.order({ method: 'POST', path: '/Appointment', kind: 'lost-answer' });
  const away = { method: 'GET', path: '/Appointment', after: 1, times: 100 } as const;
  house.halo.faults.order({ ...away, kind: 'http-status', status: 503 });
  const cut = await house.sync();
  assert.equal(cut.added, 0);
  house.halo.faults.clear();

  const [anna] = (await house.sync()).mailboxes;
  assert.ok(anna !== undefined);
  assert.deepEqual([anna.outcome, anna.added, anna.adopted], ['done', 0, 1]);
  assert.match(sayMailbox(anna), /^1 found in Halo and linked\./);
  const [second] = house.appointments('Anna').filter(row => row.subject === 'Visit');
  assert.deepEqual(
    anna.lines.map(line => [line.action, line.outcome, line.reasons, line.start, line.haloId]),
    [['adopt', 'done', ['our-mark'], visit.start, second?.id]],
  );
  const [later] = (await house.sync()).mailboxes;
  assert.deepEqual([later?.adopted, later?.lines], [0, []]);
});

test('an appointment that arrived after all is removed when its event was deleted meanwhile', async t => {
  const house = await warm();
  t.after(() => house.close());
  const id = house.mailbox('Anna').book(visit);
  house.halo.faults.order({ method: 'POST', path: '/Appointment', kind: 'lost-answer' });
  // Halo does not answer the look either: the run ends without knowing.
  house.halo.faults.order({
    method: 'GET',
    path: '/Appointment',
    after: 1,
    times: 100,
    kind: 'http-status',
    status: 503,
  });
  const cut = await house.sync();
  assert.notEqual(cut.outcome, 'done');
  assert.equal(house.appointments('Anna').length, 2);
  house.halo.faults.clear();
  house.mailbox('Anna').remove(id);
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => row.subject),
    ['First'],
  );
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});
