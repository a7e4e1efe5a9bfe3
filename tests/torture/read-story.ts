/** A story as torture printed it. Only its outline is checked: it is read by the people who print it. */
import type { MutatedStory } from '../properties/mutated-story.ts';
import type { Story } from '../properties/story.ts';

function isStory(value: unknown): value is Story {
  return (
    typeof value === 'object' && value !== null && 'people' in value && 'first' in value && 'turns' in value
  );
}

function isMutated(value: unknown): value is MutatedStory {
  return typeof value === 'object' && value !== null && 'seed' in value && 'story' in value;
}

export function readStory(text: string): Story | MutatedStory {
  const value: unknown = JSON.parse(text);
  if (isMutated(value) || isStory(value)) return value;
  throw new Error('no story');
}
