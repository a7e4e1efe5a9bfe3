/**
 * Both servers as the settings and secrets of the moment describe them. Made anew only when one of these changed: a token, and the memory
 * that a password was refused, outlive the single run.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import { createExchange } from '../adapters/exchange/exchange.ts';
import { createHalo } from '../adapters/halo/halo.ts';
import { createHttpClient, type HttpClient } from '../adapters/http/http-client.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { CalendarWriter, HaloChanges } from '../outbound-ports.ts';
import type { AppointmentDesk, CalendarSource, Clock, HaloAccessHint, Log, RequestLog } from '../ports.ts';
import { networkOf } from './network.ts';

export interface Connection {
  readonly source: CalendarSource;
  /** Of the same Exchange: it shares the source's sign-in, places and pauses. */
  readonly writer: CalendarWriter;
  readonly desk: AppointmentDesk;
  /** Over the same calls as the desk. */
  readonly changes: HaloChanges;
  /** The certificate that the server of an address showed last and that was accepted; null when there was none yet. */
  readonly certificateOf: HttpClient['certificateOf'];
}

export interface Connections {
  /** Problem: settings.invalid when the file of extra authorities cannot be read, or the proxy has no address. */
  open(
    settings: Settings,
    secrets: { readonly exchange: string; readonly halo: string },
  ): Promise<Result<Connection>>;
  close(): void;
}

/** Halo is asked one thing at a time by its pace; a few sockets serve it. */
const leastSockets = 4;

export function createConnections(parts: {
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: RequestLog;
  /** Told of every pause that a server asks for, in milliseconds. */
  readonly askedToWait: (server: 'Exchange' | 'Halo', ms: number) => void;
  readonly accessHint: HaloAccessHint;
}): Connections {
  const { clock, log, requestLog, askedToWait, accessHint } = parts;
  let current: { readonly made: string; readonly http: HttpClient; readonly connection: Connection } | null =
    null;
  return {
    async open(settings, secrets) {
      const network = await networkOf(settings);
      if (!network.ok) return network;
      const { caPem, proxy } = network.value;
      const { mailAttendees } = settings.outbound;
      const made = JSON.stringify([settings.exchange, mailAttendees, settings.halo, secrets, caPem, proxy]);
      if (current?.made === made) return succeeded(current.connection);
      current?.http.close();
      const http = createHttpClient({
        ...network.value,
        maxSockets: Math.max(leastSockets, settings.exchange.concurrency),
        requestLog,
        clock,
      });
      const base = { http, clock, log };
      const exchange = createExchange({
        ...base,
        settings: settings.exchange,
        mailAttendees,
        password: secrets.exchange,
        askedToWait: ms => askedToWait('Exchange', ms),
      });
      const connection: Connection = {
        certificateOf: http.certificateOf,
        ...exchange,
        ...createHalo({
          ...base,
          settings: settings.halo,
          clientSecret: secrets.halo,
          accessHint,
          askedToWait: ms => askedToWait('Halo', ms),
        }),
      };
      current = { made, http, connection };
      return succeeded(connection);
    },
    close: () => {
      current?.http.close();
      current = null;
    },
  };
}
