/** Nobody reaches into an installed app by its environment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnderTest, updateKeyFor } from '../../main/shell/under-test.ts';

test('specs reach into a development build that says so, and never into a packaged one', () => {
  assert.equal(isUnderTest({ INTEGRATOR_E2E: '1' }, false), true);
  assert.equal(isUnderTest({ INTEGRATOR_E2E: '1' }, true), false);
  assert.equal(isUnderTest({ INTEGRATOR_E2E: 'yes' }, false), false);
  assert.equal(isUnderTest({}, false), false);
});

test('no environment makes an installed app believe version files of another key', () => {
  const theirs = { INTEGRATOR_E2E: '1', INTEGRATOR_E2E_UPDATE_KEY: 'theirs' };
  assert.equal(updateKeyFor('own', theirs, true), 'own');
  assert.equal(updateKeyFor(null, theirs, true), null);
  assert.equal(updateKeyFor('own', { ...theirs, INTEGRATOR_E2E: '0' }, false), 'own');
  assert.equal(updateKeyFor('own', { INTEGRATOR_E2E: '1' }, false), 'own');
  assert.equal(updateKeyFor('own', theirs, false), 'theirs');
});
