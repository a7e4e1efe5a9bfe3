/**
 * What every OutboundStore has to do, whatever it keeps things in: run on the store on disk and on the fake in memory, so that the fake can
 * be believed. Also makes records for the other tests of the store.
 */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OwnedFields } from '../../main/core/appointment.ts';
import {
  emptyOutbound,
  enterOutbound,
  type OutboundEntry,
  type OutboundMemory,
  type OutboundRecord,
  type SeriesTie,
} from '../../main/core/outbound/entry.ts';
import type { OutboundStore } from '../../main/outbound-ports.ts';
import { theValue } from '../builders/results.ts';

export interface OutboundStoreUnderTest {
  readonly store: OutboundStore;
  reopen(): Promise<OutboundStore>;
  end(): Promise<void>;
}

export function anEntry(haloId: number, change: Partial<OutboundEntry> = {}): OutboundEntry {
  return {
    haloId,
    agentId: null,
    since: '2026-03-29T08:00:00Z',
    heard: 'nudge',
    count: 1,
    state: { kind: 'waiting' },
    intent: null,
    approved: null,
    ...change,
  };
}

const someValues: OwnedFields = {
  when: { kind: 'all-day', first: '2026-03-29', last: '2026-03-30' },
  subject: 'Holiday "quoted" \u{1f4c5}\nsecond line',
  location: '',
  note: '',
  attendees: '',
  isPrivate: true,
};

export function aTie(haloId: number): SeriesTie {
  return {
    haloId,
    agentId: 7,
    address: 'Anna.Berg@example.org',
    itemId: `AAMkAD${haloId}=`,
    uid: `uid-${haloId}`,
    lastModified: '2026-03-01T10:00:00.123',
    values: someValues,
    mapped: { ...someValues, subject: 'sha256:0123' },
    pattern: 'abc123',
  };
}

export const heard = (...ids: number[]): OutboundRecord => ({
  kind: 'entries',
  entries: ids.map(id => anEntry(id)),
});
export const done = (haloId: number, wrote = true): OutboundRecord => ({
  kind: 'done',
  haloId,
  at: '2026-03-29T09:00:00Z',
  wrote,
});

/** One record of every kind, and an entry in every state. */
export const everything: readonly OutboundRecord[] = [
  {
    kind: 'entries',
    entries: [
      anEntry(1, { agentId: 7, heard: 'poll', count: 3 }),
      anEntry(2, {
        state: {
          kind: 'resting',
          until: '2026-03-29T08:05:00.250Z',
          tries: 2,
          problem: { code: 'mailbox.moving', scope: 'mailbox', retryable: true, facts: { status: 200 } },
        },
        intent: {
          mark: 'hi:1:abc:7:2',
          agentId: 7,
          address: 'Anna.Berg@example.org',
          values: someValues,
          mapped: someValues,
          pattern: '',
        },
      }),
      anEntry(3, {
        state: { kind: 'parked', reason: 'several-agents', lastModified: 'x', facts: { agents: '7, 8' } },
      }),
      anEntry(4, { state: { kind: 'parked', reason: 'type-not-sent', lastModified: '' } }),
      anEntry(5, { state: { kind: 'held', reason: 'not-made-by-us', proposal: 'p' }, approved: 'p' }),
      anEntry(6),
    ],
  },
  done(6),
  done(99, false),
  { kind: 'watermark', watermark: { begun: '2026-01-01', newest: '2026-03-01', seen: ['5 2026-03-01'] } },
  { kind: 'confirmed', at: '2026-03-29T07:00:00Z' },
  { kind: 'series', tie: aTie(10) },
  { kind: 'series', tie: aTie(11) },
  { kind: 'series-gone', haloId: 11 },
];

export function memoryAfter(...records: readonly OutboundRecord[]): OutboundMemory {
  const memory = emptyOutbound();
  for (const record of records) enterOutbound(memory, record);
  return memory;
}

export function describeOutboundStore(
  name: string,
  open: (limits: { readonly groups: number; readonly bytes: number }) => Promise<OutboundStoreUnderTest>,
): void {
  const check =
    (work: (test: OutboundStoreUnderTest) => Promise<void>, groups = 1_000) =>
    async () => {
      const test = await open({ groups, bytes: 1_000_000 });
      try {
        await work(test);
      } finally {
        await test.end();
      }
    };

  describe(`${name}: an outbound store`, () => {
    it(
      'is empty at first',
      check(async ({ store }) => {
        assert.deepEqual(theValue(await store.read()), emptyOutbound());
      }),
    );

    it(
      'remembers every kind of record over a restart, also when nobody read it before',
      check(async ({ store, reopen }) => {
        theValue(await store.append(everything));
        assert.deepEqual(theValue(await store.read()), memoryAfter(...everything));
        assert.deepEqual(theValue(await (await reopen()).read()), memoryAfter(...everything));
      }),
    );

    it(
      'remembers every kind of record in its image too',
      check(async ({ store, reopen }) => {
        theValue(await store.append(everything));
        theValue(await store.append([heard(7)]));
        theValue(await store.compact());
        const again = await reopen();
        theValue(await again.append([done(7, false)]));
        assert.deepEqual(theValue(await again.read()), memoryAfter(...everything));
      }, 1),
    );

    it(
      'gives a copy: what a reader enters into it is not remembered',
      check(async ({ store }) => {
        theValue(await store.append([heard(1)]));
        const memory = theValue(await store.read());
        assert.ok(memory.entries instanceof Map);
        memory.entries.clear();
        assert.deepEqual([...theValue(await store.read()).entries.keys()], [1]);
      }),
    );

    it(
      'keeps what is asked for at once in the order in which it was asked',
      check(async ({ store, reopen }) => {
        const asked = Array.from({ length: 50 }, (_, number) =>
          store.append(number % 2 === 0 ? [heard(number)] : [done(number - 1), heard(1000 + number)]),
        );
        await Promise.all([...asked, store.compact(), store.append([heard(7777)]), store.compact()]);
        const ids = [...theValue(await (await reopen()).read()).entries.keys()];
        assert.deepEqual(ids, [...Array.from({ length: 25 }, (_, one) => 1001 + 2 * one), 7777]);
      }, 10),
    );

    it(
      'does nothing for no records',
      check(async ({ store }) => {
        theValue(await store.append([]));
        assert.deepEqual(theValue(await store.read()), emptyOutbound());
      }),
    );
  });
}
