/** The figures that Microsoft publishes for NTLMv2 ([MS-NLMP] 4.2.1 and 4.2.4), and how accounts are written. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  lmResponse,
  passwordHash,
  prove,
  readAccount,
  responseKey,
} from '../../../../main/adapters/exchange/ntlm/keys.ts';

const serverChallenge = Buffer.from('0123456789abcdef', 'hex');
const clientChallenge = Buffer.alloc(8, 0xaa);
const info = Buffer.from('02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000', 'hex');
const account = { domain: 'Domain', user: 'User' };

it('makes the keys and the proof of the published example', async () => {
  const hash = await passwordHash('Password');
  assert.equal(hash.toString('hex'), 'a4f49c406510bdcab6824ee7c30fd852');
  const key = responseKey(hash, account);
  assert.equal(key.toString('hex'), '0c868a403bfd7a93a3001ef22ef02e3f');
  const proof = prove(key, { serverChallenge, clientChallenge, time: Buffer.alloc(8), info });
  assert.equal(
    proof.response.toString('hex'),
    `68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000${info.toString('hex')}00000000`,
  );
  assert.equal(proof.sessionKey.toString('hex'), '8de40ccadbc14a82f15cb0ad0de95ca3');
  assert.equal(
    lmResponse(key, serverChallenge, clientChallenge).toString('hex'),
    '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
  );
});

it('does not mind the case of the user, and minds that of the domain and the password', async () => {
  const hash = await passwordHash('Password');
  const key = responseKey(hash, account).toString('hex');
  assert.equal(responseKey(hash, { ...account, user: 'uSER' }).toString('hex'), key);
  assert.notEqual(responseKey(hash, { ...account, domain: 'DOMAIN' }).toString('hex'), key);
  assert.notEqual((await passwordHash('password')).toString('hex'), hash.toString('hex'));
});

it('raises letters one by one, as Windows does: ß stays', async () => {
  const hash = await passwordHash('p');
  const key = (user: string) => responseKey(hash, { domain: '', user }).toString('hex');
  assert.equal(key('jürgen'), key('JÜRGEN'));
  assert.equal(key('großmann'), key('GROßMANN'));
  assert.notEqual(key('großmann'), key('GROSSMANN'));
});

for (const [written, domain, user] of [
  ['CORP\\svc-halo', 'CORP', 'svc-halo'],
  ['svc-halo@corp.example', '', 'svc-halo@corp.example'],
  ['.\\svc-halo', '.', 'svc-halo'],
  ['svc-halo', '', 'svc-halo'],
  ['CORP\\odd@name', 'CORP', 'odd@name'],
] as const) {
  it(`reads the account ${written}`, () => {
    assert.deepEqual(readAccount(written), { domain, user });
  });
}
