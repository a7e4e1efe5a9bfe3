/** Whom a write reaches: nobody by mail unless all are to be told, only the agent's calendar, and only with the right to write in it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { theProblem } from '../../../builders/results.ts';
import { review } from '../../../contracts/writer-under-test.ts';
import { annas, never, onSimulator, until } from '../over-simulator.ts';

const mark = 'hi:1:installation:7:4711';

it(
  'all attendees are told of every write when the settings say so',
  onSimulator(
    async ({ server, writer }) => {
      const made = await writer.create(annas, review, mark, never);
      assert.ok(made.ok);
      assert.equal(server.mailsSent, 2);
      assert.ok((await writer.update(annas, made.value, review, ['location'], never)).ok);
      assert.equal(server.mailsSent, 4);
      assert.ok((await writer.remove(annas, made.value.itemId, never)).ok);
      assert.equal(server.mailsSent, 6);
    },
    { mailAttendees: 'all' },
  ),
);

it(
  'a delegate writes into the calendar of the other, where it may, and into no other',
  onSimulator(
    async ({ server, writer, calendar }) => {
      const helper = server.state.addMailbox({ address: 'helper@example.org', password: 'Passw0rd!' });
      server.state.setRights('helper@example.org', annas.address, 'editor');
      const made = await writer.create(annas, review, mark, never);
      assert.ok(made.ok);
      assert.ok(
        (await writer.update(annas, made.value, { ...review, subject: 'New' }, ['subject'], never)).ok,
      );
      const found = await writer.findByMark(annas, mark, never);
      assert.equal(found.ok && found.value.length, 1);
      assert.deepEqual([calendar.items()[0]?.subject, helper.items().length], ['New', 0]);
      server.state.setRights('helper@example.org', annas.address, 'reviewer');
      const refused = theProblem(await writer.create(annas, review, mark, never));
      assert.deepEqual([refused.code, refused.effectUnknown], ['mailbox.access-denied', undefined]);
      assert.equal(
        theProblem(await writer.remove(annas, made.value.itemId, never)).code,
        'mailbox.access-denied',
      );
      assert.equal(calendar.items().length, 1);
    },
    { settings: { access: 'delegate', user: 'helper@example.org' }, password: 'Passw0rd!' },
  ),
);

it(
  'an account that may not act for the mailbox writes nothing, and the problem names both',
  onSimulator(async ({ server, writer, calendar }) => {
    server.state.setImpersonation('LAB\\svc-halo', ['somebody@example.org']);
    const problem = theProblem(await writer.create(annas, review, mark, never));
    assert.equal(problem.code, 'mailbox.impersonation-denied');
    assert.deepEqual(
      [problem.facts?.['mailbox'], problem.facts?.['account']],
      [annas.address, 'LAB\\svc-halo'],
    );
    assert.equal(calendar.items().length, 0);
  }),
);

it(
  'a folder id that is known is where the item is made',
  onSimulator(async ({ writer, source, calendar }) => {
    const folder = await source.openCalendar(annas, never);
    assert.ok(folder.ok);
    const known = { ...annas, folderId: folder.value.folderId };
    assert.ok((await writer.create(known, review, mark, never)).ok);
    const found = await writer.findByMark(known, mark, never);
    assert.equal(found.ok && found.value.length, 1);
    assert.equal(calendar.items().length, 1);
    const gone = theProblem(await writer.create({ ...annas, folderId: 'AAAA' }, review, mark, never));
    assert.equal(gone.effectUnknown, undefined);
  }),
);

it(
  'a mailbox that is being written is not read meanwhile',
  onSimulator(async over => {
    const asked = (operation: string) =>
      over.server.requests.filter(request => request.operation === operation).length;
    const run = new AbortController();
    over.server.faults.order({ kind: 'never', operation: 'CreateItem' });
    const create = over.writer.create(annas, review, mark, run.signal);
    await until(over, () => asked('CreateItem') === 1);
    const read = over.source.changes(annas, null, never);
    for (let turn = 0; turn < 20; turn += 1) await over.clock.advance(0);
    assert.equal(asked('SyncFolderItems'), 0);
    run.abort();
    await create;
    assert.ok((await read).ok);
    assert.equal(asked('SyncFolderItems'), 1);
  }),
);
