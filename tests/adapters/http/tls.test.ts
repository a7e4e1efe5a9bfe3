/** TLS is verified always; what is wrong with a certificate is told, and nothing is sent to a server that has a wrong one. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { it } from 'node:test';
import type { HttpOutcome } from '../../../main/adapters/http/http-client.ts';
import { makeAuthority, makeCertificate, makeSelfSigned } from './certificates.ts';
import { type LoopbackOptions, onLoopback } from './loopback.ts';

const authority = makeAuthority();
const stranger = makeAuthority('Somebody Else');
const dayMs = 86_400_000;
const long = Date.now() - 10 * dayMs;

async function askedOnce(options: LoopbackOptions): Promise<{ outcome: HttpOutcome; served: number }> {
  let served = 0;
  let outcome: HttpOutcome | null = null;
  await onLoopback(
    (_, reply) => {
      served += 1;
      reply.end('ok');
    },
    async ({ ask }) => {
      outcome = await ask();
    },
    options,
  )();
  return outcome === null ? assert.fail('not asked') : { outcome, served };
}

it('an extra authority is trusted', async () => {
  const { outcome } = await askedOnce({ tls: makeCertificate(authority), caPem: authority.cert });
  assert.equal(outcome.ok && outcome.value.text, 'ok');
});

it('an extra authority is one more, not the only one', async () => {
  const both = `${stranger.cert}${authority.cert}`;
  for (const from of [authority, stranger]) {
    const { outcome } = await askedOnce({ tls: makeCertificate(from), caPem: both });
    assert.equal(outcome.ok && outcome.value.text, 'ok');
  }
});

for (const [reason, options] of [
  ['unknown-authority', { tls: makeCertificate(stranger), caPem: authority.cert }],
  ['unknown-authority', { tls: makeCertificate(stranger) }],
  ['self-signed', { tls: makeSelfSigned(), caPem: authority.cert }],
  ['wrong-host', { tls: makeCertificate(authority, { host: 'mail.example.org' }), caPem: authority.cert }],
  [
    'expired',
    {
      tls: makeCertificate(authority, { from: new Date(long), until: new Date(long + dayMs) }),
      caPem: authority.cert,
    },
  ],
  [
    'not-yet-valid',
    {
      tls: makeCertificate(authority, {
        from: new Date(Date.now() + dayMs),
        until: new Date(Date.now() + 2 * dayMs),
      }),
      caPem: authority.cert,
    },
  ],
] as const) {
  it(`a certificate that is ${reason} ends the exchange before anything is sent (${'caPem' in options ? 'with' : 'without'} an extra authority)`, async () => {
    const { outcome, served } = await askedOnce(options);
    assert.ok(!outcome.ok);
    assert.deepEqual([outcome.failure.kind, outcome.failure.facts['reason']], ['certificate', reason]);
    assert.equal(outcome.failure.requestSent, false);
    assert.equal(served, 0);
  });
}

const pin = (pinned: string) => ({ pinned, minVersion: 'TLSv1.2' }) as const;
const ended = { from: new Date(long), until: new Date(long + dayMs) };
const foreign = makeCertificate(stranger, { host: 'mail.example.org' });

for (const [what, tls] of [
  ['from an unknown authority and for another name', foreign],
  ['self-signed', makeSelfSigned()],
] as const) {
  it(`a pinned certificate may have lost its line breaks, also when it is ${what}`, async () => {
    const { outcome } = await askedOnce({ tls, rules: pin(tls.cert.replaceAll('\n', ' ')) });
    assert.equal(outcome.ok && outcome.value.text, 'ok');
  });

  it(`a pinned certificate is accepted although it is ${what}`, async () => {
    const { outcome } = await askedOnce({ tls, rules: pin(tls.cert) });
    assert.equal(outcome.ok && outcome.value.text, 'ok');
  });
}

const oldSelf = makeCertificate(authority, ended);
for (const [what, options, reason] of [
  [
    'another one, although it is trusted',
    { tls: makeCertificate(authority), rules: pin(foreign.cert), caPem: authority.cert },
    'not-pinned',
  ],
  [
    'another one of the same authority',
    { tls: makeCertificate(stranger), rules: pin(foreign.cert) },
    'not-pinned',
  ],
  [
    'one that the pinned one issued',
    { tls: makeCertificate(stranger), rules: pin(stranger.cert) },
    'not-pinned',
  ],
  ['the pinned one after its last day', { tls: oldSelf, rules: pin(oldSelf.cert) }, 'expired'],
  ['any when what is pinned is no certificate', { tls: foreign, rules: pin('nothing') }, 'not-pinned'],
] as const) {
  it(`with a pinned certificate ${what} is refused, before anything is sent`, async () => {
    const { outcome, served } = await askedOnce(options);
    assert.ok(!outcome.ok);
    assert.deepEqual([outcome.failure.kind, outcome.failure.facts['reason']], ['certificate', reason]);
    assert.equal(served, 0);
  });
}

it('a server without the version that is asked for is told as one without TLS', async () => {
  const tls = { ...makeCertificate(authority), maxVersion: 'TLSv1.2' } as const;
  const strict = { pinned: '', minVersion: 'TLSv1.3' } as const;
  const { outcome } = await askedOnce({ tls, caPem: authority.cert, rules: strict });
  assert.ok(!outcome.ok);
  assert.deepEqual([outcome.failure.kind, outcome.failure.facts['reason']], ['certificate', 'no-tls']);
});

it('a refused certificate is described: whose it is, who issued it, how long it lasts', async () => {
  const { outcome } = await askedOnce({ tls: foreign, caPem: authority.cert });
  assert.ok(!outcome.ok);
  const { facts } = outcome.failure;
  assert.deepEqual([facts['names'], facts['issuer']], ['mail.example.org', 'Somebody Else']);
  assert.match(String(facts['until']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(facts['fingerprint'], new X509Certificate(foreign.cert).fingerprint256);
});

it('an accepted certificate is remembered, for each server its own', async () => {
  const tls = makeCertificate(authority);
  await onLoopback(
    (_, reply) => reply.end('ok'),
    async ({ ask, client, url }) => {
      assert.equal(client.certificateOf(url), null);
      await ask();
      await ask();
      assert.equal(client.certificateOf(url)?.fingerprint, new X509Certificate(tls.cert).fingerprint256);
      assert.equal(client.certificateOf('https://mail.example.org/'), null);
    },
    { tls, caPem: authority.cert },
  )();
});

it('a server that speaks no TLS is told as such, before anything is sent', async () => {
  await onLoopback(
    (_, reply) => reply.end('plain'),
    async ({ ask, url }) => {
      const outcome = await ask({ url: url.replace('http:', 'https:') });
      assert.ok(!outcome.ok);
      const { kind, facts, requestSent } = outcome.failure;
      assert.deepEqual(
        [kind, facts['reason'], facts['system'], requestSent],
        ['certificate', 'no-tls', 'EPROTO', false],
      );
    },
  )();
});

it('the process’s own switch to turn verification off is not obeyed', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const { outcome } = await askedOnce({ tls: makeCertificate(stranger), caPem: authority.cert });
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.kind, 'certificate');
  } finally {
    Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED');
  }
});
