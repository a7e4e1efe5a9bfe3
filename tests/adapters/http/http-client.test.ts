/** The HTTP client against real servers: what it sends, what it gives of an answer, and the request log. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { onLoopback } from './loopback.ts';
import { theAnswer, theFailure } from './outcomes.ts';

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
