/** The HTTP client where an exchange does not come to its end, or may not: deadlines, aborts, lost connections, pooled sockets, what cannot be sent. */
import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import type { Socket } from 'node:net';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HeldDeadlines } from '../../fakes/held-deadlines.ts';
import { onLoopback } from './loopback.ts';
import { theAnswer, theFailure } from './outcomes.ts';

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
