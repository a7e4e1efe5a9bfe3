/** Asks again and again until the answer is right; a bound instead of a time, so that what never comes is a failed test. */
import assert from 'node:assert/strict';

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 3_000; turn += 1) {
    if (await condition()) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  assert.fail('what was waited for never came');
}
