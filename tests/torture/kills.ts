/**
 * The two ways of killing an import: at every effect of one large import, each time before and after the answer; and at moments that
 * nobody chose. After each kill one import must make all good.
 */
import { KillingGround, type Moment } from './killing-ground.ts';
import { inLanes } from './lanes.ts';
import { SeededNumbers } from './seeded-numbers.ts';
import { Victims } from './victims.ts';

/** Installations side by side: one waits for its worker while another judges. */
const lanes = 3;

export interface KillCounts {
  kills: number;
  /** Imports that came to their end before they could be killed. */
  survived: number;
  readonly failures: string[];
}

export interface KillOptions {
  readonly seed: number;
  readonly progress: (counts: KillCounts) => void;
}

export function noKills(): KillCounts {
  return { kills: 0, survived: 0, failures: [] };
}

async function killOnce(ground: KillingGround, moment: Moment, counts: KillCounts): Promise<boolean> {
  const ending = await ground.importKilled(moment);
  if (ending.killed) counts.kills += 1;
  else counts.survived += 1;
  const told = ending.killed || /^done/.test(ending.said) ? [] : [`the worker said: ${ending.said}`];
  for (const failure of [...told, ...(await ground.heal())])
    counts.failures.push(`${JSON.stringify(moment)}: ${failure}`);
  return ending.killed;
}

/**
 * `first`: the import of `changes` new events into an empty Halo; otherwise `changes` edits of a calendar that is imported already. Killed
 * after effect 1, 2, … until an import has no such effect, at most `mostEffects`. Every kill meets the same import.
 */
export async function killAtEveryEffect(
  options: KillOptions & {
    readonly first: boolean;
    readonly changes: number;
    readonly rowsPerWrite: number;
    readonly mostEffects: number;
  },
): Promise<KillCounts> {
  const counts = noKills();
  const victims = new Victims(lanes);
  try {
    await inLanes(lanes, options.mostEffects, async index => {
      for (const answered of [false, true]) {
        const ground = await KillingGround.open(victims, {
          seed: options.seed,
          events: options.first ? options.changes : Math.ceil(options.changes / 3),
          rowsPerWrite: options.rowsPerWrite,
          people: ['Anna'],
        });
        try {
          if (!options.first) {
            counts.failures.push(...(await ground.heal()));
            ground.change(options.changes);
          }
          const isKilled = await killOnce(ground, { kind: 'effect', number: index + 1, answered }, counts);
          if (!isKilled && !answered) return true;
        } finally {
          await ground.close();
        }
        options.progress(counts);
        if (counts.failures.length > 0) return true;
      }
      return false;
    });
  } finally {
    await victims.close();
  }
  return counts;
}

/** So many changes lie before each import that is killed at a moment. */
const changesPerKill = 40;
/** After so many kills the calendars are new, so that they do not grow for ever. */
const killsPerGround = 20;
const longestMs = 400;

export async function killAtMoments(options: KillOptions & { readonly kills: number }): Promise<KillCounts> {
  const counts = noKills();
  const victims = new Victims(lanes);
  const rounds = Math.ceil(options.kills / killsPerGround);
  try {
    await inLanes(lanes, rounds, async round => {
      const most = Math.min(killsPerGround, options.kills - round * killsPerGround);
      await killInRound(victims, round, most, options, counts);
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
  most: number,
  options: KillOptions,
  counts: KillCounts,
): Promise<void> {
  const numbers = new SeededNumbers(options.seed + round);
  const ground = await KillingGround.open(victims, {
    seed: options.seed + round,
    events: 60,
    rowsPerWrite: [1, 5, 50][round % 3] ?? 50,
    people: ['Anna', 'Bea'],
  });
  try {
    counts.failures.push(...(await ground.heal()));
    for (let kill = 0; kill < most && counts.failures.length === 0; kill += 1) {
      ground.change(changesPerKill);
      ground.house.clock.advance(numbers.below(30) * 3_600_000);
      const atEffect = numbers.below(3) === 0;
      const moment: Moment = atEffect
        ? { kind: 'effect', number: 1 + numbers.below(12), answered: numbers.below(2) === 0 }
        : { kind: 'after-ms', ms: numbers.below(longestMs) };
      await killOnce(ground, moment, counts);
      options.progress(counts);
    }
  } finally {
    await ground.close();
  }
}
