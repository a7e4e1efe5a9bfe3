/** A data folder as the first version left it, opened by this one as an upgrade does: settings, links, secrets and who it is are all there. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mailboxHash } from '../../main/adapters/store/data-folder.ts';
import { openDesktop } from '../../main/compose/desktop.ts';
import { openIntegrator } from '../../main/compose/integrator.ts';
import { replyOf } from '../../preload/contract/reply.ts';
import { settingsView } from '../../preload/contract/views/setup.ts';
import { theValue } from '../builders/results.ts';
import { annas } from '../contracts/link-store.ts';

const samples = join(import.meta.dirname, '../adapters/store/samples');

async function firstVersionsFolder(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'integrator-upgrade-')), 'data');
  const hash = mailboxHash(annas);
  for (const [from, folder, name] of [
    ['settings-1.json', '.', 'settings.json'],
    ['installation-1.json', '.', 'installation.json'],
    ['secrets-1.json', '.', 'secrets'],
    ['secrets-key-1.json', '.', 'secrets.key'],
    ['links-1.json', 'links', `${hash}.json`],
    ['decisions-1.json', 'decisions', `${hash}.json`],
    ['state-1.json', 'states', `${hash}.json`],
    ['journal-1.jsonl', 'journal', `${hash}.jsonl`],
    ['run-1.json', 'runs', '000000314.json'],
    ['run-1.mailboxes.jsonl', 'runs', '000000314.mailboxes.jsonl'],
  ] as const) {
    await mkdir(join(path, folder), { recursive: true, mode: 0o700 });
    await cp(join(samples, from), join(path, folder, name));
  }
  return path;
}

test('an upgrade finds settings, links, secrets and past runs of the version before', async () => {
  const path = await firstVersionsFolder();
  try {
    for (const role of ['reader', 'writer'] as const) {
      const integrator = theValue(await openIntegrator({ dataPath: path, role, environment: {} }));
      const settings = theValue(await integrator.settings.read());
      assert.equal(settings.exchange.url, 'https://mail.example.org/EWS/Exchange.asmx');
      const memory = theValue(await integrator.memory.readMemory(annas));
      assert.deepEqual([...memory.book.links.keys()], ['uid-1|2026-03-29', 'uid-2|2026-03-29']);
      assert.equal(theValue(await integrator.secrets.read('exchange.password')), 'sample password');
      assert.equal(theValue(await integrator.secrets.read('halo.clientSecret')), 'sample secret');
      assert.deepEqual(
        theValue(await integrator.runs.heads(5)).map(head => head.number),
        [314],
      );
      await integrator.close();
    }
  } finally {
    await rm(join(path, '..'), { recursive: true, force: true });
  }
});

test('the window of this version shows what the version before has left, and needs nothing entered anew', async () => {
  const path = await firstVersionsFolder();
  // Somebody else writes, so that this window does not begin to import from servers of a sample.
  const writer = theValue(await openIntegrator({ dataPath: path, role: 'writer', environment: {} }));
  const product = { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] };
  const desktop = await openDesktop({
    dataPath: path,
    environment: {},
    product,
    startsWithSampleData: false,
  });
  try {
    const read = replyOf(settingsView).parse(await desktop.ask('settings.read', {}));
    assert.ok(read.ok);
    assert.equal(read.value.settings.exchange.url, 'https://mail.example.org/EWS/Exchange.asmx');
    assert.deepEqual(
      read.value.secrets.map(secret => secret.source),
      ['file', 'file', 'none'],
    );
    const status = await desktop.status();
    assert.equal(status?.isFirstStart, false);
  } finally {
    await desktop.close();
    await writer.close();
    await rm(join(path, '..'), { recursive: true, force: true });
  }
});
