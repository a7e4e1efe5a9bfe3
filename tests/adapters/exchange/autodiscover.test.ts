/** The search for the address of EWS: whom it asks, whom it never tells a password, and when it stops. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { searchAddress } from '../../../main/adapters/exchange/autodiscover/search.ts';
import type { HttpClient, HttpOutcome, HttpRequest } from '../../../main/adapters/http/http-client.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

type Answer = { status: number; text?: string; headers?: Record<string, string> };
type World = Readonly<Record<string, Answer | HttpOutcome>>;

const soapNamespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const soap = (user: string): Answer => ({
  status: 200,
  text: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserSettingsResponseMessage xmlns="${soapNamespace}"><Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse>${user}</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`,
});
const settings = (values: Readonly<Record<string, string>>) =>
  soap(
    `<ErrorCode>NoError</ErrorCode><UserSettings>${Object.entries(values)
      .map(([name, value]) => `<UserSetting><Name>${name}</Name><Value>${value}</Value></UserSetting>`)
      .join('')}</UserSettings>`,
  );
const pox = (account: string): Answer => ({
  status: 200,
  text: `<?xml version="1.0"?><Autodiscover><Response><Account>${account}</Account></Response></Autodiscover>`,
});
const away: HttpOutcome = {
  ok: false,
  failure: { kind: 'name-not-resolved', facts: {}, requestSent: false },
};
const ews = 'https://mail.example.org/EWS/Exchange.asmx';

/** Servers by address; everything else is a name that does not resolve. */
function canned(world: World): { http: HttpClient; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const http: HttpClient = {
    request: async request => {
      sent.push(request);
      const answer = world[request.url] ?? away;
      if ('ok' in answer) return answer;
      return {
        ok: true,
        value: { status: answer.status, headers: answer.headers ?? {}, text: answer.text ?? '' },
      };
    },
    certificateOf: () => null,
    close: () => {},
  };
  return { http, sent };
}

async function search(
  world: World,
  wanted: Partial<Parameters<typeof searchAddress>[1]> = {},
  signal = new AbortController().signal,
) {
  const { http, sent } = canned(world);
  const exchange = { ...defaultSettings.exchange, signIn: 'basic' as const, user: 'EXAMPLE\\sync' };
  const options = { settings: exchange, secret: 'marked-secret', http, clock: createManualClock() };
  const result = await searchAddress(
    options,
    { address: 'anna@example.org', allowed: [], ...wanted },
    signal,
  );
  const told = sent.filter(request => request.headers?.['authorization'] !== undefined);
  return {
    ...result,
    sent: sent.map(request => request.url),
    told: told.map(request => new URL(request.url)),
  };
}

const svc = (host: string) => `https://${host}/autodiscover/autodiscover.svc`;
const xml = (host: string) => `https://${host}/autodiscover/autodiscover.xml`;
const plain = 'http://autodiscover.example.org/autodiscover/autodiscover.xml';
const outcomes = (steps: readonly { outcome: string }[]) => steps.map(step => step.outcome);

describe('Autodiscover', () => {
  it('asks the domain, then autodiscover. before it, by SOAP and by POX, and takes the first that answers', async () => {
    const { found, sent } = await search({
      [xml('autodiscover.example.org')]: pox(
        '<Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://out.example.org/EWS/Exchange.asmx</EwsUrl></Protocol>' +
          `<Protocol><Type>EXCH</Type><EwsUrl>${ews}</EwsUrl></Protocol>`,
      ),
    });
    assert.deepEqual(found, [ews, 'https://out.example.org/EWS/Exchange.asmx']);
    assert.deepEqual(
      sent,
      ['example.org', 'autodiscover.example.org'].flatMap(host => [svc(host), xml(host)]),
    );
  });

  it('gives the address for inside the network first, each once, and none that is not https', async () => {
    const both = await search({
      [svc('example.org')]: settings({
        ExternalEwsUrl: 'https://out.example.org/EWS/Exchange.asmx',
        InternalEwsUrl: ews,
      }),
    });
    assert.deepEqual(both.found, [ews, 'https://out.example.org/EWS/Exchange.asmx']);
    const open = await search({
      [svc('example.org')]: settings({ ExternalEwsUrl: 'http://mail.example.org/EWS/Exchange.asmx' }),
    });
    assert.deepEqual([open.found, open.steps[0]?.why], [[], 'no-ews-address']);
  });

  it('never asks a domain above the one of the mailbox', async () => {
    const { sent } = await search({}, { address: 'anna@branch.example.org' });
    assert.ok(
      sent.every(url => /^https?:\/\/(autodiscover\.)?branch\.example\.org\//.test(url)),
      sent.join(),
    );
  });

  it('asks nobody about what is no address', async () => {
    for (const address of [
      'anna',
      'anna@',
      'anna@example',
      'anna@exa mple.org',
      '@example.org',
      'a@[127.0.0.1]',
    ])
      assert.deepEqual((await search({}, { address })).sent, [], address);
  });

  it('tells plain http nothing, and goes only where it points to', async () => {
    const { found, told, steps } = await search({
      [plain]: { status: 302, headers: { location: svc('mail.example.org') } },
      [svc('mail.example.org')]: settings({ ExternalEwsUrl: ews }),
    });
    assert.deepEqual(found, [ews]);
    assert.ok(told.every(url => url.protocol === 'https:'));
    assert.equal(steps.find(step => step.url === plain)?.to, svc('mail.example.org'));
  });

  it('asks a person before it tells a host outside the domain', async () => {
    const world: World = {
      [svc('example.org')]: { status: 302, headers: { location: svc('mail.hoster.example') } },
      [svc('mail.hoster.example')]: settings({
        ExternalEwsUrl: 'https://ews.hoster.example/EWS/Exchange.asmx',
      }),
    };
    const first = await search(world);
    assert.deepEqual([first.found, first.askFor], [[], 'mail.hoster.example']);
    assert.ok(first.told.every(url => url.hostname.endsWith('example.org')));
    const second = await search(world, { allowed: ['mail.hoster.example'] });
    assert.deepEqual(second.found, ['https://ews.hoster.example/EWS/Exchange.asmx']);
  });

  it('is not led to a look-alike of the domain', async () => {
    for (const host of ['notexample.org', 'example.org.evil.example', 'evil.example']) {
      const { told, askFor } = await search({
        [svc('example.org')]: soap(
          `<ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>${svc(host)}</RedirectTarget>`,
        ),
      });
      assert.equal(askFor, host);
      assert.ok(
        told.every(url => url.hostname === 'example.org' || url.hostname === 'autodiscover.example.org'),
      );
    }
  });

  it('follows no redirect to plain http', async () => {
    const { told, steps } = await search({
      [svc('example.org')]: {
        status: 302,
        headers: { location: 'http://mail.example.org/autodiscover/autodiscover.svc' },
      },
    });
    assert.ok(told.every(url => url.protocol === 'https:'));
    assert.ok(steps.some(step => step.outcome === 'not-safe' && step.url.startsWith('http://mail.')));
  });

  it('asks about another address of the same domain, and a person before one of another domain', async () => {
    const to = (address: string) =>
      soap(`<ErrorCode>RedirectAddress</ErrorCode><RedirectTarget>${address}</RedirectTarget>`);
    const other = await search({ [svc('example.org')]: to('anna@hoster.example') });
    assert.deepEqual([other.found, other.askFor], [[], 'hoster.example']);
    const allowed = await search(
      {
        [svc('example.org')]: to('anna@hoster.example'),
        [svc('hoster.example')]: settings({ ExternalEwsUrl: 'https://hoster.example/EWS/Exchange.asmx' }),
      },
      { allowed: ['hoster.example'] },
    );
    assert.deepEqual(allowed.found, ['https://hoster.example/EWS/Exchange.asmx']);
  });

  it('stops at the first refused password, so that it locks no account', async () => {
    const { sent, isRefused } = await search({
      [svc('example.org')]: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
    });
    assert.deepEqual([sent.length, isRefused], [1, true]);
  });

  it('goes on after a certificate that is not trusted, and says so', async () => {
    const untrusted: HttpOutcome = {
      ok: false,
      failure: { kind: 'certificate', facts: { reason: 'wrong-host' }, requestSent: false },
    };
    const { steps, found } = await search({
      [svc('example.org')]: untrusted,
      [xml('example.org')]: untrusted,
      [svc('autodiscover.example.org')]: settings({ ExternalEwsUrl: ews }),
    });
    assert.deepEqual(outcomes(steps), ['not-safe', 'not-safe', 'found']);
    assert.deepEqual([steps[0]?.why, found], ['wrong-host', [ews]]);
  });

  it('ends in a circle of redirects and after ten questions', async () => {
    const circle = await search({
      [svc('example.org')]: { status: 302, headers: { location: xml('example.org') } },
      [xml('example.org')]: { status: 302, headers: { location: svc('example.org') } },
    });
    assert.equal(new Set(circle.sent).size, circle.sent.length);
    const far = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        n === 0 ? svc('example.org') : svc(`h${n}.example.org`),
        { status: 302, headers: { location: svc(`h${n + 1}.example.org`) } },
      ]),
    );
    assert.equal((await search(far)).sent.length, 10);
  });

  it('asks only where a person says when one says so', async () => {
    const at = svc('mail.hoster.example');
    const { sent, found } = await search({ [at]: settings({ ExternalEwsUrl: ews }) }, { first: at });
    assert.deepEqual([sent, found], [[at], [ews]]);
  });

  it('takes pages, garbage and entities for nothing', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Autodiscover><Response>&a;</Response></Autodiscover>';
    for (const text of ['', '<html><body>Sign in</body></html>', '{"a":1}', bomb, '<Autodiscover>'])
      assert.deepEqual((await search({ [xml('example.org')]: { status: 200, text } })).found, [], text);
  });
});
