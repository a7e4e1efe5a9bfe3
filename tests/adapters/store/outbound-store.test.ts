/** The store of the way to Exchange on disk: its contract, its costs, and what it makes of broken files. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Result } from '../../../main/core/problem.ts';
import { theValue } from '../../builders/results.ts';
import { aTie, describeOutboundStore, done, heard } from '../../contracts/outbound-store.ts';
import { createFaultyDisk, type Faults } from './faulty-disk.ts';
import { type OpenOutbound, openOutbound } from './open-outbound.ts';
import { withFolder } from './open-store.ts';

describeOutboundStore('on disk', async limits => {
  const path = await mkdtemp(join(tmpdir(), 'halo-outbound-'));
  let open = await openOutbound(path, { limits });
  return {
    store: open.store,
    reopen: async () => {
      await open.close();
      open = await openOutbound(path, { limits });
      return open.store;
    },
    end: async () => {
      await open.close();
      await rm(path, { recursive: true, force: true });
    },
  };
});

const codeOf = (result: Result<unknown>) => (result.ok ? 'done' : result.problem.code);
const idsOf = async ({ store }: Pick<OpenOutbound, 'store'>) => [
  ...theValue(await store.read()).entries.keys(),
];
const imageIn = (path: string) => join(path, 'outbound', 'queue.json');
const journalIn = (path: string) => join(path, 'outbound', 'journal.jsonl');
const small = { limits: { groups: 1, bytes: 1_000_000 } };
const begun = { begun: '2026-01-01', newest: '2026-03-01', seen: ['3 2026-03-01'] };

/** 1 and 2, image, 3 and 4, image, 5 and 6. */
async function fill(path: string): Promise<void> {
  const open = await openOutbound(path, small);
  theValue(await open.store.append([heard(1), { kind: 'series', tie: aTie(50) }]));
  theValue(await open.store.append([heard(2), { kind: 'watermark', watermark: begun }]));
  theValue(await open.store.compact());
  theValue(await open.store.append([heard(3)]));
  theValue(await open.store.append([heard(4), { kind: 'confirmed', at: '2026-03-29T07:00:00Z' }]));
  theValue(await open.store.compact());
  theValue(await open.store.append([heard(5)]));
  theValue(await open.store.append([heard(6), done(1)]));
  await open.close();
}
const filled = [2, 3, 4, 5, 6];

describe('what it costs', () => {
  it('a group of records is one write and one sync, and so are all groups that wait together', () =>
    withFolder(async path => {
      const disk = createFaultyDisk();
      const { store, close } = await openOutbound(path, { disk });
      theValue(await store.append([heard(1)]));
      const before = disk.steps.length;
      theValue(await store.append([heard(2, 3), done(1), heard(4)]));
      await Promise.all(Array.from({ length: 100 }, (_, id) => store.append([heard(100 + id)])));
      assert.deepEqual(disk.steps.slice(before), [
        ...['write journal.jsonl', 'sync journal.jsonl'],
        ...['write journal.jsonl', 'sync journal.jsonl'],
      ]);
      await close();
      assert.equal(disk.openFiles(), 0);
    }));

  it('nothing is compacted before the journal has more than a thousand groups', () =>
    withFolder(async path => {
      const disk = createFaultyDisk();
      const { store, close } = await openOutbound(path, { disk });
      const all = Array.from({ length: 1_000 }, (_, id) => store.append([heard(id)]));
      await Promise.all(all);
      const before = disk.steps.length;
      theValue(await store.compact());
      assert.equal(disk.steps.length, before);
      theValue(await store.append([heard(1_000)]));
      theValue(await store.compact());
      assert.ok(disk.steps.includes('rename journal.jsonl'));
      await close();
      const again = await openOutbound(path);
      assert.equal((await idsOf(again)).length, 1_001);
      await again.close();
    }));

  it('the groups of a journal that was found count too, and so do its bytes', () =>
    withFolder(async path => {
      const first = await openOutbound(path);
      for (const id of [1, 2, 3]) theValue(await first.store.append([heard(id)]));
      await first.close();
      for (const limits of [
        { groups: 2, bytes: 1_000_000 },
        { groups: 100, bytes: 10 },
      ]) {
        const open = await openOutbound(path, { limits });
        theValue(await open.store.append([heard(9)]));
        theValue(await open.store.compact());
        await open.close();
        assert.ok(!(await readdir(join(path, 'outbound'))).includes('journal.jsonl'));
      }
    }));
});

const damages: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['empty', path => writeFile(path, '')],
  ['cut in half', async path => writeFile(path, (await readFile(path)).subarray(0, 300))],
  ['zeros', async path => writeFile(path, new Uint8Array((await readFile(path)).length))],
  ['of another shape', path => writeFile(path, '{"version":1,"entries":{}}')],
  [
    'with a field that nobody knows',
    async path => writeFile(path, (await readFile(path, 'utf8')).replace('"haloId":', '"x":1,"haloId":')),
  ],
  ['gone', path => rm(path)],
];

describe('broken files of the way to Exchange', () => {
  for (const [how, damage] of damages) {
    it(`an image that is ${how} is put together from the last good copy without a loss`, () =>
      withFolder(async path => {
        await fill(path);
        await damage(imageIn(path));
        const open = await openOutbound(path, small);
        assert.deepEqual(await idsOf(open), filled);
        const memory = theValue(await open.store.read());
        assert.deepEqual([memory.watermark, memory.confirmedAt], [begun, '2026-03-29T07:00:00Z']);
        assert.deepEqual(
          open.log.problems.map(one => [one.problem.code, one.problem.scope, one.fields['recovered']]),
          [['store.broken', 'installation', true]],
        );
        theValue(await open.store.append([heard(7)]));
        await open.close();
        const again = await openOutbound(path, small);
        assert.deepEqual(await idsOf(again), [...filled, 7]);
        assert.equal(again.log.problems.length, 0);
        await again.close();
        const aside = (await readdir(join(path, 'outbound'))).filter(name => name.includes('.broken-'));
        assert.equal(aside.length, how === 'gone' ? 0 : 1);
      }));
  }

  const beyondRepair: readonly (readonly [string, number[], (path: string) => Promise<void>])[] = [
    [
      'the image and its last copy are broken',
      [3, 4, 5, 6],
      async path => {
        await writeFile(imageIn(path), '{');
        await writeFile(`${imageIn(path)}.last`, '{');
      },
    ],
    [
      'a line in the middle of the journal is broken',
      [2, 3, 4, 6],
      async path => {
        const lines = (await readFile(journalIn(path), 'utf8')).split('\n');
        await writeFile(journalIn(path), [lines[0], '[{"kind":"ent', ...lines.slice(2)].join('\n'));
      },
    ],
    [
      'the image was put back from an old backup',
      filled,
      async path => writeFile(imageIn(path), await readFile(`${imageIn(path)}.last`)),
    ],
    [
      'all that is left is a journal that follows an image',
      [5, 6],
      async path => {
        for (const file of [imageIn(path), `${imageIn(path)}.last`, `${journalIn(path)}.last`])
          await rm(file);
      },
    ],
  ];
  for (const [what, left, damage] of beyondRepair) {
    it(`${what}: said once, set aside, what can be read stays, and both looks begin anew`, () =>
      withFolder(async path => {
        await fill(path);
        await damage(path);
        const viewer = await openOutbound(path, { role: 'reader' });
        assert.deepEqual(await idsOf(viewer), left);
        await viewer.close();
        const open = await openOutbound(path, small);
        assert.deepEqual(await idsOf(open), left);
        const memory = theValue(await open.store.read());
        const known = memory.watermark;
        assert.ok(known === null || (known.newest === '2026-01-01' && known.seen.length === 0));
        assert.equal(memory.confirmedAt, null);
        assert.deepEqual(
          open.log.problems.map(one => [one.problem.code, one.fields['recovered']]),
          [['store.broken', false]],
        );
        theValue(await open.store.append([heard(7)]));
        await open.close();
        const again = await openOutbound(path, small);
        assert.deepEqual(await idsOf(again), [...left, 7]);
        assert.equal(again.log.problems.length, 0);
        await again.close();
        const aside = (await readdir(join(path, 'outbound'))).filter(name => name.includes('.broken-'));
        assert.ok(aside.length > 0);
      }));
  }

  it('a last line that a crash tore is cut, and with it the whole group that nobody was told of', () =>
    withFolder(async path => {
      await fill(path);
      const good = await readFile(journalIn(path), 'utf8');
      for (const torn of ['[{"kind":"done","haloId":5', '[{"kind":"do\0\0\0\0\n', '\0\0\0', '[']) {
        await writeFile(journalIn(path), good + torn);
        const open = await openOutbound(path);
        theValue(await open.store.append([heard(7)]));
        assert.deepEqual(await idsOf(open), [...filled, 7]);
        await open.close();
        const again = await openOutbound(path);
        assert.deepEqual([await idsOf(again), again.log.problems], [[...filled, 7], []]);
        await again.close();
      }
    }));

  for (const [name, text] of [
    ['queue.json', '{"version":2,"future":true}'],
    ['journal.jsonl', '{"version":2,"after":2}\n{"future":true}\n'],
  ] as const) {
    it(`${name} of a newer version is refused and left as it is`, () =>
      withFolder(async path => {
        await fill(path);
        await writeFile(join(path, 'outbound', name), text);
        const open = await openOutbound(path);
        assert.equal(codeOf(await open.store.read()), 'store.newer');
        assert.equal(codeOf(await open.store.append([heard(7)])), 'store.newer');
        assert.equal(codeOf(await open.store.compact()), 'store.newer');
        assert.equal(await readFile(join(path, 'outbound', name), 'utf8'), text);
        await open.close();
      }));
  }

  it('a viewer reads around what is broken, sees what the writer adds, and changes nothing', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(imageIn(path), '');
      const before = await readdir(join(path, 'outbound'));
      const viewer = await openOutbound(path, { role: 'reader' });
      assert.deepEqual(await idsOf(viewer), filled);
      assert.equal(codeOf(await viewer.store.append([heard(7)])), 'store.locked');
      assert.equal(codeOf(await viewer.store.compact()), 'store.locked');
      assert.deepEqual(await readdir(join(path, 'outbound')), before);
      const writer = await openOutbound(path);
      theValue(await writer.store.append([heard(7)]));
      assert.deepEqual(await idsOf(viewer), [...filled, 7]);
      await writer.close();
      await viewer.close();
    }));
});

describe('a disk that refuses the way to Exchange', () => {
  for (const [error, code] of [
    ['ENOSPC', 'store.full'],
    ['EROFS', 'store.read-only'],
    ['EIO', 'store.failed'],
  ] as const) {
    for (const kind of ['write', 'sync', 'open'] as const) {
      it(`${error} at ${kind} is ${code}; nothing acknowledged is lost and the store goes on when it can`, () =>
        withFolder(async path => {
          let refuses = false;
          const fail: Faults['fail'] = step =>
            refuses && step.kind === kind ? { code: error, half: true } : null;
          const disk = createFaultyDisk({ fail });
          const limits = { groups: 0, bytes: 0 };
          const { store, close } = await openOutbound(path, { disk, limits });
          theValue(await store.append([heard(1)]));
          theValue(await store.compact());
          refuses = true;
          const appended = await Promise.all([store.append([heard(2)]), store.append([heard(3)])]);
          assert.deepEqual(appended.map(codeOf), [code, code]);
          assert.doesNotMatch(JSON.stringify(appended), new RegExp(path));
          assert.deepEqual(await idsOf({ store }), [1]);
          refuses = false;
          theValue(await store.append([heard(4)]));
          refuses = true;
          const compacted = codeOf(await store.compact());
          assert.equal(compacted, code);
          refuses = false;
          assert.deepEqual(await idsOf({ store }), [1, 4]);
          theValue(await store.compact());
          assert.deepEqual(await idsOf({ store }), [1, 4]);
          await close();
        }));
    }
  }
});
