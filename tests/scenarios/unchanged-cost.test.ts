/** What a run costs Halo when nothing has changed: in a program that stays (one desk for many runs) and in one that starts anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAppointmentDesk } from '../../main/adapters/halo/appointment-desk.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import { type Installation, install } from './installation.ts';

const paths = (house: Installation, from: number) =>
  house.halo.requests.slice(from).map(({ method, path, status }) => `${method} ${path} ${status}`);

const lists = ['GET /api/Control 200', 'GET /api/Nhserverconfig 200', 'GET /api/Agent 200'];

async function aHouse(): Promise<Installation> {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
  for (const name of ['Anna', 'Ben'])
    house.mailbox(name).book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
  assert.equal((await house.sync()).added, 2);
  return house;
}

test('a later run of the same program asks Halo three things when nothing has changed', async t => {
  const house = await aHouse();
  t.after(() => house.close());
  const http = createHttpClient({
    maxSockets: 2,
    clock: house.clock,
    requestLog: { record: () => {}, latest: async () => [] },
  });
  t.after(() => http.close());
  const desk = createAppointmentDesk({
    settings: house.settings().halo,
    clientSecret: house.halo.clientSecret,
    http,
    clock: house.clock,
    log: { write: () => {}, problem: () => {} },
  });
  await house.sync({ desk });
  const before = house.halo.requests.length;
  const report = await house.sync({ desk });
  assert.deepEqual([report.outcome, report.haloReads, report.haloWrites], ['done', 3, 0]);
  assert.deepEqual(paths(house, before), lists);
});

test('a program that starts anew has to learn again who it is and what it may read', async t => {
  const house = await aHouse();
  t.after(() => house.close());
  const before = house.halo.requests.length;
  const report = await house.sync();
  assert.deepEqual([report.outcome, report.haloReads, report.haloWrites], ['done', 6, 0]);
  assert.deepEqual(paths(house, before), [
    'GET /api/authinfo 200',
    'POST /auth/token 200',
    'GET /api/Agent/me 200',
    'GET /api/Control 403',
    'POST /auth/token 200',
    ...lists,
  ]);
});
