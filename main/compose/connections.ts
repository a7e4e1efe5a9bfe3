/**
 * Both servers as the settings and secrets of the moment describe them. Made anew only when one of these changed: a token, and the memory
 * that a password was refused, outlive the single run.
 */
import { readFile } from 'node:fs/promises';
import type { Settings } from '../../preload/contract/settings.ts';
import { createCalendarSource } from '../adapters/exchange/calendar-source.ts';
import { createAppointmentDesk } from '../adapters/halo/appointment-desk.ts';
import type { TlsRules } from '../adapters/http/connection-pool.ts';
import { createHttpClient, type HttpClient } from '../adapters/http/http-client.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk, CalendarSource, Clock, Log, RequestLog } from '../ports.ts';

export interface Connection {
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
}

export interface Connections {
  /** Problem: settings.invalid when the file of extra authorities cannot be read. */
  open(
    settings: Settings,
    secrets: { readonly exchange: string; readonly halo: string },
  ): Promise<Result<Connection>>;
  close(): void;
}

/** Halo is asked one thing at a time by its pace; a few sockets serve it. */
const leastSockets = 4;

/** The extra certificate authorities, PEM; '' when there are none. Problem: settings.invalid when the file cannot be read. */
export async function readAuthorities(caFile: string): Promise<Result<string>> {
  if (caFile === '') return succeeded('');
  try {
    return succeeded(await readFile(caFile, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
    return failed({
      code: 'settings.invalid',
      scope: 'exchange',
      retryable: false,
      facts: { field: 'exchange.caFile', reason },
    });
  }
}

/** What is set for Exchange's TLS, by its origin. */
function tlsOf({ url, pinnedCertificate, tlsMinimum }: Settings['exchange']): ReadonlyMap<string, TlsRules> {
  const rules = { pinned: pinnedCertificate.trim(), minVersion: tlsMinimum };
  return new Map([[URL.parse(url)?.origin ?? '', rules]]);
}

export function createConnections(parts: {
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: RequestLog;
  /** Told of every pause that a server asks for, in milliseconds. */
  readonly askedToWait: (server: 'Exchange' | 'Halo', ms: number) => void;
}): Connections {
  const { clock, log, requestLog, askedToWait } = parts;
  let current: { readonly made: string; readonly http: HttpClient; readonly connection: Connection } | null =
    null;
  return {
    async open(settings, secrets) {
      const authorities = await readAuthorities(settings.exchange.caFile);
      if (!authorities.ok) return authorities;
      const made = JSON.stringify([settings.exchange, settings.halo, secrets, authorities.value]);
      if (current?.made === made) return succeeded(current.connection);
      current?.http.close();
      const http = createHttpClient({
        caPem: authorities.value,
        tls: tlsOf(settings.exchange),
        maxSockets: Math.max(leastSockets, settings.exchange.concurrency),
        requestLog,
        clock,
      });
      const base = { http, clock, log };
      const connection: Connection = {
        source: createCalendarSource({
          ...base,
          settings: settings.exchange,
          password: secrets.exchange,
          askedToWait: ms => askedToWait('Exchange', ms),
        }),
        desk: createAppointmentDesk({
          ...base,
          settings: settings.halo,
          clientSecret: secrets.halo,
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
