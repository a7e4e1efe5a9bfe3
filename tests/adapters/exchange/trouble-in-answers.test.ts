/** What the source does when an item misbehaves, or an answer is not what was asked for. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { theProblem, theValue } from '../../builders/results.ts';
import { bookMany, kinds, march } from './many-events.ts';
import { annas, never, onSimulator } from './over-simulator.ts';

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
