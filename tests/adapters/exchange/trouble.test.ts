/** What the source does when the server or the network misbehaves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Problem } from '../../../main/core/problem.ts';
import type { OrderedFault } from '../../../main/simulators/exchange/faults.ts';
import { theProblem, theValue } from '../../builders/results.ts';
import { bookMany, kinds, march } from './many-events.ts';
import { annas, never, onSimulator, until } from './over-simulator.ts';

/** Fault (ordered for ever) -> problem code, and how often it was met. */
const lasting: readonly (readonly [string, OrderedFault, Problem['code'], number])[] = [
  ['a server that is busy', { kind: 'server-busy' }, 'exchange.throttled', 3],
  ['a busy message in a good envelope', { kind: 'server-busy', as: 'message' }, 'exchange.throttled', 3],
  ['an empty 500', { kind: 'empty-500' }, 'exchange.server-error', 3],
  ['a 503', { kind: 'http-503' }, 'exchange.server-error', 3],
  ['a 503 that names a time', { kind: 'http-503', retryAfter: 30 }, 'exchange.throttled', 3],
  ['a 403', { kind: 'http-403' }, 'exchange.forbidden', 1],
  ['the error page of the web server', { kind: 'html-page' }, 'exchange.server-error', 3],
  ['a cut answer', { kind: 'cut-at', bytes: 700 }, 'exchange.connection-lost', 3],
  [
    'a refused impersonation in a 200',
    { kind: 'fault-in-200', code: 'ErrorImpersonateUserDenied' },
    'mailbox.impersonation-denied',
    1,
  ],
  [
    'a refused impersonation',
    { kind: 'soap-fault', code: 'ErrorImpersonateUserDenied' },
    'mailbox.impersonation-denied',
    1,
  ],
  [
    'an account without the role',
    { kind: 'soap-fault', code: 'ErrorImpersonationDenied' },
    'exchange.impersonation-denied',
    1,
  ],
  [
    'a mailbox that nobody knows',
    { kind: 'soap-fault', code: 'ErrorNonExistentMailbox' },
    'mailbox.unknown',
    1,
  ],
  ['a mailbox on the move', { kind: 'soap-fault', code: 'ErrorMailboxMoveInProgress' }, 'mailbox.moving', 3],
  [
    'a version that the server does not speak',
    { kind: 'soap-fault', code: 'ErrorInvalidServerVersion' },
    'exchange.wrong-version',
    1,
  ],
  [
    'a code that nobody has heard of',
    { kind: 'soap-fault', code: 'ErrorNobodyKnows' },
    'mailbox.unknown-response',
    1,
  ],
];

for (const [name, fault, code, times] of lasting) {
  it(
    `tells ${name} as ${code} after ${times} ${times === 1 ? 'attempt' : 'attempts'}`,
    onSimulator(async over => {
      theValue(await over.source.openCalendar(annas, never));
      over.server.clearRequests();
      over.server.faults.order({ ...fault, times: 99 });
      for (const result of [
        await over.source.changes(annas, null, never),
        await over.source.view(annas, march, never),
      ]) {
        assert.equal(theProblem(result).code, code);
      }
      assert.equal(over.server.requests.length, 2 * times);
    }),
  );
}

it(
  'gives a connection that is always reset a bounded number of attempts',
  onSimulator(async over => {
    over.server.faults.order({ kind: 'reset', times: 99 });
    assert.equal(theProblem(await over.source.openCalendar(annas, never)).code, 'exchange.connection-lost');
    assert.ok(over.server.requests.length <= 6);
  }),
);

for (const fault of [
  { kind: 'server-busy', backOffMs: 5_000 },
  { kind: 'empty-500' },
  { kind: 'http-503' },
  { kind: 'reset' },
  { kind: 'cut-at', bytes: 900 },
  { kind: 'html-page' },
  { kind: 'soap-fault', code: 'ErrorADUnavailable' },
] as const) {
  it(
    `gets over one ${fault.kind}`,
    onSimulator(async over => {
      const [id] = bookMany(over, 1);
      over.server.faults.order(fault);
      assert.deepEqual(theValue(await over.source.changes(annas, null, never)).changed, [id]);
      over.server.faults.order(fault);
      assert.equal(theValue(await over.source.view(annas, march, never)).rows.length, 1);
      over.server.faults.order(fault);
      assert.deepEqual(kinds(theValue(await over.source.items(annas, [id ?? ''], never))), ['found']);
    }),
  );
}

for (const [name, fault, ms] of [
  ['as long as the server asks', { kind: 'server-busy', backOffMs: 30_000 }, 30_000],
  ['two seconds when a busy server names no time', { kind: 'server-busy' }, 2_000],
] as const) {
  it(
    `waits ${name} before anybody asks again`,
    onSimulator(
      async over => {
        over.server.state.addMailbox({ address: 'bo@example.org' });
        const bos = { address: 'bo@example.org', folderId: null };
        theValue(await over.source.openCalendar(annas, never));
        over.server.clearRequests();
        over.server.faults.order({ ...fault, mailbox: annas.address });
        const first = over.source.changes(annas, null, never);
        await until(over, () => over.clock.waiting() > 0);
        const other = over.source.changes(bos, null, never);
        await over.clock.advance(ms - 1);
        assert.equal(over.server.requests.length, 1);
        await over.clock.advance(1);
        theValue(await first);
        theValue(await other);
        assert.equal(over.server.requests.length, 3);
      },
      { skipsWaits: false },
    ),
  );
}

it(
  'leaves the waiting when the run is stopped',
  onSimulator(
    async over => {
      const run = new AbortController();
      over.server.faults.order({ kind: 'server-busy', backOffMs: 30_000 });
      const result = over.source.openCalendar(annas, run.signal);
      await until(over, () => over.clock.waiting() > 0);
      run.abort();
      assert.equal(theProblem(await result).code, 'run.stopped');
    },
    { skipsWaits: false },
  ),
);

it(
  'stops asking within a request when the run is stopped',
  onSimulator(async over => {
    const run = new AbortController();
    over.server.faults.order({ kind: 'never' });
    const result = over.source.openCalendar(annas, run.signal);
    await until(over, () => over.server.requests.length > 0);
    run.abort();
    assert.equal(theProblem(await result).code, 'run.stopped');
  }),
);

for (const [name, url, code] of [
  ['that refuses connections', 'http://127.0.0.1:1/EWS/Exchange.asmx', 'exchange.refused'],
  [
    'whose name is unknown',
    'https://mail.no-such-name.invalid/EWS/Exchange.asmx',
    'exchange.name-not-resolved',
  ],
] as const) {
  it(
    `tells a server ${name} after one quick repeat`,
    onSimulator(async over => {
      const before = over.clock.monotonicMs();
      assert.equal(theProblem(await over.sourceWith({ url }).openCalendar(annas, never)).code, code);
      assert.equal(over.requests.length, 2);
      assert.equal(over.clock.monotonicMs() - before, 2_000);
    }),
  );
}
