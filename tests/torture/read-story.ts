/** A story as torture printed it. Only its outline is checked: it is read by the people who print it. */
import type { Story } from '../properties/story.ts';

function isStory(value: unknown): value is Story {
  return (
    typeof value === 'object' && value !== null && 'people' in value && 'first' in value && 'turns' in value
  );
}

export function readStory(text: string): Story {
  const value: unknown = JSON.parse(text);
  if (!isStory(value)) throw new Error('no story');
  return value;
}
