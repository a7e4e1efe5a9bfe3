/**
 * One Halo: the desk of the import and the changes for the way out over one set of calls, so that both share the token, the pace and
 * the memory of a refused secret.
 */
import type { HaloChanges } from '../../outbound-ports.ts';
import type { AppointmentDesk, Clock, HaloAccessHint, Log } from '../../ports.ts';
import type { HttpClient } from '../http/http-client.ts';
import { createAppointmentDesk } from './appointment-desk.ts';
import type { HaloConnection } from './connection-settings.ts';
import { resourceServer } from './connection-settings.ts';
import type { HaloCalls } from './halo-calls.ts';
import { createHaloCalls } from './halo-calls.ts';
import { createHaloChanges } from './halo-changes.ts';
import { createThrottle } from './throttle.ts';
import { createTokens } from './token.ts';

export interface HaloOptions {
  /** The section `halo` of the settings. */
  readonly settings: HaloConnection;
  /** Of the application in Halo; '' is `secret.missing` at the first call. */
  readonly clientSecret: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of every pause that Halo asks for, in milliseconds. */
  readonly askedToWait?: (ms: number) => void;
  /** Default none: each new process asks for Halo's settings with the token of the import first. */
  readonly accessHint?: HaloAccessHint;
}

export interface Halo {
  readonly desk: AppointmentDesk;
  readonly changes: HaloChanges;
}

function callsOf(options: HaloOptions): HaloCalls {
  const { settings, clock, log, http, clientSecret } = options;
  const server = resourceServer(settings);
  if (!server.ok) return { send: async () => server };
  const throttle = createThrottle(clock, settings.requestsPerMinute);
  const patience = { clock, throttle, log, http, askedToWait: options.askedToWait };
  const tokens = createTokens({ ...patience, settings, server: server.value, clientSecret });
  return createHaloCalls({ ...patience, server: server.value, tokens });
}

export function createHalo(options: HaloOptions): Halo {
  const calls = callsOf(options);
  const { clock, log, accessHint } = options;
  const { rowsPerWrite } = options.settings;
  return {
    desk: createAppointmentDesk({ calls, clock, log, rowsPerWrite, accessHint }),
    changes: createHaloChanges({ calls, log }),
  };
}
