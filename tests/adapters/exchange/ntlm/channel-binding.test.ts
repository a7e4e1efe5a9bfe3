/** The channel binding of a certificate: a figure that is published, the choice of the hash, and what is no certificate. */
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { it } from 'node:test';
import {
  bindingOf,
  channelBinding,
  hashOfSignature,
} from '../../../../main/adapters/exchange/ntlm/channel-binding.ts';
import { makeAuthority, makeCertificate } from '../../http/certificates.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const sequence = (...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
};
const oid = (id: string) => Buffer.concat([Buffer.from([6, id.length / 2]), hex(id)]);
const tagged = (body: Buffer) => Buffer.concat([Buffer.from([0xa0, body.length]), body]);
/** As much of a certificate as says how it is signed. */
const signedBy = (id: string, parameters = hex('0500')) =>
  sequence(sequence(hex('020101')), sequence(oid(id), parameters), hex('030100'));

it('wraps the hash of a certificate as other clients of Exchange do', () => {
  const hash = hex('E3CA49271E5089CC48CE82109F1324F41DBEDDC29A777410C738F7868C4FF405');
  assert.equal(bindingOf(hash).toString('hex'), '6ea19df066da4622051f9c4f92c6df74');
});

for (const [what, certificate, hash] of [
  ['md5WithRSAEncryption', signedBy('2a864886f70d010104'), 'sha256'],
  ['sha1WithRSAEncryption', signedBy('2a864886f70d010105'), 'sha256'],
  ['sha256WithRSAEncryption', signedBy('2a864886f70d01010b'), 'sha256'],
  ['sha384WithRSAEncryption', signedBy('2a864886f70d01010c'), 'sha384'],
  ['sha512WithRSAEncryption', signedBy('2a864886f70d01010d'), 'sha512'],
  ['ecdsa-with-SHA1', signedBy('2a8648ce3d0401', hex('')), 'sha256'],
  ['ecdsa-with-SHA256', signedBy('2a8648ce3d040302', hex('')), 'sha256'],
  ['ecdsa-with-SHA384', signedBy('2a8648ce3d040303', hex('')), 'sha384'],
  ['RSASSA-PSS of SHA-1', signedBy('2a864886f70d01010a', sequence()), 'sha256'],
  [
    'RSASSA-PSS of SHA-512',
    signedBy('2a864886f70d01010a', sequence(tagged(sequence(oid('608648016503040203'))))),
    'sha512',
  ],
  ['Ed25519', signedBy('2b6570', hex('')), 'sha256'],
  ['nothing', Buffer.alloc(0), 'sha256'],
  ['a length that lies', hex('30 84 ff ff ff ff 30'), 'sha256'],
  ['no certificate', Buffer.from('no certificate at all'), 'sha256'],
] as const) {
  it(`hashes with ${hash} what is signed with ${what}`, () => {
    assert.equal(hashOfSignature(certificate), hash);
  });
}

it('binds to the whole certificate, and to nothing without TLS', () => {
  const { raw } = new X509Certificate(makeCertificate(makeAuthority()).cert);
  const expected = bindingOf(createHash('sha256').update(raw).digest());
  assert.deepEqual(channelBinding(raw), expected);
  assert.deepEqual(channelBinding(null), Buffer.alloc(16));
});
