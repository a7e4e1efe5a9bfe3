/** The HTTP client against real servers: answers, deadlines, aborts, caps, pooled sockets, the request log. */
import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import type { Socket } from 'node:net';
import { it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import type { HttpFailure, HttpOutcome, HttpResponse } from '../../../main/adapters/http/http-client.ts';
import { HeldDeadlines } from '../../fakes/held-deadlines.ts';
import { onLoopback } from './loopback.ts';

function theAnswer(outcome: HttpOutcome): HttpResponse {
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.failure));
  return outcome.value;
}

function theFailure(outcome: HttpOutcome): HttpFailure {
  assert.ok(!outcome.ok, 'no failure');
  return outcome.failure;
}

it(
  'sends method, headers and body, and gives status, headers and text',
  onLoopback(
    (request, reply) => {
      const parts: Buffer[] = [];
      request.on('data', part => parts.push(part));
      request.on('end', () => {
        reply.writeHead(207, {
          'X-Seen': `${request.method} ${request.headers['x-mine']}`,
          'Set-Cookie': ['a=1', 'b=2'],
        });
        reply.end(Buffer.concat(parts));
      });
    },
    async ({ ask }) => {
      const answer = theAnswer(await ask({ headers: { 'X-Mine': 'yes' }, body: 'Grüße \u{1f4c5}' }));
      assert.equal(answer.status, 207);
      assert.equal(answer.text, 'Grüße \u{1f4c5}');
      assert.equal(answer.headers['x-seen'], 'POST yes');
      assert.equal(answer.headers['set-cookie'], 'a=1, b=2');
    },
  ),
);

it(
  'follows no redirect: it is an answer',
  onLoopback(
    (_, reply) => reply.writeHead(302, { location: '/elsewhere' }).end(),
    async ({ ask, log }) => {
      const answer = theAnswer(await ask());
      assert.deepEqual([answer.status, answer.headers['location']], [302, '/elsewhere']);
      assert.equal(log.length, 1);
    },
  ),
);

it(
  'gives a large answer part by part to whoever takes it, whole characters, and keeps none of it',
  onLoopback(
    (_, reply) => {
      const bytes = Buffer.from('ž\u{1f4c5}', 'utf8');
      const next = (at: number) => {
        if (at === bytes.length) reply.end();
        else reply.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
      };
      next(0);
    },
    async ({ ask }) => {
      const parts: string[] = [];
      assert.equal(theAnswer(await ask({ take: part => parts.push(part) })).text, '');
      assert.equal(parts.join(''), 'ž\u{1f4c5}');
      assert.ok(parts.every(part => part === '' || part === 'ž' || part === '\u{1f4c5}'));
    },
  ),
);

it(
  'gives nothing of an answer to a taker that is none of what was asked for',
  onLoopback(
    (_, reply) => reply.writeHead(503).end('busy'),
    async ({ ask }) => {
      const answer = await ask({ take: () => assert.fail('taken') });
      assert.equal(theAnswer(answer).text, 'busy');
    },
  ),
);

for (const [coding, pack] of [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
] as const) {
  it(
    `reads ${coding}, and counts the bytes of the wire`,
    onLoopback(
      (request, reply) => {
        assert.match(request.headers['accept-encoding'] ?? '', /gzip/);
        reply.writeHead(200, { 'content-encoding': coding }).end(pack('x'.repeat(100_000)));
      },
      async ({ ask, log }) => {
        assert.equal(theAnswer(await ask()).text.length, 100_000);
        assert.ok((log[0]?.bytesIn ?? 0) < 2_000);
      },
    ),
  );
}

it(
  'ends an answer that is larger than allowed, also one that only unpacks to it',
  onLoopback(
    (request, reply) => {
      const packed = request.headers['x-packed'] === 'yes';
      if (packed) reply.setHeader('content-encoding', 'gzip');
      reply.end(packed ? gzipSync('x'.repeat(1_000_000)) : 'x'.repeat(1_000_000));
    },
    async ({ ask }) => {
      for (const packed of ['yes', 'no']) {
        const failure = theFailure(await ask({ maxResponseBytes: 10_000, headers: { 'x-packed': packed } }));
        assert.deepEqual([failure.kind, failure.facts['limitBytes']], ['too-large', 10_000]);
      }
      assert.equal(theAnswer(await ask({ maxResponseBytes: 1_000_000 })).text.length, 1_000_000);
    },
  ),
);

it('keeps the deadline over the whole exchange: no answer, half an answer, no free socket', async () => {
  const deadlines = new HeldDeadlines();
  await onLoopback(
    (request, reply) => {
      if (request.headers['x-half'] === 'yes') reply.write('half');
    },
    async ({ ask, server }) => {
      let arrived = 0;
      const twoArrived = new Promise<void>(resolve => {
        server.on('request', () => {
          arrived += 1;
          if (arrived === 2) resolve();
        });
      });
      const asked = [ask(), ask({ headers: { 'x-half': 'yes' } }), ask()];
      await twoArrived;
      deadlines.ring();
      const ends = await Promise.all(asked);
      for (const end of ends) assert.equal(theFailure(end).kind, 'timeout');
      assert.deepEqual(
        ends.map(end => theFailure(end).requestSent),
        [true, true, false],
      );
    },
    { maxSockets: 2, startTimer: deadlines.start },
  )();
});

it('destroys the socket when aborted', async () => {
  let socket: Socket | undefined;
  await onLoopback(
    request => {
      socket = request.socket;
      request.resume();
    },
    async ({ ask, server }) => {
      const run = new AbortController();
      const asked = ask({ signal: run.signal });
      await once(server, 'request');
      const closed = socket === undefined ? assert.fail('no socket') : once(socket, 'close');
      run.abort();
      const failure = theFailure(await asked);
      assert.deepEqual([failure.kind, failure.requestSent], ['aborted', true]);
      await closed;
      const before = theFailure(await ask({ signal: run.signal }));
      assert.deepEqual([before.kind, before.requestSent], ['aborted', false]);
    },
  )();
});

it(
  'leaves no listener on a signal that lives longer than the requests',
  onLoopback(
    (_, reply) => reply.end('ok'),
    async ({ ask }) => {
      const { signal } = new AbortController();
      theAnswer(await ask({ signal }));
      theFailure(await ask({ signal, url: 'http://no-such-host.invalid/' }));
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    },
  ),
);

it(
  'tells a refused connection, an unknown name and a lost connection apart',
  onLoopback(
    request => request.socket.destroy(),
    async ({ ask, server, url }) => {
      const lost = theFailure(await ask());
      assert.deepEqual([lost.kind, lost.requestSent], ['connection-lost', true]);
      const unknown = theFailure(await ask({ url: 'http://no-such-host.invalid/' }));
      assert.deepEqual([unknown.kind, unknown.requestSent], ['name-not-resolved', false]);
      assert.equal(unknown.facts['host'], 'no-such-host.invalid');
      await new Promise(resolve => server.close(resolve));
      const refused = theFailure(await ask({ url }));
      assert.deepEqual([refused.kind, refused.requestSent], ['refused', false]);
    },
  ),
);

it(
  'calls an answer that ends before its length lost, compressed or not',
  onLoopback(
    (request, reply) => {
      const packed = request.headers['x-packed'] === 'yes';
      const body = packed ? gzipSync('x'.repeat(5_000)) : Buffer.from('x'.repeat(5_000));
      if (packed) reply.setHeader('content-encoding', 'gzip');
      reply.setHeader('content-length', body.length);
      reply.write(body.subarray(0, 20), () => reply.socket?.destroy());
    },
    async ({ ask }) => {
      for (const packed of ['no', 'yes']) {
        const failure = theFailure(await ask({ headers: { 'x-packed': packed } }));
        assert.equal(failure.kind, 'connection-lost');
      }
    },
  ),
);

it(
  'calls an answer whose compression is broken lost',
  onLoopback(
    (_, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
    async ({ ask }) => {
      assert.equal(theFailure(await ask()).kind, 'connection-lost');
    },
  ),
);

it(
  'repeats a request that met a closed pooled socket only when repeating does no harm',
  onLoopback(
    (request, reply) => {
      request.resume();
      if (request.headers['x-kill'] === 'yes') reply.socket?.destroy();
      else reply.end('ok');
    },
    async ({ ask, server, log }) => {
      // Each time the server takes the request on the pooled socket and dies; a fresh socket works.
      let onPooled = 0;
      server.prependListener('request', request => {
        if (request.headers['x-fragile'] === 'yes' && seen.has(request.socket)) {
          onPooled += 1;
          request.headers['x-kill'] = 'yes';
        }
        seen.add(request.socket);
      });
      const seen = new WeakSet<object>();
      const fragile = { 'x-fragile': 'yes' };
      theAnswer(await ask());
      assert.equal(theAnswer(await ask({ headers: fragile, repeatable: true })).text, 'ok');
      theAnswer(await ask());
      const failure = theFailure(await ask({ headers: fragile }));
      assert.deepEqual([failure.kind, failure.requestSent], ['connection-lost', true]);
      assert.equal(onPooled, 2);
      assert.deepEqual(
        log.map(entry => entry.status),
        [200, 0, 200, 200, 0],
      );
    },
  ),
);

it('uses pooled sockets again, at most as many as allowed', async () => {
  const sockets = new Set<Socket>();
  await onLoopback(
    (request, reply) => {
      sockets.add(request.socket);
      setImmediate(() => reply.end('ok'));
    },
    async ({ ask }) => {
      await Promise.all(Array.from({ length: 20 }, () => ask()));
      await Promise.all(Array.from({ length: 20 }, () => ask()));
      assert.ok(sockets.size <= 3, `${sockets.size} sockets`);
    },
    { maxSockets: 3 },
  )();
});

it(
  'ends what is under way when it is closed',
  onLoopback(
    request => request.resume(),
    async ({ ask, client, server }) => {
      const asked = ask();
      await once(server, 'request');
      client.close();
      assert.equal(theFailure(await asked).kind, 'connection-lost');
    },
  ),
);

it(
  'logs every exchange with figures and without values',
  onLoopback(
    (_, reply) => reply.end('12345'),
    async ({ ask, log }) => {
      await ask({ mailbox: 'anna@example.org', body: 'secret' });
      await ask({
        url: 'http://no-such-host.invalid/?token=secret',
        peer: 'halo',
        operation: 'GET /Appointment',
      });
      assert.deepEqual(log, [
        {
          at: '2026-03-02T08:00:00Z',
          direction: 'outbound',
          peer: 'exchange',
          operation: 'GetItem',
          mailbox: 'anna@example.org',
          status: 200,
          problem: null,
          ms: 0,
          bytesOut: 6,
          bytesIn: 5,
        },
        {
          at: '2026-03-02T08:00:00Z',
          direction: 'outbound',
          peer: 'halo',
          operation: 'GET /Appointment',
          mailbox: null,
          status: 0,
          problem: 'name-not-resolved',
          ms: 0,
          bytesOut: 8,
          bytesIn: 0,
        },
      ]);
    },
  ),
);

for (const [what, change] of [
  ['a header that no header can be', { headers: { 'x-mine': 'one\r\ntwo: three' } }],
  ['an address that is none', { url: 'mail.example.org' }],
] as const) {
  it(
    `${what} is a failure and leaves nothing behind`,
    onLoopback(
      (_, reply) => reply.end('reached'),
      async ({ ask }) => {
        const run = new AbortController();
        const failure = theFailure(await ask({ ...change, signal: run.signal }));
        assert.deepEqual([failure.kind, failure.requestSent], ['unsendable', false]);
        assert.equal(getEventListeners(run.signal, 'abort').length, 0);
        assert.equal(theAnswer(await ask()).text, 'reached');
      },
    ),
  );
}
