/** Settings from the command line: one value, a file, a version before. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands } from '../../main/cli/commands.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { unitOf } from '../../preload/contract/words/units.ts';
import { makeAuthority } from '../adapters/http/certificates.ts';
import { type House, openHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

async function withHouse(work: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse();
  try {
    await work(house);
  } finally {
    await house.close();
  }
}

test('one value is set by its dotted key: text, number, truth and list', () =>
  withHouse(async house => {
    const set = async (key: string, value: string) => {
      const ended = await house.here(['config', 'set', key, value]);
      assert.equal(ended.code, 0, ended.err);
    };
    await set('exchange.url', 'https://mail.example.org/EWS/Exchange.asmx');
    await set('exchange.signIn', 'basic');
    await set('import.daysAhead', '90');
    await set('import.free', 'true');
    await set('agents.preferenceOn', '[1, 3]');
    const shown = await house.here(['config', 'show']);
    for (const line of ['import.daysAhead = 90 days', 'import.free = true', 'agents.preferenceOn = [1,3]'])
      assert.ok(shown.out.split('\n').includes(line), shown.out);
  }));

const refused: readonly (readonly [key: string, value: string, names: RegExp])[] = [
  ['import.daysAhead', '0', /import\.daysAhead/],
  ['import.daysAhead', 'many', /import\.daysAhead/],
  ['exchange.url', 'ftp://mail.example.org', /exchange\.url/],
  ['exchange.url', 'mail.example.org', /exchange\.url cannot be used: .*http or https address/],
  ['halo.url', 'halo server', /halo\.url cannot be used: .*http or https address/],
  ['exchange.colour', 'red', /exchange\.colour/],
  ['halo', 'x', /halo/],
  ['import.subject.rule', 'loud', /must be one of as-is, prefix, fixed/],
  ['agents.mailboxes.7', 'anna', /agents\.mailboxes\.7 cannot be used: it is no mail address/],
  ['agents.mailboxes.7', '', /agents\.mailboxes\.7/],
  ['network.proxy', 'manual', /network\.proxyUrl cannot be used: it is empty, and network\.proxy is manual/],
  ['exchange.caFile', '/nowhere/ca.pem', /exchange\.caFile cannot be used: there is no such file/],
  ['agents', '{}', /agents cannot be used: it leaves out preferenceOn, preferenceOff, mailboxes, off/],
  ['import', '{"daysAhead":90}', /import cannot be used: it leaves out daysBack/],
];
for (const [key, value, names] of refused) {
  test(`refused by name: config set ${key} ${value}`, () =>
    withHouse(async house => {
      const ended = await house.here(['config', 'set', key, value, '--json']);
      assert.equal(ended.code, 2, ended.out);
      const [problem] = objects(lastLine(ended)['problems']);
      assert.equal(problem?.['code'], 'settings.invalid');
      assert.match(String(problem?.['message']), names);
    }));
}

test('a file goes in and comes out the same, with a byte order mark or without', () =>
  withHouse(async house => {
    const file = await house.settingsFile({ import: { daysAhead: 77 } });
    const exported = join(house.folder, 'exported.json');
    for (const encode of [
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`\uFEFF${text}`),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    ]) {
      await writeFile(
        file,
        encode(await readFile(await house.settingsFile({ import: { daysAhead: 77 } }), 'utf8')),
      );
      assert.equal((await house.here(['config', 'import', file])).code, 0);
      assert.equal((await house.here(['config', 'export', exported, '--force'])).code, 0);
      const text = await readFile(exported, 'utf8');
      assert.match(text, /"daysAhead": 77/);
      assert.equal((await house.here(['config', 'import', exported])).code, 0);
    }
  }));

test('a file with an unknown key, of a newer version, or that is none is refused and changes nothing', () =>
  withHouse(async house => {
    assert.equal((await house.here(['config', 'set', 'import.daysBack', '3'])).code, 0);
    const file = join(house.folder, 'bad.json');
    const refuse = async (text: string, code: string, said: RegExp) => {
      await writeFile(file, text);
      const ended = await house.here(['config', 'import', file, '--json']);
      assert.equal(ended.code, 2);
      const [problem] = objects(lastLine(ended)['problems']);
      assert.equal(problem?.['code'], code);
      assert.match(String(problem?.['message']), said);
    };
    await refuse('{"import": {"dayBack": 1}}', 'settings.invalid', /import\.dayBack/);
    await refuse('{"version": 99}', 'settings.newer', /newer version/);
    await refuse('{"import": ', 'settings.invalid', /bad\.json/);
    assert.match((await house.here(['config', 'show'])).out, /import\.daysBack = 3/);
    const missing = await house.here(['config', 'import', join(house.folder, 'nothing.json')]);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /nothing\.json/);
  }));

test('every save is a version that says what it changed and can be taken back', () =>
  withHouse(async house => {
    await house.here(['config', 'set', 'import.daysBack', '3']);
    await house.here(['config', 'set', 'import.daysBack', '5']);
    const listed = await house.here(['config', 'versions']);
    assert.match(listed.out, /^2 {2}.*\n {4}import\.daysBack: 3 -> 5\n1 {2}/);
    assert.equal((await house.here(['config', 'restore', '1'])).code, 0);
    assert.match((await house.here(['config', 'show'])).out, /import\.daysBack = 3/);
    assert.equal((await house.here(['config', 'restore', '77'])).code, 2);
  }));

test('where there is no data folder, only config set and config import make one; the others say how', () =>
  withHouse(async house => {
    for (const { name, words } of commands) {
      if (name === 'config set' || name === 'config import') continue;
      const [least, most] = words;
      const typed = Array.from({ length: most === 0 ? 0 : Math.max(1, least) }, () => '1');
      const by = name === 'trace' ? ['--agent', 'A', '--subject', 'S'] : [];
      const save = name === 'config secrets' ? ['--save'] : [];
      const ended = await house.here([...name.split(' '), ...typed, ...by, ...save]);
      assert.equal(ended.code, 2, name);
      assert.match(ended.err, /There is no data folder .*\n {2}.* make one with: config import FILE/, name);
      assert.equal(existsSync(house.data), false, name);
    }
  }));

test('a secret is no setting, and saving none is no success', () =>
  withHouse(async house => {
    const refusedSecret = await house.here(['config', 'set', 'exchange.password', 'typed']);
    assert.equal(refusedSecret.code, 2);
    assert.match(refusedSecret.err, /EXCHANGE_PASSWORD .* config secrets --save/);
    assert.doesNotMatch(refusedSecret.err + refusedSecret.out, /typed/);
    await house.here(['config', 'set', 'import.daysAhead', '90']);
    const nothing = await house.here(['config', 'secrets', '--save'], {});
    assert.equal(nothing.code, 2, nothing.out);
    assert.match(nothing.err, /Nothing was saved/);
  }));

test('a preference means on or off: a value in both lists is refused by name', () =>
  withHouse(async house => {
    assert.equal((await house.here(['config', 'set', 'agents.preferenceOn', '[1,2]'])).code, 0);
    const ended = await house.here(['config', 'set', 'agents.preferenceOff', '[0,2]', '--json']);
    const [problem] = objects(lastLine(ended)['problems']);
    assert.match(String(problem?.['message']), /agents\.preferenceOff .*also in agents\.preferenceOn: 2/);
  }));

test('a file of authorities that holds no certificate is refused, and one that does is taken', () =>
  withHouse(async house => {
    const file = join(house.folder, 'authorities.pem');
    await writeFile(file, 'no certificate');
    const refusedFile = await house.here(['config', 'set', 'exchange.caFile', file]);
    assert.match(refusedFile.err, /exchange\.caFile cannot be used: the file holds no certificate/);
    await writeFile(file, makeAuthority('Contoso Root').cert);
    assert.equal((await house.here(['config', 'set', 'exchange.caFile', file])).code, 0);
  }));

test('an old mistake does not keep anybody from changing another setting, and is not made again', () =>
  withHouse(async house => {
    const file = join(house.folder, 'authorities.pem');
    await writeFile(file, makeAuthority('Contoso Root').cert);
    assert.equal((await house.here(['config', 'set', 'exchange.caFile', file])).code, 0);
    await rm(file);
    assert.match((await house.here(['config', 'show'])).out, /authorities\.pem/);
    assert.equal((await house.here(['config', 'set', 'import.daysAhead', '90'])).code, 0);
    const other = await house.here(['config', 'set', 'exchange.caFile', `${file}2`]);
    assert.match(other.err, /exchange\.caFile cannot be used: there is no such file/);
  }));

test('named entries are one value: the mailboxes of agents are set as a whole', () =>
  withHouse(async house => {
    assert.equal((await house.here(['config', 'set', 'agents.mailboxes.7', 'anna@example.org'])).code, 0);
    assert.equal((await house.here(['config', 'set', 'agents.mailboxes', '{}'])).code, 0);
    assert.match((await house.here(['config', 'show'])).out, /agents\.mailboxes = \{\}/);
  }));

test('an export replaces no file unless it is told to', () =>
  withHouse(async house => {
    await house.here(['config', 'set', 'import.daysAhead', '90']);
    const file = join(house.folder, 'mine.txt');
    await writeFile(file, 'mine');
    const refusedExport = await house.here(['config', 'export', file]);
    assert.equal(refusedExport.code, 2);
    assert.match(refusedExport.err, /Nothing was written: .*--force/);
    assert.equal(await readFile(file, 'utf8'), 'mine');
    assert.equal((await house.here(['config', 'export', file, '--force'])).code, 0);
    assert.match(await readFile(file, 'utf8'), /"daysAhead": 90/);
  }));

test('every number among the settings has a unit, or says that it has none', () => {
  const numbers = (value: unknown, key: string): readonly string[] =>
    typeof value === 'number'
      ? [key]
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, inner]) =>
            numbers(inner, key === '' ? name : `${key}.${name}`),
          )
        : [];
  const without = numbers(defaultSettings, '').filter(key => unitOf(key) === undefined);
  assert.deepEqual(without, []);
});
