/** What past runs tell of now: since when something stops every calendar, and when a run last came to its end. */
import type { SecretName } from '../../../preload/contract/views/setup.ts';
import type { Instant } from '../../core/event.ts';
import type { Problem, ProblemCode } from '../../core/problem.ts';
import type { RunReport } from '../../core/report.ts';
import { instantOf } from '../../core/window.ts';
import type { Context } from './context.ts';
import { secretMissing } from './first-start.ts';

export interface Cause {
  readonly problem: Problem;
  /** Null: not known. */
  readonly since: Instant | null;
}

type Head = Omit<RunReport, 'mailboxes'>;

/** Most runs that are looked back at; a trouble that is older begins with the oldest of them. */
const mostRuns = 500;

/** All of these say that nobody answers there; one may follow the other while a server goes down or comes up. */
const away: ReadonlySet<ProblemCode> = new Set([
  'exchange.name-not-resolved',
  'exchange.refused',
  'exchange.timeout',
  'exchange.connection-lost',
  'halo.name-not-resolved',
  'halo.refused',
  'halo.timeout',
  'halo.connection-lost',
]);

/** The server that does not answer; null when the problem is another one. */
export function unreachable({ code }: Problem): 'Exchange' | 'Halo' | null {
  if (!away.has(code)) return null;
  return code.startsWith('halo.') ? 'Halo' : 'Exchange';
}

function isTheSame(one: Problem, other: Problem): boolean {
  const server = unreachable(one);
  return one.code === other.code || (server !== null && server === unreachable(other));
}

function beginning(problem: Problem, newestFirst: readonly Head[]): Instant | null {
  let since: Instant | null = null;
  for (const head of newestFirst) {
    const says = head.outcome === 'could-not-run' && head.problems.some(other => isTheSame(problem, other));
    // A run that somebody stopped says nothing of the servers.
    if (!says && head.outcome !== 'stopped') break;
    if (says) since = head.startedAt;
  }
  return since;
}

/** The newest run and those before it, newest first; read once per new run. */
async function pastRuns({ parts, remembered }: Context, newest: Head): Promise<readonly Head[]> {
  if (remembered.past?.run !== newest.number) {
    const heads = await parts.runs.heads(mostRuns);
    const older = heads.ok ? heads.value.filter(head => head.number < newest.number) : [];
    const all = [newest, ...[...older].sort((a, b) => b.number - a.number)];
    remembered.past = { run: newest.number, heads: all };
  }
  return remembered.past.heads;
}

/** What no import can do without; the way from Halo has a secret of its own that stops nothing. */
const importSecrets: ReadonlySet<SecretName> = new Set(['halo.clientSecret', 'exchange.password']);

/** A secret that nobody has entered, or that was cleared: the next run cannot be. A viewer does not know what the writer's environment holds. */
export async function missingSecrets({ parts }: Context): Promise<readonly Problem[]> {
  if (parts.role === 'viewer') return [];
  const secrets = await parts.secrets.list();
  if (!secrets.ok) return [];
  return secrets.value
    .filter(({ name, source }) => importSecrets.has(name) && source === 'none')
    .map(({ name }) => secretMissing(name));
}

/** Past runs are read only when the newest could not run. */
export async function sinceWhen(context: Context, problems: readonly Problem[]): Promise<readonly Cause[]> {
  const newest = context.remembered.status?.lastRun ?? null;
  if (problems.length === 0 || newest === null || newest.outcome !== 'could-not-run')
    return problems.map(problem => ({ problem, since: null }));
  const heads = await pastRuns(context, newest);
  return problems.map(problem => ({ problem, since: beginning(problem, heads) }));
}

/** When a run last came to its end; one that could not run, or was stopped, is no freshness. Null: none did yet. */
export async function lastFinished(context: Context): Promise<Instant | null> {
  const newest = context.remembered.status?.lastRun ?? null;
  const isWhole = ({ outcome }: Head) => outcome === 'done' || outcome === 'done-with-problems';
  if (newest === null) return null;
  const finished = isWhole(newest) ? newest : (await pastRuns(context, newest)).find(isWhole);
  return finished === undefined ? null : instantOf(Date.parse(finished.startedAt) + finished.ms);
}
