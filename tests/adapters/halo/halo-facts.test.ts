/** What is known of a Halo before the first write, and what is left open when the account may not read it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloAccessHint } from '../../../main/ports.ts';
import type { HaloSimulator, HaloSimulatorOptions } from '../../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';
import { startCannedHalo } from './canned-halo.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;

async function factsOf(prepare: (halo: HaloSimulator) => void, options: HaloSimulatorOptions = {}) {
  const halo = await startHaloSimulator(options);
  prepare(halo);
  const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  const answer = await desk.facts(never);
  const paths = halo.requests.map(request => `${request.path} ${request.status}`);
  close();
  await halo.close();
  assert.ok(answer.ok);
  return { ...answer.value, paths };
}

test('a quiet Halo has no other importer', async () => {
  const facts = await factsOf(() => undefined);
  assert.equal(facts.usesUtc, true);
  assert.deepEqual(facts.otherImporters, []);
  assert.deepEqual(facts.agentsSyncedByHalo, []);
});

test('who we are is asked once, and not at all for an import', async () => {
  const halo = await startHaloSimulator();
  const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  await desk.facts(never);
  assert.ok(!halo.requests.some(({ path }) => path === '/api/Agent/me'));
  for (const _ of [1, 2])
    assert.deepEqual(await desk.signedInAs(never), { ok: true, value: 'Integrator API agent' });
  assert.equal(halo.requests.filter(({ path }) => path === '/api/Agent/me').length, 1);
  close();
  await halo.close();
});

test('every other importer that is switched on is named', async () => {
  const own = await factsOf(halo => {
    halo.state.control.halointegrator_exchange = true;
  });
  assert.deepEqual(own.otherImporters, ['Halo Integrator']);
  const all = await factsOf(halo => {
    halo.state.control.halointegrator_exchange = true;
    halo.state.control.hashostedintegrator = true;
    halo.state.control['exchange_calendar_webhooks'] = true;
    halo.state.nhserverConfig.recurringcalendarsync = true;
  });
  assert.deepEqual(all.otherImporters, [
    'Halo Integrator (hosted)',
    'Exchange calendar webhooks',
    'NHServer',
  ]);
});

test('agents whose calendars Halo itself syncs are named, disabled ones too', async () => {
  const facts = await factsOf(halo => {
    halo.state.addAgent({ name: 'Anna', email: 'a@example.org', exchangeCalendars: true });
    halo.state.addAgent({ name: 'Ben', email: 'b@example.org' });
    halo.state.addAgent({ name: 'Dora', email: 'd@example.org', exchangeCalendars: true, isDisabled: true });
  });
  assert.deepEqual(facts.agentsSyncedByHalo, [2, 4]);
});

test('a Halo that keeps local times is told as such', async () => {
  const facts = await factsOf(halo => {
    halo.state.control.useutcforappointments = false;
  });
  assert.equal(facts.usesUtc, false);
});

test('the token for administration is used for two reads alone, and only after the other was forbidden', async () => {
  const facts = await factsOf(() => undefined);
  assert.deepEqual(facts.paths, [
    '/api/authinfo 200',
    '/auth/token 200',
    '/api/Control 403',
    '/auth/token 200',
    '/api/Control 200',
    '/api/Nhserverconfig 200',
    '/api/Agent 200',
  ]);
});

test('a program that starts anew asks with the token that served last, and learns when another serves', async () => {
  const halo = await startHaloSimulator();
  let kept: 'calendar' | 'administrator' | null = null;
  const accessHint: HaloAccessHint = {
    read: async () => kept,
    keep: async access => {
      kept = access;
    },
  };
  const asked: (readonly string[])[] = [];
  for (let start = 0; start < 4; start += 1) {
    // What is remembered is a hint: it may have become wrong.
    if (start === 2) kept = 'calendar';
    const from = halo.requests.length;
    const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret, accessHint });
    const facts = await desk.facts(never);
    close();
    assert.equal(facts.ok && facts.value.usesUtc, true);
    asked.push(halo.requests.slice(from).map(({ path, status }) => `${path} ${status}`));
  }
  await halo.close();
  const [first, second, third, fourth] = asked;
  assert.deepEqual(second, [
    '/api/authinfo 200',
    '/auth/token 200',
    '/api/Control 200',
    '/api/Nhserverconfig 200',
    '/auth/token 200',
    '/api/Agent 200',
  ]);
  assert.deepEqual([third, fourth], [first, second]);
});

test('what the account may not read is left open and no failure', async () => {
  const without = await factsOf(() => undefined, { scopes: ['read:calendar', 'edit:calendar'] });
  assert.deepEqual([without.usesUtc, without.otherImporters], [null, null]);
  const noRight = await factsOf(halo => halo.state.setAgentRights({ administrator: false }));
  assert.deepEqual([noRight.usesUtc, noRight.otherImporters], [null, null]);
});

async function cannedFacts(answers: Readonly<Record<string, { status?: number; body?: unknown }>>) {
  const halo = await startCannedHalo(request => answers[request.line]);
  const { desk, close } = deskFor({ url: halo.url });
  const answer = await desk.facts(never);
  close();
  await halo.close();
  return answer;
}

const agents = { body: [] };

test('a Halo without NHServer has none, and one importer that is known counts although the rest is closed', async () => {
  const quiet = { halointegrator_exchange: false, useutcforappointments: 1 };
  const gone = await cannedFacts({
    'GET /api/Control': { body: quiet },
    'GET /api/Agent': agents,
  });
  assert.deepEqual(gone.ok && [gone.value.usesUtc, gone.value.otherImporters], [true, []]);
  const closed = await cannedFacts({
    'GET /api/Control': { body: { halointegrator_exchange: true } },
    'GET /api/Nhserverconfig': { status: 403 },
    'GET /api/Agent': { status: 403 },
  });
  assert.deepEqual(closed.ok && closed.value, {
    usesUtc: null,
    otherImporters: ['Halo Integrator'],
    agentsSyncedByHalo: null,
  });
});

test('settings that do not say whether somebody imports leave it open', async () => {
  const facts = await cannedFacts({
    'GET /api/Control': { body: {} },
    'GET /api/Nhserverconfig': { body: [{ calendarsync: false }] },
    'GET /api/Agent': agents,
  });
  assert.deepEqual(facts.ok && [facts.value.usesUtc, facts.value.otherImporters], [null, null]);
});

test('settings that cannot be read right are a problem, not "unknown"', async () => {
  for (const control of [
    { body: { useutcforappointments: 'yes' } },
    { status: 500 },
    { body: '<html></html>' },
  ]) {
    const facts = await cannedFacts({ 'GET /api/Control': control });
    assert.equal(facts.ok, false);
  }
});

test('a desk that loses its right to administration asks with the other token and leaves open what it may not read', async () => {
  const halo = await startHaloSimulator();
  const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  const first = await desk.facts(never);
  halo.state.setAgentRights({ administrator: false });
  const without = await desk.facts(never);
  halo.state.setAgentRights({ administrator: true });
  const again = await desk.facts(never);
  close();
  await halo.close();
  assert.deepEqual(
    [first, without, again].map(facts => facts.ok && facts.value.usesUtc),
    [true, null, true],
  );
});

test('settings that only the other token may read by now are read with that one', async () => {
  const asked: string[] = [];
  let mayRead = 'Bearer token-2';
  const halo = await startCannedHalo(request => {
    if (request.line === 'GET /api/Agent') return agents;
    if (request.line !== 'GET /api/Control') return undefined;
    asked.push(request.authorization);
    return request.authorization === mayRead ? { body: { useutcforappointments: 1 } } : { status: 403 };
  });
  const { desk, close } = deskFor({ url: halo.url });
  const first = await desk.facts(never);
  mayRead = 'Bearer token-1';
  const second = await desk.facts(never);
  close();
  await halo.close();
  assert.deepEqual([first.ok && first.value.usesUtc, second.ok && second.value.usesUtc], [true, true]);
  assert.deepEqual(asked, ['Bearer token-1', 'Bearer token-2', 'Bearer token-2', 'Bearer token-1']);
});
