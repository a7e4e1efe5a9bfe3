/** The draft of the settings: values by dotted key, what is wrong inside a field, and words for every field. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { draftOf, valueAt, withValue, wrongAt } from '../../renderer/screens/settings/draft.ts';
import { fieldWords } from '../../renderer/words/settings.ts';

test('a value is set by its dotted key and nothing else changes', () => {
  const draft = draftOf(defaultSettings);
  const next = withValue(draft, 'import.daysBack', 'many');
  assert.equal(valueAt(next, 'import.daysBack'), 'many');
  assert.equal(valueAt(draft, 'import.daysBack'), 14);
  assert.deepEqual(withValue(next, 'import.daysBack', 14), draft);
  assert.equal(valueAt(draft, 'import.daysBack.no.such'), undefined);
});

test('what is wrong inside a field is told at the field', () => {
  const wrong = new Map([
    ['import.includeCategories.1', 'must be a text'],
    ['halo.url', 'must be an http or https address'],
  ]);
  assert.equal(wrongAt(wrong, 'import.includeCategories'), 'must be a text');
  assert.equal(wrongAt(wrong, 'halo.url'), 'must be an http or https address');
  assert.equal(wrongAt(wrong, 'halo.urlOfAnother'), '');
  assert.equal(wrongAt(wrong, 'import.include'), '');
});

test('every setting has a label', () => {
  const asked = new Set(['version']);
  const keys = Object.entries(defaultSettings).flatMap(([section, values]) =>
    typeof values === 'object' ? Object.keys(values).map(key => `${section}.${key}`) : [section],
  );
  const unlabelled = keys.filter(key => !asked.has(key) && fieldWords[key] === undefined);
  assert.deepEqual(unlabelled, []);
});
