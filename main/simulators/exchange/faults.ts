/**
 * Faults to order: what shall go wrong, for which request, how often. One fault at most strikes a request: the first in
 * the order of ordering whose turn has come. What each does on the wire is in strike.ts and in the operations.
 */

interface Match {
  /** SOAP operation, e.g. 'GetItem'; default any. */
  readonly operation?: string;
  /** Address that the request acts on; default any. */
  readonly mailbox?: string;
  /** Only requests that name this item id. */
  readonly itemId?: string;
  /** Matching requests to let pass first. Default 0. */
  readonly after?: number;
  /** How often it strikes. Default 1, for poison-item and odd-item without end. */
  readonly times?: number;
}

/** Whether the operation takes effect although its answer is lost or wrong. Default: not. */
interface Effect {
  readonly effect?: 'done' | 'not-done';
}

export type OrderedFault = Match &
  (
    | ({ readonly kind: 'soap-fault'; readonly code: string; readonly text?: string } & Effect)
    /** Every item of the request, or `itemId` alone, answers this code. */
    | { readonly kind: 'item-error'; readonly code: string; readonly text?: string }
    /** `as` fault: HTTP 500; message: HTTP 200 with an error message. Default fault. */
    | { readonly kind: 'server-busy'; readonly backOffMs?: number; readonly as?: 'fault' | 'message' }
    | { readonly kind: 'http-401' | 'http-403' }
    /** `retryAfter` in seconds. */
    | ({ readonly kind: 'http-503'; readonly retryAfter?: number } & Effect)
    | ({ readonly kind: 'empty-500' } & Effect)
    /** HTTP 200 by default. */
    | ({ readonly kind: 'html-page'; readonly status?: number } & Effect)
    /** The headers promise the whole answer; the connection ends after so many bytes of the body. The effect is done. */
    | { readonly kind: 'cut-at'; readonly bytes: number }
    | { readonly kind: 'slow'; readonly ms: number }
    | ({ readonly kind: 'never' } & Effect)
    | ({ readonly kind: 'reset' } & Effect)
    /** Character references and raw characters that XML forbids, in the subject of `itemId` or of the first item. */
    | { readonly kind: 'illegal-characters' }
    /** The last `missing` rows (default 1) of a FindItem or changes of a sync are left out; `marked` (default): incomplete. */
    | { readonly kind: 'partial-view'; readonly missing?: number; readonly marked?: boolean }
    /** Once this FindItem is answered the item moves: seen twice or never by a client that reads in parts. */
    | {
        readonly kind: 'moved-between-views';
        readonly moves: string;
        readonly start: string;
        readonly end: string;
      }
    | ({ readonly kind: 'fault-in-200'; readonly code: string } & Effect)
    /** Any request that fetches `itemId` cannot be parsed, or is a 500. Default illegal-xml. */
    | { readonly kind: 'poison-item'; readonly itemId: string; readonly as?: 'illegal-xml' | 'http-500' }
    /** Answers that show the item `odd` show it without its id, of a kind or on a day that there is not. */
    | {
        readonly kind: 'odd-item';
        readonly odd: string;
        readonly as: 'no-id' | 'unknown-kind' | 'no-such-day';
      }
    /** The answer is sent twice on the same connection. */
    | { readonly kind: 'duplicate-response' }
  );

interface Waiting {
  readonly fault: OrderedFault;
  after: number;
  times: number;
  struck: number;
}

export interface RequestFacts {
  readonly operation: string;
  readonly mailbox: string | undefined;
  readonly xml: string;
}

export class FaultList {
  #waiting: Waiting[] = [];

  order(fault: OrderedFault): void {
    const times =
      fault.times ??
      (fault.kind === 'poison-item' || fault.kind === 'odd-item' ? Number.POSITIVE_INFINITY : 1);
    this.#waiting.push({ fault, after: fault.after ?? 0, times, struck: 0 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Ordered faults that have not struck as often as ordered. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** The fault that strikes this request, counted as struck. */
  take(request: RequestFacts): OrderedFault | undefined {
    for (const waiting of this.#waiting) {
      if (!matches(waiting.fault, request)) continue;
      if (waiting.after > 0) {
        waiting.after--;
        continue;
      }
      waiting.struck++;
      if (waiting.struck >= waiting.times) this.#waiting = this.#waiting.filter(one => one !== waiting);
      return waiting.fault;
    }
    return undefined;
  }
}

function matches(fault: OrderedFault, request: RequestFacts): boolean {
  if (fault.operation !== undefined && fault.operation !== request.operation) return false;
  if (fault.mailbox !== undefined && fault.mailbox.toLowerCase() !== request.mailbox?.toLowerCase())
    return false;
  if (fault.itemId !== undefined && !request.xml.includes(fault.itemId)) return false;
  if (fault.kind === 'poison-item' && fault.operation === undefined && request.operation !== 'GetItem')
    return false;
  if (fault.kind === 'partial-view') return ['FindItem', 'SyncFolderItems'].includes(request.operation);
  if (fault.kind === 'moved-between-views') return request.operation === 'FindItem';
  return true;
}
