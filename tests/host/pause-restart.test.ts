/** A pause is a person's word: a restart of the program does not end it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Desktop, openDesktop } from '../../main/compose/desktop.ts';
import { replyOf } from '../../preload/contract/reply.ts';
import { scheduleView } from '../../preload/contract/views/setup.ts';

const product = { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] };

async function ask(desktop: Desktop, name: string, args: unknown = {}): Promise<string | null> {
  const reply = replyOf(scheduleView).parse(await desktop.ask(name, args));
  assert.ok(reply.ok);
  return reply.value.pausedUntil;
}

test('a pause holds over a restart until it ends or is lifted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-pause-'));
  const options = { dataPath: join(folder, 'data'), environment: {}, product, startsWithSampleData: false };
  const inProgram = async (work: (desktop: Desktop) => Promise<void>) => {
    const desktop = await openDesktop(options);
    try {
      await work(desktop);
    } finally {
      await desktop.close();
    }
  };
  let until: string | null = null;
  await inProgram(async desktop => {
    until = await ask(desktop, 'schedule.pause', { minutes: 60 });
    assert.ok(until !== null);
  });
  await inProgram(async desktop => {
    assert.equal(await ask(desktop, 'schedule.read'), until);
    assert.equal(await ask(desktop, 'schedule.resume'), null);
  });
  await inProgram(async desktop => assert.equal(await ask(desktop, 'schedule.read'), null));
  await rm(folder, { recursive: true, force: true });
});
