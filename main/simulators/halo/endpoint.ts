/** What an endpoint is given and what it declares; the router and every group of endpoints share these shapes. */
import type { Answer, Refusal } from './answer.ts';
import type { ExchangeMark, HaloDialect } from './dialect.ts';
import type { Query } from './query.ts';
import type { HaloState } from './state.ts';

/** What a call needs: nothing, any token, calendar rights, or an administrator. */
export type Need = 'nothing' | 'token' | 'calendar-read' | 'calendar-modify' | 'administrator';

/** What an ordered fault changes inside a write. */
export interface WriteLimits {
  /** Only so many elements of the array are stored, then the call fails with 500. */
  readonly storeOnly: number | null;
  /** Marks that this one write loses. */
  readonly dropMarks: readonly ExchangeMark[];
}

export interface Call {
  readonly state: HaloState;
  readonly dialect: HaloDialect;
  readonly query: Query;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown;
  /** The number in the path, where the route has one. */
  readonly id: number;
  readonly limits: WriteLimits;
  readonly now: () => number;
  /** The simulator's own address, for discovery. */
  readonly url: string;
  readonly tenant: string;
  /** Waits until what Halo itself does after a change (its exchange module, a listener) is done. */
  readonly settled: () => Promise<void>;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /api, lower case; `{id}` stands for a number. */
  readonly path: string;
  readonly needs: Need;
  readonly handle: (call: Call) => Answer | Refusal | Promise<Answer | Refusal>;
}
