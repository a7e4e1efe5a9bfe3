/** Every error that Exchange is known to give has a class, and words of its own with a remedy; an unknown one is told as unknown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  readResponse,
  troubleOfError,
  troubleOfFailure,
} from '../../../main/adapters/exchange/answer-problem.ts';
import {
  type ErrorClass,
  type ErrorMeaning,
  responseCodes,
  statuses,
} from '../../../main/adapters/exchange/error-table.ts';
import type { Problem } from '../../../main/core/problem.ts';
import { sayProblem } from '../../../preload/contract/words/problems.ts';

/** By what becomes of them. Where it is not what most clients do, the reason stands beside the row in the table. */
const known: Readonly<Record<ErrorClass, readonly string[]>> = {
  retry: [
    'ErrorServerBusy',
    'ErrorInternalServerTransientError',
    'ErrorTimeoutExpired',
    'ErrorTooManyObjectsOpened',
    'ErrorExceededConnectionCount',
    'ErrorExceededFindCountLimit',
    'ErrorInsufficientResources',
    'ErrorNotEnoughMemory',
    'ErrorConnectionFailed',
    'ErrorADUnavailable',
    'ErrorADOperation',
    'ErrorMailboxStoreUnavailable',
    'ErrorMailboxFailover',
    'ErrorNoRespondingCASInDestinationSite',
    'ErrorProxyRequestProcessingFailed',
    'ErrorBatchProcessingStopped',
  ],
  park: [
    'ErrorMailboxMoveInProgress',
    'ErrorNonExistentMailbox',
    'ErrorImpersonateUserDenied',
    'ErrorMailboxConfiguration',
    'ErrorMissingEmailAddress',
    'ErrorAccessDenied',
    'ErrorAccountDisabled',
    'ErrorQuotaExceeded',
    'ErrorProxyRequestNotAllowed',
  ],
  repair: ['ErrorInvalidSyncStateData', 'ErrorSyncFolderNotFound', 'ErrorFolderNotFound'],
  item: [
    'ErrorItemNotFound',
    'ErrorItemCorrupt',
    'ErrorCorruptData',
    'ErrorContentConversionFailed',
    'ErrorMimeContentConversionFailed',
    'ErrorVirusDetected',
    'ErrorInvalidIdMalformed',
    'ErrorInvalidChangeKey',
    'ErrorMessageSizeExceeded',
    'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    'ErrorRecurrenceHasNoOccurrence',
    'ErrorIrresolvableConflict',
    'ErrorStaleObject',
  ],
  stop: [
    'ErrorImpersonationDenied',
    'ErrorImpersonationFailed',
    'ErrorPasswordExpired',
    'ErrorPasswordChangeRequired',
    'ErrorInvalidServerVersion',
    'ErrorIncorrectSchemaVersion',
    'ErrorSchemaValidation',
  ],
};

/** A problem of the class can be met by what is done about the class. */
function assertFits(code: string, of: ErrorClass, problem: Problem, meaning: ErrorMeaning): void {
  const scopes: Readonly<Record<ErrorClass, readonly Problem['scope'][]>> = {
    retry: ['exchange', 'mailbox'],
    park: ['mailbox'],
    repair: ['mailbox'],
    item: ['item'],
    stop: ['exchange'],
  };
  assert.ok(scopes[of].includes(problem.scope), `${code} is told of ${problem.scope}`);
  assert.equal(problem.retryable, of === 'retry' || meaning.passes === true, code);
}

function answerOf(status: number, text = '', headers: Readonly<Record<string, string>> = {}) {
  const reading = readResponse({ status, text, headers }, {}, '2026-03-23T07:00:00Z');
  assert.ok(!reading.ok);
  return reading.trouble;
}

describe('a response code', () => {
  for (const [of, codes] of Object.entries(known)) {
    for (const code of codes) {
      it(`${code} is of class ${of} and is told with its words and a remedy`, () => {
        const meaning = responseCodes.get(code);
        assert.equal(meaning?.class, of);
        const { problem } = troubleOfError({ responseCode: code, backOffMs: null }, 200);
        assert.ok(meaning !== undefined);
        assertFits(code, meaning.class, problem, meaning);
        assert.equal(problem.facts?.['responseCode'], code);
        const { sentence, remedy } = sayProblem(problem);
        assert.ok(sentence.length > 30 && remedy.length > 30);
        assert.notEqual(sentence, sayProblem({ code: 'mailbox.unknown-response' }).sentence);
      });
    }
  }

  it('of any row is told of whom its class can do something about', () => {
    for (const [code, meaning] of responseCodes) {
      const { problem } = troubleOfError({ responseCode: code, backOffMs: null }, 200);
      assertFits(code, meaning.class, problem, meaning);
    }
  });

  it('that nobody knows is told with itself, as unknown, and may be of one item of a batch', () => {
    const { problem, shrink } = troubleOfError({ responseCode: 'ErrorNobodyKnows', backOffMs: null }, 500);
    assert.deepEqual(
      [problem.code, problem.scope, problem.retryable, shrink],
      ['mailbox.unknown-response', 'mailbox', false, true],
    );
    const { sentence, remedy } = sayProblem(problem, { mailbox: 'anna@example.org' });
    assert.match(sentence, /does not know.*anna@example\.org.*ErrorNobodyKnows/);
    assert.match(remedy, /list of EWS response codes/);
  });

  it('of an expired password says that it has expired', () => {
    for (const responseCode of ['ErrorPasswordExpired', 'ErrorPasswordChangeRequired'])
      assert.match(
        sayProblem({ code: 'exchange.unauthorized', facts: { responseCode } }).sentence,
        /expired/,
      );
  });
});

describe('an answer without a response code', () => {
  it('is of the class of its HTTP status', () => {
    const expected: readonly (readonly [number, ErrorClass, Problem['code']])[] = [
      [401, 'stop', 'exchange.unauthorized'],
      [403, 'stop', 'exchange.forbidden'],
      [456, 'stop', 'exchange.unauthorized'],
      [429, 'retry', 'exchange.throttled'],
      [500, 'retry', 'exchange.server-error'],
      [502, 'retry', 'exchange.server-error'],
      [503, 'retry', 'exchange.server-error'],
      [504, 'retry', 'exchange.server-error'],
    ];
    for (const [status, of, code] of expected) {
      assert.equal(statuses.get(status)?.class, of, String(status));
      const { problem } = answerOf(status);
      assert.deepEqual([problem.code, problem.retryable], [code, of === 'retry'], String(status));
    }
  });

  it('is retried when it is the page of a server that is passing through trouble, and a stop when it is any other', () => {
    const passing = [
      answerOf(302, '', { location: 'https://mail.example.org/ews/genericerrorpage.htm?aspxerrorpath=x' }),
      answerOf(200, "<html><h1>Server Error in '/EWS' Application.</h1></html>"),
    ];
    for (const { problem } of passing)
      assert.deepEqual([problem.code, problem.retryable], ['exchange.server-error', true]);
    for (const { problem } of [answerOf(302, '', { location: '/owa/' }), answerOf(200, '<html>Hello</html>')])
      assert.deepEqual([problem.code, problem.retryable], ['exchange.not-exchange', false]);
  });

  it('is retried when the connection was closed, and a stop when TLS failed', () => {
    const lost = troubleOfFailure({ kind: 'connection-lost', requestSent: true, facts: {} });
    assert.deepEqual([lost.problem.scope, lost.problem.retryable], ['exchange', true]);
    const tls = troubleOfFailure({ kind: 'certificate', requestSent: false, facts: {} });
    assert.deepEqual([tls.problem.scope, tls.problem.retryable], ['exchange', false]);
  });
});
