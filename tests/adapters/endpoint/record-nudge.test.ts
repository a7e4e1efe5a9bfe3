/** What the log of requests keeps of nudges: an answer each, nothing of what was sent, and little of a flood. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nowSeconds, send, withEndpoint } from './sender.ts';

it('each nudge is one line, with its status and its size and nothing of what it said', () =>
  withEndpoint(async ({ port, requests }) => {
    const body = '{"appointments":[4711]}';
    await send(port, { body });
    await send(port, { body, secret: 'another secret that is long enough, too' });
    await send(port, { path: '/changed/4711?name=Anna' });
    await send(port, { method: 'PUT' });
    assert.deepEqual(
      requests.map(({ operation, status }) => [operation, status]),
      [
        ['POST /changed', 202],
        ['POST /changed', 401],
        ['another request', 404],
        ['another request', 405],
      ],
    );
    assert.deepEqual(requests[0], {
      ...{ at: '2026-03-02T08:00:00Z', direction: 'inbound', peer: 'halo', operation: 'POST /changed' },
      ...{ mailbox: null, status: 202, problem: null, ms: 0, bytesOut: 0, bytesIn: body.length },
    });
    assert.doesNotMatch(JSON.stringify(requests), /4711|Anna/);
  }));

it('of what is turned away a flood leaves few lines, and what is heard is always kept', () =>
  withEndpoint(async ({ port, requests }) => {
    for (let sent = 0; sent < 100; sent += 1)
      await send(port, { headers: { 'X-Halo-Signature': undefined } });
    assert.equal(requests.length, 60);
    for (let sent = 0; sent < 70; sent += 1) await send(port, { seconds: nowSeconds + sent });
    assert.equal(requests.filter(({ status }) => status === 202).length, 70);
  }));

it('a disk that refuses is named', () =>
  withEndpoint(
    async ({ port, requests }) => {
      await send(port);
      assert.deepEqual([requests[0]?.status, requests[0]?.problem], [503, 'store.failed']);
    },
    {
      heard: async () => ({
        ok: false,
        problem: { code: 'store.failed', scope: 'installation', retryable: true },
      }),
    },
  ));
