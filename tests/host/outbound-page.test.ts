/** The page Outbound: what waits, why, what to do, how it stands for each agent; Retry and Drop reach the queue. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutboundEntry } from '../../main/core/outbound/entry.ts';
import { idleWay, type WayState } from '../../main/core/outbound/way-state.ts';
import { succeeded } from '../../main/core/problem.ts';
import { noCounts, type RunOutcome } from '../../main/core/report.ts';
import type { HostParts } from '../../main/engine/host/parts.ts';
import { createHost } from '../../main/engine/host.ts';
import { OutboundQueue } from '../../main/engine/outbound/outbound-queue.ts';
import type { CalendarStatus } from '../../main/engine/status.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { outboundView } from '../../preload/contract/views/outbound.ts';
import { statusView } from '../../preload/contract/views/status.ts';
import { theValue } from '../builders/results.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { createMemoryOutbound } from '../fakes/memory-outbound.ts';
import { createIdleParts } from './idle-parts.ts';

const since = '2026-03-02T07:59:00Z';
const at = { kind: 'timed', start: '2026-03-24T09:00:00Z', end: '2026-03-24T10:00:00Z' } as const;
const several = { kind: 'parked', reason: 'several-agents', lastModified: '' } as const;
const code = {
  kind: 'parked',
  reason: 'series-code-unknown',
  facts: { field: 'recurrencepattern', code: 4 },
  lastModified: '',
} as const;
const entries: readonly OutboundEntry[] = [
  anEntry(1, { since, agentId: 7, state: several, about: { when: at, subject: 'Visit' } }),
  anEntry(2, { since, agentId: 7, state: several, about: { when: at, subject: null } }),
  anEntry(3, { since, state: code }),
  anEntry(4, {
    ...{ since, agentId: 8 },
    state: {
      ...{ kind: 'resting', until: '2026-03-02T08:05:00Z', tries: 3 },
      problem: { code: 'mailbox.moving', scope: 'mailbox', retryable: true },
    },
  }),
  anEntry(5, { since, agentId: 7 }),
  anEntry(6, { since, agentId: 7, state: { kind: 'held', reason: 'many-removals', proposal: 'p' } }),
];
const anna: CalendarStatus = {
  ...{ agentId: 7, agent: 'Anna Berg', address: 'anna@example.org', health: 'up-to-date' },
  ...{ lastSuccess: '2026-03-02T08:00:00Z', held: 0, failed: 0, problems: [], nextTry: null },
};
const sent: RunOutcome = {
  ...noCounts,
  ...{ number: 9, trigger: 'outbound', startedAt: since, ms: 1, outcome: 'done', problems: [] },
  ...{ exchangeRequests: 0, haloReads: 0, haloWrites: 0 },
  mailboxes: [
    {
      ...noCounts,
      ...{ agentId: 7, agent: 'Anna Berg', address: 'anna@example.org', outcome: 'done', adopted: 0 },
      ...{ problems: [], lastAt: '2026-03-02T07:58:00Z' },
    },
  ],
};

async function pageWith(queued: readonly OutboundEntry[] = entries, way: Partial<WayState> = {}) {
  const store = createMemoryOutbound();
  theValue(await store.append([{ kind: 'entries', entries: queued }]));
  const idle = createIdleParts();
  const queue = new OutboundQueue(store, idle.clock);
  const settings = settingsSchema.parse({
    halo: { url: 'https://halo.example.org', clientId: 'client' },
    exchange: { url: 'https://mail.example.org/EWS/Exchange.asmx', user: 'EXAMPLE\\sync' },
    outbound: { enabled: true },
  });
  const parts: HostParts = {
    ...idle,
    settings: { ...idle.settings, read: async () => succeeded(settings) },
    schedule: { ...idle.schedule, isOn: () => true, staleBefore: () => '2026-03-02T07:00:00Z' },
    status: async () => succeeded({ lastRun: null, calendars: [anna], held: 0 }),
    runs: { ...idle.runs, latestSent: async () => succeeded([sent]) },
    outbound: {
      memory: () => store.read(),
      state: () => ({ ...idleWay, isRunning: true, ...way }),
      answer: (which, answer) => queue.answer(which, answer),
    },
  };
  const host = createHost(parts);
  const ask = async (name: string, args: object = {}) => {
    const reply = await host.ask(name, args);
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.value;
  };
  return { host, store, ask, list: async () => outboundView.parse(await ask('outbound.list')) };
}

describe('the page Outbound', () => {
  it('lists what waits by what it waits for, what cannot be sent first, each with the reason and what to do', async () => {
    const { host, list } = await pageWith();
    const view = await list();
    assert.equal(view.sentence, '3 appointments cannot be sent to Exchange.');
    assert.deepEqual(
      view.groups.map(({ title, state, entries: members }) => [title, state, members.map(one => one.haloId)]),
      [
        ['2 appointments cannot be sent', 'cannot-be-sent', [1, 2]],
        ['1 appointment cannot be sent', 'cannot-be-sent', [3]],
        ['1 appointment could not be sent yet', 'tried-again', [4]],
        ['1 appointment on the way', 'waiting', [5]],
      ],
    );
    const [shared, unknown, resting] = view.groups;
    assert.match(shared?.says ?? '', /several agents/);
    assert.match(shared?.remedy ?? '', /one agent/);
    assert.doesNotMatch(view.groups.map(({ remedy }) => remedy).join(), /outbound retry/);
    assert.deepEqual(unknown?.code, { field: 'recurrencepattern', value: '4' });
    assert.equal(unknown?.verb?.does, 'open-settings');
    assert.equal(resting?.entries[0]?.nextTry, '2026-03-02T08:05:00Z');
    host.close();
  });

  it('names each by subject, time and agent, a private one by its time alone, and by its number where nothing is known', async () => {
    const { host, list } = await pageWith();
    const members = (await list()).groups.flatMap(group => group.entries);
    const span = { start: at.start, end: at.end };
    assert.deepEqual(
      members.slice(0, 3).map(one => [one.haloId, one.agent, one.subject, one.span, one.since]),
      [
        [1, 'Anna Berg', 'Visit', span, since],
        [2, 'Anna Berg', null, span, since],
        [3, '', null, null, since],
      ],
    );
    host.close();
  });

  it('tells for each agent what waits, the oldest and the last write, and how soon a change arrives', async () => {
    const { host, list } = await pageWith();
    const view = await list();
    assert.deepEqual(
      view.agents.map(one => [one.agentId, one.waiting, one.parked, one.held, one.oldest, one.lastSent]),
      [
        [7, 1, 2, 1, since, '2026-03-02T07:58:00Z'],
        [null, 0, 1, 0, null, null],
        [8, 1, 0, 0, since, null],
      ],
    );
    assert.deepEqual([view.waiting, view.parked, view.held, view.oldest], [2, 3, 1, since]);
    assert.match(view.howSoon, /within 30 seconds/);
    host.close();
  });

  it('says what keeps everything waiting, with the remedy', async () => {
    const problem = { code: 'halo.refused', scope: 'halo', retryable: true } as const;
    const { host, list } = await pageWith([anEntry(5, { since })], { problem });
    const view = await list();
    assert.deepEqual(
      [view.sentence, view.problems.map(one => one.code)],
      ['1 appointment is on the way to Exchange.', ['halo.refused']],
    );
    host.close();
  });

  it('an appointment whose agent is not synced is on the list, and is nobody’s trouble', async () => {
    const state = { kind: 'parked', reason: 'agent-not-synced', lastModified: '' } as const;
    const { host, ask, list } = await pageWith([anEntry(1, { since, agentId: 70, state })]);
    assert.equal((await list()).sentence, 'Nothing waits but 1 appointment of agents that are not synced.');
    assert.equal((await list()).groups.length, 1);
    assert.equal(statusView.parse(await ask('status.read')).health, 'up-to-date');
    host.close();
  });

  it('what cannot be sent turns the health, and Retry gives it a new try', async () => {
    const { host, ask, store } = await pageWith(entries.slice(0, 2));
    assert.equal(statusView.parse(await ask('status.read')).health, 'needs-you');
    const view = outboundView.parse(await ask('outbound.answer', { which: 'all', answer: 'retry' }));
    assert.deepEqual(
      view.groups.map(({ title }) => title),
      ['2 appointments on the way'],
    );
    assert.equal(store.memory.entries.get(1)?.state.kind, 'waiting');
    assert.equal(statusView.parse(await ask('status.read')).health, 'up-to-date');
    host.close();
  });

  it('a series that waits for a number is tried again once the settings are saved, and nothing else is', async () => {
    const { host, ask, store } = await pageWith();
    await ask('settings.save', { draft: {}, basedOn: 0 });
    const kinds = [...store.memory.entries.values()].map(({ state }) => state.kind);
    assert.deepEqual(kinds, ['parked', 'parked', 'waiting', 'resting', 'waiting', 'held']);
    host.close();
  });

  it('Drop gives up what is named and nothing else, also when another of them went meanwhile', async () => {
    const { host, ask, store } = await pageWith();
    await ask('outbound.answer', { which: [1, 77], answer: 'drop' });
    assert.deepEqual([...store.memory.entries.keys()], [2, 3, 4, 5, 6]);
    const all = await host.ask('outbound.answer', { which: 'all', answer: 'drop' });
    assert.equal(all.ok, false, 'nobody gives up everything at once');
    assert.equal(store.memory.entries.size, 5);
    host.close();
  });
});
