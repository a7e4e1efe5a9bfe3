/** What the list of runs says above it: how many came to their end, and how. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import { noCounts } from '../../main/core/report.ts';
import { createHost } from '../../main/engine/host.ts';
import { requests } from '../../preload/contract/requests.ts';
import { createIdleParts } from './idle-parts.ts';

async function sentenceOf(...outcomes: readonly RunReport['outcome'][]): Promise<string> {
  const heads = outcomes.map((outcome, index) => ({
    ...noCounts,
    number: index + 1,
    trigger: 'schedule' as const,
    startedAt: '2026-03-02T08:00:00Z',
    ms: 1_000,
    outcome,
    exchangeRequests: 0,
    haloReads: 0,
    haloWrites: 0,
    problems: [],
  }));
  const idle = createIdleParts();
  const host = createHost({ ...idle, runs: { ...idle.runs, heads: async () => succeeded(heads) } });
  const reply = await host.ask('runs.list', { before: null, limit: 10 });
  host.close();
  assert.ok(reply.ok);
  return requests['runs.list'].answer.parse(reply.value).sentence;
}

test('the runs are summed up in one sentence, also when there is only one', async () => {
  assert.equal(await sentenceOf(), 'There was no run yet.');
  assert.equal(await sentenceOf('done'), 'The last run finished.');
  assert.equal(await sentenceOf('done-with-problems'), 'The last run finished with problems.');
  assert.equal(await sentenceOf('stopped'), 'The last run did not finish.');
  assert.equal(await sentenceOf('done', 'done'), 'The last 2 runs finished.');
  assert.equal(
    await sentenceOf('could-not-run', 'done', 'done-with-problems'),
    '2 of the last 3 runs finished, 1 of them with problems.',
  );
});
