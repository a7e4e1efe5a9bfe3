/** Answers to held changes: what is recorded, in which order, and how a person names them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hold } from '../../main/core/link.ts';
import { emptyBook } from '../../main/core/link.ts';
import { answerHeld, listHeld, referenceOf } from '../../main/engine/held.ts';
import type { MailboxKey } from '../../main/ports.ts';
import { theValue } from '../builders/results.ts';
import { anIntent, aState } from '../contracts/link-store.ts';
import { createMemoryLinks, type MemoryLinks } from '../fakes/memory-links.ts';

const anna: MailboxKey = { agentId: 2, address: 'anna@example.org' };
const bruno: MailboxKey = { agentId: 12, address: 'bruno@example.org' };
const meeting = 'aaaa1111aaaa1111aaaa1111';

function hold(key: string, about: Partial<Hold> = {}): Hold {
  return {
    key,
    action: 'remove',
    reason: 'many-removals',
    since: '2026-03-23T07:00:00Z',
    state: 'waiting',
    proposal: `remove ${key}`,
    itemId: `item-${key}`,
    seriesId: null,
    start: '2026-03-24T09:00:00Z',
    end: '2026-03-24T10:00:00Z',
    ...about,
  };
}

const state = aState({ pending: ['before'], waitingHolds: 2 });

async function filled(): Promise<MemoryLinks> {
  const store = createMemoryLinks();
  const put = async (mailbox: MailboxKey, holds: readonly Hold[]) => {
    theValue(await store.writeState(mailbox, state));
    const byKey = new Map(holds.map(each => [each.key, each]));
    theValue(await store.writeMemory(mailbox, { book: emptyBook, decisions: new Map(), holds: byKey }));
  };
  await put(anna, [
    hold(meeting),
    hold('aaaa2222aaaa2222aaaa2222', { seriesId: 'master', since: '2026-03-22T07:00:00Z' }),
    hold('cccc3333cccc3333cccc3333', { state: 'kept' }),
  ]);
  await put(bruno, [hold(meeting)]);
  return store;
}

test('holds of all mailboxes are listed oldest first, each with a name that finds it again', async () => {
  const listed = theValue(await listHeld(await filled()));
  assert.deepEqual(listed.map(referenceOf), ['2:aaaa2222', '2:aaaa1111', '2:cccc3333', '12:aaaa1111']);
});

test('an approval is to be read again: the single itself, the master of a series, and what waited before', async () => {
  const store = await filled();
  const answers = theValue(await answerHeld(store, 'all', 'approved'));
  assert.equal(answers.answered.length, 3, 'what was kept is not asked again');
  const after = theValue(await store.readState(anna));
  assert.deepEqual(after?.pending, ['before', 'master', `item-${meeting}`]);
  assert.equal(after?.waitingHolds, 0);
  assert.deepEqual(
    theValue(await listHeld(store)).map(({ hold: one }) => one.state),
    ['approved', 'approved', 'kept', 'approved'],
  );
});

test('keeping asks for nothing to be read, and can be changed into an approval', async () => {
  const store = await filled();
  theValue(await answerHeld(store, { references: ['2:aaaa2222'] }, 'kept'));
  const kept = theValue(await store.readState(anna));
  assert.deepEqual([kept?.pending, kept?.waitingHolds], [['before'], 1]);
  theValue(await answerHeld(store, { references: ['2:aaaa2222'] }, 'approved'));
  assert.deepEqual(theValue(await store.readState(anna))?.pending, ['before', 'master']);
});

test('a name without an agent means the event in all calendars that hold it', async () => {
  const store = await filled();
  const { answered } = theValue(await answerHeld(store, { references: ['AAAA1111'] }, 'kept'));
  assert.deepEqual(answered.map(referenceOf), ['2:aaaa1111', '12:aaaa1111']);
});

test('nothing is answered when a name is unknown, too short or of several events', async () => {
  const store = await filled();
  const names = ['aaaa', '2:dddd4444', 'aaa', '3:aaaa1111', 'aaaa1111'];
  const answers = theValue(await answerHeld(store, { references: names }, 'approved'));
  assert.deepEqual(answers, {
    answered: [],
    unknown: ['2:dddd4444', 'aaa', '3:aaaa1111'],
    ambiguous: ['aaaa'],
  });
  assert.equal(theValue(await listHeld(store)).filter(({ hold: one }) => one.state === 'approved').length, 0);
});

test('creates whose fate is open stay in the journal, so that the next run still looks for them', async () => {
  const store = await filled();
  theValue(await store.append(anna, { kind: 'intent', intents: [anIntent(1)] }));
  theValue(await answerHeld(store, 'all', 'kept'));
  assert.equal(theValue(await store.isInterrupted(anna)), true);
  assert.equal(theValue(await store.readMemory(anna)).book.intents.size, 1);
  assert.equal(theValue(await store.isInterrupted(bruno)), false);
});
