/** Parts of a host behind which there is nothing: memory is empty and both servers are away. For what holds whatever is asked. */
import { emptyOutbound } from '../../main/core/outbound/entry.ts';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import { failed, type Problem, succeeded } from '../../main/core/problem.ts';
import type { HostParts } from '../../main/engine/host/parts.ts';
import { defaultSettings, settingsSchema } from '../../preload/contract/settings.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryLinks } from '../fakes/memory-links.ts';

const away: Problem = {
  code: 'halo.refused',
  scope: 'halo',
  retryable: true,
  facts: { host: 'halo.example' },
};
const day = '2026-03-02';

export function createIdleParts(changes: Partial<HostParts> = {}): HostParts {
  const clock = createManualClock();
  const isAway = async () => failed(away);
  return {
    role: 'writer',
    writer: '',
    isSampleData: false,
    account: 'tester',
    stopsWhen: '',
    dataFolder: 'data',
    product: { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] },
    clock,
    log: createCollectingLog(),
    memory: createMemoryLinks(),
    runs: {
      heads: async () => succeeded([]),
      read: async () => succeeded(null),
      latestSent: async () => succeeded([]),
    },
    requests: async () => [],
    logLines: async () => [],
    findAddress: async () => failed(away),
    settings: {
      read: async () => succeeded(defaultSettings),
      save: async settings => {
        const parsed = settingsSchema.safeParse(settings);
        return parsed.success
          ? succeeded(parsed.data)
          : failed({ code: 'settings.invalid', scope: 'installation', retryable: false });
      },
      wrongToSave: async () => [],
      history: async () => succeeded([]),
      restore: async () => succeeded(defaultSettings),
    },
    settingsChanges: () => [],
    secrets: {
      list: async () => succeeded([]),
      save: async () => succeeded(undefined),
      clear: async () => succeeded(undefined),
    },
    agents: isAway,
    connect: isAway,
    previewWith: isAway,
    status: async () => succeeded({ lastRun: null, calendars: [], held: 0 }),
    outbound: {
      memory: async () => succeeded(emptyOutbound()),
      answer: async () => succeeded({ answered: [], unknown: [], unfit: [] }),
      state: () => idleWay,
    },
    held: async () => succeeded([]),
    answerHeld: async () => succeeded({ answered: [], unknown: [], ambiguous: [] }),
    check: isAway,
    trace: isAway,
    slowDown: () => null,
    schedule: {
      begin: () => {},
      isOn: () => false,
      request: () => {},
      pause: () => {},
      resume: () => {},
      change: () => {},
      stopRun: () => {},
      status: () => ({ running: null, waiting: [], next: null, pausedUntil: null, problem: null }),
      progress: () => ({ done: 0, all: 0 }),
      staleBefore: () => clock.now(),
    },
    keepPause: async () => succeeded(undefined),
    surroundings: async () => ({ folder: 'data', exchangeHost: '', haloHost: '', account: '' }),
    localTime: instant => instant.slice(11, 16),
    dayStart: date => `${date}T00:00:00Z`,
    today: () => day,
    sampleData: {
      start: async () => ({ ok: false, problem: { code: 'x', sentence: '', remedy: '', facts: {} } }),
      stop: async () => ({ ok: false, problem: { code: 'x', sentence: '', remedy: '', facts: {} } }),
    },
    ...changes,
  };
}
