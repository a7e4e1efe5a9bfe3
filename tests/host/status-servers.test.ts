/** What Status says of both servers: away since when, refused, slowed down, a secret that is missing, a certificate that ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../main/core/problem.ts';
import { succeeded } from '../../main/core/problem.ts';
import { createHost } from '../../main/engine/host.ts';
import { statusView } from '../../preload/contract/views/status.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createIdleParts } from './idle-parts.ts';
import { away, calendar, complete, denied, hostOn, run, start } from './status-room.ts';

test('a server that is away is the one entry, in its own words, and hides what it causes', async () => {
  const { host, read } = hostOn({
    lastRun: run('could-not-run', [away]),
    calendars: [calendar(1, { problems: [denied] }), calendar(2)],
    held: 0,
  });
  const status = await read();
  assert.equal(status.health, 'not-syncing');
  assert.equal(status.sentence, 'Exchange cannot be reached since 08:00.');
  assert.equal(status.lastFinished, null);
  assert.match(status.attention[0]?.sentence ?? '', /mail\.example\.org/);
  assert.deepEqual(
    status.attention.map(entry => entry.code),
    ['exchange.refused'],
  );
  assert.equal(status.attention[0]?.verb?.does, 'check');
  host.close();
});

test('a server is away since the first of the runs in a row that say so, and freshness is of a run that ended', async () => {
  const lost: Problem = { code: 'exchange.connection-lost', scope: 'exchange', retryable: true };
  const heads = [
    run('could-not-run', [away], 3, '2026-03-02T05:00:00Z'),
    run('done', [], 4, '2026-03-02T06:00:00Z'),
    run('could-not-run', [lost], 5, '2026-03-02T07:00:00Z'),
    run('stopped', [], 6, '2026-03-02T07:30:00Z'),
    run('could-not-run', [away], 7, '2026-03-02T08:00:00Z'),
  ];
  const lastRun = heads.at(-1) ?? null;
  const { host, read } = hostOn({ lastRun, calendars: [calendar(1)], held: 0 }, heads);
  const status = await read();
  assert.equal(status.sentence, 'Exchange cannot be reached since 07:00.');
  assert.equal(status.when, 'Trying again at 09:15.');
  assert.equal(status.attention[0]?.since, '2026-03-02T07:00:00Z');
  assert.equal(status.lastFinished, '2026-03-02T06:00:04Z');
  assert.match(status.button.subtitle, /^Last finished 06:00/);
  host.close();
});

test('a refused password is said with the account, is not tried again by itself, and leads to where it is entered', async () => {
  const refused: Problem = { code: 'exchange.unauthorized', scope: 'exchange', retryable: false };
  const { host, read } = hostOn({ lastRun: run('could-not-run', [refused]), calendars: [], held: 0 });
  const status = await read();
  assert.match(status.sentence, /^Exchange does not accept the user name or password/);
  assert.doesNotMatch(status.when, /Trying again/);
  assert.deepEqual(status.attention[0]?.verb, {
    does: 'enter-secret',
    label: 'Enter it again',
    secret: 'exchange.password',
  });
  host.close();
});

test('a server that asks us to slow down is no problem of anybody: it is said with its end', async () => {
  const slow: Problem = { code: 'exchange.throttled', scope: 'exchange', retryable: true };
  const slowDown = { server: 'Exchange', until: '2026-03-02T08:05:00Z' } as const;
  const lastRun = run('done-with-problems', [slow]);
  const { host, read } = hostOn({ lastRun, calendars: [calendar(1)], held: 0 }, [], slowDown);
  const [entry, ...more] = (await read()).attention;
  assert.deepEqual(more, []);
  assert.equal(entry?.sentence, 'Exchange asked us to slow down.');
  assert.equal(entry?.health, 'working');
  assert.equal(entry?.nextTry, slowDown.until);
  assert.equal(entry?.verb, null);
  host.close();
  const after = hostOn({ lastRun, calendars: [calendar(1)], held: 0 });
  const [root] = (await after.read()).attention;
  assert.equal(root?.health, 'working');
  assert.equal(root?.verb, null);
  after.host.close();
});

test('a secret that was cleared is said at once and not by the next run', async () => {
  const facts = { writtenBy: '', at: '' };
  const list = async () =>
    succeeded([
      { name: 'halo.clientSecret', source: 'environment', ...facts },
      { name: 'exchange.password', source: 'none', ...facts },
    ] as const);
  const idle = createIdleParts();
  const lastRun = run('done', []);
  const settings = { ...idle.settings, read: async () => succeeded(complete) };
  const status = async () => succeeded({ lastRun, calendars: [calendar(1)], held: 0 });
  const host = createHost({ ...idle, settings, status, secrets: { ...idle.secrets, list } });
  const reply = await host.ask('status.read', {});
  assert.ok(reply.ok);
  const view = statusView.parse(reply.value);
  assert.equal(view.health, 'not-syncing');
  assert.equal(view.sentence, 'The password for Exchange has not been entered yet.');
  assert.deepEqual(
    view.attention.map(entry => entry.verb),
    [{ does: 'enter-secret', label: 'Enter it again', secret: 'exchange.password' }],
  );
  host.close();
});

const certificate = (until: string, host = 'mail.example.org') => ({
  host,
  issuer: 'Contoso CA',
  names: host,
  until,
});

for (const [until, state, says] of [
  ['2026-03-17T08:00:00Z', 'good', 'Certificate: 15 days left'],
  ['2026-03-17T07:59:59Z', 'warned', 'Certificate: 14 days left'],
  ['2026-03-03T08:00:00Z', 'warned', 'Certificate: 1 day left'],
  ['2026-03-02T09:00:00Z', 'warned', 'Certificate: less than a day left'],
  ['2026-03-02T07:00:00Z', 'warned', 'Certificate: ended'],
] as const) {
  test(`a certificate until ${until} is ${state} on Status and changes nothing else: ${says}`, async () => {
    const { host, read } = hostOn({
      lastRun: run('done', []),
      calendars: [calendar(1)],
      certificates: { exchange: certificate(until), halo: certificate(until, 'halo.example.org') },
      held: 0,
    });
    const status = await read();
    for (const server of [status.exchange, status.halo]) {
      assert.deepEqual([server.state, server.certificate?.says], [state, says]);
      assert.equal(server.certificate?.isSoon, state === 'warned');
    }
    assert.deepEqual([status.health, status.attention], ['up-to-date', []]);
    host.close();
  });
}

test('the certificate of a server that is not set any more is not told', async () => {
  const { host, read } = hostOn({
    lastRun: run('done', []),
    calendars: [calendar(1)],
    certificates: { exchange: certificate('2026-03-05T08:00:00Z', 'old.example.org'), halo: null },
    held: 0,
  });
  const status = await read();
  assert.deepEqual([status.exchange.certificate, status.exchange.state], [null, 'good']);
  assert.equal(status.halo.certificate, null);
  host.close();
});

test('a missing secret of the import stops everything; the one of the way from Halo stops nothing', async () => {
  for (const [name, health] of [
    ['exchange.password', 'not-syncing'],
    ['outbound.secret', 'up-to-date'],
  ] as const) {
    const clock = createManualClock(start);
    const idle = createIdleParts({ clock });
    const host = createHost({
      ...idle,
      settings: { ...idle.settings, read: async () => succeeded(complete) },
      secrets: {
        ...idle.secrets,
        list: async () => succeeded([{ name, source: 'none', writtenBy: '', at: '' }]),
      },
      status: async () => succeeded({ lastRun: run('done', []), calendars: [calendar(1)], held: 0 }),
    });
    const reply = await host.ask('status.read', {});
    assert.ok(reply.ok);
    assert.equal(statusView.parse(reply.value).health, health, name);
    host.close();
  }
});
