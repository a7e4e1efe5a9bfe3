/** Two apps on one data folder: the second looks, writes nothing, and says who writes. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Desktop, openDesktop } from '../../main/compose/desktop.ts';
import { replyOf } from '../../preload/contract/reply.ts';
import { statusView } from '../../preload/contract/views/status.ts';

const product = { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] };

async function statusOf(desktop: Desktop) {
  const reply = replyOf(statusView).parse(await desktop.ask('status.read', {}));
  assert.ok(reply.ok);
  return reply.value;
}

test('a second window on the same data folder is a viewer until the first has gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-two-'));
  const options = { dataPath: join(folder, 'data'), environment: {}, product, startsWithSampleData: false };
  const first = await openDesktop(options);
  const second = await openDesktop(options);
  try {
    assert.equal((await statusOf(first)).role, 'writer');
    const seen = await statusOf(second);
    assert.equal(seen.role, 'viewer');
    assert.equal(seen.button.does, 'none');
    assert.match(seen.writer, /writes to this data folder/);
    const secret = { name: 'exchange.password', value: 'x' };
    const reply = await second.ask('secrets.set', secret);
    assert.equal(reply.ok ? '' : reply.problem.code, 'request.viewer');
    assert.equal((await first.ask('secrets.set', secret)).ok, true);
  } finally {
    await second.close();
    await first.close();
  }
  const third = await openDesktop(options);
  assert.equal((await statusOf(third)).role, 'writer');
  await third.close();
  await rm(folder, { recursive: true, force: true });
});

test('a second window shows that the first is paused, and until when', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-two-'));
  const options = { dataPath: join(folder, 'data'), environment: {}, product, startsWithSampleData: false };
  const first = await openDesktop(options);
  assert.equal((await first.ask('schedule.pause', { minutes: 60 })).ok, true);
  const second = await openDesktop(options);
  try {
    let seen: string | null = null;
    while (seen === null) seen = (await statusOf(second)).pausedUntil;
    const leftMs = Date.parse(seen) - Date.parse((await statusOf(first)).at);
    assert.ok(leftMs > 0 && leftMs <= 3_600_000);
  } finally {
    await second.close();
    await first.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a data folder that cannot be used is said in words, whatever is asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-none-'));
  const file = join(folder, 'file.txt');
  await writeFile(file, 'not a folder');
  const desktop = await openDesktop({
    dataPath: join(file, 'data'),
    environment: {},
    product,
    startsWithSampleData: false,
  });
  for (const name of ['status.read', 'agents.list']) {
    const reply = await desktop.ask(name, {});
    assert.ok(!reply.ok);
    assert.match(reply.problem.code, /^store\./);
    assert.ok(reply.problem.sentence.length > 0 && reply.problem.remedy.length > 0);
  }
  assert.equal(await desktop.status(), null);
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});

test('a data folder that others may write is refused in the window with the line that mends it, and used once it is mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-open-'));
  const data = join(folder, 'data');
  await mkdir(data);
  await chmod(data, 0o777);
  const options = { dataPath: data, environment: {}, product, startsWithSampleData: false };
  const desktop = await openDesktop(options);
  for (const name of ['status.read', 'settings.read', 'secrets.set']) {
    const reply = await desktop.ask(name, { name: 'exchange.password', value: 'x' });
    assert.ok(!reply.ok);
    assert.equal(reply.problem.code, 'store.open-to-others');
    assert.ok(reply.problem.remedy.includes(`icacls "${data}" /inheritance:r`), reply.problem.remedy);
  }
  await chmod(data, 0o700);
  assert.equal((await statusOf(desktop)).role, 'writer');
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});
