/**
 * How random tests are run: once with a fixed seed, once with a new one that is printed. No shrinking here, so that a red test is
 * quick; `PROPERTY_SEED`, `PROPERTY_RUNS` and `PROPERTY_SHRINK=1` repeat one with more patience.
 */
import { randomInt } from 'node:crypto';
import type { TestContext } from 'node:test';
import type * as fc from 'fast-check';

const fixedSeed = 20_260_323;

function asked(name: string): number | null {
  const value = process.env[name];
  return value === undefined || !/^-?\d+$/.test(value) ? null : Number(value);
}

const given = asked('PROPERTY_SEED');

export const seeds: readonly { readonly name: string; readonly seed: number }[] =
  given !== null
    ? [{ name: 'the given seed', seed: given }]
    : [
        { name: 'a fixed seed', seed: fixedSeed },
        { name: 'a new seed', seed: randomInt(2 ** 31) },
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
