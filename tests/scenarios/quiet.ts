/** That an installation has come to rest: further runs write nothing. */
import assert from 'node:assert/strict';
import type { Installation } from './installation.ts';

export async function quiet(house: Installation): Promise<void> {
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
}

/** Nor does one that looks at everything in Halo. */
export async function quietWhenVerified(house: Installation): Promise<void> {
  await quiet(house);
  assert.equal((await house.sync({ verify: true })).haloWrites, 0);
}
