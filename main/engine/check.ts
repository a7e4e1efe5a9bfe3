/**
 * The ladder of "Integration not working?": one per server and one for nudges, climbed until the first broken rung. It reads only, asks each server as few
 * questions as it can, and finds the rung from the problem that the question ended with.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import type { AgentChoice, SyncedAgent } from '../core/agents.ts';
import { chooseAgents, findAgent, problemOfAgent } from '../core/agents.ts';
import type { HaloAgent } from '../core/appointment.ts';
import { daysUntil, soonDays } from '../core/certificate-days.ts';
import type { Problem } from '../core/problem.ts';
import type { AppointmentDesk, CalendarFolder, CalendarSource, Clock } from '../ports.ts';
import { refusal } from './check-halo.ts';
import { Ladder, type Rung, rungOf, type Server } from './ladder.ts';

export interface CheckParts {
  readonly settings: Settings;
  /** What is wrong with the settings of a server, its secret, or what is set of the way to it; null when nothing is. */
  readonly problems: Readonly<
    Record<Server, Readonly<Record<'settings' | 'secret' | 'way', Problem | null>>>
  >;
  /** Which way each server is reached, and why. */
  readonly ways: Readonly<Record<Server, Rung['found']>>;
  /** What the newest run that is kept was asked by Exchange: to wait so often and so long in all. Null: it is not known. */
  readonly lastRun: { readonly run: number; readonly waits: number; readonly waitedMs: number } | null;
  /** The certificate that a server has shown and that was accepted; null when there was none. */
  readonly certificateOf: (url: string) => Pick<ShownCertificate, 'issuer' | 'names' | 'until'> | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly desk: AppointmentDesk;
  readonly source: CalendarSource;
  /** How the endpoint stands that Halo tells of changes; null: nobody is to be listened to. */
  readonly nudges: NudgeLook | null;
  readonly signal: AbortSignal;
}

export interface NudgeLook {
  /** What keeps it from hearing Halo; null: nothing does. */
  readonly problem: Problem | null;
  /** Where it listens or would, and whether it does now. */
  readonly found: Rung['found'];
}

type ShownCertificate = NonNullable<CalendarFolder['certificate']>;

interface ClimbedAgents {
  readonly choice: AgentChoice;
  readonly agents: readonly HaloAgent[];
}

const noAgents: ClimbedAgents = { choice: { synced: [], leftOut: [], problems: [] }, agents: [] };

/** True when something is missing here: then no server is asked. */
function breaksBeforeTheServer({ problems, ways }: CheckParts, server: Server, ladder: Ladder): boolean {
  const { settings, secret, way } = problems[server];
  const missing = settings ?? secret;
  if (missing !== null) ladder.breakAt(missing);
  else if (way !== null) ladder.breakAt(way, 'way');
  ladder.note('way', ways[server]);
  return ladder.isBroken;
}

/** Climbs Halo's ladder; gives the agents that would be synced, and all to find one among. */
async function climbHalo(parts: CheckParts, ladder: Ladder): Promise<ClimbedAgents> {
  const { desk, settings, signal } = parts;
  if (breaksBeforeTheServer(parts, 'halo', ladder)) return noAgents;
  const name = await desk.signedInAs(signal);
  const facts = name.ok ? await desk.facts(signal) : name;
  if (!name.ok || !facts.ok) {
    if (!facts.ok) ladder.breakAt(facts.problem);
    return noAgents;
  }
  reachCertificate(ladder, 'halo', haloCertificate(parts));
  ladder.reach('sign-in', name.value === '' ? {} : { agent: name.value });
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
    // Whoever chooses nobody says why.
    if (problem !== undefined) ladder.breakAt(problem, 'agents');
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
  if (breaksBeforeTheServer(parts, 'exchange', ladder)) return;
  const address = agent?.address ?? settings.exchange.user;
  const opened = await source.openCalendar({ address, folderId: null }, signal);
  const { places, limit } = source.pace();
  ladder.note('budget', { places, limit, ...parts.lastRun });
  if (parts.lastRun !== null && parts.lastRun.waits > 0) ladder.warn('budget', slowedDown);
  if (!opened.ok) {
    const name = rungOf('exchange', opened.problem);
    const isAboutMailbox = name === 'impersonation' || name === 'mailbox' || name === 'readable';
    if (agent === null && isAboutMailbox) ladder.reachUpTo('budget');
    else ladder.breakAt({ ...opened.problem, facts: { ...aboutOf(agent), ...opened.problem.facts } }, name);
    return;
  }
  reachCertificate(ladder, 'exchange', opened.value.certificate);
  const { signIn, url } = settings.exchange;
  const unbound = signIn === 'ntlm' && !url.startsWith('https:') ? { binding: 'none' } : {};
  ladder.reach('sign-in', { version: opened.value.serverVersion, signIn, ...unbound });
  if (signIn === 'ntlm') ladder.reach('binding', { binding: 'accepted' });
  ladder.reachUpTo('budget');
  if (agent === null) return;
  const found = { agent: agent.name, mailbox: agent.address };
  if (opened.value.canRead) ladder.reach('readable', found);
  else {
    const facts = { ...found, account: settings.exchange.user };
    ladder.breakAt({ code: 'mailbox.access-denied', scope: 'mailbox', retryable: false, facts }, 'readable');
  }
}

const slowedDown: Problem = { code: 'exchange.throttled', scope: 'exchange', retryable: true };

/** A certificate that ends soon, or did while a connection lived on, is to be looked at before it stops everything. */
function reachCertificate(ladder: Ladder, server: Server, certificate: ShownCertificate | undefined): void {
  if (certificate === undefined) return;
  const { issuer, names, until, daysLeft } = certificate;
  ladder.reach('certificate', { issuer, names, daysLeft });
  if (daysLeft > soonDays) return;
  const facts = { reason: 'ends-soon', issuer, names, until };
  ladder.warn('certificate', { code: `${server}.certificate`, scope: server, retryable: false, facts });
}

function haloCertificate({ certificateOf, clock, settings }: CheckParts): ShownCertificate | undefined {
  const shown = certificateOf(settings.halo.url);
  if (shown === null) return undefined;
  const { issuer, names, until } = shown;
  return { issuer, names, until, daysLeft: daysUntil(until, clock.now()) };
}

function aboutOf(agent: SyncedAgent | null): Readonly<Record<string, string>> {
  return agent === null ? {} : { agent: agent.name, mailbox: agent.address };
}

function climbNudges({ problem, found }: NudgeLook): readonly Rung[] {
  const ladder = new Ladder('nudges', '');
  if (problem !== null) ladder.breakAt(problem);
  else ladder.reach('listening', found);
  return ladder.read();
}

/** `agent` names the one whose calendar is opened (name, e-mail, address or id); null for the first. */
export async function climb(parts: CheckParts, agent: string | null): Promise<readonly Rung[]> {
  const halo = new Ladder('halo', parts.settings.halo.url);
  const exchange = new Ladder(
    'exchange',
    parts.settings.exchange.url,
    parts.settings.exchange.signIn === 'ntlm',
  );
  const { choice, agents } = await climbHalo(parts, halo);
  const found = agent === null ? null : findAgent(agent, agents, choice);
  if (found !== null && found.kind !== 'synced' && !halo.isBroken) {
    halo.breakAt(problemOfAgent(agent ?? '', found), 'agents');
  }
  const [first = null] = choice.synced;
  const chosen = found === null ? first : found.kind === 'synced' ? found.agent : null;
  await climbExchange(parts, exchange, chosen);
  const nudges = parts.nudges === null ? [] : climbNudges(parts.nudges);
  return [...halo.read(), ...exchange.read(), ...nudges];
}
