/**
 * The mailboxes of a run, side by side: some in Exchange while as many others are in Halo. One bad mailbox never stops the others; a server
 * that is away does, after a few mailboxes have said so.
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { Problem } from '../core/problem.ts';
import type { MailboxReport } from '../core/report.ts';
import { MailboxStages, type Stay } from './mailbox-stages.ts';
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
  /** So many are read while as many others are in Halo. */
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
  const note = (done: MailboxReport) => {
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
  };
  const stages = new MailboxStages(concurrency);
  const isLeft = () => waiting.length > 0 && !isOver;
  const work = async () => {
    const next = async (stay: Stay) => {
      // Looked for once there is a place: what happened meanwhile may have ended the run.
      const agent = isLeft() ? waiting.shift() : undefined;
      if (agent !== undefined) note(await syncMailbox(context, agent, stay, request.signal));
    };
    while (isLeft()) if (!(await stages.run(next, request.signal))) return;
  };
  report();
  await Promise.all(Array.from({ length: Math.min(2 * concurrency, agents.length) }, work));
  mailboxes.sort((a, b) => a.agentId - b.agentId);
  return { mailboxes, problems: [...problems.values()] };
}
