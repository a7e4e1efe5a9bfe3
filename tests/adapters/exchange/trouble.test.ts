/** What the source does when the server, the network or an item misbehaves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ItemAnswer } from '../../../main/core/event.ts';
import type { Problem } from '../../../main/core/problem.ts';
import type { OrderedFault } from '../../../main/simulators/exchange/faults.ts';
import { theProblem, theValue } from '../../builders/results.ts';
import { annas, never, type OverSimulator, onSimulator, until } from './over-simulator.ts';

const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };

function bookMany({ calendar }: OverSimulator, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) =>
    calendar.book({ subject: `Event ${number}`, start: '2026-03-10T09:00:00', end: '2026-03-10T10:00:00' }),
  );
}

const kinds = (answers: readonly ItemAnswer[]) => answers.map(answer => answer.kind);

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

it(
  'isolates an item that makes the answer unreadable, and reads the other 119',
  onSimulator(async over => {
    const ids = bookMany(over, 120);
    const poison = ids[57] ?? '';
    over.server.faults.order({ kind: 'poison-item', itemId: poison });
    const answers = theValue(await over.source.items(annas, ids, never));
    assert.deepEqual(answers[57], {
      id: poison,
      kind: 'unreadable',
      responseCode: 'exchange.unreadable-answer',
    });
    assert.equal(answers.filter(answer => answer.kind === 'found').length, 119);
  }),
);

it(
  'isolates an item at which the server breaks',
  onSimulator(async over => {
    const ids = bookMany(over, 10);
    over.server.faults.order({ kind: 'poison-item', itemId: ids[0] ?? '', as: 'http-500' });
    const answers = theValue(await over.source.items(annas, ids, never));
    assert.deepEqual(kinds(answers), ['unreadable', ...Array.from({ length: 9 }, () => 'found')]);
  }),
);

it(
  'tells an error of one item by its code, and never as gone',
  onSimulator(async over => {
    const ids = bookMany(over, 3);
    for (const code of [
      'ErrorItemCorrupt',
      'ErrorAccessDenied',
      'ErrorNobodyKnows',
      'ErrorInternalServerError',
    ]) {
      over.server.faults.clear();
      over.server.faults.order({ kind: 'item-error', itemId: ids[1] ?? '', code, times: 99 });
      const answers = theValue(await over.source.items(annas, ids, never));
      assert.deepEqual(kinds(answers), ['found', 'unreadable', 'found']);
      assert.deepEqual(answers[1], { id: ids[1], kind: 'unreadable', responseCode: code });
    }
  }),
);

it(
  'asks again for what the server left untried',
  onSimulator(async over => {
    const ids = bookMany(over, 20);
    const code = 'ErrorBatchProcessingStopped';
    over.server.faults.order({ kind: 'item-error', itemId: ids[4] ?? '', code });
    const answers = theValue(await over.source.items(annas, ids, never));
    assert.equal(answers.filter(answer => answer.kind === 'found').length, 20);
    over.server.faults.order({ kind: 'item-error', itemId: ids[4] ?? '', code, times: 99 });
    const others = theValue(await over.source.items(annas, ids, never));
    assert.equal(others.filter(answer => answer.kind === 'found').length, 19);
    assert.deepEqual(others[4], { id: ids[4], kind: 'unreadable', responseCode: code });
  }),
);

it(
  'does not take a mailbox that became unavailable for items that are bad',
  onSimulator(async over => {
    const ids = bookMany(over, 3);
    over.server.faults.order({ kind: 'item-error', code: 'ErrorMailboxStoreUnavailable', times: 99 });
    assert.equal(theProblem(await over.source.items(annas, ids, never)).code, 'mailbox.unavailable');
  }),
);

it(
  'does not take a server that answers nonsense for a mailbox of bad items',
  onSimulator(async over => {
    const ids = bookMany(over, 60);
    over.server.faults.order({ kind: 'empty-500', operation: 'GetItem', times: 999 });
    assert.equal(theProblem(await over.source.items(annas, ids, never)).code, 'exchange.server-error');
  }),
);

it(
  'reads characters that XML forbids as if they were not there',
  onSimulator(async over => {
    const [id] = bookMany(over, 1);
    over.server.faults.order({ kind: 'illegal-characters', times: 2 });
    const [row] = theValue(await over.source.view(annas, march, never)).rows;
    const [answer] = theValue(await over.source.items(annas, [id ?? ''], never));
    assert.equal(row?.subject, 'Event 0');
    assert.equal(answer?.kind === 'found' ? answer.item.subject : '', 'Event 0');
  }),
);

it(
  'reads on when a view or a feed is cut short, and says so when it stays so',
  onSimulator(async over => {
    bookMany(over, 6);
    over.server.faults.order({ kind: 'partial-view', operation: 'FindItem' });
    assert.equal(theValue(await over.source.view(annas, march, never)).rows.length, 6);
    over.server.faults.order({ kind: 'partial-view', operation: 'FindItem', times: 999 });
    assert.equal(theProblem(await over.source.view(annas, march, never)).code, 'mailbox.read-incomplete');
    over.server.faults.clear();
    over.server.faults.order({ kind: 'partial-view', operation: 'SyncFolderItems' });
    assert.equal(theValue(await over.source.changes(annas, null, never)).changed.length, 6);
  }),
);

it(
  'reads the next answer right after one that came twice',
  onSimulator(async over => {
    bookMany(over, 2);
    for (let round = 0; round < 5; round += 1) {
      over.server.faults.order({ kind: 'duplicate-response', operation: 'GetFolder' });
      theValue(await over.source.openCalendar(annas, never));
      assert.equal(theValue(await over.source.changes(annas, null, never)).changed.length, 2);
    }
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
