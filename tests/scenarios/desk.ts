/** A desk of one's own for an installation: one that stays for several runs, or that a test watches. */
import { createHalo } from '../../main/adapters/halo/halo.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import type { AppointmentDesk } from '../../main/ports.ts';
import type { Installation } from './installation.ts';

export function createDeskFor(house: Installation): {
  readonly desk: AppointmentDesk;
  readonly close: () => Promise<void>;
} {
  const { clock } = house;
  const requestLog = { record: () => {}, latest: async () => [] };
  const http = createHttpClient({ maxSockets: 2, clock, requestLog });
  const { desk } = createHalo({
    settings: house.settings().halo,
    clientSecret: house.halo.clientSecret,
    http,
    clock,
    log: { write: () => {}, problem: () => {} },
  });
  return { desk, close: async () => http.close() };
}
