/** What a run learns of both servers: waits of this run alone, and the certificate of each as it was shown last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeServers } from '../../main/compose/servers-seen.ts';
import { createSlowDowns } from '../../main/compose/slow-downs.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const settings = settingsSchema.parse({
  halo: { url: 'https://halo.example.org' },
  exchange: { url: 'https://mail.example.org:8443/EWS/Exchange.asmx' },
});
const certificate = {
  subject: 'mail',
  names: 'mail.example.org',
  issuer: 'Contoso CA',
  from: '2026-01-01T00:00:00Z',
  until: '2027-01-01T00:00:00Z',
  fingerprint: 'AA',
};

test('waits count from the beginning of the run, each server by itself', () => {
  const slowDowns = createSlowDowns(createManualClock());
  slowDowns.asked('Exchange', 60_000);
  const seen = seeServers(settings, () => null, slowDowns);
  slowDowns.asked('Exchange', 2_000);
  slowDowns.asked('Exchange', 500);
  slowDowns.asked('Halo', 1_000);
  const { exchange, halo } = seen();
  assert.deepEqual([exchange.waits, exchange.waitedMs, halo.waits, halo.waitedMs], [2, 2_500, 1, 1_000]);
});

test('a certificate is told with its host; a server that showed none, or one without an end, has none', () => {
  const shown = (url: string) =>
    url.startsWith('https://mail') ? certificate : { ...certificate, until: '' };
  const { exchange, halo } = seeServers(settings, shown, createSlowDowns(createManualClock()))();
  const { issuer, names, until } = certificate;
  assert.deepEqual(
    [exchange.host, exchange.certificate],
    ['mail.example.org:8443', { issuer, names, until }],
  );
  assert.deepEqual([halo.host, halo.certificate], ['halo.example.org', null]);
});
