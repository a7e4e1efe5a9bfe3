/** How a request ended, where a test is sure of it. */
import assert from 'node:assert/strict';
import type { HttpFailure, HttpOutcome, HttpResponse } from '../../../main/adapters/http/http-client.ts';

export function theAnswer(outcome: HttpOutcome): HttpResponse {
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.failure));
  return outcome.value;
}

export function theFailure(outcome: HttpOutcome): HttpFailure {
  assert.ok(!outcome.ok, 'no failure');
  return outcome.failure;
}
