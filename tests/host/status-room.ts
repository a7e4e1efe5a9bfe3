/** A host whose last run, calendars and servers are to order, and its status as the window reads it. */
import assert from 'node:assert/strict';
import type { Problem } from '../../main/core/problem.ts';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import { instantOf } from '../../main/core/window.ts';
import type { SlowDown } from '../../main/engine/host/parts.ts';
import { createHost } from '../../main/engine/host.ts';
import type { CalendarStatus, Status } from '../../main/engine/status.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { type StatusView, statusView } from '../../preload/contract/views/status.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createIdleParts } from './idle-parts.ts';

export const start = '2026-03-02T08:00:00Z';
export const complete = settingsSchema.parse({
  halo: { url: 'https://halo.example.org', clientId: 'client' },
  exchange: { url: 'https://mail.example.org/EWS/Exchange.asmx', user: 'EXAMPLE\\sync' },
});

export function calendar(agentId: number, changes: Partial<CalendarStatus> = {}): CalendarStatus {
  return {
    agentId,
    agent: `Agent ${agentId}`,
    address: `agent${agentId}@example.org`,
    health: 'up-to-date',
    lastSuccess: start,
    held: 0,
    failed: 0,
    problems: [],
    nextTry: null,
    ...changes,
  };
}

export function run(
  outcome: RunReport['outcome'],
  problems: readonly Problem[],
  number: number = 7,
  startedAt: string = start,
): NonNullable<Status['lastRun']> {
  const counts = { added: 0, changed: 0, removed: 0, held: 0, skipped: 0, failed: 0 };
  return {
    ...counts,
    number,
    trigger: 'schedule',
    startedAt,
    ms: 4_000,
    outcome,
    exchangeRequests: 3,
    haloReads: 2,
    haloWrites: 0,
    problems,
  };
}

/** `heads`: the runs that are kept, the newest last. */
export function hostOn(
  status: Status,
  heads: readonly NonNullable<Status['lastRun']>[] = [],
  slowDown: SlowDown | null = null,
) {
  const clock = createManualClock(start);
  const idle = createIdleParts();
  const schedule = {
    ...idle.schedule,
    isOn: () => true,
    status: () => ({ ...idle.schedule.status(), next: '2026-03-02T09:15:00Z' }),
    staleBefore: () => instantOf(Date.parse(clock.now()) - 31 * 60_000),
  };
  const settings = { ...idle.settings, read: async () => succeeded(complete) };
  const runs = { ...idle.runs, heads: async () => succeeded(heads) };
  const host = createHost({
    ...idle,
    clock,
    schedule,
    settings,
    runs,
    slowDown: () => slowDown,
    surroundings: async () => ({
      ...(await idle.surroundings()),
      exchangeHost: 'mail.example.org',
      haloHost: 'halo.example.org',
    }),
    localTime: instant => instant.slice(11, 16),
    status: async () => succeeded(status),
  });
  const read = async (): Promise<StatusView> => {
    const reply = await host.ask('status.read', {});
    assert.ok(reply.ok);
    return statusView.parse(reply.value);
  };
  return { host, clock, read };
}

export const away: Problem = {
  code: 'exchange.refused',
  scope: 'exchange',
  retryable: true,
  facts: { host: 'mail.example.org', port: 443 },
};
export const denied: Problem = { code: 'mailbox.access-denied', scope: 'mailbox', retryable: false };
