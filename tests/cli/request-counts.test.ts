/** What counts as a write in Halo, and what as a read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countRequests } from '../../main/compose/request-counts.ts';
import type { RequestEntry } from '../../main/ports.ts';

function entry(peer: RequestEntry['peer'], operation: string): RequestEntry {
  const figures = { status: 200, problem: null, ms: 1, bytesOut: 1, bytesIn: 1 };
  return { at: '2026-03-23T07:00:00Z', direction: 'outbound', peer, operation, mailbox: null, ...figures };
}

test('asking for a token is no write, and what comes in is no request of ours', () => {
  const kept: RequestEntry[] = [];
  const { log, counts } = countRequests({ record: one => kept.push(one), latest: async () => kept });
  for (const operation of ['POST /auth/token', 'GET /Appointment', 'GET /authinfo'])
    log.record(entry('halo', operation));
  for (const operation of ['POST /Appointment', 'DELETE /Appointment/{id}'])
    log.record(entry('halo', operation));
  log.record(entry('exchange', 'SyncFolderItems'));
  log.record({ ...entry('halo', 'POST /nudge'), direction: 'inbound' });
  assert.deepEqual(counts(), { exchange: 1, haloReads: 3, haloWrites: 2 });
  assert.equal(kept.length, 7, 'everything is passed on to be kept');
});
