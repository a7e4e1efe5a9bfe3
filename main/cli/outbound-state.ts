/** What `status` and `outbound` both say of the way from Halo to Exchange: how it stands, how soon a change arrives, and whose waits. */
import type { Settings } from '../../preload/contract/settings.ts';
import { sayAgentQueue, sayHowSoon, sayQueue, sayWaited } from '../../preload/contract/words/outbound.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Instant } from '../core/event.ts';
import type { OutboundMemory } from '../core/outbound/entry.ts';
import { type HowSoon, howSoonOf, isTried } from '../core/outbound/way-state.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { type AgentSent, reportsRead, withLastSent } from '../engine/outbound/last-sent.ts';
import { type Unsent, unsentOf } from '../engine/outbound/needs-somebody.ts';
import { countQueue, type QueueCounts } from '../engine/outbound/queue-counts.ts';
import { sendsChanges } from '../engine/run-context.ts';
import { localTime } from './local-time.ts';
import { type ToldProblem, tellProblem } from './told-problem.ts';

interface ToldAgent extends AgentSent {
  /** '' when nobody knows. */
  readonly agent: string;
}

export interface OutboundState {
  readonly enabled: boolean;
  readonly counts: QueueCounts;
  /** Null: nothing is sent by this app at all. */
  readonly howSoon: HowSoon | null;
  /** Those for whom something waits, then those into whose calendar something was written lately. */
  readonly agents: readonly ToldAgent[];
  readonly unsent: Unsent;
  /** What keeps everything waiting, and why Halo is not heard. */
  readonly problems: readonly ToldProblem[];
  /** For people, in order. */
  readonly lines: readonly string[];
}

function saySwitch({ outbound, halo }: Settings): string {
  return outbound.enabled && halo.door === 'integrator'
    ? 'Changes in Halo are not written to Exchange by this app: Halo writes it itself (halo.door).'
    : 'Changes in Halo are not written to Exchange: outbound.enabled is off.';
}

/** Names of agents as the last run knew them. */
export async function namesOf(integrator: Integrator): Promise<(agentId: number) => string> {
  const status = await integrator.status();
  const names = new Map(status.ok ? status.value.calendars.map(one => [one.agentId, one.agent]) : []);
  return agentId => names.get(agentId) || `agent ${agentId}`;
}

/** For scripts: fields may be added, none renamed. */
export function outboundJson({ enabled, counts, howSoon, agents, problems, unsent }: OutboundState): object {
  const ids = (entries: Unsent['stuck']) => entries.map(({ haloId }) => haloId);
  return { enabled, ...counts, howSoon, agents, stuck: ids(unsent.stuck), late: ids(unsent.late), problems };
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Problems: store.* */
export async function readOutboundState(
  integrator: Integrator,
  settings: Settings,
  memory: OutboundMemory,
  nameOf: (agentId: number) => string,
): Promise<Result<OutboundState>> {
  const { clock, runs } = integrator;
  const reports = await runs.latestSent(reportsRead);
  if (!reports.ok) return reports;
  const state = await integrator.wayState();
  const where = await integrator.surroundings();
  const enabled = sendsChanges(settings);
  const now = clock.now();
  const counts = countQueue(memory);
  const agents = withLastSent(counts.agents, reports.value).map(one => ({
    ...one,
    agent: one.agentId === null ? '' : nameOf(one.agentId),
  }));
  const howSoon = enabled ? howSoonOf(state, settings.outbound.endpoint.enabled) : null;
  const problems = (enabled ? [state.problem, state.nudgeProblem] : []).flatMap(one =>
    one === null ? [] : [tellProblem(one, where)],
  );
  const waited = (oldest: Instant | null) =>
    oldest === null ? '' : sayWaited(Date.parse(now) - Date.parse(oldest));
  const queue = {
    ...counts,
    oldest: waited(counts.oldest),
    lastWrite: counts.lastWrite === null ? '' : localTime(counts.lastWrite),
  };
  return succeeded({
    enabled,
    counts,
    howSoon,
    agents,
    unsent: unsentOf(memory, now, enabled && isTried(state)),
    problems,
    lines: [
      howSoon === null ? saySwitch(settings) : sayHowSoon(settings.outbound.pollSeconds, howSoon),
      `${capital(sayQueue(queue))}.`,
      ...agents.map(one => {
        const lastSent = one.lastSent === null ? '' : localTime(one.lastSent);
        const says = sayAgentQueue({ ...one, oldest: waited(one.oldest), lastSent });
        return `  ${one.agentId === null ? 'Agent not known yet' : one.agent}: ${says}`;
      }),
    ],
  });
}
