import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, codes, sync, syncAll, text, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const asAnna = { as: anna };
const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };

test('a first sync tells all items newest first, the next one only what changed since', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const one = mailbox.book({ subject: 'one', ...at });
    const two = mailbox.book({ subject: 'two', ...at });
    const first = await syncAll(simulator, asAnna);
    assert.deepEqual(first.changes, [`Create ${two}`, `Create ${one}`]);
    assert.deepEqual((await syncAll(simulator, asAnna, first.state)).changes, []);
    mailbox.change(one, { subject: 'changed' });
    const passing = mailbox.book({ subject: 'passing', ...at });
    mailbox.remove(passing);
    mailbox.remove(two);
    const next = await syncAll(simulator, asAnna, first.state);
    assert.deepEqual(next.changes, [`Delete ${two}`, `Update ${one}`]);
    assert.deepEqual((await syncAll(simulator, asAnna, first.state)).changes, next.changes);
    assert.match(
      (await ask(simulator, sync(first.state), asAnna)).xml,
      /<t:Delete><t:ItemId Id="[^"]+" ChangeKey="[^"]+"\/>/,
    );
  }));

test('pages are resumable and changes between pages are told once', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const ids = Array.from({ length: 25 }, (_, n) => mailbox.book({ subject: `n${n}`, ...at }));
    const first = await ask(simulator, sync(undefined, 10), asAnna);
    assert.equal(text(first.xml, 'IncludesLastItemInRange'), 'false');
    const state = text(first.xml, 'SyncState') ?? '';
    const [told, untold, removed] = [ids[20] ?? '', ids[3] ?? '', ids[5] ?? ''];
    mailbox.change(told, { subject: 'changed after it was told' });
    mailbox.change(untold, { subject: 'changed before it was told' });
    mailbox.remove(removed);
    const rest = await syncAll(simulator, asAnna, state, 10);
    const creates = rest.changes.filter(change => change.startsWith('Create'));
    assert.equal(creates.length, 14);
    assert.equal(rest.changes.filter(change => change.endsWith(untold)).join(), `Create ${untold}`);
    assert.equal(rest.changes.filter(change => change.endsWith(told)).join(), `Update ${told}`);
    assert.equal(rest.changes.filter(change => change.endsWith(removed)).length, 0);
    assert.deepEqual((await syncAll(simulator, asAnna, state, 10)).changes, rest.changes);
    assert.deepEqual((await syncAll(simulator, asAnna, rest.state)).changes, []);
  }));

test('a page holds 512 changes at most', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    for (let n = 0; n < 1100; n++) mailbox.book({ subject: `n${n}`, ...at });
    const all = await syncAll(simulator, asAnna);
    assert.deepEqual([all.changes.length, all.pages], [1100, 3]);
    assert.equal((await ask(simulator, sync(undefined, 513), asAnna)).status, 500);
  }));

test('a state of another or a former mailbox is refused', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    simulator.state.addMailbox({ address: 'bob@corp.example' });
    const { state } = await syncAll(simulator, asAnna);
    const code = async (given: string, as = anna) =>
      codes((await ask(simulator, sync(given), { as })).xml).join();
    assert.equal(await code(state), 'NoError');
    assert.equal(await code(state, 'bob@corp.example'), 'ErrorInvalidSyncStateData');
    assert.equal(await code('H4sIrubbish'), 'ErrorInvalidSyncStateData');
    simulator.state.recreateMailbox(anna);
    assert.equal(await code(state), 'ErrorInvalidSyncStateData');
  }));

test('an item that is moved away and back has a new id and the same UID', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const id = mailbox.book({ subject: 'one', ...at });
    const { state } = await syncAll(simulator, asAnna);
    const before = mailbox.items()[0];
    const moved = mailbox.moveAwayAndBack(id);
    assert.notEqual(moved, id);
    assert.equal(mailbox.items()[0]?.uid, before?.uid);
    assert.deepEqual((await syncAll(simulator, asAnna, state)).changes, [`Create ${moved}`, `Delete ${id}`]);
    const copy = mailbox.copy(moved);
    assert.deepEqual(new Set(mailbox.items().map(item => item.uid)).size, 1);
    assert.notEqual(copy, moved);
  }));
