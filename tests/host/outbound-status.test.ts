/** What Status says of the way from Halo to Exchange: nothing while it is off, else how it stands, how soon, and what needs somebody. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutboundEntry } from '../../main/core/outbound/entry.ts';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import type { Problem } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import type { HostParts, OutboundDoor } from '../../main/engine/host/parts.ts';
import { createHost } from '../../main/engine/host.ts';
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts';
import { type StatusView, statusView } from '../../preload/contract/views/status.ts';
import { anEntry, done, memoryAfter } from '../contracts/outbound-store.ts';
import { createIdleParts } from './idle-parts.ts';

const on: Settings = { ...defaultSettings, outbound: { ...defaultSettings.outbound, enabled: true } };
const nudgedSettings: Settings = {
  ...on,
  outbound: { ...on.outbound, endpoint: { ...on.outbound.endpoint, enabled: true } },
};
const portInUse: Problem = {
  code: 'outbound.port-in-use',
  scope: 'installation',
  retryable: true,
  facts: { host: '127.0.0.1', port: 8765 },
};
const quiet = { ...idleWay, isRunning: true };

async function statusOf(
  entries: readonly OutboundEntry[],
  state: ReturnType<OutboundDoor['state']> = quiet,
  change: Partial<HostParts> = {},
  settings: Settings = on,
): Promise<StatusView> {
  const memory = memoryAfter({ kind: 'entries', entries }, done(9_999));
  const idle = createIdleParts();
  const host = createHost({
    ...idle,
    settings: { ...idle.settings, read: async () => succeeded(settings) },
    schedule: { ...idle.schedule, isOn: () => true },
    outbound: { ...idle.outbound, memory: async () => succeeded(memory), state: () => state },
    localTime: () => '10:07',
    ...change,
  });
  const reply = await host.ask('status.read', {});
  host.close();
  assert.ok(reply.ok);
  return statusView.parse(reply.value);
}
const ids = (view: StatusView) => view.attention.map(one => one.id).filter(id => id.startsWith('outbound'));

describe('the status of the way from Halo to Exchange', () => {
  it('is not there while nothing is written to Exchange, or Halo writes it itself', async () => {
    const halos: Settings = { ...on, halo: { ...on.halo, door: 'integrator' } };
    for (const settings of [defaultSettings, halos]) {
      const view = await statusOf(
        [anEntry(1, { state: { kind: 'parked', reason: 'type-not-sent', lastModified: '' } })],
        quiet,
        {},
        settings,
      );
      assert.deepEqual([view.outbound, ids(view)], [null, []]);
    }
  });

  it('says how many are on the way, the oldest, the last write, and how soon a change arrives', async () => {
    const entries = [
      anEntry(1, { since: '2026-03-02T07:59:48Z' }),
      anEntry(2, { since: '2026-03-02T07:59:59Z' }),
    ];
    assert.deepEqual((await statusOf(entries)).outbound, {
      state: 'good',
      says: '2 on the way',
      detail: 'oldest 12 seconds, last written 10:07',
      howSoon: 'Within 30 s; at once is not set up',
      needsSomebody: 0,
    });
    assert.deepEqual((await statusOf([], { ...quiet, isNudged: true })).outbound, {
      state: 'good',
      says: 'Nothing waits',
      detail: 'last written 10:07',
      howSoon: 'At once where told, else within 30 s',
      needsSomebody: 0,
    });
  });

  it('asks for somebody where something cannot be sent or waits for an answer, but not for what was answered', async () => {
    const held = { kind: 'held', reason: 'many-removals', proposal: 'p' } as const;
    const view = await statusOf([
      anEntry(1, { state: { kind: 'parked', reason: 'several-agents', lastModified: '' } }),
      anEntry(2, { state: held }),
      anEntry(3, { state: held, approved: 'keep:p' }),
    ]);
    assert.equal(view.outbound?.state, 'warned');
    assert.deepEqual(ids(view), ['outbound parked'], 'what is held is told with all other held changes');
    assert.equal(view.held, 1);
    assert.equal(view.outbound?.needsSomebody, 1);
    assert.deepEqual(
      [view.outbound?.says, view.outbound?.detail],
      ['1 cannot be sent', 'last written 10:07'],
    );
  });

  it('leads to what cannot be sent, says whose it is and since when, and its calendar is not up to date', async () => {
    const parked = { kind: 'parked', reason: 'several-agents', lastModified: '' } as const;
    const anna = { agentId: 7, agent: 'Anna Berg', address: 'anna@example.org' };
    const good = { health: 'up-to-date', lastSuccess: '2026-03-02T08:00:00Z', held: 0, failed: 0 } as const;
    const calendars = [{ ...anna, ...good, problems: [], nextTry: null }];
    const view = await statusOf([anEntry(1, { agentId: 7, state: parked })], quiet, {
      status: async () => succeeded({ lastRun: null, calendars, held: 0 }),
    });
    const [entry] = view.attention.filter(({ id }) => id === 'outbound parked');
    assert.deepEqual(
      [entry?.verb?.does, entry?.since, entry?.agents],
      ['review-outbound', anEntry(1).since, [{ agentId: 7, name: 'Anna Berg' }]],
    );
    assert.deepEqual([view.calendars.needsYou, view.calendars.upToDate], [1, 0]);
  });

  it('asks for nobody where the agent is not synced: a script may name every appointment of Halo', async () => {
    const parked = { kind: 'parked', reason: 'agent-not-synced', lastModified: '' } as const;
    const view = await statusOf([anEntry(1, { agentId: 70, state: parked })]);
    assert.deepEqual([view.outbound?.state, ids(view)], ['good', []]);
  });

  it('tells what waits for longer than usual although it is tried, but not beside what keeps everything waiting', async () => {
    const late = [anEntry(1, { since: '2026-03-02T07:00:00Z' })];
    const view = await statusOf(late);
    assert.deepEqual([view.outbound?.state, ids(view)], ['warned', ['outbound late']]);
    const away: Problem = { code: 'exchange.refused', scope: 'exchange', retryable: true };
    assert.deepEqual(ids(await statusOf(late, { ...quiet, problem: away })), ['outbound exchange.refused']);
    assert.deepEqual(ids(await statusOf(late, idleWay)), []);
  });

  it('names why nobody is listened to, and what keeps everything waiting', async () => {
    const nudge = await statusOf([], { ...quiet, nudgeProblem: portInUse });
    assert.equal(nudge.outbound?.state, 'warned');
    assert.equal(nudge.outbound?.howSoon, 'Within 30 s; at once is not set up', 'not to be told at all');
    const told = await statusOf([], { ...quiet, nudgeProblem: portInUse }, {}, nudgedSettings);
    assert.equal(told.outbound?.howSoon, 'Within 30 s; Halo is not heard');
    const [entry] = nudge.attention.filter(one => one.code === 'outbound.port-in-use');
    assert.match(entry?.sentence ?? '', /127\.0\.0\.1, port 8765/);
    const key = 'outbound.endpoint.port';
    assert.deepEqual(entry?.verb, { does: 'open-settings', label: 'Open settings', key });
    const away = { code: 'halo.order-ignored', scope: 'halo', retryable: false } as const;
    const stopped = await statusOf([], { ...quiet, problem: away });
    assert.equal(stopped.outbound?.state, 'broken');
    assert.ok(ids(stopped).includes('outbound halo.order-ignored'));
    assert.equal(stopped.outbound?.howSoon, 'Once a day; Halo is not heard');
    const gone: Problem = { code: 'halo.refused', scope: 'halo', retryable: true };
    const waits = await statusOf([], { ...quiet, problem: gone });
    assert.equal(waits.outbound?.howSoon, 'All of it waits, nothing is lost');
  });

  it('of a viewer comes from the disk and from who sends; where nobody does, that is said', async () => {
    const viewer = { role: 'viewer' } as const;
    const view = await statusOf([anEntry(1)], { ...quiet, isNudged: true }, viewer, nudgedSettings);
    assert.deepEqual(
      [view.outbound?.says, view.outbound?.howSoon],
      ['1 on the way', 'At once where told, else within 30 s'],
    );
    const alone = await statusOf([], idleWay, viewer, nudgedSettings);
    assert.equal(alone.outbound?.howSoon, 'Nobody sends at the moment');
  });

  it('says that its file is broken', async () => {
    const newer = { code: 'store.newer', scope: 'installation', retryable: false } as const;
    const broken = await statusOf([], quiet, {
      outbound: { ...createIdleParts().outbound, memory: async () => failed(newer), state: () => quiet },
    });
    assert.equal(broken.outbound?.state, 'broken');
  });
});
