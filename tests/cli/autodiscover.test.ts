/** `autodiscover` on the simulated Exchange: what was asked and found in words, and the line that sets it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from '../processes/house.ts';
import { lastLine } from '../processes/started.ts';

test('what was found is shown with the line that sets it, and nothing is saved', async () => {
  const house = await openHouse({ people: ['Anna'] });
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    const { address } = house.mailbox('Anna');
    const at = house.exchange.url.replace('/EWS/Exchange.asmx', '/autodiscover/autodiscover.svc');
    const before = (await house.here(['config', 'show'])).out;
    const found = await house.here(['autodiscover', address, '--at', at]);
    assert.equal(found.code, 0, found.err);
    assert.equal(
      found.out.trim(),
      `${at}: found\nEWS was found.\nTo use it: config set exchange.url ${house.exchange.url}`,
    );
    assert.equal((await house.here(['config', 'show'])).out, before);
    const unknown = await house.here([
      'autodiscover',
      `nobody@${address.split('@')[1]}`,
      '--at',
      at,
      '--json',
    ]);
    assert.equal(unknown.code, 1);
    assert.deepEqual(lastLine(unknown)['found'], []);
    const noAddress = await house.here(['autodiscover', 'anna']);
    assert.match(noAddress.out, /this is no mail address/);
  } finally {
    await house.close();
  }
});
