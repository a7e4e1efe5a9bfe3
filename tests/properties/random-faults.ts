/** Random faults for fast-check: what goes wrong on the way to either server. */
import * as fc from 'fast-check';
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { FaultKind, FaultOrder } from '../../main/simulators/halo/faults.ts';
import { item } from './random-edits.ts';
import type { ExchangeFaultData } from './story.ts';

const after = fc.nat({ max: 5 });
const few = fc.integer({ min: 1, max: 4 });

const exchangeKind: fc.Arbitrary<OrderedFault> = fc.oneof(
  fc
    .constantFrom('ErrorInternalServerError', 'ErrorMailboxStoreUnavailable', 'ErrorTimeoutExpired')
    .map(code => ({ kind: 'soap-fault', code }) as const),
  fc
    .constantFrom('ErrorInternalServerError', 'ErrorItemCorrupt', 'ErrorContentConversionFailed')
    .map(code => ({ kind: 'item-error', code }) as const),
  fc
    .record({
      backOffMs: fc.constantFrom(1, 5_000),
      as: fc.constantFrom('fault' as const, 'message' as const),
    })
    .map(busy => ({ kind: 'server-busy', ...busy }) as const),
  fc.constantFrom(
    { kind: 'http-401' } as const,
    { kind: 'http-403' } as const,
    { kind: 'http-503' } as const,
    { kind: 'http-503', retryAfter: 3 } as const,
    { kind: 'empty-500' } as const,
    { kind: 'html-page' } as const,
    { kind: 'cut-at', bytes: 700 } as const,
    { kind: 'cut-at', bytes: 3_000 } as const,
    { kind: 'slow', ms: 5 } as const,
    { kind: 'reset' } as const,
    { kind: 'never' } as const,
    { kind: 'partial-view', missing: 2 } as const,
    { kind: 'illegal-characters' } as const,
    { kind: 'duplicate-response' } as const,
    { kind: 'fault-in-200', code: 'ErrorInternalServerError' } as const,
  ),
);

export const exchangeFault: fc.Arbitrary<ExchangeFaultData> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        kind: exchangeKind,
        where: fc.constantFrom(
          {},
          { operation: 'GetItem' },
          { operation: 'FindItem' },
          { operation: 'SyncFolderItems' },
        ),
        after,
        times: few,
      })
      .map(({ kind, where, ...rest }) => ({ order: { ...kind, ...where, ...rest }, target: null })),
  },
  {
    // A view that is short and says that it is whole.
    weight: 1,
    arbitrary: fc.record({ missing: few, after: fc.nat({ max: 2 }), times: few }).map(lie => ({
      order: { kind: 'partial-view', operation: 'FindItem', marked: false, ...lie } as const,
      target: null,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ target: item, as: fc.constantFrom('illegal-xml' as const, 'http-500' as const) })
      .map(({ target, as }) => ({ order: { kind: 'poison-item', itemId: '', as } as const, target })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ target: item, after: fc.nat({ max: 1 }) }).map(({ target, after }) => ({
      order: { kind: 'moved-between-views', moves: '', start: '', end: '', after } as const,
      target,
    })),
  },
);

const haloKind: fc.Arbitrary<FaultKind> = fc.oneof(
  fc.constantFrom(401, 403, 500, 502, 503).map(status => ({ kind: 'http-status', status }) as const),
  fc
    .constantFrom(null, 2, 30)
    .map(retryAfterSeconds => ({ kind: 'too-many-requests', retryAfterSeconds }) as const),
  fc.nat({ max: 5 }).map(stored => ({ kind: 'partial-array', stored }) as const),
  fc.constantFrom(
    { kind: 'reset-before' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'slow', ms: 5 } as const,
    { kind: 'never' } as const,
    { kind: 'never', done: true } as const,
    { kind: 'html-page' } as const,
    { kind: 'html-page', status: 503 } as const,
    { kind: 'invalid-json' } as const,
    { kind: 'cut-at', bytes: 40 } as const,
  ),
);

export const haloFault: fc.Arbitrary<FaultOrder> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        kind: haloKind,
        where: fc.constantFrom(
          {},
          { method: 'POST', path: '/appointment' },
          { method: 'DELETE', path: '/appointment' },
          { method: 'GET', path: '/appointment' },
        ),
        after,
        times: few,
      })
      .map(({ kind, where, ...rest }) => ({ ...kind, ...where, ...rest })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ after, times: few })
      .map(
        counts =>
          ({ kind: 'http-status', status: 400, method: 'POST', path: '/appointment', ...counts }) as const,
      ),
  },
);
