/** Every status in every shape becomes one problem, and none repeats the server's words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asked } from '../../../main/adapters/halo/error-table.ts';
import { problemOfAnswer, problemOfFailure } from '../../../main/adapters/halo/error-table.ts';
import type { HttpFailureKind } from '../../../main/adapters/http/http-client.ts';

const now = '2026-03-04T08:00:00Z';
const reading: Asked = { operation: 'GET /Agent', scope: 'mailbox', modifies: false, notFound: 'not-halo' };
const writing: Asked = {
  operation: 'POST /Appointment',
  scope: 'mailbox',
  modifies: true,
  notFound: 'rejected',
};

const secretWords = "Field 'subject' of 'Kuendigung Meier' is too long; end_date too";
const shapes: readonly (readonly [shape: string, body: string])[] = [
  ['result-code', JSON.stringify({ resultCode: 400, errorMessage: secretWords })],
  ['class-name', JSON.stringify({ ClassName: 'System.Exception', Message: secretWords })],
  ['message', JSON.stringify({ Message: secretWords })],
  ['message', JSON.stringify({ message: secretWords })],
  ['oauth', JSON.stringify({ error: secretWords })],
  ['text', secretWords],
  ['text', JSON.stringify(secretWords)],
  ['empty', ''],
  ['other', '[1, 2]'],
];

type Row = readonly [
  status: number,
  code: string,
  scope: string,
  retryable: boolean,
  unknownWhenWriting: boolean,
];
const statuses: readonly Row[] = [
  [400, 'halo.rejected', 'mailbox', false, false],
  [401, 'halo.unauthorized', 'halo', false, false],
  [403, 'halo.forbidden', 'mailbox', false, false],
  [408, 'halo.server-error', 'mailbox', true, true],
  [409, 'halo.rejected', 'mailbox', false, false],
  [413, 'halo.rejected', 'mailbox', false, false],
  [429, 'halo.throttled', 'halo', true, false],
  [500, 'halo.server-error', 'mailbox', true, true],
  [503, 'halo.server-error', 'mailbox', true, true],
  [302, 'halo.not-halo', 'mailbox', false, false],
];

for (const [status, code, scope, retryable, unknown] of statuses) {
  test(`status ${status} is ${code} in every shape`, () => {
    for (const [shape, text] of shapes) {
      for (const asked of [reading, writing]) {
        const problem = problemOfAnswer({ status, headers: {}, text }, asked, now);
        const isContradiction = shape === 'other' && scope !== 'halo';
        assert.deepEqual(
          [problem?.code, problem?.scope, problem?.retryable, problem?.effectUnknown ?? false],
          [code, scope, retryable, (unknown || isContradiction) && asked.modifies],
        );
        assert.equal(problem?.facts?.['shape'], shape);
        assert.equal(problem?.facts?.['status'], status);
        assert.ok(!JSON.stringify(problem).includes('Meier'));
      }
    }
  });
}

test('a refusal that shows the row that was written may have written it', () => {
  const text = JSON.stringify([{ id: 5001, calendar_id: 'mark', last_modified: now }]);
  for (const status of [400, 404, 409])
    assert.equal(problemOfAnswer({ status, headers: {}, text }, writing, now)?.effectUnknown, true);
});

test('a refusal names our own fields that it speaks of', () => {
  for (const [shape, text] of shapes.slice(0, 7)) {
    const problem = problemOfAnswer({ status: 400, headers: {}, text }, writing, now);
    assert.equal(problem?.facts?.['fields'], 'subject, end_date', shape);
  }
});

test('a 404 is a row of the request or a path that Halo does not have', () => {
  const answer = { status: 404, headers: {}, text: '' };
  assert.equal(problemOfAnswer(answer, writing, now)?.code, 'halo.rejected');
  assert.equal(problemOfAnswer(answer, reading, now)?.code, 'halo.not-halo');
});

test('a web page is not Halo, but a failing, busy or refusing server may show one', () => {
  const page = (status: number, asked = reading) =>
    problemOfAnswer({ status, headers: {}, text: ' <!DOCTYPE html><html></html>' }, asked, now);
  for (const status of [200, 302, 400, 403, 404]) assert.equal(page(status)?.code, 'halo.not-halo');
  assert.equal(page(401)?.code, 'halo.unauthorized');
  assert.equal(page(413)?.code, 'halo.rejected');
  assert.equal(page(429)?.code, 'halo.throttled');
  assert.equal(page(503)?.code, 'halo.server-error');
  assert.equal(page(200, writing)?.effectUnknown, true);
  assert.equal(page(403, writing)?.effectUnknown, undefined);
});

test('Retry-After is told where waiting helps', () => {
  const headers = { 'retry-after': '12' };
  for (const [status, ms] of [
    [429, 12_000],
    [503, 12_000],
    [403, undefined],
  ] as const) {
    assert.equal(problemOfAnswer({ status, headers, text: '' }, reading, now)?.retryAfterMs, ms);
  }
});

type Failed = readonly [HttpFailureKind, code: string, scope: string, retryable: boolean];
const failures: readonly Failed[] = [
  ['name-not-resolved', 'halo.name-not-resolved', 'halo', true],
  ['refused', 'halo.refused', 'halo', true],
  ['timeout', 'halo.timeout', 'mailbox', true],
  ['connection-lost', 'halo.connection-lost', 'mailbox', true],
  ['certificate', 'halo.certificate', 'halo', false],
  ['too-large', 'halo.unreadable-answer', 'mailbox', false],
  ['aborted', 'run.stopped', 'installation', false],
];
for (const [kind, code, scope, retryable] of failures) {
  test(`the failure ${kind} is ${code}, its effect unknown only when a write left`, () => {
    for (const asked of [reading, writing]) {
      for (const requestSent of [false, true]) {
        const problem = problemOfFailure({ kind, facts: { host: 'halo.example' }, requestSent }, asked);
        assert.deepEqual([problem.code, problem.scope, problem.retryable], [code, scope, retryable]);
        assert.equal(problem.effectUnknown ?? false, asked.modifies && requestSent);
      }
    }
  });
}
