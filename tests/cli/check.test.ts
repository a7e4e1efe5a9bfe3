/** `check` on what is saved: a setting of the way that cannot be used is a broken rung with its remedy, and does not end the check. */
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { wayTo } from '../../main/compose/network.ts';
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts';
import { sayFound } from '../../preload/contract/words/ladder.ts';
import { makeAuthority } from '../adapters/http/certificates.ts';
import { openHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

test('a file of authorities that is gone breaks a rung of Exchange, and Halo is climbed to its end', async () => {
  const house = await openHouse({});
  try {
    const file = join(house.folder, 'authorities.pem');
    await writeFile(file, makeAuthority('Contoso Root').cert);
    assert.equal((await house.here(['config', 'import', await house.settingsFile({})])).code, 0);
    assert.equal((await house.here(['config', 'set', 'exchange.caFile', file])).code, 0);
    await rm(file);
    const ended = await house.here(['check', '--json']);
    const rungs = objects(lastLine(ended)['rungs']);
    assert.equal(ended.code, 2);
    const broken = rungs.filter(rung => rung['state'] === 'broken');
    assert.deepEqual(
      broken.map(rung => [rung['server'], rung['name']]),
      [['exchange', 'settings']],
    );
    const [problem] = objects(lastLine(ended)['problems']);
    assert.match(String(problem?.['message']), /exchange\.caFile cannot be used: there is no such file/);
    assert.notEqual(problem?.['remedy'], '');
    assert.ok(rungs.filter(rung => rung['server'] === 'halo').every(rung => rung['state'] === 'good'));
  } finally {
    await house.close();
  }
});

const address = 'https://mail.example.org/EWS/Exchange.asmx';
const network = (settings: Partial<Settings['network']>) => settingsSchema.parse({ network: settings });

test('the way to a server never shows the password in the address of a proxy', async () => {
  const environment = { HTTPS_PROXY: 'http://anna:hunter2@proxy.example.org:8080', no_proxy: '.local' };
  const way = await wayTo(address, network({ proxy: 'system' }), environment);
  assert.equal(sayFound(way), 'by the proxy proxy.example.org:8080, as the environment of this program says');
  assert.doesNotMatch(JSON.stringify(way), /hunter2|anna/);
});

test('the way to a server names the entry of the bypass list', async () => {
  const settings = network({
    proxy: 'manual',
    proxyUrl: 'http://proxy.example.org:8080',
    proxyBypass: ['10.*', '*.example.org'],
  });
  assert.equal(sayFound(await wayTo(address, settings)), 'straight, network.proxyBypass names *.example.org');
  assert.equal(
    sayFound(await wayTo('https://halo.test', settings)),
    'by the proxy proxy.example.org:8080, as the setting network.proxyUrl says',
  );
});

test('what Exchange asked of the last run is told by the check, although another program had made that run', async () => {
  const house = await openHouse({});
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile({})])).code, 0);
    const budget = async () => {
      const ended = await house.here(['check', '--json']);
      return objects(lastLine(ended)['rungs']).find(rung => rung['name'] === 'budget');
    };
    assert.deepEqual((await budget())?.['found'], { places: 8, limit: 8 });
    house.exchange.faults.order({ kind: 'server-busy', backOffMs: 1, times: 2 });
    assert.equal((await house.here(['sync'])).code, 0);
    const after = await budget();
    assert.equal(after?.['state'], 'warned');
    assert.deepEqual(after['found'], { places: 8, limit: 8, run: 1, waits: 2, waitedMs: 2 });
    assert.equal((await house.here(['sync'])).code, 0);
    assert.equal((await budget())?.['state'], 'good');
  } finally {
    await house.close();
  }
});
