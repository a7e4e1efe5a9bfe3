/**
 * Window and command line on one data folder: the window shows the run of `serve` and its end and writes once serve is gone; what is entered
 * in the one is there for the other.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type Desktop, openDesktop } from '../../main/compose/desktop.ts';
import { replyOf } from '../../preload/contract/reply.ts';
import { type StatusView, statusView } from '../../preload/contract/views/status.ts';
import { bookDays, openHouse, secrets } from './house.ts';
import { lastLine } from './started.ts';

const product = { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] };

async function statusOf(desktop: Desktop): Promise<StatusView> {
  const reply = replyOf(statusView).parse(await desktop.ask('status.read', {}));
  assert.ok(reply.ok);
  return reply.value;
}

/** Resolves with the first status told that is as wanted. */
function told(desktop: Desktop, wanted: (status: StatusView) => boolean): Promise<StatusView> {
  return new Promise(resolve => {
    desktop.listen((name, notice) => {
      if (name === 'status' && 'attention' in notice && wanted(notice)) resolve(notice);
    });
  });
}

test('a window shows the run of serve while it is under way and how it ended, and becomes the writer after it', async () => {
  const firstWrite = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  const onAppointmentChange = async () => {
    firstWrite.resolve();
    await mayGoOn.promise;
  };
  const house = await openHouse({ halo: { onAppointmentChange } });
  let desktop: Desktop | null = null;
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    bookDays(house, 'Anna', 3);
    const serving = house.startIntegrator(['serve']);
    await firstWrite.promise;
    const opened = await openDesktop({
      dataPath: house.data,
      environment: secrets,
      product,
      startsWithSampleData: false,
    });
    desktop = opened;
    const seen = told(opened, status => status.running !== null);
    const during = await seen;
    assert.equal(during.role, 'viewer');
    assert.equal(during.health, 'working');
    assert.match(during.writer, /writes to this data folder/);
    assert.equal(during.stopsWhen, '', 'the import is not the window\u2019s');
    const ended = told(opened, status => status.running === null && status.lastRun !== null);
    mayGoOn.resolve();
    const after = await ended;
    assert.equal(after.lastRun?.number, 1);
    assert.equal(after.calendars.upToDate, 1);
    const writing = told(opened, status => status.role === 'writer');
    serving.child.kill('SIGTERM');
    await serving.ended;
    assert.equal((await writing).role, 'writer');
    assert.equal((await statusOf(opened)).role, 'writer');
  } finally {
    mayGoOn.resolve();
    await desktop?.close();
    await house.close();
  }
});

test('secrets and settings that were entered in the window serve the command line, once the window has gone', async () => {
  const house = await openHouse();
  let window: Desktop | null = null;
  try {
    bookDays(house, 'Anna', 2);
    window = await openDesktop({
      dataPath: house.data,
      environment: {},
      product,
      startsWithSampleData: false,
    });
    const draft = JSON.parse(await readFile(await house.settingsFile(), 'utf8'));
    for (const [name, args] of [
      ['settings.save', { draft, basedOn: 0 }],
      ['secrets.set', { name: 'halo.clientSecret', value: secrets.HALO_CLIENT_SECRET }],
      ['secrets.set', { name: 'exchange.password', value: secrets.EXCHANGE_PASSWORD }],
    ] as const) {
      const reply = await window.ask(name, args);
      assert.ok(reply.ok, JSON.stringify(reply));
    }
    const locked = await house.integrator(['sync', '--json'], {});
    assert.equal(locked.code, 2, `one writer at a time: ${locked.out}${locked.err}`);
    assert.match(locked.out, /store\.locked/);
    await window.close();
    const synced = await house.integrator(['sync', '--json'], {});
    assert.equal(synced.code, 0, synced.out + synced.err);
    assert.equal(lastLine(synced)['added'], 2);
  } finally {
    await window?.close();
    await house.close();
  }
});
