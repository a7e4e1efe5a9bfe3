/** A story as torture printed it. Only its outline is checked: it is read by the people who print it. */
import type { MutatedStory } from '../properties/mutated-story.ts';
import type { Story } from '../properties/story.ts';
import type { Death } from './die-both-ways.ts';

function isStory(value: object): value is Story {
  return 'people' in value && 'first' in value && 'turns' in value;
}

function isMutated(value: object): value is MutatedStory {
  return 'seed' in value && 'story' in value;
}

function isDeath(value: object): value is Death {
  return 'effect' in value && 'begins' in value && 'story' in value;
}

export type ToldStory =
  | { readonly kind: 'faults'; readonly story: Story }
  | { readonly kind: 'mutated'; readonly story: MutatedStory }
  | { readonly kind: 'death'; readonly story: Death };

export function readStory(text: string): ToldStory {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) {
    if (isMutated(value)) return { kind: 'mutated', story: value };
    if (isDeath(value)) return { kind: 'death', story: value };
    if (isStory(value)) return { kind: 'faults', story: value };
  }
  throw new Error('no story');
}
