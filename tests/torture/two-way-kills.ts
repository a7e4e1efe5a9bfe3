/** Processes that run both ways, killed at their writes to either server and at any moment. After each kill both sides must be equal again. */
import type { KillCounts, KillOptions } from './kills.ts';
import { noKills } from './kills.ts';
import { inLanes } from './lanes.ts';
import { SeededNumbers } from './seeded-numbers.ts';
import { TwoWayGround, type TwoWayMoment } from './two-way-ground.ts';
import { Victims } from './victims.ts';

const lanes = 3;
/** So many things happen on both sides before each kill. */
const deedsPerKill = 8;
/** After so many kills the calendars are new, so that they do not grow for ever. */
const killsPerGround = 10;
const longestMs = 900;

function momentOf(numbers: SeededNumbers): TwoWayMoment {
  if (numbers.below(3) === 0) return { kind: 'after-ms', ms: numbers.below(longestMs) };
  return {
    kind: 'write',
    to: numbers.below(3) === 0 ? 'halo' : 'exchange',
    number: 1 + numbers.below(3),
    at: (['asked', 'done', 'answered'] as const)[numbers.below(3)] ?? 'done',
  };
}

export async function killBothWays(options: KillOptions & { readonly kills: number }): Promise<KillCounts> {
  const counts = noKills();
  const victims = new Victims(lanes, new URL('./two-way-worker.ts', import.meta.url));
  try {
    // A process that comes to its end before its moment is no kill: others take its place.
    await inLanes(lanes, options.kills, async round => {
      if (counts.kills >= options.kills) return true;
      await killInRound(victims, round, options, counts);
      return counts.failures.length > 0;
    });
  } finally {
    await victims.close();
  }
  return counts;
}

async function killInRound(
  victims: Victims,
  round: number,
  options: KillOptions & { readonly kills: number },
  counts: KillCounts,
): Promise<void> {
  const seed = options.seed + round;
  const numbers = new SeededNumbers(seed);
  const conflict = (['exchange', 'halo', 'newest'] as const)[round % 3] ?? 'exchange';
  const ground = await TwoWayGround.open(victims, { seed, conflict });
  const tell = (about: string, failures: readonly string[]) => {
    for (const failure of failures) counts.failures.push(`ground ${seed}, ${about}: ${failure}`);
  };
  try {
    tell('at first', await ground.heal(0));
    for (let kill = 0; kill < killsPerGround && counts.failures.length === 0; kill += 1) {
      if (counts.kills >= options.kills) break;
      ground.change(deedsPerKill);
      const moment = momentOf(numbers);
      const ending = await ground.runKilled(moment);
      if (ending.killed) counts.kills += 1;
      else counts.survived += 1;
      const about = `kill ${kill}, ${JSON.stringify(moment)}`;
      if (!ending.killed && !/^done/.test(ending.said)) tell(about, [`the worker said: ${ending.said}`]);
      tell(about, await ground.heal(0));
      options.progress(counts);
    }
    if (counts.failures.length === 0) tell('at last', await ground.heal(2));
  } finally {
    await ground.close();
  }
}
