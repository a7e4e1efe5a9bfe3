/** What a Result holds, where a test is sure of it. */
import assert from 'node:assert/strict';
import type { Problem, Result } from '../../main/core/problem.ts';

/** The value, or a failed test that names the problem. */
export function theValue<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.problem));
  return result.value;
}

/** The problem, or a failed test. */
export function theProblem(result: Result<unknown>): Problem {
  assert.ok(!result.ok, 'no problem');
  return result.problem;
}
