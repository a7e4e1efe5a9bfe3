/** Nobody reaches into an installed app by its environment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnderTest } from '../../main/shell/under-test.ts';

test('specs reach into a development build that says so, and never into a packaged one', () => {
  assert.equal(isUnderTest({ INTEGRATOR_E2E: '1' }, false), true);
  assert.equal(isUnderTest({ INTEGRATOR_E2E: '1' }, true), false);
  assert.equal(isUnderTest({ INTEGRATOR_E2E: 'yes' }, false), false);
  assert.equal(isUnderTest({}, false), false);
});
