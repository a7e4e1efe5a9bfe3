/** /Agent: the list with Halo's filters, the agent behind the token, one agent. */
import type { HaloAgent } from './agent-book.ts';
import type { Answer, Json, Refusal } from './answer.ts';
import { jsonAnswer, refusal } from './answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { agentListFields } from './fields.ts';
import type { Query } from './query.ts';
import { flagOf } from './query.ts';

export const agentEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: 'agent', needs: 'token', handle: list },
  { method: 'GET', path: 'agent/me', needs: 'token', handle: me },
  { method: 'GET', path: 'agent/{id}', needs: 'token', handle: one },
];

function list(call: Call): Answer {
  const { state, query, dialect } = call;
  const shown = state
    .agents()
    .filter(agent => isShown(agent, query, state.control.halointegrator_exchange))
    .map(agentJson);
  return jsonAnswer(
    dialect.listShape === 'always-envelope' ? { record_count: shown.length, agents: shown } : shown,
  );
}

function isShown(agent: HaloAgent, query: Query, haloSyncs: boolean): boolean {
  const search = (query.get('search') ?? '').toLowerCase();
  const matches = `${agent.name} ${agent.email}`.toLowerCase().includes(search);
  const everyone = flagOf(query, 'showall');
  if (!matches || (query.get('includeenabled')?.toLowerCase() === 'false' && !agent.isDisabled)) return false;
  if (agent.isDisabled && !flagOf(query, 'includedisabled') && !everyone) return false;
  if (agent.isApiAgent && !flagOf(query, 'includeapiagents')) return false;
  if (flagOf(query, 'withemail') && agent.email === '') return false;
  return !flagOf(query, 'exchangecalendars') || (agent.exchangeCalendars ?? haloSyncs);
}

function me(call: Call): Answer {
  return jsonAnswer(agentJson(call.state.agentBook.find(call.state.apiAgent.id) ?? call.state.apiAgent));
}

function one(call: Call): Answer | Refusal {
  const agent = call.state.agentBook.find(call.id);
  return agent === undefined ? refusal(404, `Agent ${call.id} was not found.`) : jsonAnswer(agentJson(agent));
}

/** An agent in Halo's list shape: every field, null for what this Halo does not hold. */
function agentJson(agent: HaloAgent): Json {
  const json: Record<string, Json> = {};
  for (const [name, kind] of agentListFields) json[name] = kind === 'list' ? [] : null;
  const [first = '', ...rest] = agent.name.split(' ');
  return {
    ...json,
    id: agent.id,
    name: agent.name,
    firstname: first,
    surname: rest.join(' '),
    initials: agent.name
      .split(' ')
      .map(part => part.slice(0, 1))
      .join(''),
    email: agent.email,
    isdisabled: agent.isDisabled,
    isapiagent: agent.isApiAgent,
    is_agent: true,
    use: 'agent',
    exchange_account: agent.exchangeAccount,
    exchange_authorized: false,
    apptsync: agent.appointmentSync,
    workday_id: 1,
    workday_name: 'Default',
    workday_timezone: agent.timeZone,
    _canupdate: true,
  };
}
