/** A real desk on a real server on loopback, with a clock that takes no time and a log that can be read. */
import type { AppointmentDeskOptions } from '../../../main/adapters/halo/appointment-desk.ts';
import { createAppointmentDesk } from '../../../main/adapters/halo/appointment-desk.ts';
import { createHttpClient } from '../../../main/adapters/http/http-client.ts';
import type { AppointmentDesk, RequestEntry } from '../../../main/ports.ts';
import type { QuickClock } from './quick-clock.ts';
import { quickClock } from './quick-clock.ts';

export interface DeskForTests {
  readonly desk: AppointmentDesk;
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
  readonly settings?: Partial<AppointmentDeskOptions['settings']>;
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
  const desk = createAppointmentDesk({
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
    http,
    clock,
    log: {
      write: (level, message, fields) => logged.push(JSON.stringify([level, message, fields])),
      problem: (problem, fields) => logged.push(JSON.stringify([problem, fields])),
    },
  });
  return { desk, clock, requests, logged, close: () => http.close() };
}
