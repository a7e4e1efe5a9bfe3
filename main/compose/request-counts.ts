/** A request log that also counts: how many requests went to each server since it was made. */
import type { RequestCounts, RequestEntry, RequestLog } from '../ports.ts';

export interface CountingLog {
  readonly log: RequestLog;
  readonly counts: () => RequestCounts;
}

/** Asking for a token changes nothing in Halo, although it is a POST. */
function isHaloWrite({ operation }: RequestEntry): boolean {
  return !operation.startsWith('GET ') && !/\/token$/i.test(operation);
}

export function countRequests(inner: RequestLog): CountingLog {
  let exchange = 0;
  let haloReads = 0;
  let haloWrites = 0;
  return {
    log: {
      record: entry => {
        if (entry.direction === 'outbound') {
          if (entry.peer === 'exchange') exchange += 1;
          else if (isHaloWrite(entry)) haloWrites += 1;
          else haloReads += 1;
        }
        inner.record(entry);
      },
      latest: limit => inner.latest(limit),
    },
    counts: () => ({ exchange, haloReads, haloWrites }),
  };
}
