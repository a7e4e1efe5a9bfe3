/** Random stories whose imports read mutated answers, until enough of them have arrived: of two stories one lies, the other is damaged alone. */
import * as fc from 'fast-check';
import { liveMutated, type MutatedStory } from './mutated-story.ts';
import { stories } from './random-story.ts';

export interface MutatedLives {
  stories: number;
  runs: number;
  /** Answers that arrived as another one; the lies among them. */
  mutated: number;
  lies: number;
  /** The first story that did not end well. */
  failure: { readonly violations: readonly string[]; readonly story: MutatedStory } | null;
}

export function noMutatedLives(): MutatedLives {
  return { stories: 0, runs: 0, mutated: 0, lies: 0, failure: null };
}

/** Stories made at once; the next batch has the next seed. */
const batch = 25;

export async function liveMutatedLives(options: {
  readonly seed: number;
  readonly mutations: number;
  /** Is written in. */
  readonly counts: MutatedLives;
  readonly progress?: () => void;
}): Promise<MutatedLives> {
  const { seed, mutations, counts } = options;
  const lives = stories({ faults: 0, turns: 4, dialects: true, hands: 0, rules: false, memory: false });
  // Stories without a single mutation must not keep this going for ever.
  const mostBatches = 2 + Math.ceil(mutations / batch);
  for (let round = 0; round < mostBatches && counts.mutated < mutations; round += 1) {
    const made = fc.sample(lives, { seed: seed + round, numRuns: batch });
    for (const [index, story] of made.entries()) {
      if (counts.mutated >= mutations) break;
      const mutated = { story, seed: seed + round * batch + index, lies: index % 2 === 1 };
      const lived = await liveMutated(mutated);
      counts.stories += 1;
      counts.runs += lived.runs;
      counts.mutated += lived.mutated;
      counts.lies += lived.lies;
      if (lived.violations.length > 0) {
        counts.failure = { violations: [...lived.violations, ...lived.told.slice(-40)], story: mutated };
        return counts;
      }
    }
    options.progress?.();
  }
  return counts;
}
