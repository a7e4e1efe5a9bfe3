/**
 * The mailboxes of a run, side by side. One bad mailbox never stops the others; a server that is away does, after a few mailboxes have
 * said so.
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { Problem } from '../core/problem.ts';
import type { MailboxReport } from '../core/report.ts';
import type { RunRequest } from './run-import.ts';
import type { SyncContext } from './sync-context.ts';
import { syncMailbox } from './sync-mailbox.ts';

/** After so many mailboxes in a row that failed because of a server, the server is away for the others too. */
const mostServerFailuresInARow = 3;

function isServerProblem(problem: Problem): boolean {
  return problem.scope === 'exchange' || problem.scope === 'halo' || problem.scope === 'installation';
}

export async function syncMailboxes(
  base: Omit<SyncContext, 'progress'>,
  agents: readonly SyncedAgent[],
  concurrency: number,
  request: RunRequest,
): Promise<{ mailboxes: readonly MailboxReport[]; problems: readonly Problem[] }> {
  const waiting = [...agents];
  const mailboxes: MailboxReport[] = [];
  const problems = new Map<string, Problem>();
  let inARow = 0;
  let isOver = false;
  const report = () => request.progress(mailboxes.length, agents.length);
  const context = { ...base, progress: report };
  const work = async () => {
    for (let agent = waiting.shift(); agent !== undefined && !isOver; agent = waiting.shift()) {
      if (request.signal.aborted) return;
      const done = await syncMailbox(context, agent, request.signal);
      const serverProblem = done.problems.find(isServerProblem);
      // A root cause is told once, for the run; the mailboxes that it hit are marked as failed.
      mailboxes.push({ ...done, problems: done.problems.filter(problem => !isServerProblem(problem)) });
      if (serverProblem === undefined) inARow = done.outcome === 'parked' ? inARow : 0;
      else {
        problems.set(serverProblem.code, problems.get(serverProblem.code) ?? serverProblem);
        inARow += 1;
        if (!serverProblem.retryable || inARow >= mostServerFailuresInARow) isOver = true;
      }
      report();
    }
  };
  report();
  await Promise.all(Array.from({ length: Math.min(concurrency, agents.length) }, work));
  mailboxes.sort((a, b) => a.agentId - b.agentId);
  return { mailboxes, problems: [...problems.values()] };
}
