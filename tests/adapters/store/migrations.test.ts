/** A stored sample of every version of every kind: what an older installation wrote must be readable for ever. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { mailboxHash } from '../../../main/adapters/store/data-folder.ts';
import { migrate, shapes } from '../../../main/adapters/store/migrations.ts';
import { createOutboundStore } from '../../../main/adapters/store/outbound-store.ts';
import { createRunLog } from '../../../main/adapters/store/run-log.ts';
import { createSettingsStore } from '../../../main/adapters/store/settings-store.ts';
import { theValue } from '../../builders/results.ts';
import { annas } from '../../contracts/link-store.ts';
import { done, everything, heard, memoryAfter } from '../../contracts/outbound-store.ts';
import { openStore, withFolder } from './open-store.ts';

const samples = fileURLToPath(new URL('./samples', import.meta.url));

/** A data folder as version 1 left it, in the middle of a run. */
async function withVersion1(
  check: (open: Awaited<ReturnType<typeof openStore>>) => Promise<void>,
): Promise<void> {
  await withFolder(async path => {
    const hash = mailboxHash(annas);
    for (const [from, folder, name] of [
      ['settings-1.json', '.', 'settings.json'],
      ['links-1.json', 'links', `${hash}.json`],
      ['decisions-1.json', 'decisions', `${hash}.json`],
      ['state-1.json', 'states', `${hash}.json`],
      ['journal-1.jsonl', 'journal', `${hash}.jsonl`],
      ['outbound-1.json', 'outbound', 'queue.json'],
      ['outbound-journal-1.jsonl', 'outbound', 'journal.jsonl'],
      ['run-1.json', 'runs', '000000314.json'],
      ['run-1.mailboxes.jsonl', 'runs', '000000314.mailboxes.jsonl'],
    ] as const) {
      await mkdir(join(path, folder), { recursive: true, mode: 0o700 });
      await cp(join(samples, from), join(path, folder, name));
    }
    const open = await openStore(path);
    await check(open);
    assert.deepEqual(open.log.problems, []);
    await open.close();
  });
}

describe('what version 1 wrote', () => {
  it('has a sample for every kind and every version up to the newest', async () => {
    const names = await readdir(samples);
    for (const [kind, shape] of Object.entries(shapes)) {
      const base = kind === 'runs' ? 'run' : kind;
      for (let version = 1; version <= shape.newest; version += 1) {
        assert.ok(
          names.some(name => name.startsWith(`${base}-${version}.`)),
          `${base}-${version}`,
        );
      }
      assert.equal(shape.steps.length, shape.newest - 1);
    }
  });

  it('is still read: links with the journal on top, decisions, holds', () =>
    withVersion1(async ({ store }) => {
      const memory = theValue(await store.readMemory(annas));
      assert.deepEqual([...memory.book.links.keys()], ['uid-1|2026-03-29', 'uid-2|2026-03-29']);
      assert.deepEqual([...memory.book.intents.keys()], ['uid-3|2026-03-29']);
      assert.deepEqual([...memory.decisions.keys()], ['uid-1|2026-03-29']);
      assert.deepEqual([...memory.holds.keys()], ['uid-2|2026-03-29']);
      assert.equal(theValue(await store.readState(annas))?.syncState, 'H4sIAAAA');
    }));

  it('is still read: what waits for its way to Exchange', () =>
    withVersion1(async ({ folder, log }) => {
      const memory = theValue(await createOutboundStore(folder, log).read());
      assert.deepEqual(memory, memoryAfter(...everything, heard(7), done(7)));
    }));

  it('is still read: settings and runs', () =>
    withVersion1(async ({ folder, log }) => {
      const settings = theValue(await createSettingsStore(folder, log).read());
      assert.equal(settings.exchange.url, 'https://mail.example.org/EWS/Exchange.asmx');
      const run = theValue(await createRunLog(folder, log).read(314));
      assert.deepEqual([run?.number, run?.mailboxes[0]?.lines[0]?.after], [314, { when: '11:00' }]);
    }));
});

describe('a migration', () => {
  const shape = {
    newest: 3,
    steps: [
      (older: Readonly<Record<string, unknown>>) => ({ ...older, version: 2, second: true }),
      (older: Readonly<Record<string, unknown>>) => ({ ...older, version: 3, third: older['second'] }),
    ],
  };

  it('takes every step from the version that was found', () => {
    assert.deepEqual(migrate(shape, { version: 1 }), {
      kind: 'current',
      value: { version: 3, second: true, third: true },
    });
    assert.deepEqual(migrate(shape, { version: 2, second: 7 }), {
      kind: 'current',
      value: { version: 3, second: 7, third: 7 },
    });
    assert.deepEqual(migrate(shape, { version: 3 }), { kind: 'current', value: { version: 3 } });
  });

  it('refuses a newer version and calls broken what has none', () => {
    assert.deepEqual(migrate(shape, { version: 4 }), { kind: 'newer', version: 4 });
    for (const document of [null, [], 'x', {}, { version: '1' }, { version: 0 }, { version: 1.5 }]) {
      assert.equal(migrate(shape, document).kind, 'broken');
    }
  });
});
