/** Tokens: from where, with what, how often; and where the client secret never goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayReceiveSecret } from '../../../main/adapters/halo/connection-settings.ts';
import type { CannedAnswer, CannedHalo, CannedRequest } from './canned-halo.ts';
import { startCannedHalo } from './canned-halo.ts';
import type { DeskForTests, DeskPlace } from './desk-for-tests.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;
const agentLine = 'GET /api/Appointment/7';
const tokenLine = 'POST /auth/token';

type Answers = (request: CannedRequest, place: number) => CannedAnswer | undefined | Promise<CannedAnswer>;

/** A Halo that knows no appointment: a read that works answers `absent`. */
async function withDesk(
  place: Omit<DeskPlace, 'url'>,
  answers: Answers,
  run: (desk: DeskForTests, halo: CannedHalo) => Promise<void>,
): Promise<void> {
  const halo = await startCannedHalo(answers);
  const desk = deskFor({ ...place, url: halo.url });
  try {
    await run(desk, halo);
  } finally {
    desk.close();
    await halo.close();
  }
}

async function codeOfRead(desk: DeskForTests): Promise<string> {
  const answer = await desk.desk.read(7, never);
  return answer.ok ? answer.value.kind : answer.problem.code;
}

test('credentials go into the body, the tenant into the query, the token into the header', async () => {
  const tenant: Answers = request =>
    request.line === 'GET /api/authinfo' ? { body: { auth_url: '/auth', tenant_id: 'acme' } } : undefined;
  await withDesk({}, tenant, async (desk, halo) => {
    assert.equal(await codeOfRead(desk), 'absent');
    const [token] = halo.of(tokenLine);
    const form = new URLSearchParams(token?.body);
    assert.deepEqual(Object.fromEntries(form), {
      grant_type: 'client_credentials',
      client_id: 'integrator',
      client_secret: 'the-secret',
      scope: 'read:calendar edit:calendar',
    });
    assert.equal(token?.query.get('tenant'), 'acme');
    assert.equal(halo.of(agentLine)[0]?.authorization, 'Bearer token-1');
    const told = JSON.stringify([desk.logged, desk.requests]);
    assert.ok(!told.includes('the-secret') && !told.includes('token-1'));
  });
});

test('what the settings say is not asked from Halo', async t => {
  const halo = await startCannedHalo(() => undefined);
  const settings = { authorisationUrl: `${halo.url}/auth/`, tenant: 'own' };
  const desk = deskFor({ url: `${halo.url}/api/`, settings });
  t.after(async () => {
    desk.close();
    await halo.close();
  });
  assert.equal(await codeOfRead(desk), 'absent');
  assert.equal(halo.of('GET /api/authinfo').length, 0);
  assert.equal(halo.of(tokenLine)[0]?.query.get('tenant'), 'own');
});

for (const [what, answer] of [
  ['does not know the discovery', { status: 404, body: '' }],
  ['shows a page there', { body: '<!DOCTYPE html><html></html>' }],
  ['tells no address there', { body: { tenant_id: null } }],
  ['tells nonsense there', { body: { auth_url: 7 } }],
] as const) {
  test(`a Halo that ${what} has its tokens at the usual place`, async () => {
    const answers: Answers = request => (request.line === 'GET /api/authinfo' ? answer : undefined);
    await withDesk({}, answers, async (desk, halo) => {
      assert.equal(await codeOfRead(desk), 'absent');
      assert.equal(halo.of(tokenLine).length, 1);
    });
  });
}

test('a discovery that fails for the moment is a problem and moves no secret anywhere', async () => {
  const answers: Answers = request =>
    request.line === 'GET /api/authinfo' ? { status: 503, body: 'busy' } : undefined;
  await withDesk({}, answers, async (desk, halo) => {
    assert.equal(await codeOfRead(desk), 'halo.server-error');
    assert.equal(halo.of('GET /api/authinfo').length, 3);
    assert.equal(halo.of(tokenLine).length, 0);
  });
});

for (const auth of ['http://192.0.2.1/auth', 'ftp://127.0.0.1/auth', 'http://user:pass@127.0.0.1/auth']) {
  test(`no secret goes to ${auth} because an answer says so`, async () => {
    const answers: Answers = request =>
      request.line === 'GET /api/authinfo' ? { body: { auth_url: auth } } : undefined;
    await withDesk({}, answers, async (desk, halo) => {
      assert.equal(await codeOfRead(desk), 'settings.invalid');
      assert.deepEqual(
        halo.requests.map(request => request.line),
        ['GET /api/authinfo'],
      );
    });
  });
}

test('the secret goes only where the administrator or a trustworthy answer sends it', () => {
  const cases = [
    // Halo, authorisation server, named by the administrator, named by Halo
    ['https://halo.example', 'https://auth.example', true, true],
    ['https://halo.example', 'http://halo.example', true, false],
    ['https://halo.example', 'http://auth.example', false, false],
    ['https://halo.example', 'http://127.0.0.1:8080', true, false],
    ['http://halo.example', 'http://halo.example:8080', true, true],
    ['http://halo.example', 'https://halo.example', true, true],
    ['http://halo.example', 'https://auth.example', true, false],
    ['http://halo.example', 'http://auth.example', false, false],
    ['http://127.0.0.1:1', 'http://localhost:2', true, true],
    ['http://127.0.0.1:1', 'https://auth.example', true, true],
    ['http://127.0.0.1:1', 'http://auth.example', false, false],
  ] as const;
  for (const [halo, auth, byAdministrator, byHalo] of cases) {
    const may = (by: 'administrator' | 'halo') => mayReceiveSecret(new URL(halo), new URL(auth), by);
    assert.deepEqual([may('administrator'), may('halo')], [byAdministrator, byHalo], `${halo} -> ${auth}`);
  }
});

test('a token is renewed before it ends, by what its answer says of its life', async () => {
  const answers: Answers = (request, place) =>
    request.line === tokenLine ? { body: { access_token: `t${place}`, expires_in: 100 } } : undefined;
  await withDesk({}, answers, async (desk, halo) => {
    await codeOfRead(desk);
    desk.clock.pass(79_000);
    await codeOfRead(desk);
    assert.equal(halo.of(tokenLine).length, 1);
    desk.clock.pass(2_000);
    assert.equal(await codeOfRead(desk), 'absent');
    assert.equal(halo.of(tokenLine).length, 2);
    assert.equal(halo.of(agentLine).at(-1)?.authorization, 'Bearer t2');
  });
});

test('many calls at once share one renewal', async () => {
  await withDesk(
    {},
    () => undefined,
    async (desk, halo) => {
      const codes = await Promise.all(Array.from({ length: 10 }, () => codeOfRead(desk)));
      assert.deepEqual(new Set(codes), new Set(['absent']));
      assert.equal(halo.of(tokenLine).length, 1);
      assert.equal(halo.of('GET /api/authinfo').length, 1);
    },
  );
});

test('who waits behind a failed renewal shares its failure', async () => {
  const answers: Answers = request => (request.line === tokenLine ? { status: 500 } : undefined);
  await withDesk({}, answers, async (desk, halo) => {
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOfRead(desk)));
    assert.deepEqual(new Set(codes), new Set(['halo.server-error']));
    assert.equal(halo.of(tokenLine).length, 3);
  });
});

test('a caller that is stopped while a token is fetched does not stop the others', async () => {
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const answers: Answers = async (request, place) => {
    if (request.line === tokenLine && place === 1) {
      asked.resolve();
      await held.promise;
    }
    if (request.line === tokenLine) return { body: { access_token: `t${place}`, expires_in: 3600 } };
    return request.line === agentLine ? { status: 404 } : { body: {} };
  };
  await withDesk({}, answers, async desk => {
    const stop = new AbortController();
    const first = desk.desk.read(7, stop.signal);
    await asked.promise;
    const second = codeOfRead(desk);
    stop.abort();
    const stoppedAnswer = await first;
    assert.equal(stoppedAnswer.ok || stoppedAnswer.problem.code, 'run.stopped');
    held.resolve();
    assert.equal(await second, 'absent');
  });
});

test('a 401 renews the token once and repeats the call, a write too', async () => {
  const answers: Answers = (request, place) => {
    if (request.line === 'POST /api/Appointment') return place === 1 ? { status: 401 } : { body: [] };
    return undefined;
  };
  await withDesk({}, answers, async (desk, halo) => {
    const draft = {
      when: { kind: 'timed', start: '2026-03-04T09:00:00Z', end: '2026-03-04T10:00:00Z' },
      ...{ subject: 'A', location: '', note: '', attendees: '', isPrivate: false },
      marks: { mark: 'm', entryId: 'e', changeKey: '', uid: 'u', mailbox: '', seriesId: '' },
      ...{ typeId: null, agentStatus: null },
    } as const;
    const answer = await desk.desk.write([{ id: null, agentId: 1, draft }], never);
    assert.deepEqual(answer, { ok: true, value: [{ kind: 'unnamed' }] });
    assert.deepEqual(
      halo.of('POST /api/Appointment').map(request => request.authorization),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });
});

test('a second 401 is a problem, not a third try', async () => {
  const answers: Answers = request => (request.line === agentLine ? { status: 401 } : undefined);
  await withDesk({}, answers, async (desk, halo) => {
    assert.equal(await codeOfRead(desk), 'halo.unauthorized');
    assert.equal(halo.of(agentLine).length, 2);
    assert.equal(halo.of(tokenLine).length, 2);
  });
});

for (const error of ['invalid_client', 'unauthorized_client', 'invalid_request', 'something new']) {
  test(`a secret refused with ${error} is never sent again`, async () => {
    const answers: Answers = request =>
      request.line === tokenLine ? { status: 400, body: { error } } : undefined;
    await withDesk({}, answers, async (desk, halo) => {
      const codes = [...(await Promise.all([codeOfRead(desk), codeOfRead(desk)])), await codeOfRead(desk)];
      assert.deepEqual(new Set(codes), new Set(['halo.unauthorized']));
      assert.equal(halo.of(tokenLine).length, 1);
    });
  });
}

/** Grants what `granted` says, as a space separated list that must be asked for exactly. */
function granting(...granted: readonly string[]): Answers {
  return request => {
    if (request.line !== tokenLine) return undefined;
    const scope = new URLSearchParams(request.body).get('scope') ?? '';
    return granted.includes(scope) ? undefined : { status: 400, body: { error: 'invalid_scope' } };
  };
}

test('an application that was given everything and nothing narrower is asked for that, once', async () => {
  await withDesk({}, granting('all'), async (desk, halo) => {
    assert.equal(await codeOfRead(desk), 'absent');
    desk.clock.pass(3_600_000);
    assert.equal(await codeOfRead(desk), 'absent');
    const scopes = halo.of(tokenLine).map(request => new URLSearchParams(request.body).get('scope'));
    assert.deepEqual(scopes, ['read:calendar edit:calendar', 'all', 'all']);
  });
});

test('an application without calendar scopes is told which are missing', async () => {
  await withDesk({}, granting(), async desk => {
    const answer = await desk.desk.read(7, never);
    assert.equal(answer.ok || answer.problem.code, 'halo.scope-missing');
    assert.equal(answer.ok || answer.problem.facts?.['scopes'], 'read:calendar edit:calendar');
  });
});

for (const [what, token] of [
  ['with a line break', { access_token: 'a\r\nX-Header: b' }],
  ['of another type', { access_token: 'a', token_type: 'mac' }],
  ['that is missing', {}],
] as const) {
  test(`a token ${what} is not used`, async () => {
    const answers: Answers = request => (request.line === tokenLine ? { body: token } : undefined);
    await withDesk({}, answers, async (desk, halo) => {
      assert.equal(await codeOfRead(desk), 'halo.unreadable-answer');
      assert.equal(halo.of(agentLine).length, 0);
    });
  });
}

test('without address, client or secret nothing is sent', async () => {
  await withDesk(
    { clientSecret: '' },
    () => undefined,
    async (desk, halo) => {
      assert.equal(await codeOfRead(desk), 'secret.missing');
      const noClient = deskFor({ url: halo.url, settings: { clientId: '' } });
      assert.equal(await codeOfRead(noClient), 'settings.invalid');
      assert.equal(await codeOfRead(deskFor({ url: '' })), 'settings.invalid');
      assert.equal(halo.requests.length, 0);
    },
  );
});
