/** Random lives on both sides for fast-check. */
import * as fc from 'fast-check';
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import type { FaultKind, FaultOrder } from '../../main/simulators/halo/faults.ts';
import type { Slot, TwoWayDeed, TwoWayStep, TwoWayStory } from './two-way-story.ts';

export interface TwoWayOptions {
  readonly steps: number;
  readonly faults: boolean;
  readonly dialects: boolean;
  readonly series: boolean;
  /** The conflict rule of all of it; null: any, and it may change on the way. */
  readonly conflict: TwoWayStory['conflict'] | null;
}

const which = fc.nat({ max: 1_000 });
const agent = fc.nat({ max: 1 });
const side = fc.constantFrom('halo' as const, 'exchange' as const);
const field = fc.constantFrom('subject' as const, 'location' as const, 'note' as const);
const conflict = fc.constantFrom('exchange' as const, 'halo' as const, 'newest' as const);

const slot: fc.Arbitrary<Slot> = fc.record({
  day: fc.integer({ min: 2, max: 20 }),
  minute: fc.nat({ max: 95 }).map(quarter => quarter * 15),
  length: fc.constantFrom(15, 30, 60, 90, 0),
  allDay: fc.nat({ max: 4 }).map(number => number === 4),
});

const one = <Deed extends TwoWayDeed>(weight: number, arbitrary: fc.Arbitrary<Deed>) => ({
  weight,
  arbitrary,
});
const is = <const Word extends string>(word: Word) => fc.constant(word);

const singles = [
  one(
    5,
    fc.record({ in: side, do: is('make'), agent, slot, isPrivate: fc.nat({ max: 6 }).map(n => n === 6) }),
  ),
  one(6, fc.record({ in: side, do: is('write'), which, field })),
  one(4, fc.record({ in: side, do: is('move'), which, slot })),
  one(2, fc.record({ in: side, do: is('private'), which, isPrivate: fc.boolean() })),
  one(2, fc.record({ in: side, do: is('delete'), which })),
  one(
    2,
    fc.record({
      in: side,
      do: is('invite'),
      which,
      guests: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 3 }),
    }),
  ),
  one(1, fc.record({ in: is('halo'), do: is('give'), which, agent })),
  one(
    1,
    fc.record({
      in: is('halo'),
      do: fc.constantFrom('complete' as const, 'ticket' as const, 'sort' as const),
      which,
    }),
  ),
  one(1, fc.record({ in: is('exchange'), do: is('copy'), which })),
];
const many = [
  one(2, fc.record({ in: side, do: is('make-series'), agent, slot, times: fc.integer({ min: 1, max: 4 }) })),
  one(2, fc.record({ in: side, do: is('write-series'), which, field })),
  one(1, fc.record({ in: side, do: is('delete-series'), which })),
  one(
    1,
    fc.record({
      in: side,
      do: is('repeat'),
      which,
      every: fc.integer({ min: 1, max: 3 }),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  ),
];

const after = fc.nat({ max: 3 });
const times = fc.integer({ min: 1, max: 3 });
const effect = fc.constantFrom('done' as const, 'not-done' as const);
const exchangeKind: fc.Arbitrary<OrderedFault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('reset' as const, 'empty-500' as const, 'html-page' as const, 'http-503' as const),
    effect,
  }),
  fc.record({ kind: is('fault-in-200'), code: is('ErrorInternalServerError'), effect }),
  fc.record({
    kind: is('soap-fault'),
    code: fc.constantFrom('ErrorInternalServerError', 'ErrorTimeoutExpired'),
    effect,
  }),
  fc.record({ kind: is('cut-at'), bytes: fc.constantFrom(40, 700, 2_000) }),
  fc.record({
    kind: is('item-error'),
    code: fc.constantFrom(
      'ErrorMailboxStoreUnavailable',
      'ErrorIrresolvableConflict',
      'ErrorInternalServerError',
    ),
  }),
  fc.record({ kind: is('server-busy'), backOffMs: fc.constantFrom(1, 5_000) }),
  fc.record({ kind: is('duplicate-response') }),
);
const exchangeOrder: fc.Arbitrary<OrderedFault> = fc
  .record({
    kind: exchangeKind,
    where: fc.constantFrom(
      {},
      { operation: 'CreateItem' },
      { operation: 'UpdateItem' },
      { operation: 'DeleteItem' },
      { operation: 'GetItem' },
      { operation: 'FindItem' },
      { operation: 'SyncFolderItems' },
    ),
    after,
    times,
  })
  .map(({ kind, where, ...rest }) => ({ ...kind, ...where, ...rest }));

const haloKind: fc.Arbitrary<FaultKind> = fc.oneof(
  fc.constantFrom(500, 502, 503).map(status => ({ kind: 'http-status', status }) as const),
  fc
    .constantFrom(null, 2, 30)
    .map(retryAfterSeconds => ({ kind: 'too-many-requests', retryAfterSeconds }) as const),
  fc.constantFrom(
    { kind: 'reset-before' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'html-page' } as const,
    { kind: 'invalid-json' } as const,
    { kind: 'cut-at', bytes: 40 } as const,
    { kind: 'partial-array', stored: 1 } as const,
  ),
);
const haloOrder: fc.Arbitrary<FaultOrder> = fc
  .record({
    kind: haloKind,
    where: fc.constantFrom(
      {},
      { method: 'POST', path: '/appointment' },
      { method: 'DELETE', path: '/appointment' },
      { method: 'GET', path: '/appointment' },
    ),
    after,
    times,
  })
  .map(({ kind, where, ...rest }) => ({ ...kind, ...where, ...rest }));

/**
 * What matters to the way out. Left out: a Halo that shows a deleted appointment under its id as if it were there (`getDeleted` row without
 * `deleted-true`) hides deletions, and nobody can know of them; nor of a note that is saved in a Halo which shows neither the order nor the time of changes.
 */
const twoWayDialect: fc.Arbitrary<Partial<HaloDialect>> = fc
  .record<Partial<HaloDialect>>(
    {
      listOrder: fc.constantFrom('as-asked', 'by-id'),
      agentZero: fc.constantFrom('everybody', 'nobody'),
      obeysIncludeDeleted: fc.boolean(),
      listsShowDeleted: fc.boolean(),
      lastModifiedTo: fc.constantFrom('millisecond', 'second'),
      postTellsLastModified: fc.boolean(),
      noteKept: fc.constantFrom('as-sent', 'html'),
      getDeleted: fc.constantFrom('404', 'row'),
      deletedMark: fc.constantFrom('none', 'deleted-true', 'no-rights'),
      postDeleted: fc.constantFrom('refused', 'revives', 'stays-deleted'),
      postAnswer: fc.constantFrom('array', 'first-object', 'envelope'),
      listShape: fc.constantFrom('by-pageinate', 'always-array', 'always-envelope'),
      pageCap: fc.constantFrom(3, 10, 100),
      windowRule: fc.constantFrom('overlap', 'starts-inside', 'inside'),
      mastersInLists: fc.boolean(),
      dateForm: fc.constantFrom('plain', 'with-z'),
      allDayForm: fc.constantFrom('inclusive', 'exclusive-end', 'date-only-fields'),
      trimsTrailingBlanks: fc.boolean(),
      mailsOnWrite: fc.constantFrom('when-asked', 'unless-forbidden'),
      weekDayWords: fc.constantFrom('names', 'numbers'),
    },
    { requiredKeys: [] },
  )
  .map(dialect => ({
    ...dialect,
    ...(dialect.listOrder === 'by-id' ? { postTellsLastModified: true } : {}),
    ...(dialect.getDeleted === 'row' ? { deletedMark: 'deleted-true' } : {}),
  }));

/** What people do on both sides, series too. */
export const twoWayDeeds: fc.Arbitrary<TwoWayDeed> = fc.oneof(...singles, ...many);

function stepOf(options: TwoWayOptions): fc.Arbitrary<TwoWayStep> {
  const deed = fc.oneof(...singles, ...(options.series ? many : []));
  const step = <Step extends TwoWayStep>(weight: number, arbitrary: fc.Arbitrary<Step>) => ({
    weight,
    arbitrary,
  });
  return fc.oneof(
    step(10, fc.record({ step: is('deed'), deed })),
    step(4, fc.record({ step: is('import'), verify: fc.nat({ max: 5 }).map(n => n === 5) })),
    step(5, fc.constant({ step: 'send' } as const)),
    step(1, fc.constant({ step: 'restart' } as const)),
    step(1, fc.record({ step: is('pause'), minutes: fc.constantFrom(1, 16, 120, 1_440) })),
    ...(options.faults
      ? [
          step(2, fc.record({ step: is('exchange-fault'), order: exchangeOrder })),
          step(2, fc.record({ step: is('halo-fault'), order: haloOrder })),
        ]
      : []),
    ...(options.conflict === null ? [step(1, fc.record({ step: is('rule'), conflict }))] : []),
  );
}

export function twoWayStories(options: TwoWayOptions): fc.Arbitrary<TwoWayStory> {
  return fc.record({
    conflict: options.conflict === null ? conflict : fc.constant(options.conflict),
    private: fc.constantFrom('time-only' as const, 'full' as const),
    guarded: fc.nat({ max: 3 }).map(number => number === 3),
    halo: options.dialects ? twoWayDialect : fc.constant({}),
    steps: fc.array(stepOf(options), { minLength: options.steps / 2, maxLength: options.steps, size: 'max' }),
  });
}
