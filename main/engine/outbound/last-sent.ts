/** When something was last written into each calendar, out of the reports of what went from Halo to Exchange. */
import type { Instant } from '../../core/event.ts';
import type { RunOutcome } from '../../core/report.ts';

export function lastSentByAgent(
  reports: readonly Pick<RunOutcome, 'mailboxes'>[],
): ReadonlyMap<number, Instant> {
  const last = new Map<number, Instant>();
  for (const { agentId, lastAt } of reports.flatMap(({ mailboxes }) => mailboxes)) {
    const known = last.get(agentId);
    if (lastAt !== undefined && (known === undefined || lastAt > known)) last.set(agentId, lastAt);
  }
  return last;
}
