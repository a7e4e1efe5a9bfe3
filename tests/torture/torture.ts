/**
 * `npm run torture -- [--kills N] [--deaths N] [--two-way-kills N] [--faults N] [--mutations N] [--seed S] [--json] [--story FILE]`: kills imports,
 * lets processes that run both ways die at every effect, lets everything go wrong, and mutates what the servers answer, with full counts. Ends
 * with 1 at the first thing that is not as it must be, and says seed and story. Bounded by its counts; every wait ends.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assertNever } from '../../main/core/problem.ts';
import { liveStory } from '../properties/live-story.ts';
import { liveMutated } from '../properties/mutated-story.ts';
import { dieAtEveryEffect } from './deaths.ts';
import { dieBothWays } from './die-both-ways.ts';
import { type LifeCounts, liveHardLives } from './hard-lives.ts';
import { type KillCounts, killAtEveryEffect, killAtMoments } from './kills.ts';
import { mutateAnswers, noMutations } from './mutations.ts';
import { readStory, type ToldStory } from './read-story.ts';
import { killBothWays } from './two-way-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    deaths: { type: 'string', default: '1000' },
    'two-way-kills': { type: 'string', default: '500' },
    faults: { type: 'string', default: '10000' },
    mutations: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    json: { type: 'boolean', default: false },
    story: { type: 'string' },
  },
});

function count(name: 'kills' | 'deaths' | 'two-way-kills' | 'faults' | 'mutations' | 'seed'): number {
  if (!/^\d{1,10}$/.test(values[name])) {
    console.error(`--${name} takes a number`);
    process.exit(2);
  }
  return Number(values[name]);
}

const began = performance.now();
const seed = count('seed');
const mutations = noMutations();
const summary = {
  seed,
  kills: 0,
  survived: 0,
  deaths: 0,
  stories: 0,
  runs: 0,
  faults: 0,
  failures: [''].slice(1),
};

/** Progress goes where it does not disturb the one line that a script reads. */
function say(text: string): void {
  const line = `${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`;
  if (values.json) console.error(line);
  else console.log(line);
}

function end(): never {
  const ms = Math.round(performance.now() - began);
  const { kills, survived, deaths, stories, runs, faults, failures } = summary;
  const { readers, imports } = mutations;
  say(
    `${kills} kills (${survived} imports were quicker), ${deaths} deaths at effects of both ways, ${faults} faults in ${stories} stories of ${runs} imports`,
  );
  say(
    `${readers.mutated + imports.mutated} mutated answers: ${readers.mutated} straight through the readers (${readers.asData} ended as data, ${readers.asProblem} as a problem), ${imports.mutated} (${imports.lies} of them lies) in ${imports.stories} stories of ${imports.runs} whole imports`,
  );
  for (const failure of failures) say(`FAILED ${failure}`);
  if (failures.length > 0) say(`Again: npm run torture -- --seed ${seed}`);
  if (values.json) {
    const { failures: _, ...read } = readers;
    const { failure: __, ...imported } = imports;
    console.log(JSON.stringify({ ...summary, mutations: { readers: read, imports: imported }, ms }));
  }
  process.exit(failures.length === 0 ? 0 : 1);
}

function tellStory(story: unknown): void {
  say(`The story, for --story FILE: ${JSON.stringify(story)}`);
}

async function killing(what: string, kill: (progress: (counts: KillCounts) => void) => Promise<KillCounts>) {
  say(`${what} (seed ${seed})`);
  const done = await kill(counts => {
    if ((counts.kills + counts.survived) % 10 === 0) say(`${what}: ${counts.kills} kills`);
  });
  summary.kills += done.kills;
  summary.survived += done.survived;
  summary.failures.push(...done.failures.map(failure => `${what}: ${failure}`));
  if (done.failures.length > 0) end();
}

async function violationsOf(told: ToldStory): Promise<readonly string[]> {
  switch (told.kind) {
    case 'death':
      return (await dieBothWays(told.story)).violations;
    case 'mutated':
      return (await liveMutated(told.story)).violations;
    case 'faults':
      return (await liveStory(told.story)).violations;
    default:
      return assertNever(told);
  }
}

if (values.story !== undefined) {
  summary.failures.push(...(await violationsOf(readStory(readFileSync(values.story, 'utf8')))));
  end();
}

const kills = count('kills');
const changes = 300;
const everyEffect = { seed, changes, rowsPerWrite: 50, mostEffects: Math.ceil(kills / 2) };
if (kills > 0) {
  await killing('First import, killed at every effect', progress =>
    killAtEveryEffect({ ...everyEffect, first: true, progress }),
  );
  await killing(`${changes} changes, killed at every effect`, progress =>
    killAtEveryEffect({ ...everyEffect, first: false, progress }),
  );
  await killing('Imports killed at random moments', progress => killAtMoments({ seed, kills, progress }));
}
if (count('deaths') > 0) {
  say(`Both ways, dying at effects (seed ${seed})`);
  const died = await dieAtEveryEffect({
    seed,
    deaths: count('deaths'),
    progress: ({ stories, deaths }) => {
      if (stories % 10 === 0) say(`${deaths} deaths in ${stories} small stories`);
    },
  });
  summary.deaths = died.deaths;
  summary.failures.push(...died.failures);
  if (died.failed !== null) tellStory(died.failed);
  if (died.failures.length > 0) end();
}
const bothWays = count('two-way-kills');
if (bothWays > 0)
  await killing('Both ways, killed at writes and at random moments', progress =>
    killBothWays({ seed, kills: bothWays, progress }),
  );
if (count('mutations') > 0) {
  say(`Mutated answers (seed ${seed})`);
  summary.failures.push(...(await mutateAnswers(seed, count('mutations'), mutations, say)));
  if (mutations.imports.failure !== null) tellStory(mutations.imports.failure.story);
  if (summary.failures.length > 0) end();
}
if (count('faults') > 0) {
  say(`Stories full of faults (seed ${seed})`);
  const lived: LifeCounts = await liveHardLives({
    seed,
    faults: count('faults'),
    progress: counts => say(`${counts.faults} faults in ${counts.stories} stories`),
  });
  Object.assign(summary, { stories: lived.stories, runs: lived.runs, faults: lived.faults });
  if (lived.failure !== null) {
    summary.failures.push(...lived.failure.violations);
    tellStory(lived.failure.story);
  }
}
end();
