/** TLS is verified always; what is wrong with a certificate is told, and nothing is sent to a server that has a wrong one. */
import assert from 'node:assert/strict';
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
