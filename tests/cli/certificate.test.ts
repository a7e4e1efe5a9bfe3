/** `certificate`: what the server shows in words, and pinning only what a person has compared. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { startExchangeSimulator } from '../../main/simulators/exchange/server.ts';
import { makeAuthority, makeCertificate } from '../adapters/http/certificates.ts';
import { type House, openHouse } from '../processes/house.ts';
import { lastLine } from '../processes/started.ts';

/** A house whose Exchange shows a certificate of an authority that nobody knows. */
async function withStranger(act: (house: House, fingerprint: string) => Promise<void>): Promise<void> {
  const tls = makeCertificate(makeAuthority('Contoso Root'));
  const server = await startExchangeSimulator({ tls });
  const house = await openHouse({});
  try {
    assert.equal((await house.here(['config', 'set', 'exchange.url', server.url])).code, 0);
    await act(house, new X509Certificate(tls.cert).fingerprint256);
  } finally {
    await house.close();
    await server.close();
  }
}

test('shows names, issuer, days and fingerprint of a certificate that is not accepted, and why', () =>
  withStranger(async (house, fingerprint) => {
    const shown = await house.here(['certificate']);
    assert.equal(shown.code, 1);
    assert.match(shown.out, /made out for {2}127\.0\.0\.1/);
    assert.match(shown.out, /issued by {5}Contoso Root/);
    assert.match(shown.out, /\(1 day left\)|\(\d+ days left\)/);
    assert.ok(shown.out.includes(fingerprint));
    assert.match(shown.out, /It is not accepted: .*authority that this computer does not trust.*\n {2}\S/);
  }));

test('pins the certificate whose fingerprint a person has compared, and it is accepted then', () =>
  withStranger(async (house, fingerprint) => {
    const pinned = await house.here(['certificate', '--pin', fingerprint.toLowerCase().replaceAll(':', ' ')]);
    assert.equal(pinned.code, 0, pinned.out + pinned.err);
    const again = await house.here(['certificate', '--json']);
    assert.equal(again.code, 0);
    assert.equal(lastLine(again)['isAccepted'], true);
  }));

test('pins nothing when the fingerprint is another one', () =>
  withStranger(async house => {
    const refused = await house.here(['certificate', '--pin', 'AA:BB']);
    assert.equal(refused.code, 2);
    assert.match(refused.out, /Nothing was changed.*\n {2}Compare/);
    assert.equal((await house.here(['certificate'])).code, 1);
  }));
