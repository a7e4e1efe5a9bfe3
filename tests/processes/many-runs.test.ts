/** A program that runs for months: what a run used is gone after it. Counts objects, because megabytes depend on the machine. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { z } from 'zod';
import { type Desktop, openDesktop } from '../../main/compose/desktop.ts';
import { exampleArguments } from '../host/example-arguments.ts';
import { start } from './started.ts';

const descriptionSchema = z.object({
  settings: z.looseObject({ halo: z.looseObject({}) }),
  environment: z.record(z.string(), z.string()),
});

const runs = 15;
/** In a process of their own: what they remember of requests must not be counted. */
async function servers() {
  const started = start('main/simulators/cli.ts', ['--json', '--agents', '1', '--events', '6']);
  assert.ok(started.child.stdout !== null);
  const [line] = await once(createInterface({ input: started.child.stdout }), 'line');
  const description = descriptionSchema.parse(JSON.parse(String(line)));
  const stop = async () => {
    started.child.kill('SIGTERM');
    await started.ended;
  };
  return { ...description, stop };
}

/** Carries out one run by hand after the other; resolves when the status has told of the last of them. */
function runner(desktop: Desktop): (runs: number) => Promise<void> {
  let told = Promise.withResolvers<void>();
  let before = 0;
  desktop.listen((name, notice) => {
    if (name !== 'status' || !('attention' in notice)) return;
    const { running, lastRun } = notice;
    if (running === null && lastRun !== null && lastRun.number > before) told.resolve();
    if (running === null) before = lastRun?.number ?? 0;
  });
  return async runs => {
    for (let run = 0; run < runs; run += 1) {
      told = Promise.withResolvers();
      const reply = await desktop.ask('sync.start', { agentIds: null, verify: false });
      assert.deepEqual(reply, { ok: true, value: { how: 'started' } });
      await told.promise;
    }
  };
}

/** What is counted; of the last three some come and go with what is remembered of the last runs. */
const kinds: readonly (readonly [string, new (...args: never[]) => object, number])[] = [
  ['promises', Promise, runs],
  ['maps', Map, runs],
  ['sets', Set, runs],
  ['abort signals', AbortSignal, runs],
  ['errors', Error, runs],
  ['buffers', Uint8Array, runs],
  ['dates', Date, runs],
  ['regexps', RegExp, runs],
  ['arrays', Array, 3 * runs],
  ['functions', Function, 3 * runs],
  ['objects', Object, 3 * runs],
];

async function count(desktop: Desktop): Promise<readonly number[]> {
  // Lines of the request log are gathered for a second; who reads them has them written.
  const listed = await desktop.ask('requests.list', exampleArguments['requests.list']);
  assert.ok(listed.ok);
  return kinds.map(([, kind]) => queryObjects(kind, { format: 'count' }));
}

test('runs leave nothing behind: no promise, listener or list for each of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-many-'));
  const { settings, environment, stop } = await servers();
  const file = join(folder, 'settings.json');
  await writeFile(
    file,
    JSON.stringify({ ...settings, halo: { ...settings.halo, requestsPerMinute: 100_000 } }),
  );
  const dataPath = join(folder, 'data');
  const words = ['config', 'import', file, '--data', dataPath];
  const imported = await start('main/cli.ts', words, environment).ended;
  assert.equal(imported.code, 0, imported.err);
  const product = { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] };
  const desktop = await openDesktop({ dataPath, environment, product, startsWithSampleData: false });
  try {
    const run = runner(desktop);
    // Everything that is made once is made by then.
    await run(5);
    const before = await count(desktop);
    await run(runs);
    const after = await count(desktop);
    const grown = kinds.flatMap(([name, , most], at) => {
      const [was = 0, is = 0] = [before[at], after[at]];
      return is - was >= most ? [`${name}: ${was}, then ${is}`] : [];
    });
    assert.deepEqual(grown, []);
  } finally {
    await desktop.close();
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
});
