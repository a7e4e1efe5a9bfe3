/** What the ladder of `check` tells of rungs that hold: sign-in and binding, budget, way and certificates. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed, succeeded } from '../../main/core/problem.ts';
import { sayFound } from '../../preload/contract/words/ladder.ts';
import { sayProblem } from '../../preload/contract/words/problems.ts';
import { climbIn, folder, problem, rungNamed, statesOf } from './ladder-room.ts';

test('a sign-in by NTLM is told bound and accepted, and that more than this cannot be known', async () => {
  const all = await climbIn({ signIn: 'ntlm' });
  assert.equal(sayFound(rungNamed(all, 'exchange', 'sign-in')?.found ?? {}), 'version 15.2, by NTLM');
  const binding = rungNamed(all, 'exchange', 'binding');
  assert.equal(binding?.state, 'good');
  assert.equal(
    sayFound(binding.found),
    'sent and accepted; whether Exchange demands it cannot be seen from here',
  );
});

test('without NTLM or without TLS nothing is bound, and there is no rung for it', async () => {
  assert.equal(rungNamed(await climbIn({ signIn: 'basic' }), 'exchange', 'binding'), undefined);
  const inClear = await climbIn({ signIn: 'ntlm', url: 'http://localhost/EWS/Exchange.asmx' });
  assert.equal(rungNamed(inClear, 'exchange', 'binding'), undefined);
  assert.equal(
    sayFound(rungNamed(inClear, 'exchange', 'sign-in')?.found ?? {}),
    'version 15.2, by NTLM, not bound, for there is no TLS',
  );
  assert.equal(rungNamed(inClear, 'exchange', 'readable')?.state, 'good');
});

test('a refused sign-in says nothing of the binding', async () => {
  const all = await climbIn({ signIn: 'ntlm', folder: failed(problem('exchange.unauthorized')) });
  const binding = rungNamed(all, 'exchange', 'binding');
  assert.deepEqual([binding?.state, binding?.found], ['not-reached', {}]);
});

test('the budget tells our own limits and what the last run was asked', async () => {
  const quiet = rungNamed(
    await climbIn({ lastRun: { run: 12, waits: 0, waitedMs: 0 } }),
    'exchange',
    'budget',
  );
  assert.equal(quiet?.state, 'good');
  assert.equal(
    sayFound(quiet.found),
    'at most 8 requests at once, one for a mailbox; run 12 was not asked to wait',
  );
  const slowed = rungNamed(
    await climbIn({ lastRun: { run: 13, waits: 3, waitedMs: 90_000 } }),
    'exchange',
    'budget',
  );
  assert.deepEqual([slowed?.state, slowed?.problem?.code], ['warned', 'exchange.throttled']);
  assert.match(sayFound(slowed?.found ?? {}), /; run 13 was asked to wait 3 times, 90 s in all$/);
  assert.equal(
    sayFound({ places: 4, limit: 8 }),
    'at most 8 requests at once, one for a mailbox; 4 for the time being',
  );
});

test('the way to each server is told with its reason, also where it is the proxy that fails', async () => {
  const all = await climbIn({ folder: failed(problem('exchange.proxy')) });
  for (const server of ['halo', 'exchange'] as const) {
    assert.equal(sayFound(rungNamed(all, server, 'way')?.found ?? {}), 'straight, network.proxy is none');
  }
  assert.equal(rungNamed(all, 'exchange', 'way')?.state, 'broken');
  const way = 'straight';
  for (const [found, said] of [
    [
      { way: 'proxy', from: 'setting', proxy: 'p:8080' },
      'by the proxy p:8080, as the setting network.proxyUrl says',
    ],
    [
      { way: 'proxy', from: 'environment', proxy: 'p:1' },
      'by the proxy p:1, as the environment of this program says',
    ],
    [{ way, from: 'environment', because: 'bypassed', entry: '.a' }, 'straight, NO_PROXY names .a'],
    [
      { way, from: 'windows', because: 'no-proxy' },
      'straight, netsh winhttp names no proxy for such addresses',
    ],
    [{ way, from: 'nobody', because: 'no-proxy' }, 'straight, this computer has no proxy for programs'],
    [{ way, from: 'setting', because: 'this-computer' }, 'straight, it is this computer'],
  ] as const) {
    assert.equal(sayFound(found), said);
  }
});

for (const [daysLeft, state] of [
  [15, 'good'],
  [14, 'warned'],
  [0, 'warned'],
] as const) {
  test(`a certificate with ${daysLeft} days left is ${state}, and says who issued it`, async () => {
    const certificate = {
      issuer: 'Contoso CA',
      names: 'mail.example.org',
      until: '2026-12-01T00:00:00Z',
      daysLeft,
    };
    const all = await climbIn({ folder: succeeded({ ...folder, certificate }) });
    const rung = all.find(one => one.server === 'exchange' && one.name === 'certificate');
    assert.equal(rung?.state, state);
    const left = daysLeft === 0 ? 'less than a day left' : `${daysLeft} days left`;
    assert.equal(sayFound(rung?.found ?? {}), `issued by Contoso CA, ${left}`);
    assert.ok(statesOf(all, 'exchange').every(one => one === 'good' || one === 'warned'));
  });
}

test("Halo's certificate is told with its days, too, and warned of when they are few", async () => {
  const haloCertificate = {
    issuer: 'Public CA',
    names: 'halo.example.org',
    until: '2026-11-27T08:00:00Z',
  };
  const rung = rungNamed(await climbIn({ haloCertificate }), 'halo', 'certificate');
  assert.equal(sayFound(rung?.found ?? {}), 'issued by Public CA, 10 days left');
  assert.deepEqual([rung?.state, rung?.problem?.code], ['warned', 'halo.certificate']);
  assert.match(
    sayProblem({ code: 'halo.certificate', facts: rung?.problem?.facts ?? {} }).sentence,
    /ends soon/,
  );
});
