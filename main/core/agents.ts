/** Which agents are synced with which mailbox, and why the others are not. Pure. */
import type { HaloAgent } from './appointment.ts';
import type { Problem } from './problem.ts';

export interface AgentRules {
  readonly preferenceOn: readonly number[];
  readonly preferenceOff: readonly number[];
  /** Agent id (as text) -> mailbox address. */
  readonly mailboxes: Readonly<Record<string, string>>;
  readonly off: readonly number[];
}

/** An agent of Halo and the mailbox that belongs to it. */
export interface SyncedAgent {
  readonly agentId: number;
  readonly name: string;
  readonly email: string;
  /** Lower case. */
  readonly address: string;
}

/** Why an agent is not synced. Words for each are in the contract. */
export const leftOutReasons = [
  'disabled',
  'api-only',
  'switched-off',
  'preference-off',
  'preference-unknown',
  'no-mailbox',
  'same-mailbox',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface AgentChoice {
  readonly synced: readonly SyncedAgent[];
  readonly leftOut: readonly {
    readonly agentId: number;
    readonly name: string;
    readonly reason: LeftOutReason;
  }[];
  readonly problems: readonly Problem[];
}

function addressOf(agent: HaloAgent, rules: AgentRules): string {
  const address =
    rules.mailboxes[String(agent.id)] ?? (agent.exchangeAccount === '' ? agent.email : agent.exchangeAccount);
  return address.trim().toLowerCase();
}

function reasonOf(agent: HaloAgent, rules: AgentRules): LeftOutReason | null {
  if (agent.isDisabled) return 'disabled';
  if (agent.isApiAgent) return 'api-only';
  if (rules.off.includes(agent.id)) return 'switched-off';
  if (rules.preferenceOff.includes(agent.appointmentSync)) return 'preference-off';
  if (!rules.preferenceOn.includes(agent.appointmentSync)) return 'preference-unknown';
  return /^[^@\s]+@[^@\s]+$/.test(addressOf(agent, rules)) ? null : 'no-mailbox';
}

/**
 * Problems: `agent.preference-unanswered` when nobody said yet which values of `apptsync` mean on; `agent.preference-unknown` for a value
 * in neither list; `agent.same-mailbox` for two agents on one mailbox: neither is synced, for both would hold every event.
 */
export function chooseAgents(agents: readonly HaloAgent[], rules: AgentRules): AgentChoice {
  if (rules.preferenceOn.length === 0) {
    const problem: Problem = { code: 'agent.preference-unanswered', scope: 'installation', retryable: false };
    return { synced: [], leftOut: [], problems: [problem] };
  }
  const leftOut: { agentId: number; name: string; reason: LeftOutReason }[] = [];
  const byAddress = new Map<string, HaloAgent[]>();
  const unknown = new Map<number, number>();
  const without: HaloAgent[] = [];
  for (const agent of agents) {
    const reason = reasonOf(agent, rules);
    if (reason === null) {
      const address = addressOf(agent, rules);
      byAddress.set(address, [...(byAddress.get(address) ?? []), agent]);
      continue;
    }
    leftOut.push({ agentId: agent.id, name: agent.name, reason });
    if (reason === 'no-mailbox') without.push(agent);
    if (reason === 'preference-unknown')
      unknown.set(agent.appointmentSync, (unknown.get(agent.appointmentSync) ?? 0) + 1);
  }
  const problems: Problem[] = [...unknown].map(([value, count]) => ({
    code: 'agent.preference-unknown',
    scope: 'installation',
    retryable: false,
    facts: { value, count },
  }));
  for (const agent of without) {
    problems.push({
      code: 'agent.no-mailbox',
      scope: 'mailbox',
      retryable: false,
      facts: { agent: agent.name },
    });
  }
  const synced: SyncedAgent[] = [];
  for (const [address, [first, ...others]] of byAddress) {
    if (first === undefined) continue;
    if (others.length === 0) {
      synced.push({ agentId: first.id, name: first.name, email: first.email, address });
      continue;
    }
    const all = [first, ...others];
    for (const agent of all) leftOut.push({ agentId: agent.id, name: agent.name, reason: 'same-mailbox' });
    const names = all.map(agent => agent.name).join(', ');
    problems.push({
      code: 'agent.same-mailbox',
      scope: 'mailbox',
      retryable: false,
      facts: { mailbox: address, agents: names },
    });
  }
  return { synced: synced.sort((a, b) => a.agentId - b.agentId), leftOut, problems };
}
