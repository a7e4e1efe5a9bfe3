/** Items that cannot be read, and what Halo refuses, cost no request until their next try, which every report and trace tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCalendarSource } from '../../main/adapters/exchange/calendar-source.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import { succeeded } from '../../main/core/problem.ts';
import { trace } from '../../main/engine/trace.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

const minute = 60_000;
const march = (day: number) => ({
  subject: `Visit ${day}`,
  start: `2026-03-${day}T09:00:00`,
  end: `2026-03-${day}T10:00:00`,
});

/** Three visits of Anna, of which the second cannot be read. */
async function withBadItem() {
  const house = await install();
  const anna = house.mailbox('Anna');
  const ids = [24, 25, 26].map(day => anna.book(march(day)));
  const bad = ids[1] ?? '';
  house.exchange.faults.order({ kind: 'item-error', code: 'ErrorItemCorrupt', itemId: bad, times: 10_000 });
  return { house, anna, bad };
}

function nextTryOf(report: Awaited<ReturnType<Installation['sync']>>): string | undefined {
  return report.mailboxes[0]?.problems[0]?.nextTry;
}

async function traced(house: Installation, date: string) {
  const { folder, store } = await house.open();
  const { clock } = house;
  const log = { write: () => undefined, problem: () => undefined };
  const http = createHttpClient({
    maxSockets: 2,
    requestLog: { record: () => undefined, latest: async () => [] },
    clock,
  });
  const settings = house.settings();
  const found = await trace(
    {
      settings,
      source: createCalendarSource({
        settings: settings.exchange,
        password: 'master-password',
        http,
        clock,
        log,
      }),
      desk: createHalo({
        settings: settings.halo,
        clientSecret: house.halo.clientSecret,
        http,
        clock,
        log,
      }).desk,
      store,
      way: null,
      runs: { latestSent: async () => succeeded([]), read: async () => succeeded(null) },
      clock,
    },
    'Anna',
    { by: 'date', date },
    new AbortController().signal,
  );
  await http.close();
  await store.close();
  await folder.close();
  const value = theValue(found);
  assert.ok(value.kind === 'events');
  return value.events.map(({ inExchange, inHalo, nextTry }) => [inExchange.is, inHalo.is, nextTry]);
}

test('an item that cannot be read is asked for in the next run, then after 15, 30 and 60 minutes, and told in all of them', async t => {
  const { house } = await withBadItem();
  t.after(() => house.close());
  const asked: number[] = [];
  for (let after = 0; after <= 170; after += 5) {
    const report = await house.sync({ trigger: 'schedule' });
    if (report.exchangeRequests > 1) asked.push(after);
    assert.deepEqual([told(report), report.failed], [['item.unreadable item'], 1]);
    const { facts } = report.mailboxes[0]?.problems[0] ?? {};
    assert.deepEqual(facts, { responseCode: 'ErrorItemCorrupt', count: 1 });
    house.clock.advance(5 * minute);
  }
  assert.deepEqual(asked, [0, 5, 20, 50, 110, 170]);
  house.exchange.faults.clear();
  house.clock.advance(60 * minute);
  const last = await house.sync({ trigger: 'schedule' });
  assert.deepEqual([last.added, told(last), differences(house)], [1, [], []]);
});

test('its next try is told when it is later than the next run, and trace tells it of the very event', async t => {
  const { house } = await withBadItem();
  t.after(() => house.close());
  assert.equal(nextTryOf(await house.sync({ trigger: 'schedule' })), undefined);
  assert.deepEqual(await traced(house, '2026-03-25'), [['unreadable', 'never', null]]);
  house.clock.advance(5 * minute);
  for (const _ of [1, 2])
    assert.equal(nextTryOf(await house.sync({ trigger: 'schedule' })), '2026-03-23T07:20:00Z');
  assert.deepEqual(await traced(house, '2026-03-25'), [['unreadable', 'never', '2026-03-23T07:20:00Z']]);
});

test('an imported event that can no longer be read is not called gone by trace', async t => {
  const house = await install();
  t.after(() => house.close());
  const id = house.mailbox('Anna').book(march(25));
  await house.sync();
  house.exchange.faults.order({ kind: 'item-error', code: 'ErrorItemCorrupt', itemId: id, times: 10_000 });
  assert.deepEqual(await traced(house, '2026-03-25'), [['unreadable', 'found', null]]);
});

test('a run that reads anything else, and one that a person starts, asks for it too', async t => {
  const { house, anna, bad } = await withBadItem();
  t.after(() => house.close());
  for (const _ of [1, 2]) await house.sync({ trigger: 'schedule' });
  assert.equal((await house.sync({ trigger: 'schedule' })).exchangeRequests, 1);
  assert.ok((await house.sync()).exchangeRequests > 1);
  house.exchange.faults.clear();
  anna.book(march(27));
  const report = await house.sync({ trigger: 'schedule' });
  assert.deepEqual([report.added, told(report)], [2, []]);
  assert.equal(
    anna.items().some(item => item.id === bad),
    true,
  );
});

test('another that cannot be read is not made to wait by the first', async t => {
  const { house, anna } = await withBadItem();
  t.after(() => house.close());
  for (const _ of [1, 2, 3]) await house.sync();
  anna.book(march(28));
  house.exchange.faults.clear();
  const every = {
    kind: 'item-error',
    code: 'ErrorItemCorrupt',
    operation: 'GetItem',
    times: 10_000,
  } as const;
  house.exchange.faults.order(every);
  const first = await house.sync({ trigger: 'schedule' });
  assert.deepEqual([first.failed, nextTryOf(first)], [2, undefined]);
  assert.ok((await house.sync({ trigger: 'schedule' })).exchangeRequests > 1);
});

test('what Halo refuses is sent again when the window rolls, and report and trace say when that is', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book(march(25));
  house.halo.faults.order({
    kind: 'http-status',
    method: 'POST',
    path: '/Appointment',
    times: 10_000,
    status: 400,
  });
  const first = await house.sync({ trigger: 'schedule' });
  assert.deepEqual(told(first), ['halo.rejected item']);
  const next = nextTryOf(first) ?? '';
  assert.ok(next > house.clock.now());
  assert.equal(nextTryOf(await house.sync({ trigger: 'schedule' })), next);
  assert.deepEqual(await traced(house, '2026-03-25'), [['there', 'never', next]]);
  house.halo.faults.clear();
  const left = Date.parse(next) - house.clock.nowMs();
  house.clock.advance(left - 60_000);
  assert.equal((await house.sync({ trigger: 'schedule' })).added, 0);
  house.clock.advance(60_000);
  assert.deepEqual([(await house.sync({ trigger: 'schedule' })).added, differences(house)], [1, []]);
});
