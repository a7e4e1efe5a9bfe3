/** A server, a network or a stop that leaves the answer out: nothing is made twice, nothing is repeated that may have been done. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Problem, Result } from '../../../../main/core/problem.ts';
import type { ItemRef } from '../../../../main/outbound-ports.ts';
import type { OrderedFault } from '../../../../main/simulators/exchange/faults.ts';
import { theProblem } from '../../../builders/results.ts';
import { review } from '../../../contracts/writer-under-test.ts';
import {
  annas,
  never,
  type OverSimulator,
  type OverSimulatorOptions,
  onSimulator,
  until,
} from '../over-simulator.ts';

const mark = 'hi:1:installation:7:4711';

const sentOf = ({ server }: OverSimulator, operation: string) =>
  server.requests.filter(request => request.operation === operation).length;

type Where = { readonly effect: 'done' | 'not-done'; readonly operation: string };

/** What makes an answer worthless, whether the effect was had or not. */
const lostAnswers: readonly (readonly [string, (where: Where) => OrderedFault])[] = [
  ['an empty 500', where => ({ kind: 'empty-500', ...where })],
  ['a fault of the server', where => ({ kind: 'soap-fault', code: 'ErrorInternalServerError', ...where })],
  ['a timeout of the server', where => ({ kind: 'soap-fault', code: 'ErrorTimeoutExpired', ...where })],
  ['a store that fails over', where => ({ kind: 'soap-fault', code: 'ErrorMailboxFailover', ...where })],
  ['a mailbox that moves', where => ({ kind: 'soap-fault', code: 'ErrorMailboxMoveInProgress', ...where })],
  ['a bare fault in a 200', where => ({ kind: 'fault-in-200', code: 'ErrorInternalServerError', ...where })],
  ['a bare fault without a word', where => ({ kind: 'fault-in-200', code: '', ...where })],
  ['a 503', where => ({ kind: 'http-503', ...where })],
  ['a 503 that names a time', where => ({ kind: 'http-503', retryAfter: 20, ...where })],
  ['a page of the web server', where => ({ kind: 'html-page', ...where })],
  ['a page of a gateway', where => ({ kind: 'html-page', status: 502, ...where })],
  ['a page in a 203', where => ({ kind: 'html-page', status: 203, ...where })],
  ['a redirect', where => ({ kind: 'html-page', status: 302, ...where })],
  ['a connection that is reset', where => ({ kind: 'reset', ...where })],
];

const ways: readonly (readonly [string, OverSimulatorOptions])[] = [
  ['by impersonation', {}],
  ['as delegate', { settings: { access: 'delegate', user: annas.address }, password: 'Passw0rd!' }],
  ['by NTLM', { server: { signIn: ['ntlm'] }, settings: { signIn: 'ntlm' } }],
];

/** What whoever calls the writer does about an unknown effect: look, and repeat only what is not there. */
async function createOnce({ writer }: OverSimulator): Promise<Result<ItemRef>> {
  for (let round = 1; ; round += 1) {
    const made = await writer.create(annas, review, mark, never);
    if (made.ok || made.problem.effectUnknown !== true || round === 4) return made;
    const found = await writer.findByMark(annas, mark, never);
    assert.ok(found.ok, JSON.stringify(found));
    const [first] = found.value;
    if (first !== undefined) return { ok: true, value: first };
  }
}

for (const [way, options] of ways) {
  describe(way, () => {
    for (const [name, fault] of lostAnswers) {
      for (const effect of ['done', 'not-done'] as const) {
        it(
          `a create that is answered with ${name} and was ${effect} is sent once, and there is one item after looking`,
          onSimulator(async over => {
            assert.ok((await over.source.openCalendar(annas, never)).ok);
            over.server.faults.order(fault({ effect, operation: 'CreateItem' }));
            const problem = theProblem(await over.writer.create(annas, review, mark, never));
            assert.equal(problem.effectUnknown, true, JSON.stringify(problem));
            assert.equal(sentOf(over, 'CreateItem'), 1);
            const found = await over.writer.findByMark(annas, mark, never);
            assert.equal(found.ok && found.value.length, effect === 'done' ? 1 : 0);
            over.server.faults.order(fault({ effect, operation: 'CreateItem' }));
            if (effect === 'not-done') assert.ok((await createOnce(over)).ok);
            assert.equal(over.calendar.items().length, 1);
          }, options),
        );
      }
    }

    it(
      'a create whose answer is cut anywhere is sent once and found by its mark',
      onSimulator(async over => {
        assert.ok((await over.source.openCalendar(annas, never)).ok);
        for (const [number, bytes] of [0, 1, 50, 300, 700].entries()) {
          over.server.faults.order({ kind: 'cut-at', bytes, operation: 'CreateItem' });
          const problem = theProblem(await over.writer.create(annas, review, `${mark}${bytes}`, never));
          assert.equal(problem.effectUnknown, true, JSON.stringify(problem));
          const found = await over.writer.findByMark(annas, `${mark}${bytes}`, never);
          assert.equal(found.ok && found.value.length, 1);
          assert.equal(sentOf(over, 'CreateItem'), number + 1);
        }
      }, options),
    );

    it(
      'a create that a busy server put off is sent again and made once',
      onSimulator(async over => {
        over.server.faults.order({ kind: 'server-busy', backOffMs: 5_000, operation: 'CreateItem' });
        over.server.faults.order({ kind: 'server-busy', as: 'message', operation: 'CreateItem' });
        assert.ok((await over.writer.create(annas, review, mark, never)).ok);
        assert.equal(sentOf(over, 'CreateItem'), 3);
        assert.equal(over.calendar.items().length, 1);
      }, options),
    );

    it(
      'a create that is stopped while the server thinks may have been done, and one that waits for its place has not',
      onSimulator(async over => {
        const run = new AbortController();
        over.server.faults.order({ kind: 'never', effect: 'done', operation: 'CreateItem' });
        const first = over.writer.create(annas, review, mark, run.signal);
        await until(over, () => sentOf(over, 'CreateItem') === 1);
        const second = over.writer.create(annas, review, `${mark}2`, run.signal);
        run.abort();
        const [stopped, waited] = [theProblem(await first), theProblem(await second)];
        assert.deepEqual([stopped.code, stopped.effectUnknown], ['run.stopped', true]);
        assert.deepEqual([waited.code, waited.effectUnknown], ['run.stopped', undefined]);
        assert.equal(over.calendar.items().length, 1);
      }, options),
    );
  });
}

it(
  'an answer that comes twice, or says odd things, is one item',
  onSimulator(async over => {
    over.server.faults.order({ kind: 'duplicate-response', operation: 'CreateItem' });
    over.server.faults.order({ kind: 'illegal-characters', operation: 'CreateItem' });
    for (const number of [1, 2]) {
      await createOnce(over);
      const found = await over.writer.findByMark(annas, mark, never);
      assert.ok(found.ok);
      assert.equal(found.value.length, number);
    }
    assert.equal(sentOf(over, 'CreateItem'), 2);
  }),
);

it(
  'a 401 is no effect: the item is made once when the sign-in is confirmed',
  onSimulator(async over => {
    assert.ok((await over.source.openCalendar(annas, never)).ok);
    over.server.faults.order({ kind: 'http-401', operation: 'CreateItem' });
    assert.ok((await createOnce(over)).ok);
    assert.equal(over.calendar.items().length, 1);
  }),
);

it(
  'a change whose answer is lost is sent once, and meets its own effect as a conflict when it is repeated',
  onSimulator(async over => {
    for (const [name, fault] of lostAnswers) {
      const made = await over.writer.create(annas, review, mark, never);
      assert.ok(made.ok);
      over.server.clearRequests();
      over.server.faults.order(fault({ effect: 'done', operation: 'UpdateItem' }));
      const draft = { ...review, subject: 'Changed' };
      const problem = theProblem(await over.writer.update(annas, made.value, draft, ['subject'], never));
      assert.equal(problem.effectUnknown, true, JSON.stringify([name, problem]));
      assert.equal(sentOf(over, 'UpdateItem'), 1);
      const again = await over.writer.update(annas, made.value, draft, ['subject'], never);
      assert.equal(theProblem(again).code, 'item.conflict');
      assert.equal(theProblem(again).effectUnknown, undefined);
    }
  }),
);

it(
  'a removal whose answer is lost is sent once, and what is repeated finds nothing to remove',
  onSimulator(async over => {
    for (const [name, fault] of lostAnswers) {
      const made = await over.writer.create(annas, review, mark, never);
      assert.ok(made.ok);
      over.server.clearRequests();
      over.server.faults.order(fault({ effect: 'done', operation: 'DeleteItem' }));
      const problem = theProblem(await over.writer.remove(annas, made.value.itemId, never));
      assert.equal(problem.effectUnknown, true, JSON.stringify([name, problem]));
      assert.equal(sentOf(over, 'DeleteItem'), 1);
      assert.deepEqual(await over.writer.remove(annas, made.value.itemId, never), {
        ok: true,
        value: 'absent',
      });
    }
    assert.equal(over.calendar.items().length, 0);
  }),
);

it(
  'a search for a mark is a read and may be repeated',
  onSimulator(async over => {
    over.server.faults.order({ kind: 'empty-500', operation: 'FindItem', times: 2 });
    assert.deepEqual(await over.writer.findByMark(annas, mark, never), { ok: true, value: [] });
    assert.equal(sentOf(over, 'FindItem'), 3);
  }),
);

/** What Exchange refuses -> the problem; nothing of it is repeated. */
const refusals: readonly (readonly [string, Problem['code'], Problem['scope']])[] = [
  ['ErrorStaleObject', 'item.conflict', 'item'],
  ['ErrorIrresolvableConflict', 'item.conflict', 'item'],
  ['ErrorChangeKeyRequiredForWriteOperations', 'item.conflict', 'item'],
  ['ErrorItemNotFound', 'item.not-found', 'item'],
  ['ErrorCalendarOccurrenceIsDeletedFromRecurrence', 'item.not-found', 'item'],
  ['ErrorOccurrenceCrossingBoundary', 'item.refused', 'item'],
  ['ErrorCalendarInvalidRecurrence', 'item.refused', 'item'],
  ['ErrorRecurrenceHasNoOccurrence', 'item.refused', 'item'],
  ['ErrorInvalidRecipients', 'item.refused', 'item'],
  ['ErrorSchemaValidation', 'item.refused', 'item'],
  ['ErrorNobodyKnows', 'item.refused', 'item'],
  ['ErrorAccessDenied', 'mailbox.access-denied', 'mailbox'],
  ['ErrorCreateItemAccessDenied', 'mailbox.access-denied', 'mailbox'],
  ['ErrorQuotaExceeded', 'mailbox.full', 'mailbox'],
];

for (const [responseCode, code, scope] of refusals) {
  it(
    `${responseCode} is told as ${code}, and nothing was done`,
    onSimulator(async over => {
      const made = await over.writer.create(annas, review, mark, never);
      assert.ok(made.ok);
      for (const fault of ['item-error', 'soap-fault'] as const) {
        over.server.faults.order({ kind: fault, code: responseCode, operation: 'UpdateItem' });
        over.server.clearRequests();
        const problem = theProblem(await over.writer.update(annas, made.value, review, ['subject'], never));
        assert.deepEqual(
          [
            problem.code,
            problem.scope,
            problem.retryable,
            problem.effectUnknown,
            problem.facts?.['responseCode'],
            problem.facts?.['mailbox'],
          ],
          [code, scope, false, undefined, responseCode, annas.address],
        );
        assert.equal(sentOf(over, 'UpdateItem'), 1);
      }
    }),
  );
}
