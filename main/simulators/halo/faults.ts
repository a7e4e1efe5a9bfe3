/**
 * Faults to order: which request goes wrong and how. Decides only; the server acts. A request meets at most one fault,
 * the first ordered that fits it.
 */
import type { ErrorShape, ExchangeMark } from './dialect.ts';

/** Which requests a fault is for; everything left out fits all. */
export interface FaultMatch {
  readonly method?: string;
  /** Beginning of the path, any case, with or without `/api`. */
  readonly path?: string;
  /** The id in the path, or of one element of the array that is posted. */
  readonly appointmentId?: number;
  /** So many fitting requests pass first. Default 0. */
  readonly after?: number;
  /** So many fitting requests fail. Default 1. */
  readonly times?: number;
}

export type FaultKind =
  /** Answered at once, nothing is done. Shape default: the dialect's. */
  | {
      readonly kind: 'http-status';
      readonly status: number;
      readonly shape?: ErrorShape;
      readonly message?: string;
    }
  /** 429; null for no Retry-After. */
  | { readonly kind: 'too-many-requests'; readonly retryAfterSeconds: number | null }
  /** The connection is reset before anything is done. */
  | { readonly kind: 'reset-before' }
  /** Everything is done, then the connection is reset instead of an answer. */
  | { readonly kind: 'lost-answer' }
  /** The first `stored` elements of the array are stored, then 500. */
  | { readonly kind: 'partial-array'; readonly stored: number }
  /** Done and answered after so many milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** No answer, ever; with `done` the work is done nevertheless. */
  | { readonly kind: 'never'; readonly done?: boolean }
  /** A page of a proxy or a sign-in instead of JSON; nothing is done. Status default 200. */
  | { readonly kind: 'html-page'; readonly status?: number }
  /** Done, but the answer is no JSON. */
  | { readonly kind: 'invalid-json' }
  /** Done, and the connection is closed after so many bytes of the body. */
  | { readonly kind: 'cut-at'; readonly bytes: number }
  /** Marks that the write loses. Default all. */
  | { readonly kind: 'drop-marks'; readonly marks?: readonly ExchangeMark[] };

export type FaultOrder = FaultMatch & FaultKind;

/** What a request shows of itself to be matched. */
export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly appointmentIds: readonly number[];
}

/** An ordered fault; `hits` counts the requests that it met. */
export interface OrderedFault {
  readonly order: FaultOrder;
  readonly hits: number;
}

interface PlacedFault {
  readonly order: FaultOrder;
  hits: number;
  passed: number;
}

export class FaultList {
  #placed: PlacedFault[] = [];

  /** From now on; the returned object tells how often it was met. */
  order(order: FaultOrder): OrderedFault {
    const placed: PlacedFault = { order, hits: 0, passed: 0 };
    this.#placed.push(placed);
    return placed;
  }

  clear(): void {
    this.#placed = [];
  }

  /** The fault that this request meets, counted. */
  take(subject: FaultSubject): FaultKind | null {
    for (const placed of this.#placed) {
      if (placed.hits >= (placed.order.times ?? 1) || !fits(placed.order, subject)) continue;
      if (placed.passed < (placed.order.after ?? 0)) {
        placed.passed += 1;
        continue;
      }
      placed.hits += 1;
      return placed.order;
    }
    return null;
  }
}

function fits(order: FaultOrder, subject: FaultSubject): boolean {
  if (order.method !== undefined && order.method.toUpperCase() !== subject.method) return false;
  if (order.path !== undefined) {
    const wanted = order.path.toLowerCase();
    const path = subject.path.toLowerCase();
    if (!path.startsWith(wanted) && !path.startsWith(`/api${wanted}`)) return false;
  }
  return order.appointmentId === undefined || subject.appointmentIds.includes(order.appointmentId);
}
