/**
 * The ladder of "Integration not working?": one per server, climbed until the first broken rung. It reads only, asks each server as few
 * questions as it can, and finds the rung from the problem that the question ended with.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import type { AgentChoice, SyncedAgent } from '../core/agents.ts';
import { chooseAgents, findAgent, problemOfAgent } from '../core/agents.ts';
import type { HaloAgent } from '../core/appointment.ts';
import type { Problem } from '../core/problem.ts';
import type { AppointmentDesk, CalendarSource } from '../ports.ts';
import { refusal } from './check-halo.ts';

export type Server = 'halo' | 'exchange';

/** In the order in which they are climbed. */
export const rungs = {
  halo: [
    'settings',
    'secret',
    'name',
    'port',
    'certificate',
    'sign-in',
    'rights',
    'times',
    'importers',
    'agents',
  ],
  exchange: [
    'settings',
    'secret',
    'name',
    'port',
    'certificate',
    'offered',
    'sign-in',
    'impersonation',
    'mailbox',
    'readable',
  ],
} as const;
export type RungName = (typeof rungs)[Server][number];

export interface Rung {
  readonly server: Server;
  readonly name: RungName;
  /** `warned`: good enough to go on, but somebody should look. */
  readonly state: 'good' | 'warned' | 'broken' | 'not-reached';
  readonly problem: Problem | null;
  /** What was found: account, version, agent, how many. */
  readonly found: Readonly<Record<string, string | number>>;
}

export interface CheckParts {
  readonly settings: Settings;
  /** What is wrong with the settings of a server, or with its secret; null when nothing is. */
  readonly problems: Readonly<
    Record<Server, { readonly settings: Problem | null; readonly secret: Problem | null }>
  >;
  readonly desk: AppointmentDesk;
  readonly source: CalendarSource;
  readonly signal: AbortSignal;
}

/** The rung that a problem breaks. */
function rungOf(server: Server, problem: Problem): RungName {
  const { code } = problem;
  if (problem.facts?.['reason'] === 'sign-in-cut') return 'sign-in';
  if (code === 'exchange.sign-in-not-offered') return 'offered';
  if (code === 'settings.invalid') return 'settings';
  if (code === 'secret.missing' || code === 'secret.unreadable') return 'secret';
  if (code.endsWith('.name-not-resolved')) return 'name';
  if (code.endsWith('.certificate')) return 'certificate';
  if (code.endsWith('.refused') || code.endsWith('.timeout') || code.endsWith('.connection-lost'))
    return 'port';
  if (server === 'halo') {
    if (code === 'halo.forbidden' || code === 'halo.scope-missing') return 'rights';
    return code.startsWith('agent.') ? 'agents' : 'sign-in';
  }
  if (code === 'exchange.impersonation-denied' || code === 'mailbox.impersonation-denied')
    return 'impersonation';
  if (code === 'mailbox.access-denied') return 'readable';
  return code.startsWith('mailbox.') ? 'mailbox' : 'sign-in';
}

/** One ladder: everything below the broken rung is good, everything above was not reached. */
class Ladder {
  readonly #server: Server;
  readonly #names: readonly RungName[];
  readonly #found = new Map<RungName, Rung['found']>();
  readonly #warned = new Map<RungName, Problem>();
  #broken: { readonly name: RungName; readonly problem: Problem } | null = null;
  #reached: RungName | null = null;

  constructor(server: Server, url: string) {
    this.#server = server;
    this.#names = rungs[server].filter(name => name !== 'certificate' || url.startsWith('https:'));
  }

  get isBroken(): boolean {
    return this.#broken !== null;
  }

  breakAt(problem: Problem, name: RungName = rungOf(this.#server, problem)): void {
    this.#broken ??= { name, problem };
  }

  /** All up to this one hold. */
  reach(name: RungName, found: Rung['found'] = {}): void {
    this.#reached = name;
    this.#found.set(name, found);
  }

  warn(name: RungName, problem: Problem): void {
    this.#warned.set(name, problem);
  }

  read(): readonly Rung[] {
    const broken = this.#broken === null ? -1 : this.#names.indexOf(this.#broken.name);
    const reached = this.#reached === null ? -1 : this.#names.indexOf(this.#reached);
    return this.#names.map((name, index) => {
      const warning = this.#warned.get(name) ?? null;
      const isBroken = index === broken;
      const isGood = broken >= 0 ? index < broken : index <= reached;
      return {
        server: this.#server,
        name,
        state: isBroken ? 'broken' : !isGood ? 'not-reached' : warning === null ? 'good' : 'warned',
        problem: isBroken ? (this.#broken?.problem ?? null) : isGood ? warning : null,
        found: isGood ? (this.#found.get(name) ?? {}) : {},
      };
    });
  }
}

interface ClimbedAgents {
  readonly choice: AgentChoice;
  readonly agents: readonly HaloAgent[];
}

const noAgents: ClimbedAgents = { choice: { synced: [], leftOut: [], problems: [] }, agents: [] };

/** Climbs Halo's ladder; gives the agents that would be synced, and all to find one among. */
async function climbHalo(parts: CheckParts, ladder: Ladder): Promise<ClimbedAgents> {
  const { desk, settings, signal } = parts;
  const { settings: unusable, secret } = parts.problems.halo;
  const known = unusable ?? secret;
  if (known !== null) {
    ladder.breakAt(known);
    return noAgents;
  }
  const facts = await desk.facts(signal);
  if (!facts.ok) {
    ladder.breakAt(facts.problem);
    return noAgents;
  }
  ladder.reach('sign-in', facts.value.signedInAs === '' ? {} : { agent: facts.value.signedInAs });
  const agents = await desk.agents(signal);
  if (!agents.ok) {
    ladder.breakAt(agents.problem);
    return noAgents;
  }
  ladder.reach('rights');
  const choice = chooseAgents(agents.value, settings.agents);
  const refused = refusal(facts.value, choice.synced, settings.halo);
  if (refused !== null) {
    ladder.breakAt(refused, refused.code === 'halo.times-not-utc' ? 'times' : 'importers');
    return { choice, agents: agents.value };
  }
  ladder.reach('importers');
  const [problem] = choice.problems;
  if (choice.synced.length === 0) {
    const none: Problem = { code: 'agent.no-mailbox', scope: 'installation', retryable: false };
    ladder.breakAt(problem ?? none, 'agents');
    return noAgents;
  }
  if (problem !== undefined) ladder.warn('agents', problem);
  ladder.reach('agents', { synced: choice.synced.length, leftOut: choice.leftOut.length });
  return { choice, agents: agents.value };
}

/**
 * Climbs Exchange's ladder with the calendar of one agent. Without an agent (Halo's ladder is broken) the account's own name is asked
 * for: that proves all up to the sign-in and says nothing about mailboxes.
 */
async function climbExchange(parts: CheckParts, ladder: Ladder, agent: SyncedAgent | null): Promise<void> {
  const { source, settings, signal } = parts;
  const { settings: unusable, secret } = parts.problems.exchange;
  const known = unusable ?? secret;
  if (known !== null) {
    ladder.breakAt(known);
    return;
  }
  const address = agent?.address ?? settings.exchange.user;
  const opened = await source.openCalendar({ address, folderId: null }, signal);
  if (!opened.ok) {
    const name = rungOf('exchange', opened.problem);
    const isAboutMailbox = name === 'impersonation' || name === 'mailbox' || name === 'readable';
    if (agent === null && isAboutMailbox) ladder.reach('sign-in');
    else ladder.breakAt({ ...opened.problem, facts: { ...aboutOf(agent), ...opened.problem.facts } }, name);
    return;
  }
  ladder.reach('sign-in', { version: opened.value.serverVersion, ...howSignedIn(settings.exchange) });
  if (agent === null) return;
  const found = { agent: agent.name, mailbox: agent.address };
  if (opened.value.canRead) ladder.reach('readable', found);
  else {
    const facts = { ...found, account: settings.exchange.user };
    ladder.breakAt({ code: 'mailbox.access-denied', scope: 'mailbox', retryable: false, facts }, 'readable');
  }
}

/** With TLS NTLM is bound to the certificate always, so a sign-in that passes proves the binding, too. */
function howSignedIn({ signIn, url }: Settings['exchange']): Rung['found'] {
  return { signIn, ...(signIn === 'ntlm' && url.startsWith('https:') ? { binding: 'certificate' } : {}) };
}

function aboutOf(agent: SyncedAgent | null): Readonly<Record<string, string>> {
  return agent === null ? {} : { agent: agent.name, mailbox: agent.address };
}

/** `agent` names the one whose calendar is opened (name, e-mail, address or id); null for the first. */
export async function climb(parts: CheckParts, agent: string | null): Promise<readonly Rung[]> {
  const halo = new Ladder('halo', parts.settings.halo.url);
  const exchange = new Ladder('exchange', parts.settings.exchange.url);
  const { choice, agents } = await climbHalo(parts, halo);
  const found = agent === null ? null : findAgent(agent, agents, choice);
  if (found !== null && found.kind !== 'synced' && !halo.isBroken) {
    halo.breakAt(problemOfAgent(agent ?? '', found), 'agents');
  }
  const [first = null] = choice.synced;
  const chosen = found === null ? first : found.kind === 'synced' ? found.agent : null;
  await climbExchange(parts, exchange, chosen);
  return [...halo.read(), ...exchange.read()];
}
