/** A server on loopback that does what a test says, and a client for it. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { TlsRules } from '../../../main/adapters/http/connection-pool.ts';
import type { StartTimer } from '../../../main/adapters/http/exchange-once.ts';
import {
  createHttpClient,
  type HttpClient,
  type HttpOutcome,
  type HttpRequest,
} from '../../../main/adapters/http/http-client.ts';
import type { RequestEntry } from '../../../main/ports.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import type { Certified } from './certificates.ts';

export interface Loopback {
  readonly url: string;
  readonly server: Server;
  readonly log: readonly RequestEntry[];
  readonly client: HttpClient;
  ask(change?: Partial<HttpRequest>): Promise<HttpOutcome>;
}

export interface LoopbackOptions {
  readonly tls?: Certified & { readonly maxVersion?: 'TLSv1.2' };
  /** What the client asks of this server's TLS besides. */
  readonly rules?: TlsRules;
  readonly caPem?: string;
  readonly maxSockets?: number;
  readonly startTimer?: StartTimer;
}

/** Runs a test body against a fresh server and ends both whatever happens. */
export function onLoopback(
  listener: RequestListener,
  act: (loopback: Loopback) => Promise<void>,
  options: LoopbackOptions = {},
) {
  return async () => {
    const server =
      options.tls === undefined ? createServer(listener) : createSecureServer(options.tls, listener);
    server.keepAliveTimeout = 60_000;
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const url = `http${options.tls === undefined ? '' : 's'}://127.0.0.1:${port}/path`;
    const log: RequestEntry[] = [];
    const client = createHttpClient({
      maxSockets: options.maxSockets ?? 4,
      clock: createManualClock(),
      requestLog: { record: entry => log.push(entry), latest: async () => log },
      ...(options.rules === undefined ? {} : { tls: new Map([[new URL(url).origin, options.rules]]) }),
      ...(options.caPem === undefined ? {} : { caPem: options.caPem }),
      ...(options.startTimer === undefined ? {} : { startTimer: options.startTimer }),
    });
    const ask = (change: Partial<HttpRequest> = {}) =>
      client.request({
        method: 'POST',
        url,
        body: 'question',
        deadlineMs: 20_000,
        signal: new AbortController().signal,
        peer: 'exchange',
        operation: 'GetItem',
        ...change,
      });
    try {
      await act({ url, server, log, client, ask });
    } finally {
      client.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  };
}
