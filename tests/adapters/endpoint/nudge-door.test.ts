/** When somebody is listened to at all: only while settings and secret say so, and where they say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createNudgeDoor, type NudgeDoor } from '../../../main/compose/nudge-door.ts';
import { failed, type Problem, succeeded } from '../../../main/core/problem.ts';
import { defaultSettings, type Settings } from '../../../preload/contract/settings.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { secret, send, withEndpoint } from './sender.ts';

const missing: Problem = {
  code: 'secret.missing',
  scope: 'installation',
  retryable: false,
  facts: { secret: 'outbound' },
};
const on = (port: number): Settings => ({
  ...defaultSettings,
  outbound: {
    ...defaultSettings.outbound,
    enabled: true,
    endpoint: { enabled: true, address: '127.0.0.1', port },
  },
});

interface Office {
  readonly door: NudgeDoor;
  readonly clock: ManualClock;
  readonly log: CollectingLog;
  readonly heard: number[];
  secret: string | null;
}

async function withDoor(check: (office: Office) => Promise<void>): Promise<void> {
  const clock = createManualClock();
  const log = createCollectingLog();
  const heard: number[] = [];
  const office: { secret: string | null } = { secret };
  const door = createNudgeDoor({
    secrets: { read: async () => (office.secret === null ? failed(missing) : succeeded(office.secret)) },
    clock,
    log,
    requestLog: { record: () => undefined },
    door: {
      heard: async changes => {
        heard.push(...changes.map(one => one.haloId));
        return succeeded('queued');
      },
      lookAt: () => undefined,
    },
    changed: () => undefined,
  });
  try {
    await check(Object.assign(office, { door, clock, log, heard }));
  } finally {
    await door.close();
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  let found = 0;
  await withEndpoint(async ({ port }) => {
    found = port;
  });
  return found;
}

describe('the door for nudges', () => {
  const off: readonly (readonly [string, (settings: Settings) => Settings])[] = [
    [
      'the endpoint is off',
      all => ({ ...all, outbound: { ...all.outbound, endpoint: defaultSettings.outbound.endpoint } }),
    ],
    ['nothing is written to Exchange', all => ({ ...all, outbound: { ...all.outbound, enabled: false } })],
    ['Halo writes Exchange itself', all => ({ ...all, halo: { ...all.halo, door: 'integrator' } })],
  ];
  for (const [what, change] of off) {
    it(`is closed while ${what}, and closes when that begins`, () =>
      withDoor(async ({ door }) => {
        const port = await freePort();
        await door.follow(change(on(port)));
        assert.deepEqual(door.status(), { listensAt: null, problem: null });
        await assert.rejects(send(port));
        await door.follow(on(port));
        assert.equal((await send(port)).status, 202);
        await door.follow(change(on(port)));
        await assert.rejects(send(port));
      }));
  }

  it('listens where the settings say, and moves with them', () =>
    withDoor(async ({ door, heard }) => {
      const [first, second] = [await freePort(), await freePort()];
      await door.follow(on(first));
      assert.deepEqual(door.status().listensAt, { address: '127.0.0.1', port: first });
      assert.equal((await send(first)).status, 202);
      await door.follow(on(second));
      if (second !== first) await assert.rejects(send(first));
      assert.equal((await send(second, { body: '{"appointments":[2]}' })).status, 202);
      assert.deepEqual(heard, [1, 2]);
    }));

  it('without a secret is a named problem, until there is one', () =>
    withDoor(async office => {
      const { door, clock, log } = office;
      const port = await freePort();
      office.secret = null;
      await door.follow(on(port));
      assert.equal(door.status().problem?.code, 'secret.missing');
      await assert.rejects(send(port));
      await clock.advance(60_000);
      await door.follow(on(port));
      assert.equal(log.problems.length, 1);
      office.secret = secret;
      await clock.advance(10_000);
      await door.follow(on(port));
      assert.deepEqual(door.status(), { listensAt: { address: '127.0.0.1', port }, problem: null });
    }));

  it('takes a new secret, and the old one no more', () =>
    withDoor(async office => {
      const port = await freePort();
      await office.door.follow(on(port));
      office.secret = 'another secret that is long enough, too';
      await office.clock.advance(10_000);
      await office.door.follow(on(port));
      const seconds = Date.parse(office.clock.now()) / 1000;
      assert.equal((await send(port, { seconds })).status, 401);
      assert.equal((await send(port, { seconds, secret: office.secret })).status, 202);
    }));

  it('on a port that is taken is a problem, and listens when it is free', () =>
    withDoor(async ({ door, clock }) => {
      let taken = 0;
      await withEndpoint(async ({ port }) => {
        taken = port;
        await door.follow(on(port));
        assert.equal(door.status().problem?.code, 'outbound.port-in-use');
      });
      await clock.advance(10_000);
      await door.follow(on(taken));
      assert.equal(door.status().problem, null);
    }));

  it('looks at once when somebody asks how it stands', () =>
    withDoor(async office => {
      const port = await freePort();
      office.secret = null;
      await office.door.follow(on(port));
      office.secret = secret;
      await office.door.follow(on(port));
      assert.equal(office.door.status().listensAt, null);
      await office.door.followNow(on(port));
      assert.deepEqual(office.door.status().listensAt, { address: '127.0.0.1', port });
    }));

  it('once closed stays closed', () =>
    withDoor(async ({ door }) => {
      const port = await freePort();
      await door.close();
      await door.follow(on(port));
      await assert.rejects(send(port));
    }));
});
