/** Who is heard, what is answered, and that nothing else can be had of the endpoint. Real requests over loopback. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createNudgeEndpoint } from '../../../main/adapters/endpoint/nudge-endpoint.ts';
import { failed, succeeded } from '../../../main/core/problem.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { type Nudge, nowSeconds, secret, send, sign, withEndpoint } from './sender.ts';

const json = (value: unknown) => JSON.stringify(value);

describe('a nudge that is signed', () => {
  it('is answered 202 once the queue has it, and names each appointment once', () => {
    let isStored = false;
    const { promise: stored, resolve: release } = Promise.withResolvers<void>();
    const told: unknown[] = [];
    return withEndpoint(
      async ({ port, looked }) => {
        const body = json({ appointments: [5501, 5502, 5501], agents: [7, 7] });
        const answer = send(port, { body }).then(one => ({ ...one, afterStore: isStored }));
        while (told.length === 0) await new Promise(resolve => setImmediate(resolve));
        assert.deepEqual(looked, []);
        isStored = true;
        release();
        const { status, afterStore, body: text } = await answer;
        assert.deepEqual([status, afterStore, text], [202, true, '']);
        assert.deepEqual(looked, [7]);
        assert.deepEqual(told, [
          [
            { haloId: 5501, agentId: null },
            { haloId: 5502, agentId: null },
          ],
          'nudge',
        ]);
      },
      {
        heard: async (changes, by) => {
          told.push(changes, by);
          await stored;
          return succeeded('queued');
        },
      },
    );
  });

  it('may name agents alone, up to 500 of each, in 16 KiB', () =>
    withEndpoint(async ({ port, heard, looked }) => {
      const many = Array.from({ length: 500 }, (_, id) => 1_000_000 + id);
      assert.equal((await send(port, { body: json({ agents: [7] }) })).status, 202);
      assert.equal((await send(port, { body: json({ appointments: many, agents: many }) })).status, 202);
      assert.deepEqual([heard.length, looked.length], [500, 501]);
    }));

  it('may come by a clock that differs by up to five minutes', () =>
    withEndpoint(async ({ port }) => {
      for (const [skew, status] of [
        [-300, 202],
        [300, 202],
        [-301, 401],
        [301, 401],
      ] as const) {
        assert.equal((await send(port, { seconds: nowSeconds + skew })).status, status, String(skew));
      }
    }));
});

describe('whoever has no right to speak', () => {
  const strangers: readonly (readonly [string, Nudge])[] = [
    ['a wrong secret', { secret: 'another secret that is long enough, too' }],
    ['no signature', { headers: { 'X-Halo-Signature': undefined } }],
    ['no time', { headers: { 'X-Halo-Timestamp': undefined } }],
    ['two signatures', { headers: { 'X-Halo-Signature': ['sha256=00', 'sha256=00'] } }],
    ['half a signature', { headers: { 'X-Halo-Signature': 'sha256=abcdef' } }],
    ['another algorithm', { headers: { 'X-Halo-Signature': `md5=${'0'.repeat(64)}` } }],
    ['a signature of another body', { headers: { 'X-Halo-Signature': sign('{}', nowSeconds) } }],
    ['a signature of another time', { headers: { 'X-Halo-Timestamp': String(nowSeconds + 1) } }],
    ['a time that is none', { seconds: 'yesterday' }],
    ['a time with a sign', { seconds: `+${nowSeconds}` }],
    ['an old time', { seconds: nowSeconds - 3600 }],
    ['a body that is no JSON', { body: 'x', secret: 'another secret that is long enough, too' }],
  ];
  for (const [what, nudge] of strangers) {
    it(`with ${what} gets 401 and not a word more`, () =>
      withEndpoint(async ({ port, heard, looked }) => {
        const { status, headers, body } = await send(port, nudge);
        assert.deepEqual([status, body, headers['content-length']], [401, '', '0']);
        assert.deepEqual(Object.keys(headers).sort(), ['connection', 'content-length', 'date']);
        assert.deepEqual([...heard, ...looked], []);
      }));
  }

  it('cannot send again what somebody else has sent, whether it was answered before or not', () =>
    withEndpoint(async ({ port, clock, heard }) => {
      assert.equal((await send(port)).status, 202);
      assert.equal((await send(port)).status, 401);
      await clock.advance(299_000);
      assert.equal((await send(port)).status, 401);
      await clock.advance(60_000);
      assert.equal((await send(port)).status, 401);
      assert.deepEqual(heard, [1]);
    }));

  it('cannot send again what was signed for the future, up to the last moment at which its time is good', () =>
    withEndpoint(async ({ port, clock }) => {
      const seconds = nowSeconds + 300;
      assert.equal((await send(port, { seconds })).status, 202);
      await clock.advance(599_000);
      assert.equal((await send(port, { seconds })).status, 401);
    }));

  it('fills no log: each reason is told at most once a minute, with how often', () =>
    withEndpoint(async ({ port, clock, log }) => {
      const wrong = { secret: 'another secret that is long enough, too' };
      for (let time = 0; time < 5; time += 1) await send(port, wrong);
      await clock.advance(60_000);
      await send(port, wrong);
      const told = log.lines.map(one => [one.level, one.fields['reason'], one.fields['count']]);
      assert.deepEqual(told, [
        ['warning', 'wrong-signature', 1],
        ['warning', 'wrong-signature', 5],
      ]);
      assert.doesNotMatch(json(log.lines), /127\.0\.0\.1|sha256|appointments/);
    }));
});

describe('what the endpoint does not do', () => {
  const others: readonly (readonly [string, Nudge, number])[] = [
    ['another path', { path: '/' }, 404],
    ['a path below', { path: '/changed/1' }, 404],
    ['a question', { path: '/changed?all' }, 404],
    ['reading', { method: 'GET' }, 405],
    ['asking for the head', { method: 'HEAD' }, 405],
    ['asking what may be done', { method: 'OPTIONS' }, 405],
    ['deleting', { method: 'DELETE' }, 405],
    ['a form', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415],
    ['no type', { headers: { 'Content-Type': undefined } }, 415],
    ['a packed body', { headers: { 'Content-Encoding': 'gzip' } }, 415],
    ['a body over 16 KiB', { body: ' '.repeat(16 * 1024 + 1) }, 413],
    [
      'a body over 16 KiB that does not say so',
      { body: ' '.repeat(100_000), headers: { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' } },
      413,
    ],
    ['what is no JSON', { body: '{' }, 400],
    ['what is no text', { body: Uint8Array.of(0x22, 0xff, 0x22) }, 400],
    ['nothing', { body: '' }, 400],
    ['no ids', { body: '{}' }, 400],
    ['no ids in a list', { body: '{"appointments":[]}' }, 400],
    ['an unknown key', { body: '{"appointments":[1],"force":true}' }, 400],
    ['ids as text', { body: '{"appointments":["1"]}' }, 400],
    ['half an id', { body: '{"appointments":[1.5]}' }, 400],
    ['an id below one', { body: '{"appointments":[0]}' }, 400],
    ['an id beyond all ids', { body: '{"agents":[1e300]}' }, 400],
    ['a list', { body: '[1]' }, 400],
    ['501 ids', { body: json({ agents: Array.from({ length: 501 }, (_, id) => id + 1) }) }, 400],
    ['depth', { body: `${'['.repeat(8000)}${']'.repeat(8000)}` }, 400],
  ];
  for (const [what, nudge, expected] of others) {
    it(`${what}: ${expected}, and nothing of it comes back`, () =>
      withEndpoint(async ({ port, heard, looked }) => {
        const { status, body, headers } = await send(port, nudge);
        assert.deepEqual([status, body], [expected, '']);
        assert.equal(headers['server'], undefined);
        assert.equal(headers['allow'], expected === 405 ? 'POST' : undefined);
        assert.deepEqual([...heard, ...looked], []);
        // It goes on hearing others.
        assert.equal((await send(port, { body: '{"appointments":[2]}' })).status, 202);
      }));
  }
});

describe('a queue that cannot take it', () => {
  it('and says that it is full: 429 with Retry-After, and the same request may come again', () => {
    const answers = ['full', 'queued'] as const;
    let asked = 0;
    return withEndpoint(
      async ({ port, looked }) => {
        const body = json({ appointments: [1], agents: [7] });
        const first = await send(port, { body });
        assert.deepEqual([first.status, first.headers['retry-after']], [429, '30']);
        assert.deepEqual(looked, []);
        assert.equal((await send(port, { body })).status, 202);
        assert.equal((await send(port, { body })).status, 401);
      },
      { heard: async () => succeeded(answers[asked++] ?? 'queued') },
    );
  });

  it('because its disk refuses: 503, told in the log, and the same request may come again', () => {
    let isFull = true;
    return withEndpoint(
      async ({ port, log }) => {
        assert.equal((await send(port)).status, 503);
        assert.equal(log.problems[0]?.problem.code, 'store.full');
        isFull = false;
        assert.equal((await send(port)).status, 202);
      },
      {
        heard: async () =>
          isFull
            ? failed({ code: 'store.full', scope: 'installation', retryable: false })
            : succeeded('queued'),
      },
    );
  });

  it('because of a bug: 503, told in the log, and the endpoint lives on', () =>
    withEndpoint(
      async ({ port, log, endpoint }) => {
        assert.equal((await send(port)).status, 503);
        assert.equal((await send(port)).status, 503);
        assert.equal(log.problems[0]?.problem.code, 'internal.bug');
        assert.deepEqual([endpoint.counts().remembered, endpoint.counts().underWay], [0, 0]);
      },
      { heard: () => Promise.reject(new Error('a bug')) },
    ));

  it('within its deadline: 503, and nobody waits for ever', () =>
    withEndpoint(
      async ({ port, clock }) => {
        const answer = send(port);
        while (clock.waiting() === 0) await new Promise(resolve => setImmediate(resolve));
        await clock.advance(30_000);
        assert.equal((await answer).status, 503);
      },
      { heard: () => new Promise(() => undefined) },
    ));
});

describe('where it listens', () => {
  const parts = () => ({
    secret,
    clock: createManualClock(),
    log: createCollectingLog(),
    requestLog: { record: () => undefined },
    heard: async () => succeeded('queued' as const),
    lookAt: () => undefined,
  });
  const codeOf = async (change: { address: string; port: number; secret?: string }) => {
    const endpoint = createNudgeEndpoint({ ...parts(), ...change });
    const started = await endpoint.start();
    await endpoint.stop();
    return started.ok ? 'listens' : [started.problem.code, started.problem.facts ?? {}];
  };

  it('a port that is taken is a problem with its address', () =>
    withEndpoint(async ({ port }) => {
      assert.deepEqual(await codeOf({ address: '127.0.0.1', port }), [
        'outbound.port-in-use',
        { host: '127.0.0.1', port },
      ]);
    }));

  it('an address that is not of this computer is a problem', async () => {
    const [code] = await codeOf({ address: '192.0.2.1', port: 8765 });
    assert.equal(code, 'outbound.cannot-listen');
  });

  it('nobody listens with a secret that can be guessed', async () => {
    const [code] = await codeOf({ address: '127.0.0.1', port: 0, secret: 'x'.repeat(31) });
    assert.equal(code, 'outbound.weak-secret');
  });

  it('when it stops nobody is heard any more, and it may start again', async () => {
    const endpoint = createNudgeEndpoint({ ...parts(), address: '127.0.0.1', port: 0 });
    for (let time = 0; time < 2; time += 1) {
      const started = await endpoint.start();
      assert.ok(started.ok);
      assert.equal((await send(started.value.port, { seconds: nowSeconds + time })).status, 202);
      await endpoint.stop();
      await assert.rejects(send(started.value.port));
      assert.equal(endpoint.counts().connections, 0);
    }
    await endpoint.stop();
  });
});
