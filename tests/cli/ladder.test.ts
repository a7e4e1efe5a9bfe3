/** The ladder of `check`: each problem breaks its own rung, what is below is good, what is above was not reached. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloAgent, HaloFacts } from '../../main/core/appointment.ts';
import type { Problem, ProblemCode, Result } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import { type CheckParts, climb } from '../../main/engine/check.ts';
import { missingSettings } from '../../main/engine/complete-settings.ts';
import { type Rung, rungs, type Server } from '../../main/engine/ladder.ts';
import type { AppointmentDesk, CalendarFolder, CalendarSource } from '../../main/ports.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { sayFound } from '../../preload/contract/words/ladder.ts';
import { sayProblem } from '../../preload/contract/words/problems.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const facts: HaloFacts = { usesUtc: true, otherImporters: [], agentsSyncedByHalo: [] };
const anna: HaloAgent = {
  id: 2,
  name: 'Anna',
  email: 'anna@example.org',
  exchangeAccount: '',
  isDisabled: false,
  isApiAgent: false,
  appointmentSync: 1,
};
const bruno = { ...anna, id: 3, name: 'Bruno', email: 'bruno@example.org' };
const folder: CalendarFolder = { folderId: 'f', canRead: true, rights: 'Read', serverVersion: '15.2' };

function problem(code: ProblemCode): Problem {
  return { code, scope: 'installation', retryable: false };
}

interface World {
  readonly facts?: Result<HaloFacts>;
  readonly agents?: Result<readonly HaloAgent[]>;
  readonly folder?: Result<CalendarFolder>;
  readonly problems?: CheckParts['problems'];
  readonly opened?: string[];
  readonly signIn?: 'ntlm' | 'basic';
  readonly lastRun?: CheckParts['lastRun'];
  readonly url?: string;
  readonly haloCertificate?: ReturnType<CheckParts['certificateOf']>;
}

const noProblems = {
  halo: { settings: null, secret: null, way: null },
  exchange: { settings: null, secret: null, way: null },
} as const;
const notAsked = () => Promise.reject(new Error('the ladder only reads'));

function climbIn(world: World, agent: string | null = null): Promise<readonly Rung[]> {
  const desk: AppointmentDesk = {
    writeLimit: 50,
    signedInAs: async () => succeeded('API'),
    facts: async () => world.facts ?? succeeded(facts),
    agents: async () => world.agents ?? succeeded([anna, bruno]),
    list: notAsked,
    read: notAsked,
    write: notAsked,
    remove: notAsked,
    importChange: notAsked,
  };
  const source: CalendarSource = {
    access: 'access',
    pace: () => ({ places: 8, limit: 8 }),
    openCalendar: async ({ address }) => {
      world.opened?.push(address);
      return world.folder ?? succeeded(folder);
    },
    changes: notAsked,
    view: notAsked,
    items: notAsked,
    masters: notAsked,
  };
  const settings = settingsSchema.parse({
    halo: { url: 'https://halo.example.org', clientId: 'id' },
    exchange: {
      url: world.url ?? 'https://mail.example.org/EWS/Exchange.asmx',
      user: 'svc@example.org',
      signIn: world.signIn,
    },
    agents: { preferenceOn: [1], preferenceOff: [0] },
  });
  const problems = world.problems ?? noProblems;
  const straight = { way: 'straight', from: 'setting', because: 'no-proxy' };
  const ways = { halo: straight, exchange: straight };
  const { signal } = new AbortController();
  const certificateOf = () => world.haloCertificate ?? null;
  const clock = createManualClock('2026-11-17T08:00:00Z');
  const base = { settings, problems, ways, certificateOf, clock, desk, source, signal };
  return climb({ ...base, lastRun: world.lastRun ?? null }, agent);
}

function statesOf(all: readonly Rung[], server: Server): readonly string[] {
  return all.filter(rung => rung.server === server).map(rung => rung.state);
}

/** Good up to the rung, broken at it, not reached above it. */
function brokenAt(server: Server, name: string): readonly string[] {
  const names: readonly string[] = rungs[server].filter(one => one !== 'binding');
  const at = names.indexOf(name);
  assert.ok(at >= 0, name);
  return names.map((_, index) => (index < at ? 'good' : index === at ? 'broken' : 'not-reached'));
}

const haloBreaks: readonly (readonly [ProblemCode, string])[] = [
  ['halo.name-not-resolved', 'name'],
  ['halo.proxy', 'way'],
  ['halo.refused', 'port'],
  ['halo.timeout', 'port'],
  ['halo.certificate', 'certificate'],
  ['halo.unauthorized', 'sign-in'],
  ['halo.not-halo', 'sign-in'],
  ['halo.scope-missing', 'rights'],
  ['halo.forbidden', 'rights'],
];
for (const [code, rung] of haloBreaks) {
  test(`${code} breaks the rung ${rung} of Halo, and Exchange is climbed as far as it goes without an agent`, async () => {
    const opened: string[] = [];
    const all = await climbIn({ facts: failed(problem(code)), opened });
    assert.deepEqual(statesOf(all, 'halo'), brokenAt('halo', rung));
    assert.equal(all.find(one => one.state === 'broken')?.problem?.code, code);
    assert.deepEqual(opened, ['svc@example.org']);
    const exchange = statesOf(all, 'exchange');
    assert.deepEqual(
      exchange.slice(0, 9),
      Array.from({ length: 9 }, () => 'good'),
    );
    assert.deepEqual(exchange.slice(9), ['not-reached', 'not-reached', 'not-reached']);
  });
}

const exchangeBreaks: readonly (readonly [ProblemCode, string])[] = [
  ['exchange.name-not-resolved', 'name'],
  ['exchange.proxy', 'way'],
  ['exchange.refused', 'port'],
  ['exchange.certificate', 'certificate'],
  ['exchange.sign-in-not-offered', 'offered'],
  ['exchange.no-token', 'sign-in'],
  ['exchange.unauthorized', 'sign-in'],
  ['exchange.not-exchange', 'sign-in'],
  ['exchange.throttled', 'budget'],
  ['exchange.impersonation-denied', 'impersonation'],
  ['mailbox.impersonation-denied', 'impersonation'],
  ['mailbox.unknown', 'mailbox'],
  ['mailbox.elsewhere', 'mailbox'],
  ['mailbox.access-denied', 'readable'],
];
for (const [code, rung] of exchangeBreaks) {
  test(`${code} breaks the rung ${rung} of Exchange and names the agent`, async () => {
    const all = await climbIn({ folder: failed(problem(code)) });
    assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', rung));
    assert.ok(statesOf(all, 'halo').every(state => state === 'good'));
    const broken = all.find(one => one.state === 'broken');
    assert.equal(broken?.problem?.facts?.['agent'], 'Anna');
  });
}

test('without an agent a trouble with the mailbox proves the sign-in and breaks nothing', async () => {
  const all = await climbIn({
    facts: failed(problem('halo.refused')),
    folder: failed(problem('mailbox.unknown')),
  });
  assert.deepEqual(statesOf(all, 'exchange').slice(5), [
    'good',
    'good',
    'good',
    'good',
    'not-reached',
    'not-reached',
    'not-reached',
  ]);
});

test('a connection that does not live through the sign-in breaks the sign-in, not the port', async () => {
  const cut = { ...problem('exchange.connection-lost'), facts: { reason: 'sign-in-cut' } };
  const all = await climbIn({ folder: failed(cut) });
  assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', 'sign-in'));
});

const rungNamed = (all: readonly Rung[], server: Server, name: string) =>
  all.find(one => one.server === server && one.name === name);

test('a sign-in by NTLM is told bound and accepted, and that more than this cannot be known', async () => {
  const all = await climbIn({ signIn: 'ntlm' });
  assert.equal(sayFound(rungNamed(all, 'exchange', 'sign-in')?.found ?? {}), 'version 15.2, by NTLM');
  const binding = rungNamed(all, 'exchange', 'binding');
  assert.equal(binding?.state, 'good');
  assert.equal(
    sayFound(binding.found),
    'sent and accepted; whether Exchange demands it cannot be seen from here',
  );
});

test('without NTLM or without TLS nothing is bound, and there is no rung for it', async () => {
  assert.equal(rungNamed(await climbIn({ signIn: 'basic' }), 'exchange', 'binding'), undefined);
  const inClear = await climbIn({ signIn: 'ntlm', url: 'http://localhost/EWS/Exchange.asmx' });
  assert.equal(rungNamed(inClear, 'exchange', 'binding'), undefined);
  assert.equal(
    sayFound(rungNamed(inClear, 'exchange', 'sign-in')?.found ?? {}),
    'version 15.2, by NTLM, not bound, for there is no TLS',
  );
  assert.equal(rungNamed(inClear, 'exchange', 'readable')?.state, 'good');
});

test('a refused sign-in says nothing of the binding', async () => {
  const all = await climbIn({ signIn: 'ntlm', folder: failed(problem('exchange.unauthorized')) });
  const binding = rungNamed(all, 'exchange', 'binding');
  assert.deepEqual([binding?.state, binding?.found], ['not-reached', {}]);
});

test('the budget tells our own limits and what the last run was asked', async () => {
  const quiet = rungNamed(
    await climbIn({ lastRun: { run: 12, waits: 0, waitedMs: 0 } }),
    'exchange',
    'budget',
  );
  assert.equal(quiet?.state, 'good');
  assert.equal(
    sayFound(quiet.found),
    'at most 8 requests at once, one for a mailbox; run 12 was not asked to wait',
  );
  const slowed = rungNamed(
    await climbIn({ lastRun: { run: 13, waits: 3, waitedMs: 90_000 } }),
    'exchange',
    'budget',
  );
  assert.deepEqual([slowed?.state, slowed?.problem?.code], ['warned', 'exchange.throttled']);
  assert.match(sayFound(slowed?.found ?? {}), /; run 13 was asked to wait 3 times, 90 s in all$/);
  assert.equal(
    sayFound({ places: 4, limit: 8 }),
    'at most 8 requests at once, one for a mailbox; 4 for the time being',
  );
});

test('the way to each server is told with its reason, also where it is the proxy that fails', async () => {
  const all = await climbIn({ folder: failed(problem('exchange.proxy')) });
  for (const server of ['halo', 'exchange'] as const) {
    assert.equal(sayFound(rungNamed(all, server, 'way')?.found ?? {}), 'straight, network.proxy is none');
  }
  assert.equal(rungNamed(all, 'exchange', 'way')?.state, 'broken');
  const way = 'straight';
  for (const [found, said] of [
    [
      { way: 'proxy', from: 'setting', proxy: 'p:8080' },
      'by the proxy p:8080, as the setting network.proxyUrl says',
    ],
    [
      { way: 'proxy', from: 'environment', proxy: 'p:1' },
      'by the proxy p:1, as the environment of this program says',
    ],
    [{ way, from: 'environment', because: 'bypassed', entry: '.a' }, 'straight, NO_PROXY names .a'],
    [
      { way, from: 'windows', because: 'no-proxy' },
      'straight, netsh winhttp names no proxy for such addresses',
    ],
    [{ way, from: 'nobody', because: 'no-proxy' }, 'straight, this computer has no proxy for programs'],
    [{ way, from: 'setting', because: 'this-computer' }, 'straight, it is this computer'],
  ] as const) {
    assert.equal(sayFound(found), said);
  }
});

test('a proxy that is set without an address breaks the way of both, and no server is asked', async () => {
  const way = problem('settings.invalid');
  const none = { settings: null, secret: null };
  const opened: string[] = [];
  const all = await climbIn({ problems: { halo: { ...none, way }, exchange: { ...none, way } }, opened });
  assert.deepEqual(statesOf(all, 'halo'), brokenAt('halo', 'way'));
  assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', 'way'));
  assert.deepEqual(opened, []);
});

for (const [daysLeft, state] of [
  [15, 'good'],
  [14, 'warned'],
  [0, 'warned'],
] as const) {
  test(`a certificate with ${daysLeft} days left is ${state}, and says who issued it`, async () => {
    const certificate = {
      issuer: 'Contoso CA',
      names: 'mail.example.org',
      until: '2026-12-01T00:00:00Z',
      daysLeft,
    };
    const all = await climbIn({ folder: succeeded({ ...folder, certificate }) });
    const rung = all.find(one => one.server === 'exchange' && one.name === 'certificate');
    assert.equal(rung?.state, state);
    const left = daysLeft === 0 ? 'less than a day left' : `${daysLeft} days left`;
    assert.equal(sayFound(rung?.found ?? {}), `issued by Contoso CA, ${left}`);
    assert.ok(statesOf(all, 'exchange').every(one => one === 'good' || one === 'warned'));
  });
}

test("Halo's certificate is told with its days, too, and warned of when they are few", async () => {
  const haloCertificate = {
    issuer: 'Public CA',
    names: 'halo.example.org',
    until: '2026-11-27T08:00:00Z',
  };
  const rung = rungNamed(await climbIn({ haloCertificate }), 'halo', 'certificate');
  assert.equal(sayFound(rung?.found ?? {}), 'issued by Public CA, 10 days left');
  assert.deepEqual([rung?.state, rung?.problem?.code], ['warned', 'halo.certificate']);
  assert.match(
    sayProblem({ code: 'halo.certificate', facts: rung?.problem?.facts ?? {} }).sentence,
    /ends soon/,
  );
});

test('a calendar that opens but may not be read is a broken rung', async () => {
  const all = await climbIn({ folder: succeeded({ ...folder, canRead: false }) });
  assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', 'readable'));
});

test('missing settings and secrets break the lowest rungs, and no server is asked', async () => {
  const settings = missingSettings(settingsSchema.parse({}));
  assert.deepEqual(
    [settings.halo?.facts?.['field'], settings.exchange?.facts?.['field']],
    ['halo.url', 'exchange.url'],
  );
  const opened: string[] = [];
  const all = await climbIn({
    problems: {
      halo: { settings: settings.halo, secret: null, way: null },
      exchange: { settings: null, secret: problem('secret.missing'), way: null },
    },
    opened,
  });
  assert.deepEqual(statesOf(all, 'halo'), brokenAt('halo', 'settings'));
  assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', 'secret'));
  assert.deepEqual(opened, []);
});

test('another importer, local times and no agent at all each have their rung', async () => {
  const rungOf = async (world: World) => (await climbIn(world)).find(one => one.state === 'broken')?.name;
  assert.equal(await rungOf({ facts: succeeded({ ...facts, usesUtc: false }) }), 'times');
  assert.equal(await rungOf({ facts: succeeded({ ...facts, otherImporters: ['NHServer'] }) }), 'importers');
  assert.equal(await rungOf({ agents: succeeded([]) }), 'agents');
});

test('an agent that needs looking at is a warning, and the ladder goes on', async () => {
  const all = await climbIn({ agents: succeeded([anna, { ...bruno, appointmentSync: 7 }]) });
  const agents = all.find(one => one.name === 'agents');
  assert.equal(agents?.state, 'warned');
  assert.equal(agents?.problem?.code, 'agent.preference-unknown');
  assert.ok(statesOf(all, 'exchange').every(state => state === 'good'));
});

test('the calendar of a named agent is opened; a name that nobody has is told', async () => {
  const opened: string[] = [];
  await climbIn({ opened }, 'bruno');
  assert.deepEqual(opened, ['bruno@example.org']);
  const all = await climbIn({}, 'Nobody');
  assert.equal(all.find(one => one.state === 'broken')?.problem?.facts?.['agent'], 'Nobody');
});
