/** Our reading of calendars for the first time, without Halo and without a disk: transport, readers, identity. */
import { createCalendarSource } from '../../../main/adapters/exchange/calendar-source.ts';
import { createHttpClient } from '../../../main/adapters/http/http-client.ts';
import { createSystemClock } from '../../../main/adapters/system/clock.ts';
import { readMailbox } from '../../../main/engine/read-mailbox.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createMemoryLinks } from '../../fakes/memory-links.ts';
import { atOnce, overAll, readOrder } from './order.ts';

const order = readOrder();
const clock = createSystemClock();
const http = createHttpClient({
  maxSockets: atOnce,
  clock,
  requestLog: { record: () => {}, latest: async () => [] },
});
const settings = { ...defaultSettings.exchange, url: order.exchange, user: order.user, concurrency: atOnce };
const source = createCalendarSource({
  settings,
  password: order.password,
  http,
  clock,
  log: createCollectingLog(),
});
let events = 0;
await overAll(order.mailboxes, async ({ address }) => {
  const reading = await readMailbox({
    source,
    address,
    state: null,
    memory: () => createMemoryLinks().readMemory({ agentId: 1, address }),
    window: { start: order.start, end: order.end },
    rulesFingerprint: '',
    everything: false,
    resting: new Set(),
    interrupted: false,
    signal: new AbortController().signal,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  if (reading.value.kind === 'read') events += reading.value.observation.events.length;
});
http.close();
console.log(JSON.stringify({ events }));
