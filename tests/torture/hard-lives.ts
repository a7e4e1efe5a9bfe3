/** Random stories with more faults than any installation meets, until enough of them have struck. */
import * as fc from 'fast-check';
import { liveStory } from '../properties/live-story.ts';
import { stories } from '../properties/random-story.ts';
import type { Story } from '../properties/story.ts';

export interface LifeCounts {
  stories: number;
  runs: number;
  /** Orders of a fault that struck at least once. */
  faults: number;
  /** The first story that did not end well. */
  failure: { readonly violations: readonly string[]; readonly story: Story } | null;
}

/** Stories made at once; the next batch has the next seed. */
const batch = 25;

export async function liveHardLives(options: {
  readonly seed: number;
  readonly faults: number;
  readonly progress: (counts: LifeCounts) => void;
}): Promise<LifeCounts> {
  const counts: LifeCounts = { stories: 0, runs: 0, faults: 0, failure: null };
  const lives = stories({ faults: 5, turns: 7, dialects: true, hands: 2, rules: true, memory: true });
  // A story without a single fault must not keep this going for ever.
  const mostBatches = 2 + Math.ceil(options.faults / batch);
  for (let round = 0; round < mostBatches && counts.faults < options.faults; round += 1) {
    for (const story of fc.sample(lives, { seed: options.seed + round, numRuns: batch })) {
      if (counts.faults >= options.faults) break;
      const lived = await liveStory(story);
      counts.stories += 1;
      counts.runs += lived.runs;
      counts.faults += lived.struck;
      if (lived.violations.length > 0) {
        counts.failure = { violations: lived.violations, story };
        return counts;
      }
    }
    options.progress(counts);
  }
  return counts;
}
