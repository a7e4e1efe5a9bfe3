/** `status` after a run: how long the certificates last, and which agents are left out and why. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeAuthority, makeCertificate } from '../adapters/http/certificates.ts';
import { openHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

const dayMs = 86_400_000;

test('the days of the certificate are told after a run, as a sentence and as a number', async () => {
  const authority = makeAuthority('Contoso Root');
  const tls = makeCertificate(authority, { until: new Date(Date.now() + 12.5 * dayMs) });
  const house = await openHouse({ exchange: { tls } });
  try {
    const caFile = join(house.folder, 'authorities.pem');
    await writeFile(caFile, authority.cert);
    const file = await house.settingsFile({ exchange: { caFile } });
    assert.equal((await house.here(['config', 'import', file])).code, 0);
    assert.equal((await house.here(['status'])).out.includes('Certificate'), false);
    const synced = await house.here(['sync']);
    assert.equal(synced.code, 0, synced.out + synced.err);
    const host = new URL(house.exchange.url).host;
    const line = `Exchange (${host}): Certificate: 12 days left. Renew it before it ends.`;
    const said = await house.here(['status']);
    assert.ok(said.out.split('\n').includes(line), said.out);
    const [certificate, ...more] = objects(lastLine(await house.here(['status', '--json']))['certificates']);
    assert.deepEqual(
      [certificate?.['server'], certificate?.['host'], certificate?.['issuer'], certificate?.['daysLeft']],
      ['exchange', host, 'Contoso Root', 12],
    );
    // Plain http shows none.
    assert.deepEqual(more, []);
    await house.here(['config', 'set', 'exchange.url', 'https://other.example.org/EWS/Exchange.asmx']);
    assert.doesNotMatch((await house.here(['status'])).out, /Certificate/, 'it was that of another server');
  } finally {
    await house.close();
  }
});

test('agents that are left out are named with the reason, those for programs only apart', async () => {
  const house = await openHouse({ people: ['Anna', 'Bruno'] });
  try {
    house.halo.state.addAgent({
      name: 'Robot',
      email: 'robot@example.org',
      appointmentSync: 1,
      isApiAgent: true,
    });
    house.halo.state.addAgent({ name: 'Chloe', email: 'chloe@example.org', appointmentSync: 0 });
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const { out } = await house.here(['status']);
    assert.match(out, /1 agent of Halo is left out:\n {2}Chloe: the agent does not want it/);
    assert.doesNotMatch(out, /Robot/);
  } finally {
    await house.close();
  }
});
