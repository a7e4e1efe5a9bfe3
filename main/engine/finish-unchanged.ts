/** A mailbox of which the change feed tells nothing new: its sync state moves on, and what rests or was refused before is said again. */
import type { SyncedAgent } from '../core/agents.ts';
import { laterTry } from '../core/next-try.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { MailboxReport } from '../core/report.ts';
import { noCounts } from '../core/report.ts';
import type { MailboxState } from '../ports.ts';
import { refusedProblem, unreadableProblems } from './mailbox-report.ts';
import type { UnchangedMailbox } from './read-mailbox.ts';
import type { SyncContext } from './sync-context.ts';

export async function finishUnchanged(
  context: SyncContext,
  agent: SyncedAgent,
  state: MailboxState | null,
  read: UnchangedMailbox,
): Promise<Result<MailboxReport>> {
  if (state !== null && !context.preview) {
    const saved = await context.store.writeState(agent, {
      ...state,
      syncState: read.syncState,
      lastSuccess: context.clock.now(),
    });
    if (!saved.ok) return saved;
  }
  const { agentId, name, address } = agent;
  const refused = state?.failedItems ?? 0;
  const resting = state?.resting;
  const problems = [
    ...(resting === undefined ? [] : unreadableProblems(resting.items, laterTry(resting))),
    ...(refused === 0 ? [] : [refusedProblem(refused, context.nextRollOf(agent))]),
  ];
  const counts = { ...noCounts, failed: refused + (resting?.items.length ?? 0) };
  const about = { agentId, agent: name, address, outcome: 'unchanged', adopted: 0 } as const;
  return succeeded({ ...counts, ...about, problems, lines: [] });
}
