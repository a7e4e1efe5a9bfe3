/**
 * Small stories on both sides in which the process dies at every effect, one after another, without a process: hundreds of places between
 * two effects that a kill from outside meets by chance alone. The first life of each story goes to its end and says how many there are.
 */
import { conflictRules, deathStories } from './death-stories.ts';
import { type AfterDeath, type Death, dieBothWays } from './die-both-ways.ts';
import { inLanes } from './lanes.ts';

const lanes = 3;

export interface DeathCounts {
  /** Small stories, each under one rule. */
  stories: number;
  deaths: number;
  /** Processes that came to their end before their effect. */
  survived: number;
  readonly failures: string[];
  /** The first one that did not end well. */
  failed: Death | null;
}

export function noDeaths(): DeathCounts {
  return { stories: 0, deaths: 0, survived: 0, failures: [], failed: null };
}

type Setting = Omit<Death, 'effect'>;

/** Every story under each rule that matters to it, begun by either way. */
export const deathSettings: readonly Setting[] = deathStories.flatMap(story =>
  (story.isConflict ? conflictRules : conflictRules.slice(0, 1)).flatMap(conflict =>
    (['send', 'import'] as const).map(begins => ({ story, conflict, begins })),
  ),
);

function said({ story, conflict, begins, effect }: Death, diedAt: string | null): string {
  const where = effect === null ? 'nobody died' : `died at effect ${effect}, ${diedAt}`;
  return `${story.name}; ${conflict} wins; begins with ${begins}; ${where}`;
}

/** Lives it, counts it, and tells what is wrong; `undisturbed`: how it ends where nobody dies. */
async function dieOnce(
  death: Death,
  undisturbed: AfterDeath | null,
  counts: DeathCounts,
): Promise<AfterDeath> {
  const after = await dieBothWays(death);
  if (after.diedAt !== null) counts.deaths += 1;
  else if (death.effect !== null) counts.survived += 1;
  const wrong = [...after.violations, ...(undisturbed === null ? [] : otherThan(undisturbed, after))];
  if (wrong.length > 0) counts.failed ??= death;
  for (const violation of wrong) counts.failures.push(`${said(death, after.diedAt)}: ${violation}`);
  return after;
}

/** A life as it ends where nobody died. */
function otherThan(undisturbed: AfterDeath, after: AfterDeath): readonly string[] {
  const [expected, found] = [undisturbed.outcome, after.outcome];
  return [
    ...found.filter(line => !expected.includes(line)).map(line => `not so where nobody died: ${line}`),
    ...expected.filter(line => !found.includes(line)).map(line => `only where nobody died: ${line}`),
  ];
}

/**
 * At most `deaths`, spread over all stories; with as many as there are effects, every one. Where both sides change the same, or people go
 * on after the death, the end may be another one than where nobody died; both sides are equal all the same.
 */
export async function dieAtEveryEffect(options: {
  /** Where not every effect has its turn: which of them. */
  readonly seed: number;
  readonly deaths: number;
  readonly progress: (counts: DeathCounts) => void;
}): Promise<DeathCounts> {
  const counts = noDeaths();
  const perStory = Math.ceil(options.deaths / deathSettings.length);
  await inLanes(lanes, deathSettings.length, async index => {
    const setting = deathSettings[index];
    if (setting === undefined || counts.deaths >= options.deaths) return true;
    const { isConflict, meanwhile } = setting.story;
    const undisturbed = await dieOnce({ ...setting, effect: null }, null, counts);
    const compared = isConflict === undefined && meanwhile === undefined ? undisturbed : null;
    const step = Math.max(1, Math.ceil(undisturbed.effects / perStory));
    for (let effect = 1 + ((options.seed + index) % step); effect <= undisturbed.effects; effect += step) {
      if (counts.failures.length > 0) return true;
      await dieOnce({ ...setting, effect }, compared, counts);
    }
    counts.stories += 1;
    options.progress(counts);
    return counts.failures.length > 0;
  });
  return counts;
}
