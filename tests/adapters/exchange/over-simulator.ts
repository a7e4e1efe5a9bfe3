/** The Exchange adapter on a simulated Exchange, over real HTTP on loopback, with a clock that makes every wait short. */

import assert from 'node:assert/strict';
import { createExchange, type Exchange } from '../../../main/adapters/exchange/exchange.ts';
import { createHttpClient } from '../../../main/adapters/http/http-client.ts';
import type { CalendarWriter } from '../../../main/outbound-ports.ts';
import type { CalendarSource, MailboxAddress, RequestEntry } from '../../../main/ports.ts';
import type { Mailbox, MailboxOptions } from '../../../main/simulators/exchange/mailbox.ts';
import {
  type ExchangeSimulator,
  type ExchangeSimulatorOptions,
  startExchangeSimulator,
} from '../../../main/simulators/exchange/server.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';

export const annas: MailboxAddress = { address: 'anna@example.org', folderId: null };
export const never = new AbortController().signal;

export interface OverSimulator {
  readonly server: ExchangeSimulator;
  readonly source: CalendarSource;
  /** Shares the source's transport. */
  readonly writer: CalendarWriter;
  /** Anna's mailbox, on the server. */
  readonly calendar: Mailbox;
  readonly clock: ManualClock;
  readonly log: CollectingLog;
  readonly requests: readonly RequestEntry[];
  /** A further source on the same server. */
  sourceWith(settings: Partial<Settings['exchange']>, password?: string): CalendarSource;
  end(): Promise<void>;
}

export interface OverSimulatorOptions {
  readonly server?: ExchangeSimulatorOptions;
  readonly mailbox?: Partial<MailboxOptions>;
  readonly settings?: Partial<Settings['exchange']>;
  /** Default 'nobody'. */
  readonly mailAttendees?: Settings['outbound']['mailAttendees'];
  readonly password?: string;
  /** Most sockets of the HTTP client. Default 8. */
  readonly maxSockets?: number;
  /** False: waits stay until the test moves the clock. Default true. */
  readonly skipsWaits?: boolean;
}

const master = { user: 'LAB\\svc-halo', password: 'Secret & sure 1' };

export async function overSimulator(options: OverSimulatorOptions = {}): Promise<OverSimulator> {
  const server = await startExchangeSimulator({ master, ...options.server });
  server.state.addMailbox({ address: annas.address, displayName: 'Anna Berg', ...options.mailbox });
  const clock = createManualClock('2026-03-02T08:00:00Z', { skipsWaits: options.skipsWaits ?? true });
  const log = createCollectingLog();
  const requests: RequestEntry[] = [];
  const http = createHttpClient({
    maxSockets: options.maxSockets ?? 8,
    clock,
    caPem: options.server?.tls?.cert ?? '',
    requestLog: { record: entry => requests.push(entry), latest: async () => requests },
  });
  const exchangeWith = (settings: Partial<Settings['exchange']>, password = master.password): Exchange =>
    createExchange({
      mailAttendees: options.mailAttendees ?? 'nobody',
      settings: {
        ...defaultSettings.exchange,
        url: server.url,
        user: master.user,
        ...options.settings,
        ...settings,
      },
      password,
      http,
      clock,
      log,
    });
  return {
    server,
    ...exchangeWith({}, options.password),
    calendar: server.state.mailbox(annas.address),
    clock,
    log,
    requests,
    sourceWith: (settings, password) => exchangeWith(settings, password).source,
    end: async () => {
      http.close();
      await server.close();
    },
  };
}

/** Runs a test body on a fresh server and ends it whatever happens. */
export function onSimulator(act: (over: OverSimulator) => Promise<void>, options: OverSimulatorOptions = {}) {
  return async () => {
    const over = await overSimulator(options);
    try {
      await act(over);
    } finally {
      await over.end();
    }
  };
}

/** Lets the world turn until something is so; a test that waits in vain fails instead of hanging. */
export async function until(over: OverSimulator, isSo: () => boolean): Promise<void> {
  const start = performance.now();
  while (!isSo()) {
    assert.ok(performance.now() - start < 20_000, 'waited in vain');
    await over.clock.advance(0);
  }
}
