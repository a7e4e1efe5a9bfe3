/** Which way a request belongs to, in Halo's words. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type DirectedRequest, directionOf } from '../../preload/contract/words/directions.ts';

const rows: readonly (readonly [DirectedRequest['direction'], DirectedRequest['peer'], string, string])[] = [
  ['outbound', 'exchange', 'CreateItem', 'outbound'],
  ['outbound', 'exchange', 'UpdateItem', 'outbound'],
  ['outbound', 'exchange', 'DeleteItem', 'outbound'],
  ['outbound', 'exchange', 'SyncFolderItems', 'inbound'],
  ['outbound', 'exchange', 'GetItem', 'inbound'],
  ['outbound', 'halo', 'POST /Appointment', 'inbound'],
  ['outbound', 'halo', 'GET /Appointment', 'inbound'],
  ['inbound', 'halo', 'POST /changed', 'outbound'],
];

for (const [direction, peer, operation, belongs] of rows)
  it(`${operation} ${direction === 'inbound' ? 'from' : 'to'} ${peer} is ${belongs}`, () => {
    assert.equal(directionOf({ direction, peer, operation }), belongs);
  });
