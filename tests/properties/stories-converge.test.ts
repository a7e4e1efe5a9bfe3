/** Whatever people do and whatever goes wrong: at the end Halo agrees with Exchange, nothing was lost on the way, nobody was mailed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { liveStory } from './live-story.ts';
import { runParameters, seeds } from './random-runs.ts';
import { type StoryOptions, stories } from './random-story.ts';

const nothing: StoryOptions = {
  faults: 0,
  turns: 5,
  dialects: false,
  hands: 0,
  rules: false,
  memory: false,
};
const kinds: readonly { readonly name: string; readonly options: StoryOptions; readonly count: number }[] = [
  { name: 'edits on both sides', options: { ...nothing, hands: 2, rules: true }, count: 8 },
  { name: 'edits and faults', options: { ...nothing, faults: 3 }, count: 8 },
  {
    name: 'all of it, in dialects',
    options: { faults: 3, turns: 5, dialects: true, hands: 2, rules: true, memory: true },
    count: 8,
  },
];

for (const { name, seed } of seeds) {
  for (const { name: what, options, count } of kinds) {
    test(`random stories with ${what} end in agreement (${name})`, async t => {
      await fc.assert(
        fc.asyncProperty(stories(options), async story => {
          const { violations } = await liveStory(story);
          assert.deepEqual(violations, []);
        }),
        runParameters(t, seed, count),
      );
    });
  }
}
