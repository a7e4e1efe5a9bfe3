/**
 * Whatever arrives instead of an answer: it ends as data or as a problem, nothing is removed or made twice for it, and once the answers are
 * whole again Halo agrees with Exchange. `npm run torture` does the same with the full counts.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AskedServers } from './asked-servers.ts';
import { liveMutatedLives, noMutatedLives } from './mutated-lives.ts';
import { noReadings, readMutated } from './mutated-reading.ts';
import { runParameters, seeds } from './random-runs.ts';

for (const { name, seed } of seeds) {
  test(`mutated answers are read as what they are or told as a problem (${name})`, async t => {
    const mutations = 25 * (runParameters(t, seed, 40).numRuns ?? 40);
    const servers = await AskedServers.open();
    t.after(() => servers.close());
    const { failures } = await readMutated(servers, { seed, mutations, counts: noReadings() });
    assert.deepEqual(failures, []);
  });

  test(`imports of mutated answers end in agreement (${name})`, async t => {
    const mutations = runParameters(t, seed, 40).numRuns ?? 40;
    const { failure } = await liveMutatedLives({ seed, mutations, counts: noMutatedLives() });
    assert.deepEqual(failure?.violations ?? [], []);
  });
}
