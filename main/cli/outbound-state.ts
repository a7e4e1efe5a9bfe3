/** What `status` and `outbound` both say of the way from Halo to Exchange: how it stands, how soon a change arrives, and whose waits. */
import type { Settings } from '../../preload/contract/settings.ts';
import {
  sayAgentQueue,
  sayGroup,
  sayHowSoon,
  sayLate,
  sayQueue,
  sayStuck,
  sayWaited,
  stuckRemedy,
} from '../../preload/contract/words/outbound.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Instant } from '../core/event.ts';
import type { OutboundEntry, OutboundMemory } from '../core/outbound/entry.ts';
import { type HowSoon, howSoonOf, isTried, type WayState } from '../core/outbound/way-state.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { type AgentSent, reportsRead, withLastSent } from '../engine/outbound/last-sent.ts';
import { type Unsent, unsentOf } from '../engine/outbound/needs-somebody.ts';
import { countQueue, type QueueCounts } from '../engine/outbound/queue-counts.ts';
import { sendsChanges } from '../engine/run-context.ts';
import type { Call } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { type ToldProblem, tellProblem } from './told-problem.ts';

interface ToldAgent extends AgentSent {
  /** '' when nobody knows. */
  readonly agent: string;
}

/** `failed`: the last try went wrong, and no program runs that tries again by itself. */
export interface NotSent extends Unsent {
  readonly failed: Unsent['stuck'];
}

export interface OutboundState {
  readonly enabled: boolean;
  readonly counts: QueueCounts;
  /** Null: nothing is sent by this app at all. */
  readonly howSoon: HowSoon | null;
  /** Those for whom something waits, then those into whose calendar something was written lately. */
  readonly agents: readonly ToldAgent[];
  /** What does not get to Exchange without somebody; empty while this app sends nothing. */
  readonly unsent: NotSent;
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
  const { stuck, late, failed } = unsent;
  const which = { stuck: ids(stuck), late: ids(late), failed: ids(failed) };
  return { enabled, ...counts, howSoon, agents, ...which, problems };
}

const nothing: NotSent = { stuck: [], late: [], failed: [] };

/** What waits while this app sends nothing needs nobody: it was switched off. */
export function notSent(memory: OutboundMemory, now: Instant, isOn: boolean, state: WayState): NotSent {
  if (!isOn) return nothing;
  const failed = state.isRunning ? [] : [...memory.entries.values()].filter(isResting);
  return { ...unsentOf(memory, now, isTried(state)), failed };
}

const isResting = ({ state }: OutboundEntry) => state.kind === 'resting';

export function isAllSent({ stuck, late, failed }: NotSent): boolean {
  return stuck.length + late.length + failed.length === 0;
}

/** How many there are, and where the reasons stand. */
export function warnOfUnsent({ output }: Call, unsent: NotSent): void {
  const { stuck, late, failed } = unsent;
  if (stuck.length > 0) output.warn(sayStuck(stuck.length));
  if (failed.length > 0) output.warn(`${sayGroup('tried-again', failed.length)}.`);
  if (late.length > 0) output.warn(sayLate(late.length));
  if (!isAllSent(unsent)) output.warn(`  ${stuckRemedy}`);
}

export function exitCodeOfQueue({ enabled, counts, problems, unsent }: OutboundState): ExitCode {
  if (problems.length > 0 || !isAllSent(unsent)) return exitCodes.problems;
  return enabled && counts.held > 0 ? exitCodes.heldWait : exitCodes.done;
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
    unsent: notSent(memory, now, enabled, state),
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
