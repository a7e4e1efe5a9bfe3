/** What viewers of a data folder see of its writer, and how all programs on it are asked to end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  createActivityFile,
  createStopRequest,
  nothingPlanned,
  type RunningRun,
} from '../../../main/adapters/store/activity.ts';
import { openDataFolder } from '../../../main/adapters/store/data-folder.ts';
import { isHeld, isUnclaimed } from '../../../main/adapters/store/lock.ts';
import { idleWay } from '../../../main/core/outbound/way-state.ts';
import type { Problem } from '../../../main/core/problem.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const places: string[] = [];
after(async () => {
  for (const place of places) await rm(place, { recursive: true, force: true });
});

async function openBoth() {
  const place = await mkdtemp(join(tmpdir(), 'integrator-activity-'));
  places.push(place);
  const path = join(place, 'data');
  const clock = createManualClock();
  const writer = await openDataFolder(path, { role: 'writer', clock });
  const reader = await openDataFolder(path, { role: 'reader', clock });
  assert.ok(writer.ok && reader.ok);
  return { path, clock, writer: writer.value, reader: reader.value };
}

const run: RunningRun = {
  trigger: 'schedule',
  agent: null,
  verify: false,
  since: '2026-03-02T08:00:00Z',
  done: 0,
  all: 3,
};

test('a viewer reads the run that the writer told, and nothing once it has ended', async () => {
  const { writer, reader } = await openBoth();
  const [told, seen] = [createActivityFile(writer), createActivityFile(reader)];
  assert.equal(await seen.read(), null);
  await told.tell(run);
  assert.deepEqual(await seen.read(), run);
  // What comes while it is written is written after it, the last one alone.
  await Promise.all([1, 2, 3].map(done => told.tell({ ...run, done })));
  assert.equal((await seen.read())?.done, 3);
  await told.tell(null);
  assert.equal(await seen.read(), null);
  await writer.close();
});

test('a viewer reads what the writer does next, also while a run begins and ends', async () => {
  const { path, writer, reader } = await openBoth();
  const [told, seen] = [createActivityFile(writer), createActivityFile(reader)];
  const planned = { next: '2026-03-02T08:15:00Z', pausedUntil: null };
  await told.tellPlanned(planned);
  await told.tell(run);
  assert.deepEqual(await seen.readAll(), { running: run, planned, way: idleWay });
  await told.tell(null);
  const pausedUntil = '2026-03-03T06:00:00Z';
  await told.tellPlanned({ next: pausedUntil, pausedUntil });
  assert.deepEqual((await seen.readAll()).planned, { next: pausedUntil, pausedUntil });
  // As an earlier version wrote it.
  await writeFile(join(path, 'activity.json'), '{"version":1,"running":null}');
  assert.deepEqual(await seen.readAll(), { running: null, planned: nothingPlanned, way: idleWay });
  await writer.close();
});

test('a viewer reads how the way to Exchange stands, and believes nothing that it does not understand', async () => {
  const { path, writer, reader } = await openBoth();
  const [told, seen] = [createActivityFile(writer), createActivityFile(reader)];
  const nudgeProblem: Problem = {
    code: 'outbound.port-in-use',
    scope: 'installation',
    retryable: true,
    facts: { host: '127.0.0.1', port: 8765 },
  };
  const way = { ...idleWay, isRunning: true, nudgeProblem };
  await told.tellWay(way);
  await told.tell(run);
  assert.deepEqual(await seen.readAll(), { running: run, planned: nothingPlanned, way });
  await writeFile(
    join(path, 'activity.json'),
    JSON.stringify({ version: 1, running: run, way: { isOn: 1 } }),
  );
  assert.deepEqual(await seen.readAll(), { running: run, planned: nothingPlanned, way: idleWay });
  await writer.close();
});

test('a folder is held by who was heard of lately, and by nobody after a silence', async () => {
  const { path, clock, writer } = await openBoth();
  assert.equal(await isHeld(writer.disk, clock, path), true);
  assert.equal(await isHeld(writer.disk, { ...clock, now: () => '2026-03-02T09:00:00Z' }, path), false);
  await writer.close();
  assert.equal(await isHeld(writer.disk, clock, path), false);
});

test('a viewer tells nothing, and what cannot be understood is no run', async () => {
  const { path, writer, reader } = await openBoth();
  await createActivityFile(reader).tell(run);
  assert.equal(await createActivityFile(reader).read(), null);
  await writeFile(join(path, 'activity.json'), '{"version":2,"running":{}}');
  assert.equal(await createActivityFile(reader).read(), null);
  await writer.close();
});

test('a request to end is for the programs that run, not for those that begin after it', async () => {
  const { clock, writer, reader } = await openBoth();
  const before = clock.now();
  const asked = createStopRequest(writer);
  assert.equal(await asked.wasMadeSince(before), false);
  await clock.advance(5_000);
  assert.ok((await createStopRequest(reader).make()).ok);
  assert.equal(await asked.wasMadeSince(before), true);
  await clock.advance(5_000);
  assert.equal(await asked.wasMadeSince(clock.now()), false);
  await writer.close();
});

test('a folder is unclaimed when its writer has gone', async () => {
  const { path, writer, reader } = await openBoth();
  assert.equal(await isUnclaimed(reader.disk, path), false);
  await writer.close();
  assert.equal(await isUnclaimed(reader.disk, path), true);
});
