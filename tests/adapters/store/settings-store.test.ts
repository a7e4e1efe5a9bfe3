import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { changesBetween } from '../../../main/adapters/store/settings-keys.ts';
import {
  createSettingsStore,
  keptVersions,
  type SettingsStore,
} from '../../../main/adapters/store/settings-store.ts';
import type { Result } from '../../../main/core/problem.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { theValue } from '../../builders/results.ts';
import { type OpenStore, openStore, withFolder } from './open-store.ts';

const withSettings = (
  check: (settings: SettingsStore, open: OpenStore, path: string) => Promise<void>,
): Promise<void> =>
  withFolder(async path => {
    const open = await openStore(path);
    await check(createSettingsStore(open.folder, open.log), open, path);
    await open.close();
  });

const factsOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.problem.facts);
const codeOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.problem.code);
const mail = 'https://mail.example.org/EWS/Exchange.asmx';

describe('the settings store', () => {
  it('starts with the defaults and without a history', () =>
    withSettings(async settings => {
      assert.deepEqual(theValue(await settings.read()), defaultSettings);
      assert.deepEqual(theValue(await settings.history()), []);
    }));

  it('keeps what was saved, when and by whom, over a restart', () =>
    withSettings(async (settings, open, path) => {
      theValue(await settings.save({ exchange: { url: mail } }, 'CONTOSO\\anna'));
      const again = createSettingsStore(open.folder, open.log);
      assert.equal(theValue(await again.read()).exchange.url, mail);
      const [version] = theValue(await again.history());
      assert.deepEqual(
        [version?.number, version?.who, version?.at],
        [1, 'CONTOSO\\anna', '2026-03-02T08:00:00Z'],
      );
      assert.equal((await readFile(join(path, 'settings.json'), 'utf8')).split('\n').length > 20, true);
    }));

  it('reads and sets a key: text, numbers, switches, lists, named entries', () =>
    withSettings(async settings => {
      const set = (key: string, text: string) => settings.set(key, text, 'anna');
      theValue(await set('exchange.url', mail));
      theValue(await set('halo.clientId', '12345'));
      theValue(await set('import.daysBack', '30'));
      theValue(await set('import.noDelete', 'true'));
      theValue(await set('agents.preferenceOn', '[1, 2]'));
      theValue(await set('agents.mailboxes.7', 'anna@example.org'));
      theValue(await set('import.subject', '{"rule":"prefix","text":"Ex: "}'));
      const now = theValue(await settings.read());
      assert.equal(theValue(await settings.get('exchange.url')), mail);
      assert.equal(theValue(await settings.get('halo.clientId')), '12345');
      assert.equal(now.import.daysBack, 30);
      assert.equal(now.import.noDelete, true);
      assert.deepEqual(theValue(await settings.get('agents')), {
        ...defaultSettings.agents,
        preferenceOn: [1, 2],
        mailboxes: { '7': 'anna@example.org' },
      });
      assert.deepEqual(now.import.subject, { rule: 'prefix', text: 'Ex: ' });
    }));

  it('names the key and what is wrong, never the value, and changes nothing', () =>
    withSettings(async settings => {
      const refused: readonly (readonly [string, string, string, RegExp])[] = [
        ['exchange.url', 'ftp://Secret1', 'exchange.url', /must be an http or https address/],
        ['exchange.url', 'https://u:Secret1@mail', 'exchange.url', /must not contain a user name/],
        ['import.daysBack', '9999', 'import.daysBack', /^it must be at most 366$/],
        ['import.daysBack', 'many', 'import.daysBack', /^it must be a number$/],
        ['import.daysBack', '1.5', 'import.daysBack', /^it must be a whole number$/],
        ['import.free', 'yes', 'import.free', /^it must be true or false$/],
        ['import.which', 'some', 'import.which', /^it must be one of all, meetings$/],
        ['agents.off', '7', 'agents.off', /^it must be a list/],
        [
          'outbound.endpoint.address',
          'localhost',
          'outbound.endpoint.address',
          /must be an IP address such as/,
        ],
        ['exchange.urll', 'x', 'exchange.urll', /^not-known$/],
        ['exchange.password', 'Secret1', 'exchange.password', /^not-known$/],
        ['nothing', 'x', 'nothing', /^not-known$/],
        ['__proto__.polluted', 'x', '__proto__', /^not-known$/],
        ['agents.mailboxes.anna', 'x', 'agents.mailboxes.anna', /^it must be an agent id$/],
        ['', 'x', '', /^not-known$/],
      ];
      for (const [key, text, named, message] of refused) {
        const result = await settings.set(key, text, 'anna');
        assert.equal(codeOf(result), 'settings.invalid', key);
        const facts = result.ok ? {} : result.problem.facts;
        assert.equal(facts?.['field'], named);
        assert.match(String(facts?.['reason']), message);
        assert.doesNotMatch(JSON.stringify(facts), /Secret1|Invalid|expected/);
      }
      assert.deepEqual(theValue(await settings.history()), []);
      assert.equal(codeOf(await settings.get('exchange.urll')), 'settings.invalid');
      assert.equal(codeOf(await settings.get('exchange.url.length')), 'settings.invalid');
    }));

  it('keeps the last versions, shows their differences and restores one as a new one', () =>
    withSettings(async settings => {
      for (let days = 1; days <= keptVersions + 5; days += 1) {
        theValue(await settings.set('import.daysAhead', String(days), `save ${days}`));
      }
      const versions = theValue(await settings.history());
      assert.equal(versions.length, keptVersions + 1);
      assert.deepEqual(
        versions.map(version => version.settings.import.daysAhead),
        versions.map((_, index) => keptVersions + 5 - index),
      );
      const [newest, before] = versions;
      assert.ok(newest !== undefined && before !== undefined);
      assert.deepEqual(changesBetween(before.settings, newest.settings), [
        { key: 'import.daysAhead', before: 24, after: 25 },
      ]);
      assert.equal(theValue(await settings.restore(10, 'bo')).import.daysAhead, 10);
      const [restored] = theValue(await settings.history());
      assert.deepEqual([restored?.number, restored?.who], [26, 'bo']);
      assert.equal(codeOf(await settings.restore(1, 'bo')), 'settings.invalid');
    }));

  it('makes no version when nothing changes', () =>
    withSettings(async settings => {
      theValue(await settings.set('import.daysBack', '3', 'anna'));
      theValue(await settings.set('import.daysBack', '3', 'anna'));
      assert.equal(theValue(await settings.history()).length, 1);
    }));

  it('takes saves that come at once one after another', () =>
    withSettings(async settings => {
      const saves = [
        settings.set('import.daysBack', '3', 'a'),
        settings.set('import.daysAhead', '4', 'b'),
        settings.set('halo.clientId', 'c', 'c'),
      ];
      for (const save of saves) theValue(await save);
      const now = theValue(await settings.read());
      assert.deepEqual([now.import.daysBack, now.import.daysAhead, now.halo.clientId], [3, 4, 'c']);
    }));

  it('imports what it exported, and files as Windows writes them', () =>
    withSettings(async (settings, _, path) => {
      theValue(await settings.set('exchange.url', mail, 'anna'));
      const file = join(path, 'export.json');
      theValue(await settings.exportTo(file));
      const saved = theValue(await settings.read());
      theValue(await settings.set('exchange.url', '', 'anna'));
      assert.deepEqual(theValue(await settings.importFrom(file, 'anna')), saved);
      for (const bytes of [
        Buffer.from(`\ufeff${JSON.stringify({ import: { daysBack: 5 } })}`, 'utf8'),
        Buffer.from(`\ufeff${JSON.stringify({ import: { daysBack: 6 } })}`, 'utf16le'),
      ]) {
        await writeFile(file, bytes);
        const imported = theValue(await settings.importFrom(file, 'anna'));
        assert.ok([5, 6].includes(imported.import.daysBack));
        assert.equal(imported.exchange.url, '');
      }
    }));

  it('refuses to import what is not settings, says what, and changes nothing', () =>
    withSettings(async (settings, _, path) => {
      const file = join(path, 'import.json');
      const importing = async (text: string) => {
        await writeFile(file, text);
        return settings.importFrom(file, 'anna');
      };
      assert.deepEqual(factsOf(await importing('{')), {
        file: 'import.json',
        reason: 'it is not a JSON file',
      });
      assert.equal(codeOf(await importing('{"version":2}')), 'settings.newer');
      assert.deepEqual(factsOf(await importing('{"exchange":{"password":"x"},"halo":{"b":1}}')), {
        field: 'halo.b',
        reason: 'not-known',
        more: 1,
      });
      assert.equal(codeOf(await importing(`"${'x'.repeat(2 << 20)}"`)), 'settings.invalid');
      assert.deepEqual(factsOf(await settings.importFrom(join(path, 'none.json'), 'anna')), {
        file: 'none.json',
        reason: 'there is no such file',
      });
      assert.deepEqual(factsOf(await settings.exportTo(join(path, 'none', 'out.json'))), {
        file: 'out.json',
        reason: 'there is no such folder',
      });
      assert.deepEqual(theValue(await settings.history()), []);
    }));

  it('that are broken come from the copy before, said; without a copy they are refused, not replaced', () =>
    withSettings(async (settings, open, path) => {
      theValue(await settings.set('import.daysBack', '3', 'anna'));
      theValue(await settings.set('import.daysBack', '4', 'anna'));
      const file = join(path, 'settings.json');
      await writeFile(file, '{"version":1,');
      assert.equal(theValue(await settings.read()).import.daysBack, 3);
      assert.equal(open.log.problems[0]?.problem.code, 'settings.broken');
      assert.ok((await readdir(path)).some(name => name.startsWith('settings.json.broken-')));
      await writeFile(file, '{}');
      await writeFile(`${file}.last`, '');
      assert.equal(codeOf(await settings.read()), 'settings.broken');
      assert.equal(codeOf(await settings.set('import.daysBack', '5', 'anna')), 'settings.broken');
      // A person who saves the whole starts anew; the broken file stays to be looked at.
      theValue(await settings.save({ import: { daysBack: 6 } }, 'anna'));
      assert.equal(theValue(await settings.read()).import.daysBack, 6);
    }));

  it('of a newer version are refused for reading and saving, and stay as they are', () =>
    withSettings(async (settings, _, path) => {
      const file = join(path, 'settings.json');
      await writeFile(file, '{"version":2,"current":{}}');
      assert.equal(codeOf(await settings.read()), 'settings.newer');
      assert.equal(codeOf(await settings.save({}, 'anna')), 'settings.newer');
      assert.equal(await readFile(file, 'utf8'), '{"version":2,"current":{}}');
    }));

  it('are shown to a viewer who cannot save them', () =>
    withSettings(async (settings, _, path) => {
      theValue(await settings.set('import.daysBack', '3', 'anna'));
      const viewer = await openStore(path, { role: 'reader' });
      const seen = createSettingsStore(viewer.folder, viewer.log);
      assert.equal(theValue(await seen.read()).import.daysBack, 3);
      assert.equal(codeOf(await seen.set('import.daysBack', '4', 'bo')), 'store.locked');
    }));
});
