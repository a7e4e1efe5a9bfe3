/** The ladder of `check`: each problem breaks its own rung, what is below is good, what is above was not reached. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemCode } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import { missingSettings } from '../../main/engine/complete-settings.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import {
  anna,
  brokenAt,
  bruno,
  climbIn,
  facts,
  folder,
  problem,
  statesOf,
  type World,
} from './ladder-room.ts';

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

test('a proxy that is set without an address breaks the way of both, and no server is asked', async () => {
  const way = problem('settings.invalid');
  const none = { settings: null, secret: null };
  const opened: string[] = [];
  const all = await climbIn({ problems: { halo: { ...none, way }, exchange: { ...none, way } }, opened });
  assert.deepEqual(statesOf(all, 'halo'), brokenAt('halo', 'way'));
  assert.deepEqual(statesOf(all, 'exchange'), brokenAt('exchange', 'way'));
  assert.deepEqual(opened, []);
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
