/** The host over the real engine and both simulators: every answer fits its schema, and what it says is what was imported. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Desktop, openDesktop } from '../../main/compose/desktop.ts';
import { isEngineRequest } from '../../main/engine/host.ts';
import {
  type AnswerOf,
  type ArgumentsOf,
  type EngineRequestName,
  requests,
} from '../../preload/contract/requests.ts';
import type { RunSummary } from '../../preload/contract/views/runs.ts';
import { exampleArguments } from './example-arguments.ts';

let desktop: Desktop;
let folder = '';
const ended: RunSummary[] = [];
let heardEnd = Promise.withResolvers<RunSummary>();

async function ask<N extends EngineRequestName>(name: N, args: ArgumentsOf<N>): Promise<AnswerOf<N>> {
  const reply = await desktop.ask(name, args);
  assert.ok(reply.ok, `${name}: ${reply.ok ? '' : reply.problem.sentence}`);
  const parsed = requests[name].answer.safeParse(reply.value);
  assert.ok(parsed.success, `${name}: ${JSON.stringify(parsed.error?.issues.slice(0, 3))}`);
  return parsed.data as AnswerOf<N>;
}

async function refusal(name: string, args: unknown): Promise<string> {
  const reply = await desktop.ask(name, args);
  return reply.ok ? 'answered' : reply.problem.code;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'integrator-host-'));
  desktop = await openDesktop({
    dataPath: join(folder, 'data'),
    environment: {},
    product: { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] },
    startsWithSampleData: false,
  });
  desktop.listen((name, notice) => {
    if (name !== 'run-ended') return;
    assert.ok('trigger' in notice && 'outcome' in notice);
    ended.push(notice);
    heardEnd.resolve(notice);
    heardEnd = Promise.withResolvers();
  });
});
after(async () => {
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});

test('a new installation says that nothing is imported and names what is missing', async () => {
  const status = await ask('status.read', {});
  assert.equal(status.sentence, 'Nothing is imported yet.');
  assert.equal(status.health, 'needs-you');
  assert.equal(status.button.does, 'set-up');
  const start = await ask('first-start.read', {});
  assert.equal(start.step, 'halo');
  assert.equal(start.isOver, false);
  assert.equal(await refusal('first-start.switch-on', {}), 'settings.invalid');
});

test('settings are refused with the field named, saved as a version, and not saved over those of somebody else', async () => {
  const first = await ask('settings.read', {});
  const draft = { ...first.settings, halo: { ...first.settings.halo, url: 'ftp://halo' } };
  const { wrong } = await ask('settings.validate', { draft });
  assert.deepEqual(
    wrong.map(one => one.key),
    ['halo.url'],
  );
  const several = {
    ...first.settings,
    halo: { ...first.settings.halo, rowsPerWrite: 51, door: 'back' },
    schedule: { ...first.settings.schedule, everyMinutes: 'often' },
  };
  const messages = (await ask('settings.validate', { draft: several })).wrong;
  assert.deepEqual(
    messages.map(one => `${one.key} ${one.message}`),
    [
      'halo.door must be one of appointments, integrator',
      'halo.rowsPerWrite must be at most 50',
      'schedule.everyMinutes must be a number',
    ],
  );
  assert.equal(await refusal('settings.save', { draft, basedOn: 0 }), 'settings.invalid');
  const good = { ...first.settings, schedule: { ...first.settings.schedule, everyMinutes: 30 } };
  const saved = await ask('settings.save', { draft: good, basedOn: 0 });
  assert.equal(saved.version, 1);
  assert.equal(await refusal('settings.save', { draft: first.settings, basedOn: 0 }), 'request.refused');
  const { versions } = await ask('settings.versions', {});
  assert.deepEqual(versions[0]?.changes, [{ key: 'schedule.everyMinutes', before: '15', after: '30' }]);
});

test('a secret goes in and never comes out', async () => {
  const view = await ask('secrets.set', { name: 'exchange.password', value: 'correct horse battery' });
  assert.equal(view.secrets.find(one => one.name === 'exchange.password')?.source, 'file');
  for (const name of ['settings.read', 'settings.export', 'log.for-support', 'about.read'] as const) {
    assert.ok(!JSON.stringify(await ask(name, {})).includes('correct horse'), name);
  }
});

test('sample data imports by itself and ends up to date', { timeout: 120_000 }, async () => {
  const end = heardEnd.promise;
  const shown = await ask('sample-data.start', {});
  assert.equal(shown.isSampleData, true);
  const summary = await end;
  assert.equal(summary.outcome, 'done');
  assert.ok(summary.counts.added > 50);
  const status = await ask('status.read', {});
  assert.equal(status.sentence, 'All 12 calendars are up to date.');
  assert.equal(status.health, 'up-to-date');
  assert.match(status.when, /^Last finished \d\d:\d\d, next \d\d:\d\d\.$/);
});

test('agents, a calendar, runs, requests, log, trace and ladder show what was imported', {
  timeout: 120_000,
}, async () => {
  const agents = await ask('agents.refresh', {});
  assert.equal(agents.counts['up-to-date'], 12);
  const anna = agents.rows.find(row => row.name === 'Anna Keller');
  assert.ok(anna !== undefined);
  const week = { agentId: anna.agentId, from: '2026-03-23', to: '2026-03-29' };
  const calendar = await ask('calendar.read', week);
  const inHalo = new Set(calendar.halo.map(block => block.tie));
  const imported = calendar.exchange.filter(block => block.verdict === 'imported');
  assert.ok(imported.length > 0);
  assert.ok(imported.every(block => inHalo.has(block.tie)));
  assert.ok(calendar.halo.every(block => !block.differs));
  assert.ok(
    calendar.halo.some(block => block.owner === 'halo'),
    'what people made in Halo is shown as theirs',
  );
  const runs = await ask('runs.list', { before: null, limit: 10 });
  const detail = await ask('runs.read', {
    number: runs.runs[0]?.number ?? 0,
    agentId: null,
    offset: 0,
    limit: 5,
  });
  assert.equal(detail.items.length, 5);
  assert.equal(
    detail.itemCount,
    detail.calendars.reduce((sum, one) => sum + one.counts.added, 0),
  );
  const calls = await ask('requests.list', exampleArguments['requests.list']);
  assert.ok(calls.lines.length > 0 && calls.lines.every(line => line.direction === 'inbound'));
  const log = await ask('log.read', exampleArguments['log.read']);
  assert.ok(log.lines.some(line => line.message.startsWith('Run 1 finished: ')));
  const day = imported.find(block => block.when.kind === 'timed');
  assert.ok(day?.when.kind === 'timed');
  const date = day.when.start.slice(0, 10);
  const traced = await ask('trace.search', { agentId: anna.agentId, search: { by: 'date', date } });
  assert.ok(traced.events.some(event => event.halo.is === 'found'));
  const ladder = await ask('check.run', { agentId: anna.agentId });
  assert.equal(ladder.sentence, 'Every rung holds.');
  assert.equal(
    await refusal('runs.read', { number: 999, agentId: null, offset: 0, limit: 5 }),
    'request.not-found',
  );
});

test('private events show neither subject nor place', async () => {
  const { rows } = await ask('agents.list', {});
  for (const row of rows) {
    const calendar = await ask('calendar.read', {
      agentId: row.agentId,
      from: '2026-03-16',
      to: '2026-04-05',
    });
    for (const block of [...calendar.exchange, ...calendar.halo]) {
      if (block.subject === null) assert.equal(block.location, '');
    }
  }
});

test('the effect of a draft is counted without writing, and a preview likewise', {
  timeout: 120_000,
}, async () => {
  const { settings } = await ask('settings.read', {});
  const draft = { ...settings, import: { ...settings.import, which: 'meetings' } };
  assert.equal((await ask('settings.validate', { draft })).changesScope, true);
  const done = Promise.withResolvers<AnswerOf<'settings.effect'>>();
  desktop.listen((name, notice) => {
    if (name === 'effect' && 'leave' in notice && notice.state !== 'running') done.resolve(notice);
  });
  assert.equal((await ask('settings.effect', { draft })).state, 'running');
  const effect = await done.promise;
  assert.equal(effect.state, 'ready');
  assert.ok(effect.leave > 0 && effect.enter === 0);
  assert.equal(effect.held, effect.leave, 'a changed filter removes nothing without a person');
  const end = heardEnd.promise;
  await ask('sync.preview', { agentId: null });
  assert.equal((await end).trigger, 'preview');
  const preview = await ask('preview.read', { offset: 0, limit: 10 });
  assert.equal(preview.state, 'ready');
  assert.equal(preview.sentence, 'Would change nothing.');
});

test('a changed filter holds removals; one is approved and done, one is kept', {
  timeout: 120_000,
}, async () => {
  const before = await ask('settings.read', {});
  const draft = { ...before.settings, import: { ...before.settings.import, which: 'meetings' } };
  await ask('settings.save', { draft, basedOn: before.version });
  const syncOnce = async () => {
    const end = heardEnd.promise;
    await ask('sync.start', { agentIds: null, verify: false });
    return end;
  };
  await syncOnce();
  const held = await ask('held.list', {});
  const changes = held.groups.flatMap(group => group.changes);
  assert.ok(
    held.waiting > 2 && changes.every(one => one.would === 'remove' && one.reason === 'filter-changed'),
  );
  const status = await ask('status.read', {});
  assert.equal(status.health, 'needs-you');
  assert.ok(status.attention.some(entry => entry.verb?.does === 'review-held'));
  const [first, second] = changes;
  assert.ok(first !== undefined && second !== undefined);
  await ask('held.answer', { which: [first.reference], answer: 'approve' });
  const answered = await ask('held.answer', { which: [second.reference], answer: 'keep' });
  assert.equal(answered.waiting, held.waiting - 2);
  const done = await syncOnce();
  assert.equal(done.counts.removed, 1);
  const { version } = await ask('settings.read', {});
  const restored = await ask('settings.restore', { number: before.version });
  assert.ok(restored.version > version);
  assert.equal(restored.settings.import.which, 'all');
  await syncOnce();
  assert.equal((await ask('held.list', {})).waiting, 0);
});

test('a pause is told and ended, and the schedule is back', async () => {
  await ask('schedule.pause', { minutes: null });
  const paused = await ask('status.read', {});
  assert.equal(paused.health, 'paused');
  assert.match(paused.sentence, /^Paused until .*06:00\.$/);
  await ask('schedule.resume', {});
  assert.equal((await ask('status.read', {})).health, 'up-to-date');
});

test('every request that reads answers by its schema, and unknown names are refused', {
  timeout: 120_000,
}, async () => {
  const agentId = (await ask('agents.list', {})).rows[0]?.agentId ?? 0;
  const own = {
    'calendar.read': { agentId, from: '2026-03-23', to: '2026-03-23' },
    'runs.read': { number: 1, agentId: null, offset: 0, limit: 5 },
    'trace.search': { agentId, search: { by: 'subject', text: 'a' } },
  };
  for (const name of Object.keys(requests).filter(isEngineRequest)) {
    if (requests[name].writes || name.startsWith('sample-data.')) continue;
    await ask(name, {
      ...exampleArguments[name],
      ...(name in own ? own[name as keyof typeof own] : {}),
    } as never);
  }
  assert.equal(await refusal('settings.delete', {}), 'request.refused');
  assert.equal(await refusal('__proto__', {}), 'request.refused');
  assert.equal(await refusal('status.read', { more: 1 }), 'request.refused');
});

test('going back from the sample data shows this installation again', async () => {
  const own = await ask('sample-data.stop', {});
  assert.equal(own.isSampleData, false);
  assert.equal((await ask('settings.read', {})).settings.schedule.everyMinutes, 30);
});
