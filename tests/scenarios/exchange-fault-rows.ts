/**
 * What Exchange can do to an answer, at each place where an import asks it, and how the import ends: healed by itself or told. The type
 * makes a kind of fault without a row an error of the compiler. Data only.
 */
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { Ending } from './ending.ts';

export const exchangePlaces = {
  folder: { operation: 'GetFolder' },
  feed: { operation: 'SyncFolderItems' },
  view: { operation: 'FindItem' },
  /** Of a first import: the masters of the occurrences, then the items themselves. */
  masters: { operation: 'GetItem', after: 0 },
  items: { operation: 'GetItem', after: 1 },
} as const;
export type ExchangePlace = keyof typeof exchangePlaces;

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

export interface FaultRow<Fault> {
  readonly name: string;
  readonly fault: Fault;
  /** When it strikes one answer. */
  readonly once: Ending;
  /** When it strikes all answers of that place. */
  readonly lasting: Ending;
  readonly at?: Partial<Record<ExchangePlace, { readonly once?: Ending; readonly lasting?: Ending }>>;
  /** Default: all places. */
  readonly places?: readonly ExchangePlace[];
}

type FaultOf<Kind> = Without<
  OrderedFault & { readonly kind: Kind },
  'operation' | 'mailbox' | 'after' | 'times'
>;

/** A kind without rows has tests of its own. */
type Rows = {
  readonly [Kind in OrderedFault['kind']]: readonly FaultRow<FaultOf<Kind>>[] | 'own tests';
};

/** Batches are halved down to the item, which is told alone; the rest goes on. */
const isolated = 'item.unreadable item';
const heavy = {
  once: 'heals',
  lasting: 'exchange.server-error exchange',
  at: { masters: { lasting: isolated }, items: { lasting: isolated } },
} as const;
const busy = { once: 'heals', lasting: 'exchange.throttled exchange' } as const;
const lost = { once: 'heals', lasting: 'exchange.connection-lost exchange' } as const;
const harmless = { once: 'heals', lasting: 'heals' } as const;
const unavailable = { once: 'heals', lasting: 'mailbox.unavailable mailbox' } as const;
const told = <Told extends Ending>(ending: Told) => ({ once: ending, lasting: ending });

export const exchangeFaultRows: Rows = {
  'soap-fault': [
    { name: 'an internal error', fault: { kind: 'soap-fault', code: 'ErrorInternalServerError' }, ...heavy },
    {
      name: 'a store that is down',
      fault: { kind: 'soap-fault', code: 'ErrorMailboxStoreUnavailable' },
      ...unavailable,
    },
    {
      name: 'a denied access',
      fault: { kind: 'soap-fault', code: 'ErrorAccessDenied' },
      ...told('mailbox.access-denied mailbox'),
    },
    {
      name: 'a folder that is not there',
      fault: { kind: 'soap-fault', code: 'ErrorFolderNotFound' },
      ...told('mailbox.folder-not-found mailbox'),
      at: { feed: { once: 'heals' } },
    },
    {
      name: 'a code that nobody has heard of',
      fault: { kind: 'soap-fault', code: 'ErrorNobodyKnows' },
      ...told('mailbox.unknown-response mailbox'),
      at: {
        masters: { once: isolated, lasting: isolated },
        items: { once: 'heals', lasting: isolated },
      },
    },
  ],
  'item-error': [
    {
      name: 'a corrupt item',
      fault: { kind: 'item-error', code: 'ErrorItemCorrupt' },
      ...told(isolated),
      places: ['masters', 'items'],
    },
    {
      name: 'a store that is down, said of the items',
      fault: { kind: 'item-error', code: 'ErrorMailboxStoreUnavailable' },
      ...unavailable,
      places: ['masters', 'items'],
    },
  ],
  'server-busy': [
    { name: 'a busy server that names a time', fault: { kind: 'server-busy', backOffMs: 30_000 }, ...busy },
    { name: 'a busy server in a good envelope', fault: { kind: 'server-busy', as: 'message' }, ...busy },
  ],
  'http-401': [
    {
      name: 'a refused sign-in',
      fault: { kind: 'http-401' },
      once: 'heals',
      lasting: 'exchange.unauthorized exchange',
      // The very first request: nothing proves yet that the password is right.
      at: { folder: { once: 'exchange.unauthorized exchange' } },
    },
  ],
  'http-403': [{ name: 'a 403', fault: { kind: 'http-403' }, ...told('exchange.forbidden exchange') }],
  'http-503': [
    {
      name: 'a 503',
      fault: { kind: 'http-503' },
      once: 'heals',
      lasting: 'exchange.server-error exchange',
    },
    { name: 'a 503 that names a time', fault: { kind: 'http-503', retryAfter: 120 }, ...busy },
  ],
  'empty-500': [{ name: 'an empty 500', fault: { kind: 'empty-500' }, ...heavy }],
  'html-page': [{ name: "the web server's own page", fault: { kind: 'html-page' }, ...heavy }],
  'cut-at': [{ name: 'a cut answer', fault: { kind: 'cut-at', bytes: 700 }, ...lost }],
  slow: [{ name: 'a slow answer', fault: { kind: 'slow', ms: 2 }, ...harmless }],
  never: 'own tests',
  reset: [{ name: 'a reset connection', fault: { kind: 'reset' }, ...lost }],
  'illegal-characters': [
    {
      name: 'characters that XML forbids',
      fault: { kind: 'illegal-characters' },
      ...harmless,
      places: ['view', 'masters', 'items'],
    },
  ],
  'partial-view': [
    {
      name: 'an incomplete answer that says so',
      fault: { kind: 'partial-view', missing: 2 },
      once: 'heals',
      lasting: 'mailbox.read-incomplete mailbox',
      places: ['feed', 'view'],
    },
  ],
  'moved-between-views': 'own tests',
  'fault-in-200': [
    {
      name: 'a fault in a good status',
      fault: { kind: 'fault-in-200', code: 'ErrorNonExistentMailbox' },
      once: 'mailbox.unknown mailbox',
      // It was there before.
      lasting: 'mailbox.elsewhere mailbox',
    },
  ],
  'poison-item': 'own tests',
  'odd-item': 'own tests',
  'duplicate-response': [
    { name: 'an answer sent twice', fault: { kind: 'duplicate-response' }, ...harmless },
  ],
};
