/** A real desk on a real server on loopback, with a clock that takes no time and a log that can be read. */
import type { HaloOptions } from '../../../main/adapters/halo/halo.ts';
import { createHalo } from '../../../main/adapters/halo/halo.ts';
import { createHttpClient } from '../../../main/adapters/http/http-client.ts';
import type { HaloChanges } from '../../../main/outbound-ports.ts';
import type { AppointmentDesk, HaloAccessHint, RequestEntry } from '../../../main/ports.ts';
import type { QuickClock } from './quick-clock.ts';
import { quickClock } from './quick-clock.ts';

export interface DeskForTests {
  readonly desk: AppointmentDesk;
  /** Over the same calls. */
  readonly changes: HaloChanges;
  readonly clock: QuickClock;
  /** Every request that left. */
  readonly requests: readonly RequestEntry[];
  /** Everything that was logged, as text. */
  readonly logged: readonly string[];
  close(): void;
}

export interface DeskPlace {
  readonly url: string;
  readonly clientSecret?: string;
  readonly settings?: Partial<HaloOptions['settings']>;
  readonly accessHint?: HaloAccessHint;
}

export function deskFor(place: DeskPlace): DeskForTests {
  const requests: RequestEntry[] = [];
  const logged: string[] = [];
  const clock = quickClock();
  const http = createHttpClient({
    maxSockets: 8,
    clock,
    requestLog: { record: entry => requests.push(entry), latest: async () => requests },
  });
  const { desk, changes } = createHalo({
    settings: {
      url: place.url,
      authorisationUrl: '',
      tenant: '',
      clientId: 'integrator',
      requestsPerMinute: 100_000,
      rowsPerWrite: 50,
      ...place.settings,
    },
    clientSecret: place.clientSecret ?? 'the-secret',
    ...(place.accessHint === undefined ? {} : { accessHint: place.accessHint }),
    http,
    clock,
    log: {
      write: (level, message, fields) => logged.push(JSON.stringify([level, message, fields])),
      problem: (problem, fields) => logged.push(JSON.stringify([problem, fields])),
    },
  });
  return { desk, changes, clock, requests, logged, close: () => http.close() };
}
