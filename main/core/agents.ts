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

/** As far as a look at it can tell. */
export function isMailAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text.trim());
}

function reasonOf(agent: HaloAgent, rules: AgentRules): LeftOutReason | null {
  if (agent.isDisabled) return 'disabled';
  if (agent.isApiAgent) return 'api-only';
  if (rules.off.includes(agent.id)) return 'switched-off';
  if (rules.preferenceOff.includes(agent.appointmentSync)) return 'preference-off';
  if (!rules.preferenceOn.includes(agent.appointmentSync)) return 'preference-unknown';
  return isMailAddress(addressOf(agent, rules)) ? null : 'no-mailbox';
}

/** With the reason of the most agents, those apart that are no people or have gone. */
function nobodyLeft(leftOut: AgentChoice['leftOut']): Problem {
  const people = leftOut.filter(one => one.reason !== 'disabled' && one.reason !== 'api-only');
  const among = people.length > 0 ? people : leftOut;
  const many = (reason: LeftOutReason) => among.filter(one => one.reason === reason).length;
  const [reason] = [...leftOutReasons].sort((one, other) => many(other) - many(one));
  const facts = { count: leftOut.length, ...(among.length > 0 && reason !== undefined ? { reason } : {}) };
  return { code: 'agent.left-out', scope: 'installation', retryable: false, facts };
}

/**
 * Problems: `agent.preference-unanswered` when nobody said yet which values of `apptsync` mean on; `agent.preference-unknown` for a value
 * in neither list; `agent.same-mailbox` for two agents on one mailbox: neither is synced, for both would hold every event;
 * `agent.left-out` (facts count, reason) when nobody is left for another reason: a run over nobody must not look like a good one.
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
  if (synced.length === 0 && problems.length === 0) problems.push(nobodyLeft(leftOut));
  return { synced: synced.sort((a, b) => a.agentId - b.agentId), leftOut, problems };
}

export type FoundAgent =
  | { readonly kind: 'synced'; readonly agent: SyncedAgent }
  | { readonly kind: 'left-out'; readonly name: string; readonly reason: LeftOutReason }
  /** `similar`: names of agents that begin so, or have a part that does; a few at most. */
  | { readonly kind: 'unknown'; readonly similar: readonly string[] };

const mostSimilar = 5;

function isCalled(wanted: string, names: readonly (string | number)[]): boolean {
  return names.some(name => String(name).toLowerCase() === wanted);
}

/** The agent that a person means by a name, an e-mail address, a mailbox address or an id; any case. */
export function findAgent(name: string, agents: readonly HaloAgent[], choice: AgentChoice): FoundAgent {
  const wanted = name.trim().toLowerCase();
  const agent = choice.synced.find(one => isCalled(wanted, [one.agentId, one.name, one.email, one.address]));
  if (agent !== undefined) return { kind: 'synced', agent };
  const named = agents.find(one => isCalled(wanted, [one.id, one.name, one.email, one.exchangeAccount]));
  const left = choice.leftOut.find(one => one.agentId === named?.id);
  if (left !== undefined) return { kind: 'left-out', name: left.name, reason: left.reason };
  const begins = (text: string) => wanted !== '' && text.toLowerCase().startsWith(wanted);
  const similar = agents
    .filter(one => !one.isApiAgent && [one.name, ...one.name.split(/\s+/), one.email].some(begins))
    .map(one => one.name);
  return { kind: 'unknown', similar: similar.slice(0, mostSimilar) };
}

/** For somebody who asked for the calendar of one agent that is not synced. */
export function problemOfAgent(name: string, found: Exclude<FoundAgent, { kind: 'synced' }>): Problem {
  const base = { scope: 'installation', retryable: false } as const;
  if (found.kind === 'unknown') {
    const agents = found.similar.length === 0 ? {} : { agents: found.similar.join(', ') };
    return { ...base, code: 'agent.unknown', facts: { agent: name.trim(), ...agents } };
  }
  const { reason } = found;
  return reason === 'no-mailbox'
    ? { ...base, code: 'agent.no-mailbox', facts: { agent: found.name } }
    : { ...base, code: 'agent.left-out', facts: { agent: found.name, reason } };
}
