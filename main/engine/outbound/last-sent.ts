/** When something was last written into each calendar, out of the reports of what went from Halo to Exchange, beside what waits for it. */
import type { Instant } from '../../core/event.ts';
import type { RunOutcome } from '../../core/report.ts';
import type { AgentQueue } from './queue-counts.ts';

/** Reports that are worth looking at: each gathers a quarter of an hour in which something was sent. */
export const reportsRead = 100;

export interface AgentSent extends AgentQueue {
  /** When something was last written into the calendar; null: not lately. */
  readonly lastSent: Instant | null;
}

function lastOf(reports: readonly Pick<RunOutcome, 'mailboxes'>[]): ReadonlyMap<number, Instant> {
  const last = new Map<number, Instant>();
  for (const { agentId, lastAt } of reports.flatMap(({ mailboxes }) => mailboxes)) {
    const known = last.get(agentId);
    if (lastAt !== undefined && (known === undefined || lastAt > known)) last.set(agentId, lastAt);
  }
  return last;
}

/** Those for whom something waits, as they come; then those into whose calendar something was written lately, the latest first. */
export function withLastSent(
  agents: readonly AgentQueue[],
  reports: readonly Pick<RunOutcome, 'mailboxes'>[],
): readonly AgentSent[] {
  const last = lastOf(reports);
  const waiting = new Set(agents.map(({ agentId }) => agentId));
  const nothing = { count: 0, waiting: 0, parked: 0, held: 0, oldest: null };
  return [
    ...agents.map(one => ({
      ...one,
      lastSent: one.agentId === null ? null : (last.get(one.agentId) ?? null),
    })),
    ...[...last]
      .filter(([agentId]) => !waiting.has(agentId))
      .sort((one, other) => (one[1] < other[1] ? 1 : -1))
      .map(([agentId, lastSent]) => ({ agentId, ...nothing, lastSent })),
  ];
}
