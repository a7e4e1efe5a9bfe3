/**
 * How random tests are run: once with a fixed seed, once with a new one that is printed. It is new for every state of the sources, not
 * for every run: a red test stays red until somebody mends it, and a green one cannot turn red by chance on a machine that nobody
 * watches. No shrinking here, so that a red test is quick; `PROPERTY_SEED`, `PROPERTY_RUNS` and `PROPERTY_SHRINK=1` repeat one with
 * more patience.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type * as fc from 'fast-check';

const fixedSeed = 20_260_323;

function asked(name: string): number | null {
  const value = process.env[name];
  return value === undefined || !/^-?\d+$/.test(value) ? null : Number(value);
}

/** A number of the contents of the sources and the tests of them, the same on every machine (line ends of a checkout do not count). */
function seedOfSources(): number {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const hash = createHash('sha256');
  for (const file of globSync('{main,tests/properties,tests/builders}/**/*.ts', { cwd: root }).sort())
    hash.update(readFileSync(`${root}${file}`, 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest().readUInt32BE() >>> 1;
}

const given = asked('PROPERTY_SEED');

export const seeds: readonly { readonly name: string; readonly seed: number }[] =
  given !== null
    ? [{ name: 'the given seed', seed: given }]
    : [
        { name: 'a fixed seed', seed: fixedSeed },
        { name: 'a seed new with these sources', seed: seedOfSources() },
      ];

/** `count`: runs per seed in `npm test`. */
export function runParameters(t: TestContext, seed: number, count: number): fc.Parameters<unknown> {
  t.diagnostic(`PROPERTY_SEED=${seed}`);
  return {
    seed,
    numRuns: asked('PROPERTY_RUNS') ?? count,
    endOnFailure: process.env['PROPERTY_SHRINK'] !== '1',
  };
}
