/** The quick hash tells texts apart that differ in little. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { quickHash } from '../../main/core/hash.ts';

test('equal texts have one hash, and a change of one character another', async () => {
  assert.equal(quickHash('Server review'), quickHash('Server review'));
  assert.match(quickHash(''), /^[0-9a-f]{16}$/);
  await fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.nat(),
      fc.nat({ max: 0xfffe }),
      (text, place, by) => {
        const at = place % text.length;
        const other = String.fromCharCode((text.charCodeAt(at) + 1 + by) % 0x10000);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        assert.equal(quickHash(text) === quickHash(changed), text === changed);
      },
    ),
    { seed: 7, numRuns: 2_000 },
  );
});

test('a hundred thousand texts that hardly differ have a hundred thousand hashes', () => {
  const hashes = new Set<string>();
  for (let number = 0; number < 100_000; number += 1) hashes.add(quickHash(`["AAMk${number}","uid",9]`));
  assert.equal(hashes.size, 100_000);
});
