/** Agents as the window lists them, switching them off and on, and the values of their preference in Halo. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { AgentList, AgentRow, PreferenceValues } from '../../../preload/contract/views/agents.ts';
import { leftOutWords } from '../../../preload/contract/words/ladder.ts';
import { chooseAgents } from '../../core/agents.ts';
import type { Instant } from '../../core/event.ts';
import { calendarHealth } from '../../core/health.ts';
import type { RunReport } from '../../core/report.ts';
import { withHeldRemovals } from '../outbound/held-removals.ts';
import { withUnsent } from '../outbound/needs-somebody.ts';
import type { CalendarStatus } from '../status.ts';
import { answered, type Context, readAgents, readBase, told } from './context.ts';
import { laterOf } from './next-try.ts';
import { outboundStatus } from './outbound-status.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';
import { countsOf } from './run-views.ts';

const order: readonly AgentRow['health'][] = ['not-syncing', 'needs-you', 'working', 'up-to-date', 'off'];

interface Ground {
  readonly where: Surroundings;
  readonly staleBefore: Instant;
  readonly nextTry: Instant | null;
  readonly lastRun: RunReport | null;
}

function saysOf(one: CalendarStatus, problems: AgentRow['problems'], isStale: boolean): string {
  const [first] = problems;
  if (first !== undefined) return first.sentence;
  if (one.held > 0) return `${one.held} ${one.held === 1 ? 'change' : 'changes'} held`;
  const unsent = one.unsent ?? 0;
  if (unsent > 0) return `${unsent} ${unsent === 1 ? 'appointment' : 'appointments'} not sent to Exchange`;
  if (one.failed > 0) return `${one.failed} ${one.failed === 1 ? 'event' : 'events'} refused by Halo`;
  if (one.lastSuccess === null) return 'Not imported yet';
  return isStale ? 'Not synced for two intervals' : 'No problem';
}

function rowOf(one: CalendarStatus, name: string, ground: Ground): AgentRow {
  const { agentId, address, lastSuccess, held } = one;
  const problems = one.problems.map(problem =>
    viewProblem(problem, ground.where, { agent: name, mailbox: address }),
  );
  const last = ground.lastRun?.mailboxes.find(mailbox => mailbox.agentId === agentId);
  const isStale = lastSuccess === null || lastSuccess < ground.staleBefore;
  return {
    agentId,
    name,
    address,
    health: calendarHealth(
      { lastSuccess, held: held + (one.unsent ?? 0), problems: problems.length + one.failed },
      ground.staleBefore,
    ),
    says: saysOf(one, problems, isStale),
    lastSuccess,
    lastRun: last === undefined ? null : countsOf(last),
    held,
    nextTry: laterOf(one.nextTry, ground.nextTry),
    problems,
    leftOut: null,
    isSwitchedOff: false,
  };
}

function offRow(agentId: number, name: string, address: string, reason: AgentRow['leftOut']): AgentRow {
  return {
    agentId,
    name,
    address,
    health: 'off',
    says: reason === null ? '' : leftOutWords[reason],
    lastSuccess: null,
    lastRun: null,
    held: 0,
    nextTry: null,
    problems: [],
    leftOut: reason,
    isSwitchedOff: reason === 'switched-off',
  };
}

function listOf(rows: readonly AgentRow[], readAt: Instant | null): AgentList {
  const counts = { 'not-syncing': 0, 'needs-you': 0, working: 0, 'up-to-date': 0, off: 0 };
  for (const row of rows) counts[row.health] += 1;
  const synced = rows.length - counts.off;
  const bad = counts['not-syncing'] + counts['needs-you'];
  const good = `${counts['up-to-date']} of ${synced} agents ${counts['up-to-date'] === 1 ? 'is' : 'are'} up to date.`;
  const sorted = [...rows].sort(
    (a, b) => order.indexOf(a.health) - order.indexOf(b.health) || (a.name < b.name ? -1 : 1),
  );
  const sentence = synced === 0 ? 'No agent is synced yet.' : good;
  return {
    sentence: bad === 0 ? sentence : `${sentence} ${bad} ${bad === 1 ? 'needs' : 'need'} you.`,
    readAt,
    rows: sorted,
    counts,
  };
}

async function list(context: Context): Promise<Reply<AgentList>> {
  const { parts, remembered } = context;
  const base = await readBase(context);
  if (!base.ok) return told(context, base.problem);
  const settings = await parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const where = await parts.surroundings();
  const { removals, unsent } = await outboundStatus(context, settings.value, where);
  const { lastRun, calendars } = withUnsent(withHeldRemovals(base.value, removals), unsent);
  const last = lastRun === null ? null : await parts.runs.read(lastRun.number);
  const ground: Ground = {
    where,
    staleBefore: parts.schedule.staleBefore(settings.value.schedule),
    nextTry: parts.schedule.status().next,
    lastRun: last?.ok === true ? last.value : null,
  };
  const known = new Map(calendars.map(one => [one.agentId, one]));
  if (remembered.agents === null) {
    const off = new Set(settings.value.agents.off);
    const rows = calendars.map(one =>
      off.has(one.agentId)
        ? offRow(one.agentId, one.agent === '' ? one.address : one.agent, one.address, 'switched-off')
        : rowOf(one, one.agent === '' ? one.address : one.agent, ground),
    );
    return answered(listOf(rows, null));
  }
  const choice = chooseAgents(remembered.agents.all, settings.value.agents);
  const synced = choice.synced.map(({ agentId, name, address }) =>
    rowOf(
      known.get(agentId) ?? {
        agentId,
        agent: name,
        address,
        health: 'not-syncing',
        lastSuccess: null,
        held: 0,
        failed: 0,
        problems: [],
        nextTry: null,
      },
      name,
      ground,
    ),
  );
  // Accounts for programs are no calendars of anybody.
  const left = choice.leftOut.filter(one => one.reason !== 'api-only');
  const off = left.map(({ agentId, name, reason }) =>
    offRow(agentId, name, known.get(agentId)?.address ?? '', reason),
  );
  return answered(listOf([...synced, ...off], remembered.agents.at));
}

export const listAgents = list;

export async function refreshAgents(context: Context): Promise<Reply<AgentList>> {
  const agents = await readAgents(context, true);
  return agents.ok ? list(context) : told(context, agents.problem);
}

export async function switchAgents(
  context: Context,
  { agentIds, on }: ParsedArgumentsOf<'agents.switch'>,
): Promise<Reply<AgentList>> {
  const { parts } = context;
  const settings = await parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const { agents } = settings.value;
  const rest = agents.off.filter(id => !agentIds.includes(id));
  const off = on ? rest : [...rest, ...new Set(agentIds)];
  const saved = await parts.settings.save({ ...settings.value, agents: { ...agents, off } }, parts.account);
  if (!saved.ok) return told(context, saved.problem);
  context.changed();
  return list(context);
}

export async function readPreferences(context: Context): Promise<Reply<PreferenceValues>> {
  const agents = await readAgents(context, true);
  if (!agents.ok) return told(context, agents.problem);
  const settings = await context.parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const { preferenceOn, preferenceOff } = settings.value.agents;
  const found = new Map<number, string[]>();
  for (const agent of agents.value) {
    if (agent.isDisabled || agent.isApiAgent) continue;
    found.set(agent.appointmentSync, [...(found.get(agent.appointmentSync) ?? []), agent.name]);
  }
  return answered({
    values: [...found]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([value, names]) => ({
        value,
        count: names.length,
        examples: names.slice(0, 5),
        means: preferenceOn.includes(value) ? 'on' : preferenceOff.includes(value) ? 'off' : 'unanswered',
      })),
  });
}
