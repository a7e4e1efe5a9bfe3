/**
 * Mailboxes and items that cannot be read wait for their next try, in growing distance, so that a run does not ask for what time or a person has to
 * mend. A person who starts a run, or has saved a setting since, has them tried at once. It decides only when, never what is read.
 */
import type { SyncedAgent } from '../core/agents.ts';
import { isDue, laterTry, restAfterFailure } from '../core/next-try.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { MailboxState } from '../ports.ts';
import type { SyncContext } from './sync-context.ts';

type ParkContext = Pick<SyncContext, 'store' | 'clock' | 'log' | 'asksAll' | 'settingsPrint' | 'preview'>;

/** What is wrong with a mailbox whose next try is still to come; null: it is tried now. */
export async function whileParked(context: ParkContext, agent: SyncedAgent): Promise<Result<Problem | null>> {
  if (context.asksAll) return succeeded(null);
  const parked = await context.store.readParked(agent);
  if (!parked.ok) return parked;
  if (parked.value === null || parked.value.settings !== context.settingsPrint) return succeeded(null);
  const { failures, nextTry, problem } = parked.value;
  return succeeded(isDue({ failures, nextTry }, context.clock.now()) ? null : { ...problem, nextTry });
}

/** Items that could not be read and whose next try is still to come: they alone are no reason to read anything. */
export function restingIds(context: ParkContext, state: MailboxState | null): ReadonlySet<string> {
  const resting = state?.resting;
  if (resting === undefined || context.asksAll || isDue(resting, context.clock.now())) return new Set();
  return new Set(resting.items.map(item => item.id));
}

/** Only what is wrong with this very mailbox parks it. */
function parks(problem: Problem): boolean {
  return problem.scope === 'mailbox' && problem.code.startsWith('mailbox.');
}

/** Keeps the next try, and gives the problem with it. What cannot be kept is tried in the next run. */
export async function park(context: ParkContext, agent: SyncedAgent, problem: Problem): Promise<Problem> {
  const { store, clock, log, settingsPrint } = context;
  if (context.preview || !parks(problem)) return problem;
  const before = await store.readParked(agent);
  const known = before.ok && before.value?.problem.code === problem.code ? before.value : null;
  const rest = restAfterFailure(known, clock.now());
  const kept = await store.park(agent, { ...rest, settings: settingsPrint, problem });
  if (!kept.ok) {
    log.problem(kept.problem, { mailbox: agent.address });
    return problem;
  }
  const later = laterTry(rest);
  return later === null ? problem : { ...problem, nextTry: later };
}
