/**
 * A simulated Halo on loopback: real HTTP, stateful, with faults and dialects to order. For the demo, the tests and any
 * other client. Must not import anything outside this folder but Node's own modules.
 */
import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AgentBook } from './agent-book.ts';
import type { AppointmentChange } from './appointment-book.ts';
import { AppointmentBook } from './appointment-book.ts';
import type { HaloDialect } from './dialect.ts';
import { likelyDialect } from './dialect.ts';
import type { ExchangeAccess } from './ews-client.ts';
import { ExchangeModule } from './exchange-module.ts';
import { FaultList } from './faults.ts';
import { httpDoor } from './http-door.ts';
import { RateLimit } from './rate-limit.ts';
import type { LoggedRequest } from './request-log.ts';
import { RequestLog } from './request-log.ts';
import { HaloState } from './state.ts';
import { TokenDesk } from './tokens.ts';

/** The scopes that a Halo application can hold. */
const knownScopes: readonly string[] = [
  'all',
  'all:standard',
  'admin',
  'read:calendar',
  'edit:calendar',
  'read:tickets',
  'edit:tickets',
  'read:customers',
  'edit:customers',
];

export interface HaloSimulatorOptions {
  /** Default 0: a free one. */
  readonly port?: number;
  /** The simulator's clock, epoch milliseconds. Default the real one. */
  readonly now?: () => number;
  /** Default `integrator`. */
  readonly clientId?: string;
  /** Default random. */
  readonly clientSecret?: string;
  /** Default '': on premises, none is asked for. */
  readonly tenant?: string;
  /** What the application may ask for. Default `knownScopes`. */
  readonly scopes?: readonly string[];
  /** Lifetime of a token. Default 3600. */
  readonly tokenSeconds?: number;
  /** The published limit; null (default) for none. Beyond it: 429. */
  readonly requestsPerMinute?: number | null;
  /** Added to every answer. Default 0. */
  readonly latencyMs?: number;
  /** HTTPS with this key and certificate (PEM). Default plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Deviations from `likelyDialect`. */
  readonly dialect?: Partial<HaloDialect>;
  /** Halo's own Exchange module: every change made in Halo goes to this Exchange at once. Default off. */
  readonly exchangeModule?: ExchangeAccess | null;
  /** Told of every stored change; a write is answered only when it is done. Its failure is logged as an integration error. */
  readonly onAppointmentChange?: (change: AppointmentChange) => Promise<void>;
}

export interface HaloSimulator {
  /** `http://127.0.0.1:PORT`; the API is below `/api`, tokens at `/auth/token`. */
  readonly url: string;
  /** Answers one request, for a server of another's own in the same process. */
  readonly listener: RequestListener;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenant: string;
  readonly state: HaloState;
  readonly faults: FaultList;
  readonly requests: readonly LoggedRequest[];
  /** Mails that writes would have sent. */
  readonly mailsSent: number;
  clearRequests(): void;
  /** Every token given so far stops working (401). */
  forgetTokens(): void;
  /** Resolves when what Halo does by itself after changes is done. */
  settled(): Promise<void>;
  /** Ends every connection, also the ones that wait. */
  close(): Promise<void>;
}

/** The clock that writes `last_modified`. */
function stampClock(now: () => number, dialect: HaloDialect): () => number {
  return dialect.lastModifiedTo === 'second' ? () => Math.floor(now() / 1_000) * 1_000 : now;
}

export async function startHaloSimulator(options: HaloSimulatorOptions = {}): Promise<HaloSimulator> {
  const now = options.now ?? Date.now;
  const dialect: HaloDialect = { ...likelyDialect, ...options.dialect };
  const clientId = options.clientId ?? 'integrator';
  const clientSecret = options.clientSecret ?? randomBytes(12).toString('base64url');
  const tenant = options.tenant ?? '';
  const access = options.exchangeModule ?? null;
  const faults = new FaultList();
  const log = new RequestLog();
  const closing = new AbortController();
  let after: Promise<void> = Promise.resolve();

  const told = (change: AppointmentChange): void => {
    const listener = options.onAppointmentChange;
    if (listener === undefined && exchange === null) return;
    after = after
      .then(() => exchange?.push(change))
      .then(() => listener?.(change))
      .catch((error: unknown) => {
        state.log('errors', { error: String(error), entity_id: change.row.id, entity_type: 'Appointment' });
      });
  };
  const state: HaloState = new HaloState({
    agents: new AgentBook(),
    appointments: new AppointmentBook(stampClock(now, dialect), told),
    habits: dialect,
    scopes: options.scopes ?? knownScopes,
    exchangeModule: access !== null,
    now,
  });
  const exchange = access === null ? null : new ExchangeModule(access, state, dialect, now);
  const tokens = new TokenDesk(
    { clientId, clientSecret, tenant, seconds: options.tokenSeconds ?? 3600, now },
    state,
  );
  const settled = async (): Promise<void> => {
    for (let seen: Promise<void> | null = null; seen !== after; ) {
      seen = after;
      await seen;
    }
  };

  let door: RequestListener = (_, outgoing) => outgoing.writeHead(503).end();
  const listener: RequestListener = (incoming, outgoing) => door(incoming, outgoing);
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  door = httpDoor({
    call: { state, dialect, now, url, tenant, settled },
    tokens,
    faults,
    log,
    limit: typeof options.requestsPerMinute === 'number' ? new RateLimit(options.requestsPerMinute) : null,
    latencyMs: options.latencyMs ?? 0,
    closing: closing.signal,
  });

  return {
    url,
    listener,
    clientId,
    clientSecret,
    tenant,
    state,
    faults,
    get requests() {
      return log.lines;
    },
    get mailsSent() {
      return state.mails;
    },
    clearRequests: () => log.clear(),
    forgetTokens: () => tokens.forgetAll(),
    settled,
    close: async () => {
      closing.abort();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await settled();
    },
  };
}
