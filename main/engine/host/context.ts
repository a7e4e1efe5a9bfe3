/** What the answers share: the parts, and what is remembered between two requests so that a status costs nothing. */
import type { NoticeName, NoticeOf } from '../../../preload/contract/notices.ts';
import type { ProblemView, Reply } from '../../../preload/contract/reply.ts';
import type { StatusView } from '../../../preload/contract/views/status.ts';
import type { HaloAgent } from '../../core/appointment.ts';
import type { Instant } from '../../core/event.ts';
import type { Problem, Result } from '../../core/problem.ts';
import type { RunReport } from '../../core/report.ts';
import type { Status } from '../status.ts';
import type { HostParts } from './parts.ts';
import { viewProblem, type Whose } from './problem-view.ts';
import type { ServerFacts } from './server-facts.ts';

export interface Remembered {
  /** Read anew after a run, an answer or a save. */
  status: Status | null;
  agents: { readonly at: Instant; readonly all: readonly HaloAgent[] } | null;
  preview: { readonly report: RunReport | null; readonly problem: Problem | null; isRunning: boolean };
  /** The last run that ended; a preview is none. */
  lastReport: Omit<RunReport, 'mailboxes'> | null;
  /** Why the last request for a run did not become one. */
  notRun: Problem | null;
  stopping: boolean;
  /** What both servers told of themselves; null: not asked since the start. */
  servers: ServerFacts | null;
  /** What was written lately, as of the newest run. */
  recent: { readonly run: number; readonly changes: StatusView['recent'] } | null;
  /** The runs before and with this one, newest first, for the beginning of a trouble. */
  past: { readonly run: number; readonly heads: readonly Omit<RunReport, 'mailboxes'>[] } | null;
}

export interface Context {
  readonly parts: HostParts;
  readonly remembered: Remembered;
  /** Aborted when the host ends. */
  readonly signal: AbortSignal;
  tell<N extends NoticeName>(name: N, notice: NoticeOf<N>): void;
  /** Something in the status may have changed. */
  changed(): void;
}

export const answered = <T>(value: T): Reply<T> => ({ ok: true, value });
export const refused = (problem: ProblemView): Reply<never> => ({ ok: false, problem });

export async function told(context: Context, problem: Problem, whose: Whose | null = null) {
  return refused(viewProblem(problem, await context.parts.surroundings(), whose));
}

/** Goes on with the value, or answers with the problem. */
export async function reply<T, V>(
  context: Context,
  result: Result<T>,
  view: (value: T) => V | Promise<V>,
): Promise<Reply<V>> {
  return result.ok ? answered(await view(result.value)) : told(context, result.problem);
}

export async function readBase(context: Context): Promise<Result<Status>> {
  if (context.remembered.status !== null) return { ok: true, value: context.remembered.status };
  const status = await context.parts.status();
  if (status.ok) context.remembered.status = status.value;
  return status;
}

export async function readAgents(context: Context, anew: boolean): Promise<Result<readonly HaloAgent[]>> {
  const { parts, remembered, signal } = context;
  const agents = await parts.agents(anew, signal);
  if (agents.ok) remembered.agents = { at: parts.clock.now(), all: agents.value };
  return agents;
}

/** `Anna Keller` for an id, from what was read or remembered; the address else. */
export function nameOf(context: Context, agentId: number, address: string): string {
  const { status, agents } = context.remembered;
  const known = agents?.all.find(agent => agent.id === agentId)?.name;
  const remembered = status?.calendars.find(one => one.agentId === agentId)?.agent ?? '';
  return known ?? (remembered === '' ? address : remembered);
}
