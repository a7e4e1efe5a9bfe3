/**
 * What every LinkStore has to do, whatever it keeps things in: run on the store on disk and on the fake in memory, so that the fake can
 * be believed. Also makes links for the other tests of the store.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision, Hold, Intent, JournalEntry, Link } from '../../main/core/link.ts';
import type { LinkStore, MailboxKey, MailboxMemory, MailboxState, ParkedMailbox } from '../../main/ports.ts';
import { theValue } from '../builders/results.ts';

/** A store under test, and the same memory opened anew as after a restart. */
export interface LinkStoreUnderTest {
  readonly store: LinkStore;
  reopen(): Promise<LinkStore>;
  end(): Promise<void>;
}

export const annas: MailboxKey = { agentId: 7, address: 'Anna.Berg@example.org' };

export function aLink(number: number, change: Partial<Link> = {}): Link {
  const start = '2026-03-29T08:00:00Z';
  const end = '2026-03-29T09:00:00Z';
  return {
    key: `uid-${number}|2026-03-29`,
    uid: `uid-${number}`,
    itemId: `AAMkAD${number}=`,
    changeKey: `DwAAABYA${number}`,
    seriesId: null,
    haloId: 5000 + number,
    lastModified: '2026-03-01T10:00:00.123',
    values: {
      when: { kind: 'timed', start, end },
      subject: `Server review № ${number} "quoted" \u{1f4c5}`,
      location: 'Raum 3\nHaus B',
      note: 'line one\r\nline two\u2028end',
      attendees: 'Bo Ek; Cy Fo',
      isPrivate: false,
    },
    fingerprint: `F${number}`,
    start,
    end,
    access: 'mail.example.org svc impersonation',
    rules: 'r1',
    state: 'live',
    origin: 'created',
    ...change,
  };
}

export function anIntent(number: number): Intent {
  const link = aLink(number, { haloId: null });
  return { key: link.key, mark: `halo-integrator:${number}`, link };
}

export function aDecision(number: number): Decision {
  const { key, itemId, seriesId, start, end } = aLink(number);
  const verdict = 'imported';
  return { key, itemId, seriesId, rowHash: `h${number}`, start, end, verdict, reason: 'created', at: start };
}

export function aHold(number: number): Hold {
  const { key, itemId, seriesId, start, end } = aLink(number);
  const base = { key, itemId, seriesId, start, end, since: start };
  return { ...base, action: 'remove', reason: 'guard-removals', state: 'kept', proposal: `p${number}` };
}

export function aMemory(links: readonly Link[], intents: readonly Intent[] = []): MailboxMemory {
  return {
    book: {
      links: new Map(links.map(link => [link.key, link])),
      intents: new Map(intents.map(intent => [intent.key, intent])),
    },
    decisions: new Map(),
    holds: new Map(),
  };
}

export function aState(change: Partial<MailboxState> = {}): MailboxState {
  return {
    folderId: 'AAMkFolder=',
    access: 'mail.example.org svc impersonation',
    rules: 'r1',
    viewed: { start: '2026-03-01T00:00:00Z', end: '2026-09-01T00:00:00Z' },
    syncState: 'H4sIAAAA',
    pending: ['AAMkAD9='],
    lastSuccess: '2026-03-02T08:00:00Z',
    waitingHolds: 2,
    linkedUnits: 41,
    failedItems: 1,
    rights: 'Read',
    ...change,
  };
}

function aParked(): ParkedMailbox {
  return {
    failures: 2,
    nextTry: '2026-03-02T09:15:00Z',
    settings: 's1',
    problem: { code: 'mailbox.unknown', scope: 'mailbox', retryable: false, facts: { status: 500 } },
  };
}

const linked = (...numbers: number[]): JournalEntry => ({
  kind: 'linked',
  links: numbers.map(number => aLink(number)),
});

/** The suite. `make` gives a fresh, empty store each time. */
export function describeLinkStore(name: string, make: () => Promise<LinkStoreUnderTest>): void {
  const within = async (check: (under: LinkStoreUnderTest) => Promise<void>) => {
    const under = await make();
    try {
      await check(under);
    } finally {
      await under.end();
    }
  };
  const keysOf = async (store: LinkStore, mailbox: MailboxKey) =>
    [...theValue(await store.readMemory(mailbox)).book.links.keys()].sort();

  describe(`${name} as a LinkStore`, () => {
    it('remembers nothing of a mailbox it has never seen', () =>
      within(async ({ store }) => {
        assert.equal(theValue(await store.readState(annas)), null);
        assert.equal(theValue(await store.isInterrupted(annas)), false);
        assert.deepEqual(theValue(await store.readMemory(annas)), aMemory([]));
        assert.deepEqual(theValue(await store.known()), []);
      }));

    it('gives a state back as it was, also after a restart', () =>
      within(async ({ store, reopen }) => {
        theValue(await store.writeState(annas, aState({ viewed: null, syncState: null })));
        theValue(await store.writeState(annas, aState()));
        assert.deepEqual(theValue(await store.readState(annas)), aState());
        assert.deepEqual(theValue(await (await reopen()).readState(annas)), aState());
      }));

    it('keeps the next try of a mailbox beside its state, also of one without, until a state is written', () =>
      within(async ({ store, reopen }) => {
        assert.equal(theValue(await store.readParked(annas)), null);
        let now = store;
        for (const state of [null, aState()]) {
          if (state !== null) theValue(await now.writeState(annas, state));
          theValue(await now.park(annas, aParked()));
          for (const one of [now, await reopen()]) {
            assert.deepEqual(theValue(await one.readParked(annas)), aParked());
            assert.deepEqual(theValue(await one.readState(annas)), state);
            now = one;
          }
        }
        theValue(await now.writeState(annas, aState()));
        assert.equal(theValue(await now.readParked(annas)), null);
      }));

    it('shows appended entries in the memory before and after a restart', () =>
      within(async ({ store, reopen }) => {
        theValue(await store.append(annas, { kind: 'intent', intents: [anIntent(1), anIntent(2)] }));
        theValue(await store.append(annas, linked(1)));
        for (const one of [store, await reopen()]) {
          const { book } = theValue(await one.readMemory(annas));
          assert.deepEqual([...book.links.values()], [aLink(1)]);
          assert.deepEqual([...book.intents.values()], [anIntent(2)]);
          assert.equal(theValue(await one.isInterrupted(annas)), true);
        }
      }));

    it('makes the links of announced creates of what Halo said of them, once', () =>
      within(async ({ store, reopen }) => {
        const { haloId, lastModified } = aLink(1);
        const made: JournalEntry = {
          kind: 'linked',
          links: [aLink(3)],
          created: [{ key: aLink(1).key, haloId, lastModified }],
        };
        const intents = [1, 2].map(number => ({
          ...anIntent(number),
          link: aLink(number, { haloId: null, lastModified: '' }),
        }));
        theValue(await store.append(annas, { kind: 'intent', intents }));
        for (const entry of [made, made]) theValue(await store.append(annas, entry));
        for (const one of [store, await reopen()]) {
          const { book } = theValue(await one.readMemory(annas));
          assert.deepEqual(book, aMemory([aLink(3), aLink(1)], intents.slice(1)).book);
        }
      }));

    it('keeps every kind of entry', () =>
      within(async ({ store, reopen }) => {
        const after = aLink(1, { key: 'uid-1|2026-03-30', state: 'deleted-in-halo', origin: 'adopted' });
        const allDay = aLink(5, {
          values: { ...aLink(5).values, when: { kind: 'all-day', first: '2026-03-29', last: '2026-03-30' } },
          seriesId: 'AAMkMaster=',
          haloId: null,
        });
        theValue(await store.append(annas, linked(1, 2)));
        theValue(await store.append(annas, { kind: 'linked', links: [allDay] }));
        theValue(await store.append(annas, { kind: 'rekeyed', from: aLink(1).key, link: after }));
        theValue(await store.append(annas, { kind: 'unlinked', keys: [aLink(2).key] }));
        theValue(await store.append(annas, { kind: 'intent', intents: [anIntent(3), anIntent(4)] }));
        theValue(await store.append(annas, { kind: 'intent-dropped', keys: [anIntent(3).key] }));
        const { book } = theValue(await (await reopen()).readMemory(annas));
        assert.deepEqual(
          book,
          aMemory(
            [after, allDay].sort((a, b) => a.key.localeCompare(b.key)),
            [anIntent(4)],
          ).book,
        );
      }));

    it('writes an image with decisions and holds, and the journal is empty afterwards', () =>
      within(async ({ store, reopen }) => {
        theValue(await store.append(annas, linked(1)));
        const memory: MailboxMemory = {
          ...aMemory([aLink(1), aLink(2)], [anIntent(3)]),
          decisions: new Map([[aDecision(1).key, aDecision(1)]]),
          holds: new Map([[aHold(2).key, aHold(2)]]),
        };
        theValue(await store.writeMemory(annas, memory));
        assert.equal(theValue(await store.isInterrupted(annas)), false);
        assert.deepEqual(theValue(await store.readMemory(annas)), memory);
        const again = await reopen();
        assert.equal(theValue(await again.isInterrupted(annas)), false);
        assert.deepEqual(theValue(await again.readMemory(annas)), memory);
      }));

    it('goes on after an image: later entries come on top of it', () =>
      within(async ({ store, reopen }) => {
        theValue(await store.append(annas, linked(1)));
        theValue(await store.writeMemory(annas, aMemory([aLink(1)])));
        theValue(await store.append(annas, linked(2)));
        theValue(await store.append(annas, { kind: 'unlinked', keys: [aLink(1).key] }));
        assert.deepEqual(await keysOf(store, annas), [aLink(2).key]);
        const again = await reopen();
        assert.deepEqual(await keysOf(again, annas), [aLink(2).key]);
        theValue(await again.append(annas, linked(3)));
        assert.deepEqual(await keysOf(again, annas), [aLink(2).key, aLink(3).key]);
      }));

    it('does not bring back what an image left out', () =>
      within(async ({ store, reopen }) => {
        theValue(await store.append(annas, linked(1, 2)));
        theValue(await store.writeMemory(annas, aMemory([aLink(2)])));
        assert.deepEqual(await keysOf(await reopen(), annas), [aLink(2).key]);
      }));

    it('keeps the memories of mailboxes and agents apart, and an address in other letters together', () =>
      within(async ({ store }) => {
        const other: MailboxKey = { agentId: 8, address: annas.address };
        theValue(await store.append(annas, linked(1)));
        theValue(await store.append(other, linked(2)));
        assert.deepEqual(await keysOf(store, annas), [aLink(1).key]);
        assert.deepEqual(await keysOf(store, other), [aLink(2).key]);
        assert.deepEqual(await keysOf(store, { agentId: 7, address: 'anna.berg@EXAMPLE.org' }), [
          aLink(1).key,
        ]);
      }));

    it('names the mailboxes that it remembers by state, image or journal', () =>
      within(async ({ store, reopen }) => {
        const [bo, cy] = [
          { agentId: 8, address: 'bo@example.org' },
          { agentId: 9, address: 'cy@example.org' },
        ];
        theValue(await store.writeState(annas, aState()));
        theValue(await store.append(bo, linked(1)));
        theValue(await store.writeMemory(cy, aMemory([aLink(2)])));
        const known = theValue(await (await reopen()).known());
        const inOrder = [...known].sort((a, b) => a.agentId - b.agentId);
        assert.deepEqual(inOrder, [annas, bo, cy]);
      }));

    it('takes appends that were asked for at once, each in its order', () =>
      within(async ({ store, reopen }) => {
        const entries = Array.from({ length: 20 }, (_, index) => linked(index));
        for (const result of await Promise.all(entries.map(entry => store.append(annas, entry)))) {
          theValue(result);
        }
        const { book } = theValue(await (await reopen()).readMemory(annas));
        assert.deepEqual(
          [...book.links.values()],
          entries.map((_, index) => aLink(index)),
        );
      }));
  });
}
