/** Whom a person means by a name, and what is said when it is nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AgentRules, chooseAgents, findAgent, problemOfAgent } from '../../main/core/agents.ts';
import type { HaloAgent } from '../../main/core/appointment.ts';
import { sayProblem } from '../../preload/contract/words/problems.ts';

function anAgent(id: number, name: string, more: Partial<HaloAgent> = {}): HaloAgent {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.org`;
  const base = { id, name, email, exchangeAccount: '', isDisabled: false, isApiAgent: false };
  return { ...base, appointmentSync: 1, ...more };
}

const agents = [
  anAgent(2, 'Anna Keller'),
  anAgent(3, 'Bruno Berg', { exchangeAccount: 'Box@Example.org' }),
  anAgent(4, 'Johanna Anders'),
  anAgent(5, 'Dora Off', { isDisabled: true }),
  anAgent(6, 'Emil Lost', { email: '' }),
  anAgent(7, 'Anna Robot', { isApiAgent: true }),
];
const rules = { preferenceOn: [1], preferenceOff: [0], mailboxes: {}, off: [] };
const choice = chooseAgents(agents, rules);
const find = (name: string) => findAgent(name, agents, choice);

function said(name: string): { sentence: string; remedy: string } {
  const found = find(name);
  assert.ok(found.kind !== 'synced');
  return sayProblem(problemOfAgent(name, found));
}

test('an agent is known by whole name, e-mail, mailbox or id, in any case', () => {
  for (const [name, id] of [
    ['anna KELLER', 2],
    [' Anna.Keller@example.org ', 2],
    ['box@example.org', 3],
    ['3', 3],
  ] as const) {
    const found = find(name);
    assert.equal(found.kind === 'synced' && found.agent.agentId, id, name);
  }
});

test('half a name is nobody, and the names that begin so are told', () => {
  assert.deepEqual(find('ann'), { kind: 'unknown', similar: ['Anna Keller'] });
  assert.deepEqual(find('an'), { kind: 'unknown', similar: ['Anna Keller', 'Johanna Anders'] });
  assert.deepEqual(find('  '), { kind: 'unknown', similar: [] });
  const nobody = 'No agent in Halo has this name, e-mail address, mailbox or id';
  assert.equal(said('zoe').sentence, `${nobody}: zoe.`);
  assert.equal(said('an').sentence, `${nobody}: an. Names that begin so: Anna Keller, Johanna Anders.`);
});

test('an agent that is left out is told with the reason, not as unknown', () => {
  assert.equal(said('dora off').sentence, 'Nothing of Dora Off is imported: the agent is disabled in Halo.');
  assert.equal(said('6').sentence, 'No mailbox is known for Emil Lost.');
});

test('when nobody is left to sync, that is a problem with the reason of the most, never a run that went well', () => {
  const nobody = (over: Partial<AgentRules>, some: readonly HaloAgent[] = agents) => {
    const { synced, problems } = chooseAgents(some, { ...rules, ...over });
    assert.deepEqual(synced, []);
    assert.equal(problems[0]?.scope, 'installation');
    return problems.slice(0, 1).map(one => sayProblem(one).sentence)[0];
  };
  assert.equal(
    nobody({ preferenceOff: [1] }),
    'No calendar is synced. All 6 agents of Halo are left out, most of them because the agent does not want it (Create Appointments from Calendar Integrations). The setting agents.preferenceOff says what means off.',
  );
  assert.match(
    nobody({ off: [2] }, agents.slice(0, 1)) ?? '',
    /^No calendar .* left out, because the agent is switched off here/,
  );
  assert.equal(nobody({}, []), 'No calendar is synced, for Halo shows no agent.');
  assert.deepEqual(
    chooseAgents(agents, rules).problems.map(one => one.code),
    ['agent.no-mailbox'],
  );
});
