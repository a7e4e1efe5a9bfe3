/** Our SHA-256 is SHA-256, for texts of every length around a block and of every character. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { sha256 } from '../../main/core/sha256.ts';

const expected = (text: string) => createHash('sha256').update(text.toWellFormed(), 'utf8').digest('hex');

test('texts of every length up to five blocks, also with characters that are split between two', () => {
  for (const unit of ['a', 'é', '€', '\u{1f4c5}', 'a\u{1f4c5}']) {
    for (let count = 0; count < 320; count += 1) {
      const text = unit.repeat(count);
      assert.equal(sha256(text), expected(text), `${unit} × ${count}`);
    }
  }
});

test('any text, halves of surrogate pairs included', async () => {
  await fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme' }),
      (one, two) => {
        for (const text of [one, two, one + two, `${one}\ud800`, `\udc00${two}`]) {
          assert.equal(sha256(text), expected(text), JSON.stringify(text));
        }
      },
    ),
    { seed: 3, numRuns: 1_000 },
  );
});

test('the first words alone', () => {
  for (const count of [1, 3, 4, 8]) assert.equal(sha256('abc', count), expected('abc').slice(0, count * 8));
});

test('a text of a million characters', () => {
  const text = 'Ωa'.repeat(500_000);
  assert.equal(sha256(text), expected(text));
});
