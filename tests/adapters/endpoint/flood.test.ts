/** What the endpoint does under load and ill will: bounds hold, and what was answered 202 is there. Counts, never seconds. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { createTokenBucket } from '../../../main/adapters/endpoint/token-bucket.ts';
import { createUsedSignatures } from '../../../main/adapters/endpoint/used-signatures.ts';
import { succeeded } from '../../../main/core/problem.ts';
import { nowSeconds, send, sign, speak, withEndpoint } from './sender.ts';

const body = (id: number) => JSON.stringify({ appointments: [id] });
const fast = { headers: 50, request: 100, keepAlive: 50, look: 10 };

describe('a burst of 10,000', () => {
  it('is taken up to the burst and refused with Retry-After beyond it; what was taken is in the queue', () =>
    withEndpoint(async ({ port, heard, endpoint, clock }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 32 });
      const taken: number[] = [];
      const retry = new Set<unknown>();
      const ids = Array.from({ length: 10_000 }, (_, id) => id + 1);
      let most = 0;
      await Promise.all(
        ids.map(async id => {
          const { status, headers } = await send(port, { body: body(id), agent });
          if (status === 202) taken.push(id);
          else {
            assert.equal(status, 429);
            retry.add(headers['retry-after']);
          }
          const { remembered, underWay, connections } = endpoint.counts();
          assert.ok(underWay <= 64 && connections <= 64);
          most = Math.max(most, remembered);
        }),
      );
      agent.destroy();
      // The clock stands still, so it is the burst and not one more.
      assert.equal(taken.length, 200);
      assert.deepEqual([...heard].sort(), [...taken].sort());
      assert.deepEqual([...retry], ['1']);
      // A request that was refused leaves nothing behind.
      assert.ok(most <= 200 + 64, String(most));
      assert.equal(endpoint.counts().remembered, 200);
      await clock.advance(1_000);
      assert.equal((await send(port, { body: body(70_000) })).status, 202);
    }));

  it('of strangers leaves nothing behind either', () =>
    withEndpoint(async ({ port, heard, endpoint, log }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 32 });
      const statuses = await Promise.all(
        Array.from({ length: 2_000 }, (_, id) =>
          send(port, { body: body(id + 1), secret: 'another secret that is long enough, too', agent }),
        ),
      );
      agent.destroy();
      assert.ok(statuses.every(one => one.status === 401));
      assert.deepEqual([heard.length, endpoint.counts().remembered, log.lines.length], [0, 0, 1]);
      assert.equal((await send(port)).status, 202);
    }));
});

describe('those who take their time', () => {
  const head = `POST /changed HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Halo-Timestamp: ${nowSeconds}\r\nX-Halo-Signature: ${sign('{}', nowSeconds)}\r\n`;
  const slow: readonly (readonly [string, string])[] = [
    ['say nothing', ''],
    ['begin a line', 'POST /cha'],
    ['never end their headers', head],
    ['never send the body that they announce', `${head}Content-Length: 10\r\n\r\n{`],
    ['never end a body in chunks', `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`],
    ['are done and stay', `GET / HTTP/1.1\r\nHost: x\r\n\r\n`],
  ];
  for (const [what, text] of slow) {
    it(`${what}: the endpoint hangs up`, () =>
      withEndpoint(
        async ({ port, heard, endpoint }) => {
          await speak(port, text).closed;
          while (endpoint.counts().connections > 0) await new Promise(resolve => setImmediate(resolve));
          assert.deepEqual([heard, endpoint.counts().underWay], [[], 0]);
          assert.equal((await send(port)).status, 202);
        },
        { limits: fast },
      ));
  }

  it('get no more than 64 connections; who comes later is sent away and not kept', () =>
    withEndpoint(async ({ port, endpoint }) => {
      const sockets = Array.from({ length: 64 }, () => connect({ port, host: '127.0.0.1' }));
      while (endpoint.counts().connections < 64) await new Promise(resolve => setImmediate(resolve));
      for (let time = 0; time < 20; time += 1) assert.equal(await speak(port, 'POST').closed, '');
      assert.equal(endpoint.counts().connections, 64);
      for (const socket of sockets) socket.destroy();
      while (endpoint.counts().connections > 0) await new Promise(resolve => setImmediate(resolve));
      assert.equal((await send(port)).status, 202);
    }));

  it('send what is no HTTP: 400 without an echo, or nothing', () =>
    withEndpoint(async ({ port, heard }) => {
      for (const text of [
        '\0\0\0\0\r\n\r\n',
        'GET\r\n\r\n',
        `POST /changed HTTP/1.1\r\nevil: ${'x'.repeat(9000)}\r\n\r\n`,
      ]) {
        const answer = await speak(port, text).closed;
        assert.match(answer, /^(?:HTTP\/1\.1 4\d\d [\w ]+\r\nConnection: close\r\n\r\n)?$/);
      }
      assert.deepEqual(heard, []);
    }));

  it('send many requests in one go: each is answered in its order, no more at once than the bound', () => {
    let atOnce = 0;
    let most = 0;
    return withEndpoint(
      async ({ port }) => {
        const all = Array.from({ length: 150 }, (_, id) => {
          const text = body(id + 1);
          return `POST /changed HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Halo-Timestamp: ${nowSeconds}\r\nX-Halo-Signature: ${sign(text, nowSeconds)}\r\nContent-Length: ${text.length}\r\n${id === 149 ? 'Connection: close\r\n' : ''}\r\n${text}`;
        });
        const answer = await speak(port, all.join('')).closed;
        const statuses = answer.match(/^HTTP\/1\.1 \d+/gm) ?? [];
        assert.ok(statuses.length > 0 && statuses.every(one => /202|429/.test(one)));
        assert.ok(most <= 64, String(most));
      },
      {
        heard: async () => {
          atOnce += 1;
          most = Math.max(most, atOnce);
          await new Promise(resolve => setImmediate(resolve));
          atOnce -= 1;
          return succeeded('queued');
        },
      },
    );
  });
});

describe('what is remembered against sending again', () => {
  it('is bounded: full means not served, and only what is too old makes room', () => {
    const used = createUsedSignatures(3);
    const now = 1_000_000;
    for (const one of ['a', 'b', 'c']) assert.equal(used.use(one, now, now * 1000), 'new');
    assert.equal(used.use('d', now, now * 1000), 'full');
    assert.equal(used.use('a', now, now * 1000), 'used');
    assert.equal(used.use('d', now + 300, (now + 300) * 1000), 'full');
    used.giveBack('b', now);
    assert.equal(used.use('d', now, now * 1000), 'new');
    const later = now + 361;
    assert.equal(used.use('e', later, later * 1000), 'new');
    assert.equal(used.count(), 1);
  });

  it('full is told as 429, and the one that was refused is heard when there is room', () =>
    withEndpoint(
      async ({ port, clock }) => {
        assert.equal((await send(port, { body: body(1) })).status, 202);
        assert.equal((await send(port, { body: body(2) })).status, 202);
        const full = await send(port, { body: body(3) });
        assert.deepEqual([full.status, full.headers['retry-after']], [429, '60']);
        await clock.advance(400_000);
        assert.equal((await send(port, { body: body(3), seconds: nowSeconds + 400 })).status, 202);
      },
      { limits: { remembered: 2 } },
    ));

  it('a bucket gives its burst, then so many a second, and never more than the burst', () => {
    const bucket = createTokenBucket(3, 2);
    const takes = (nowMs: number) => [1, 2, 3, 4].filter(() => bucket.take(nowMs)).length;
    assert.equal(takes(0), 3);
    assert.equal(takes(500), 1);
    assert.equal(takes(100_000), 3);
  });
});
