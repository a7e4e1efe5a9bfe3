import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor, removed } from '../../../main/adapters/system/redactor.ts';

describe('the redactor', () => {
  it('replaces a registered text wherever it is, in every form in which it travels', () => {
    const redactor = createRedactor();
    const secret = 'S3cret/"ü" x';
    redactor.protect(secret);
    redactor.protect('');
    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
      JSON.stringify(secret),
      `a${secret}b${secret}`,
    ];
    for (const form of forms) {
      const cleaned = redactor.clean(`before ${form} after`);
      assert.doesNotMatch(cleaned, /S3cret|UzNjcmV0/);
      assert.match(cleaned, /^before .*\[removed\].* after$/);
    }
  });

  it('leaves nothing of the longer of two texts that begin alike', () => {
    const redactor = createRedactor();
    redactor.protect('Summer');
    redactor.protect('Summer2026!');
    assert.equal(redactor.clean('x Summer2026! Summer y'), `x ${removed} ${removed} y`);
  });

  const looksSecret: readonly (readonly [string, string])[] = [
    ['Authorization: Basic dXNlcjpwYXNz\r\nHost: a', `Authorization: ${removed}\r\nHost: a`],
    ['proxy-authorization: anything here', `proxy-authorization: ${removed}`],
    ['sent Bearer abc.DEF-123_x', `sent Bearer ${removed}`],
    ['NTLM TlRMTVNTUAAB', `NTLM ${removed}`],
    ['password=hunter2&user=anna', `password=${removed}&user=anna`],
    ['client_secret: "a b c", x', `client_secret: ${removed}, x`],
    ['{"access_token":"abc","expires_in":3600}', `{"access_token":${removed},"expires_in":3600}`],
    ['https://anna:hunter2@mail.example.org/', `https://anna:${removed}@mail.example.org/`],
    ['got eyJhbGciOi.eyJzdWIiOi.c2ln back', `got ${removed} back`],
  ];
  for (const [text, cleaned] of looksSecret) {
    it(`replaces what looks like a secret: ${text.slice(0, 14)}`, () => {
      assert.equal(createRedactor().clean(text), cleaned);
    });
  }

  it('keeps addresses, hosts, codes and prose', () => {
    const redactor = createRedactor();
    for (const text of [
      'anna.berg@example.org was read from https://mail.example.org/EWS/Exchange.asmx',
      'Basic authentication is switched off on the server',
      'exchange.password is missing',
      'ErrorImpersonateUserDenied 403 after 120 ms',
      'The token was renewed',
    ]) {
      assert.equal(redactor.clean(text), text);
    }
  });

  it('drops the whole value of a field that is named like a secret', () => {
    const redactor = createRedactor();
    const fields = { password: 'x', haloClientSecret: 'y', Authorization: 'z', tokens: 3, ms: 12, ok: true };
    assert.deepEqual(redactor.cleanFields({ ...fields, note: 'token=abc' }), {
      password: removed,
      haloClientSecret: removed,
      Authorization: removed,
      tokens: removed,
      ms: 12,
      ok: true,
      note: `token=${removed}`,
    });
  });
});
