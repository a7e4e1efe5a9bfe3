import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignKeys, eventKey, originalDate } from '../../main/core/identity.ts';
import { utcZone } from '../../main/core/zone.ts';
import { anEvent, anOccurrence } from '../builders/events.ts';

const nobody = new Map<string, string>();
const never = () => false;

test('a single is known by its UID, an occurrence by UID and date', () => {
  const single = assignKeys([anEvent()], nobody, never);
  assert.deepEqual(
    single.map(each => each.key),
    [eventKey('uid-1', '')],
  );
  const occurrence = assignKeys([anOccurrence('series', '2026-04-01')], nobody, never);
  assert.deepEqual(
    occurrence.map(each => each.key),
    [eventKey('series', '2026-04-01')],
  );
});

test('the date is read in the zone of the series, not in UTC', () => {
  const auckland = { name: '', eras: [{ from: null, offsetMinutes: 720, changes: [] }] };
  const event = anOccurrence('series', '2026-04-01', {
    originalStart: '2026-03-31T21:00:00Z',
    zone: auckland,
  });
  assert.equal(originalDate(event), '2026-04-01');
  assert.equal(originalDate({ ...event, zone: utcZone }), '2026-03-31');
});

test('copies with one UID get numbers in the order of their item ids, whatever order they come in', () => {
  const a = anEvent({ itemId: 'a' });
  const b = anEvent({ itemId: 'b' });
  const copies = (events: (typeof a)[]) =>
    new Map(assignKeys(events, nobody, never).map(each => [each.event.itemId, each.copy]));
  assert.deepEqual(
    copies([a, b]),
    new Map([
      ['a', 0],
      ['b', 1],
    ]),
  );
  assert.deepEqual(copies([b, a]), copies([a, b]));
});

test('who is known under a number keeps it when the other copy is gone', () => {
  const known = new Map([
    [eventKey('uid-1', '', 0), 'a'],
    [eventKey('uid-1', '', 1), 'b'],
  ]);
  const [only] = assignKeys([anEvent({ itemId: 'b' })], known, key => key === eventKey('uid-1', '', 0));
  assert.equal(only?.copy, 1);
});

test('a new copy does not take the number of one that was not read this time', () => {
  const known = new Map([[eventKey('uid-1', '', 0), 'a']]);
  assert.equal(assignKeys([anEvent({ itemId: 'c' })], known, never)[0]?.copy, 1);
  assert.equal(assignKeys([anEvent({ itemId: 'c' })], known, () => true)[0]?.copy, 0);
});
