/** `check` on the endpoint that Halo tells of changes: its rungs are there where somebody is to be listened to, and say what keeps Halo from being heard. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookAtNudges } from '../../main/compose/check-nudges.ts';
import { idleWay, type WayState } from '../../main/core/outbound/way-state.ts';
import { failed, type Problem, succeeded } from '../../main/core/problem.ts';
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts';
import { secret, withEndpoint } from '../adapters/endpoint/sender.ts';
import { type House, secrets, withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';
import { climbIn, statesOf } from './ladder-room.ts';

const withSecret = { ...secrets, HALO_NUDGE_SECRET: secret };

async function freePort(): Promise<number> {
  let found = 0;
  await withEndpoint(async ({ port }) => {
    found = port;
  });
  return found;
}

async function switchOn(house: House, port: number): Promise<void> {
  for (const [key, value] of [
    ['outbound.enabled', 'true'],
    ['outbound.endpoint.enabled', 'true'],
    ['outbound.endpoint.port', String(port)],
  ] as const)
    assert.equal((await house.here(['config', 'set', key, value])).code, 0);
}

describe('the ladder of nudges', () => {
  it('is not there while nobody is to be listened to', () =>
    withHouse({}, async house => {
      const servers = async () =>
        objects(lastLine(await house.here(['check', '--json']))['rungs']).map(({ server }) => server);
      assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
      assert.ok(!(await servers()).includes('nudges'));
      await switchOn(house, await freePort());
      assert.ok((await servers()).includes('nudges'));
      assert.equal((await house.here(['config', 'set', 'halo.door', 'integrator'])).code, 0);
      assert.ok(!(await servers()).includes('nudges'));
      assert.equal((await house.here(['config', 'set', 'halo.door', 'appointments'])).code, 0);
      assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'false'])).code, 0);
      assert.ok(!(await servers()).includes('nudges'));
    }));

  it('holds when the secret is there and the port is free', () =>
    withHouse({}, async house => {
      const port = await freePort();
      await switchOn(house, port);
      const { code, out } = await house.here(['check'], withSecret);
      assert.equal(code, 0);
      assert.match(out, /^Nudges from Halo\n {2} ok {3}The secret is there$/m);
      assert.match(
        out,
        new RegExp(`^ {2} ok {3}Halo can be listened to: 127\\.0\\.0\\.1, port ${port} is free; `, 'm'),
      );
    }));

  it('stops at a secret that is missing or too short, with what to do, and the import goes on', () =>
    withHouse({}, async house => {
      await switchOn(house, await freePort());
      const none = await house.here(['check']);
      assert.equal(none.code, 1);
      assert.match(
        none.out,
        /FAIL {2}The secret is there\n {8}The secret with which Halo tells of changes has not.*\n {8}.*HALO_NUDGE_SECRET/,
      );
      assert.match(none.out, / - {3}Halo can be listened to$/m);
      const short = lastLine(
        await house.here(['check', '--json'], { ...secrets, HALO_NUDGE_SECRET: 'short' }),
      );
      assert.deepEqual(
        objects(short['problems']).map(({ code }) => code),
        ['outbound.weak-secret'],
      );
    }));

  it('stops at a port that somebody else has', () =>
    withHouse({}, house =>
      withEndpoint(async ({ port }) => {
        await switchOn(house, port);
        const { code, out } = await house.here(['check'], withSecret);
        assert.equal(code, 1);
        assert.match(out, /FAIL {2}Halo can be listened to\n {8}Another program listens at 127\.0\.0\.1/);
        assert.match(out, /Get-NetTCPConnection/);
      }),
    ));

  it('does not keep the exit code of what no import can do without', () =>
    withHouse({}, async house => {
      await switchOn(house, await freePort());
      assert.equal((await house.here(['check'], { HALO_CLIENT_SECRET: 'x' })).code, 2);
    }));

  it('breaks the rung that a problem belongs to', async () => {
    const problem = (code: Problem['code']): Problem => ({ code, scope: 'installation', retryable: true });
    for (const [code, states] of [
      ['secret.unreadable', ['broken', 'not-reached']],
      ['outbound.weak-secret', ['broken', 'not-reached']],
      ['outbound.port-in-use', ['good', 'broken']],
      ['outbound.cannot-listen', ['good', 'broken']],
    ] as const) {
      const all = await climbIn({ nudges: { problem: problem(code), found: {} } });
      assert.deepEqual(statesOf(all, 'nudges'), states);
    }
  });
});

describe('how the endpoint stands', () => {
  const on = (port: number): Settings => ({
    ...defaultSettings,
    outbound: {
      ...defaultSettings.outbound,
      enabled: true,
      endpoint: { enabled: true, address: '127.0.0.1', port },
    },
  });
  const missing: Problem = { code: 'secret.missing', scope: 'installation', retryable: false };
  const look = (port: number, state: Partial<WayState>, here: string | null = secret) =>
    lookAtNudges(on(port), {
      secrets: { read: async () => (here === null ? failed(missing) : succeeded(here)) },
      follow: async () => undefined,
      state: async () => ({ ...idleWay, isRunning: true, ...state }),
    });
  const inUse: Problem = { code: 'outbound.port-in-use', scope: 'installation', retryable: true };

  it('is good where our own program listens there, whatever is known of the secret here', () =>
    withEndpoint(async ({ port }) => {
      const found = await look(port, { isNudged: true }, null);
      assert.deepEqual(found, { problem: null, found: { address: '127.0.0.1', port, listens: 'now' } });
    }));

  it('is what our own program says it lacks, although it is there here', async () => {
    const found = await look(await freePort(), { nudgeProblem: missing });
    assert.equal(found?.problem, missing);
  });

  it('is looked at anew where our own program said some time ago that the port is in use', async () => {
    const port = await freePort();
    assert.equal((await look(port, { nudgeProblem: inUse }))?.problem, null);
    await withEndpoint(async taken => {
      assert.equal((await look(taken.port, { nudgeProblem: inUse }))?.problem?.code, 'outbound.port-in-use');
    });
  });

  it('says of an address that this computer does not have that nobody can listen there', async () => {
    const settings = on(await freePort());
    const endpoint = { ...settings.outbound.endpoint, address: '192.0.2.1' };
    const found = await lookAtNudges(
      { ...settings, outbound: { ...settings.outbound, endpoint } },
      {
        secrets: { read: async () => succeeded(secret) },
        follow: async () => undefined,
        state: async () => idleWay,
      },
    );
    assert.deepEqual(
      [found?.problem?.code, found?.problem?.facts?.['error']],
      ['outbound.cannot-listen', 'EADDRNOTAVAIL'],
    );
  });

  it('leaves the port as free as it was', async () => {
    const port = await freePort();
    assert.equal((await look(port, {}))?.problem, null);
    await withEndpoint(async () => undefined, { port });
  });
});
