/** What goes where: no password in clear, tokens only from their endpoint, nothing else tried than what is set. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { it } from 'node:test';
import type { Problem, Result } from '../../../main/core/problem.ts';
import {
  annas,
  never,
  type OverSimulator,
  type OverSimulatorOptions,
  onSimulator,
} from './over-simulator.ts';

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);
const problemOf = (result: Result<unknown>): Problem =>
  result.ok ? assert.fail('no problem') : result.problem;
const open = ({ source }: OverSimulator) => source.openCalendar(annas, never);

for (const signIn of ['basic', 'oauth'] as const) {
  it(
    `${signIn} over plain http leaves this computer never`,
    onSimulator(
      async over => {
        const { code, facts } = problemOf(await open(over));
        assert.deepEqual(
          [code, facts?.['field'], facts?.['reason']],
          ['settings.invalid', 'exchange.url', 'in-clear'],
        );
        assert.deepEqual(over.requests, []);
      },
      { settings: { signIn, url: 'http://mail.example.org/EWS/Exchange.asmx' } },
    ),
  );
}

it(
  'basic is not tried as anything else, and says what is offered',
  onSimulator(
    async over => {
      const results = [await open(over), await open(over)];
      assert.deepEqual(results.map(codeOf), ['exchange.sign-in-not-offered', 'exchange.sign-in-not-offered']);
      assert.deepEqual(problemOf(await open(over)).facts?.['offered'], 'NTLM');
      assert.equal(over.server.requests.length, 1);
    },
    { server: { signIn: ['ntlm'] } },
  ),
);

interface TokenServer {
  readonly url: string;
  readonly forms: readonly URLSearchParams[];
  /** What it answers from now on. */
  answer: { status: number; body: unknown };
}

const app = { signIn: 'oauth', clientId: 'halo-app', scope: 'ews/.default' } as const;
const secret = 'App secret & more';
const granted = { status: 200, body: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 } };

/** Runs a test with a token endpoint beside the simulated Exchange, where the token signs the application in. */
async function withTokens(
  act: (over: OverSimulator, tokens: TokenServer) => Promise<void>,
  options: OverSimulatorOptions = {},
): Promise<void> {
  const forms: URLSearchParams[] = [];
  const tokens = { url: '', forms, answer: granted as TokenServer['answer'] };
  const server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      forms.push(new URLSearchParams(Buffer.concat(parts).toString()));
      reply.writeHead(tokens.answer.status, { 'content-type': 'application/json' });
      reply.end(JSON.stringify(tokens.answer.body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  tokens.url = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/token`;
  try {
    await onSimulator(
      async over => {
        over.server.state.addUser('app:halo-app', 'unused');
        over.server.state.setImpersonation('app:halo-app', true);
        over.server.acceptToken('token-1', 'app:halo-app');
        await act(over, tokens);
      },
      {
        server: { signIn: ['bearer', 'ntlm'] },
        password: secret,
        ...options,
        settings: { ...app, tokenUrl: tokens.url, ...options.settings },
      },
    )();
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

it('an application signs in with one token for many calls', () =>
  withTokens(async (over, tokens) => {
    assert.deepEqual([await open(over), await open(over)].map(codeOf), ['ok', 'ok']);
    assert.equal(tokens.forms.length, 1);
    assert.deepEqual(Object.fromEntries(tokens.forms[0] ?? []), {
      grant_type: 'client_credentials',
      client_id: 'halo-app',
      client_secret: secret,
      scope: 'ews/.default',
    });
  }));

it('fetches another token before the first one ends', () =>
  withTokens(
    async (over, tokens) => {
      assert.equal(codeOf(await open(over)), 'ok');
      await over.clock.advance(3_479_000);
      assert.equal(codeOf(await open(over)), 'ok');
      assert.equal(tokens.forms.length, 1);
      await over.clock.advance(2_000);
      assert.equal(codeOf(await open(over)), 'ok');
      assert.equal(tokens.forms.length, 2);
    },
    { skipsWaits: false },
  ));

it('a refused client secret is tried once and never again', () =>
  withTokens(async (over, tokens) => {
    tokens.answer = { status: 401, body: { error: 'invalid_client', error_description: secret } };
    const problem = problemOf(await open(over));
    assert.equal(problem.code, 'exchange.no-token');
    assert.deepEqual([problem.facts?.['error'], problem.facts?.['status']], ['invalid_client', 401]);
    assert.doesNotMatch(JSON.stringify(problem), /App secret/);
    assert.equal(codeOf(await open(over)), 'exchange.no-token');
    assert.equal(tokens.forms.length, 1);
    assert.equal(over.server.requests.length, 0);
  }));

it('a token that Exchange refuses is not sent again', () =>
  withTokens(async (over, tokens) => {
    tokens.answer = { ...granted, body: { access_token: 'other', expires_in: 3600 } };
    assert.equal(codeOf(await open(over)), 'exchange.unauthorized');
    assert.equal(codeOf(await open(over)), 'exchange.unauthorized');
    assert.equal(over.server.requests.length, 1);
  }));

for (const [what, answer] of [
  ['a page', { status: 200, body: 'Welcome' }],
  ['a token with a line break', { status: 200, body: { access_token: 'a\r\nb' } }],
  ['a server error', { status: 500, body: {} }],
  ['a page that is not there', { status: 404, body: {} }],
] as const) {
  it(`${what} instead of a token is told as such`, () =>
    withTokens(async (over, tokens) => {
      tokens.answer = answer;
      const problem = problemOf(await open(over));
      assert.deepEqual([problem.code, problem.facts?.['status']], ['exchange.no-token', answer.status]);
      assert.equal(over.server.requests.length, 0);
    }));
}

it('the client secret goes to no endpoint over plain http', () =>
  withTokens(
    async over => {
      const { code, facts } = problemOf(await open(over));
      assert.deepEqual([code, facts?.['field']], ['settings.invalid', 'exchange.tokenUrl']);
      assert.deepEqual(over.requests, []);
    },
    { settings: { tokenUrl: 'http://login.example.org/token' } },
  ));
