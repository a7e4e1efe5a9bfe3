/** From how many missing appointments on a person is asked: in series and singles, against what was looked at. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentReading } from '../../main/core/appointment.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { askAboutMissing } from '../../main/core/plan/missing.ts';
import { settle } from '../../main/core/plan/settle.ts';
import { wish } from '../../main/core/plan/wish.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { aLink, anAppointment, anEvent, anOccurrence, aPlanContext, keyed } from '../builders/events.ts';

const window = { start: '2026-03-09T00:00:00Z', end: '2026-09-23T00:00:00Z' };

/** How many of these appointments are asked about when Halo has lost the first `lost` of them. */
function asked(events: readonly CalendarEvent[], lost: number): number {
  const context = aPlanContext({ verify: true });
  const each = events.map((event, index) => ({ ...keyed(event), link: aLink(event, 5_001 + index) }));
  const links = new Map(each.map(({ key, link }) => [key, link]));
  const { wishes } = wish(links, { window, events: each, gone: new Map() }, context);
  const byId = new Map<number, AppointmentReading>(
    events.map((event, index) => {
      const id = 5_001 + index;
      return [
        id,
        index < lost ? { kind: 'absent' } : { kind: 'found', appointment: anAppointment(event, id) },
      ];
    }),
  );
  const halo = { byId, listed: [] };
  const actions = settle(wishes, links, halo, context);
  const about = { actions, wishes, links, holds: new Map(), halo, limits: defaultSettings.safety };
  const after = askAboutMissing(about);
  assert.equal(after.length, actions.length);
  return after.filter(action => action.hold === 'many-missing-in-halo').length;
}

const singles = (count: number) =>
  Array.from({ length: count }, (_, index) => anEvent({ uid: `uid-${index}`, itemId: `item-${index}` }));
const occurrences = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anOccurrence('uid-series', `2026-04-${String(index + 1).padStart(2, '0')}`),
  );

const rows: readonly (readonly [string, readonly CalendarEvent[], number, number])[] = [
  ['four of four singles are few', singles(4), 4, 0],
  ['five of five singles are many', singles(5), 5, 5],
  ['six of twenty are no more than the share', singles(20), 6, 0],
  ['seven of twenty are more than the share', singles(20), 7, 7],
  ['twenty-one are many in the largest calendar', singles(300), 21, 21],
  ['a whole series is one', [...occurrences(20), ...singles(1)], 20, 0],
  [
    'a series and four singles are five, and each appointment of them is asked about',
    [...singles(4), ...occurrences(6)],
    10,
    10,
  ],
];
for (const [name, events, lost, expected] of rows) {
  test(`missing in Halo: ${name}`, () => assert.equal(asked(events, lost), expected));
}
