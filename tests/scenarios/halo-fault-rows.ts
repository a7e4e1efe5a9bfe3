/**
 * What Halo can do to an answer, at each place where an import asks it, and how the import ends: healed by itself or told. The types make
 * a kind of fault without a row, or a row without a place, an error of the compiler. Data only.
 */
import type { FaultKind } from '../../main/simulators/halo/faults.ts';
import type { Ending } from './ending.ts';

/** Asked before anything is read from Exchange. */
export const gates = {
  discovery: { path: '/authinfo' },
  token: { path: '/auth/token' },
  settings: { path: '/control' },
  nhserver: { path: '/nhserverconfig' },
  agents: { path: '/agent' },
} as const;
export type Gate = keyof typeof gates;

/** Asked for one mailbox. */
export const works = {
  list: { method: 'GET', path: '/appointment' },
  read: { method: 'GET', path: '/appointment/' },
  write: { method: 'POST', path: '/appointment' },
  removal: { method: 'DELETE', path: '/appointment/' },
} as const;
export type Work = keyof typeof works;

export interface HaloFaultRow {
  readonly name: string;
  readonly fault: FaultKind;
  readonly gates: { readonly once: Ending; readonly lasting: Ending } & {
    readonly at?: Partial<Record<Gate, { readonly once?: Ending; readonly lasting?: Ending }>>;
  };
  readonly works: Readonly<Record<Work, { readonly once: Ending; readonly lasting: Ending }>>;
  /** What Halo refuses by name is sent again when the event changes, and once a day. */
  readonly healsNextDay?: readonly Work[];
  /** A 404 to a read is Halo's word that there is no such appointment: it is believed. To a removal it is asked by its id. */
  readonly believed?: readonly Work[];
}

type Both = { readonly once: Ending; readonly lasting: Ending };

const harmless: Both = { once: 'heals', lasting: 'heals' };
const told = (ending: Ending): Both => ({ once: ending, lasting: ending });
const lastingly = (ending: Ending): Both => ({ once: 'heals', lasting: ending });

const quietGates = harmless;
const quietWorks = { list: harmless, read: harmless, write: harmless, removal: harmless };

const serverError: Pick<HaloFaultRow, 'gates' | 'works'> = {
  gates: lastingly('halo.server-error halo'),
  works: {
    list: lastingly('halo.server-error mailbox'),
    read: lastingly('halo.server-error item'),
    write: lastingly('halo.server-error item'),
    removal: told('halo.server-error item'),
  },
};

const throttled: Pick<HaloFaultRow, 'gates' | 'works'> = {
  gates: lastingly('halo.throttled halo'),
  works: {
    list: lastingly('halo.throttled halo'),
    read: lastingly('halo.throttled halo'),
    write: lastingly('halo.throttled halo'),
    removal: lastingly('halo.throttled halo'),
  },
};

const connectionLost: Pick<HaloFaultRow, 'gates' | 'works'> = {
  gates: lastingly('halo.connection-lost halo'),
  works: {
    list: lastingly('halo.connection-lost mailbox'),
    read: lastingly('halo.connection-lost item'),
    write: lastingly('halo.connection-lost mailbox'),
    removal: told('halo.connection-lost item'),
  },
};

/** A discovery that Halo does not have leads to the usual address. */
const refusedGates = {
  ...told('halo.rejected halo'),
  at: { discovery: harmless, token: told('halo.unauthorized halo') },
} as const;

type Rows = { readonly [Kind in FaultKind['kind']]: readonly HaloFaultRow[] | 'own tests' };

export const haloFaultRows: Rows = {
  'http-status': [
    {
      name: 'a 400',
      fault: { kind: 'http-status', status: 400 },
      gates: refusedGates,
      works: {
        list: told('halo.rejected mailbox'),
        read: told('halo.rejected item'),
        write: lastingly('halo.rejected item'),
        removal: told('halo.rejected item'),
      },
      healsNextDay: ['write'],
    },
    {
      name: 'a 401',
      fault: { kind: 'http-status', status: 401 },
      gates: {
        ...lastingly('halo.unauthorized halo'),
        at: { discovery: harmless, token: told('halo.unauthorized halo') },
      },
      works: {
        list: lastingly('halo.unauthorized halo'),
        read: lastingly('halo.unauthorized halo'),
        write: lastingly('halo.unauthorized halo'),
        removal: lastingly('halo.unauthorized halo'),
      },
    },
    {
      name: 'a 403',
      fault: { kind: 'http-status', status: 403 },
      gates: {
        ...harmless,
        at: {
          token: told('halo.unauthorized halo'),
          settings: lastingly('halo.times-not-utc halo'),
          // Asked first with the token that has served for the settings; there is none besides.
          nhserver: told('halo.other-importer-unknown halo'),
          agents: { once: 'halo.other-importer-unknown halo', lasting: 'halo.forbidden halo' },
        },
      },
      works: {
        list: told('halo.forbidden mailbox'),
        read: told('halo.forbidden item'),
        write: told('halo.forbidden mailbox'),
        removal: told('halo.forbidden item'),
      },
    },
    {
      name: 'a 404',
      fault: { kind: 'http-status', status: 404 },
      gates: {
        ...harmless,
        at: {
          token: told('halo.not-halo halo'),
          settings: told('halo.times-not-utc halo'),
          agents: told('halo.not-halo halo'),
        },
      },
      works: {
        list: told('halo.not-halo mailbox'),
        read: harmless,
        write: lastingly('halo.rejected item'),
        removal: told('halo.rejected item'),
      },
      healsNextDay: ['write'],
      believed: ['read'],
    },
    {
      name: 'a 413',
      fault: { kind: 'http-status', status: 413 },
      gates: refusedGates,
      works: {
        list: told('halo.rejected mailbox'),
        read: told('halo.rejected item'),
        write: lastingly('halo.rejected item'),
        removal: told('halo.rejected item'),
      },
      healsNextDay: ['write'],
    },
    { name: 'a 500', fault: { kind: 'http-status', status: 500 }, ...serverError },
    { name: 'an empty 502', fault: { kind: 'http-status', status: 502, shape: 'empty' }, ...serverError },
  ],
  'too-many-requests': [
    {
      name: 'a 429 that names a time',
      fault: { kind: 'too-many-requests', retryAfterSeconds: 30 },
      ...throttled,
    },
    { name: 'a 429', fault: { kind: 'too-many-requests', retryAfterSeconds: null }, ...throttled },
    {
      name: 'a 429 for an hour',
      fault: { kind: 'too-many-requests', retryAfterSeconds: 3600 },
      gates: told('halo.throttled halo'),
      works: {
        list: told('halo.throttled halo'),
        read: told('halo.throttled halo'),
        write: told('halo.throttled halo'),
        removal: told('halo.throttled halo'),
      },
    },
  ],
  'reset-before': [
    {
      name: 'a reset before anything is done',
      fault: { kind: 'reset-before' },
      ...connectionLost,
      // Creates whose fate is unknown are looked for, not found, and made by the next import.
      works: { ...connectionLost.works, write: told('halo.connection-lost mailbox') },
    },
  ],
  'lost-answer': [
    {
      name: 'work that is done and an answer that is lost',
      fault: { kind: 'lost-answer' },
      ...connectionLost,
    },
  ],
  'partial-array': [
    {
      name: 'the first row stored and a 500',
      fault: { kind: 'partial-array', stored: 1 },
      gates: quietGates,
      works: { ...quietWorks, write: lastingly('halo.server-error item') },
    },
    {
      name: 'nothing stored and a 500',
      fault: { kind: 'partial-array', stored: 0 },
      gates: quietGates,
      works: { ...quietWorks, write: lastingly('halo.server-error item') },
    },
  ],
  slow: [{ name: 'a slow answer', fault: { kind: 'slow', ms: 2 }, gates: quietGates, works: quietWorks }],
  never: 'own tests',
  'html-page': [
    {
      name: "a proxy's page",
      fault: { kind: 'html-page' },
      gates: { ...told('halo.not-halo halo'), at: { discovery: harmless } },
      works: {
        list: told('halo.not-halo mailbox'),
        read: told('halo.not-halo item'),
        write: told('halo.not-halo mailbox'),
        removal: told('halo.not-halo item'),
      },
    },
    { name: "a proxy's 503", fault: { kind: 'html-page', status: 503 }, ...serverError },
  ],
  'invalid-json': [
    {
      name: 'an answer that is no JSON',
      fault: { kind: 'invalid-json' },
      gates: {
        ...lastingly('halo.unreadable-answer halo'),
        at: { discovery: harmless, token: told('halo.unreadable-answer halo') },
      },
      works: {
        list: lastingly('halo.unreadable-answer mailbox'),
        read: lastingly('halo.unreadable-answer item'),
        write: told('halo.unreadable-answer mailbox'),
        removal: told('halo.unreadable-answer item'),
      },
    },
  ],
  'cut-at': [{ name: 'a cut answer', fault: { kind: 'cut-at', bytes: 20 }, ...connectionLost }],
  'drop-marks': 'own tests',
};
