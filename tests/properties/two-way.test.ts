/** Whatever people do on both sides and whatever goes wrong: in the end both sides are equal, nothing is lost, doubled or invented. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { liveBothWays } from './live-both-ways.ts';
import { runParameters, seeds } from './random-runs.ts';
import { type TwoWayOptions, twoWayStories } from './random-two-way.ts';

const plain: TwoWayOptions = { steps: 30, faults: false, dialects: false, series: false, conflict: null };
const kinds: readonly { readonly name: string; readonly options: TwoWayOptions; readonly count: number }[] = [
  ...(['exchange', 'halo', 'newest'] as const).map(conflict => ({
    name: `edits, where ${conflict} wins`,
    options: { ...plain, conflict },
    count: 3,
  })),
  { name: 'series', options: { ...plain, series: true }, count: 4 },
  { name: 'faults', options: { ...plain, faults: true }, count: 4 },
  {
    name: 'all of it, in dialects',
    options: { ...plain, faults: true, dialects: true, series: true },
    count: 6,
  },
];

for (const { name, seed } of seeds)
  for (const { name: what, options, count } of kinds)
    test(`lives on both sides with ${what} end equal (${name})`, async t => {
      await fc.assert(
        fc.asyncProperty(twoWayStories(options), async story => {
          assert.deepEqual(await liveBothWays(story), []);
        }),
        runParameters(t, seed, count),
      );
    });
