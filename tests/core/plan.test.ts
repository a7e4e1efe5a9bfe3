/** The plan on its own: what it removes, updates, adopts and holds, without any server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentReading } from '../../main/core/appointment.ts';
import type { Link } from '../../main/core/link.ts';
import type { PlannedAction } from '../../main/core/plan/action.ts';
import { guard } from '../../main/core/plan/guard.ts';
import { settle } from '../../main/core/plan/settle.ts';
import type { Observation, PlanContext } from '../../main/core/plan/wish.ts';
import { needsOf, wish } from '../../main/core/plan/wish.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import {
  aLink,
  anAppointment,
  anEvent,
  anImportRule,
  anOccurrence,
  aPlanContext,
  found,
  keyed,
} from '../builders/events.ts';

const window = { start: '2026-03-10T00:00:00Z', end: '2026-09-23T00:00:00Z' };

function plan(
  links: readonly Link[],
  observed: Partial<Observation>,
  readings: readonly (readonly [number, AppointmentReading])[] = [],
  context: PlanContext = aPlanContext(),
): readonly PlannedAction[] {
  const byKey = new Map(links.map(link => [link.key, link]));
  const { wishes } = wish(byKey, { window, events: [], gone: new Map(), ...observed }, context);
  return settle(wishes, byKey, { byId: new Map(readings), listed: [] }, context);
}

test('a link of which the read says nothing is left alone', () => {
  assert.deepEqual(plan([aLink(anEvent(), 5)], {}), []);
});

test('a link whose event is proven gone is removed, for that reason', () => {
  const link = aLink(anEvent(), 5);
  const [action] = plan([link], { gone: new Map([[link.key, 'not-found']]) }, [
    [5, found(anAppointment(anEvent(), 5))],
  ]);
  assert.deepEqual([action?.kind, action?.reasons, action?.hold], ['remove', ['not-found'], null]);
});

test('a removal waits when the access is not the one that made the link', () => {
  const link = aLink(anEvent(), 5, { access: 'access-0' });
  const [action] = plan([link], { gone: new Map([[link.key, 'not-found']]) }, [
    [5, found(anAppointment(anEvent(), 5))],
  ]);
  assert.equal(action?.hold, 'access-changed');
});

test('an exclusion waits when the filter is not the one that made the link', () => {
  const event = anEvent();
  const excluded = { events: [keyed({ ...event, freeBusy: 'free' as const })] };
  const readings = [[5, found(anAppointment(event, 5))]] as const;
  assert.equal(plan([aLink(event, 5, { rules: 'rules-0' })], excluded, readings)[0]?.hold, 'filter-changed');
  assert.equal(plan([aLink(event, 5)], excluded, readings)[0]?.hold, null);
});

test('what is over before the window begins is neither removed nor made', () => {
  const past = anEvent({ start: '2026-01-05T09:00:00Z', end: '2026-01-05T10:00:00Z' });
  const link = aLink(past, 5);
  assert.equal(plan([link], { gone: new Map([[link.key, 'not-found']]) })[0]?.kind, 'forget');
  assert.deepEqual(plan([], { events: [keyed(past)] }), []);
});

test('a planned update names exactly the fields that changed and needs one look at Halo', () => {
  const event = anEvent();
  const link = aLink(event, 5);
  const moved = keyed({ ...event, start: '2026-03-25T11:00:00Z', end: '2026-03-25T12:00:00Z' });
  const byKey = new Map([[link.key, link]]);
  const context = aPlanContext();
  const { wishes } = wish(byKey, { window, events: [moved], gone: new Map() }, context);
  const { start, end } = moved.event;
  assert.deepEqual(needsOf(wishes, context), {
    ids: [5],
    spans: [],
    places: [{ id: 5, start, end }],
    unchanged: new Set(),
  });
  const [action] = settle(
    wishes,
    byKey,
    { byId: new Map([[5, found(anAppointment(event, 5))]]), listed: [] },
    context,
  );
  assert.ok(action?.kind === 'update');
  assert.deepEqual(action.changed, ['when']);
});

test('an unchanged event asks nothing of Halo', () => {
  const link = aLink(anEvent(), 5);
  const { wishes } = wish(
    new Map([[link.key, link]]),
    { window, events: [keyed(anEvent({ changeKey: 'other' }))], gone: new Map() },
    aPlanContext(),
  );
  assert.deepEqual(needsOf(wishes, aPlanContext()), { ids: [], spans: [], places: [], unchanged: new Set() });
});

test('an appointment that somebody deleted in Halo is not made again', () => {
  const event = anEvent();
  const [action] = plan([aLink(event, 5)], { events: [keyed({ ...event, subject: 'Other' })] }, [
    [5, { kind: 'deleted' }],
  ]);
  assert.ok(action?.kind === 'leave');
  assert.deepEqual([action.reason, action.refreshed.state], ['deleted-in-halo', 'deleted-in-halo']);
});

test('a series on other days keeps its appointments: same day first, then in order', () => {
  const old = ['2026-04-01', '2026-04-08', '2026-04-15'].map((date, n) =>
    aLink(anOccurrence('series', date), n + 1),
  );
  const now = ['2026-04-02', '2026-04-09', '2026-04-15'].map(date => keyed(anOccurrence('series', date)));
  const gone = new Map(old.slice(0, 2).map(link => [link.key, 'not-found' as const]));
  const readings = [1, 2].map(
    id => [id, found(anAppointment(anOccurrence('series', '2026-04-01'), id))] as const,
  );
  const actions = plan(old, { events: now, gone }, readings);
  assert.deepEqual(actions.map(action => action.kind).sort(), ['leave', 'update', 'update']);
  const updates = actions.flatMap(action =>
    action.kind === 'update' ? [[action.link.haloId, action.keyed.event.start]] : [],
  );
  assert.deepEqual(updates, [
    [1, '2026-04-02T09:00:00Z'],
    [2, '2026-04-09T09:00:00Z'],
  ]);
});

test('an event that took the place of one whose appointment is gone is made anew, and the old link is forgotten', () => {
  const link = aLink(anOccurrence('uid-a', '2026-03-23'), 5);
  const moved = keyed(anOccurrence('uid-a', '2026-03-24'));
  const observed = { events: [moved], gone: new Map([[link.key, 'not-found']] as const) };
  const actions = plan([link], observed, [[5, { kind: 'absent' }]]);
  assert.deepEqual(
    actions.map(({ kind, key }) => [kind, key]),
    [
      ['forget', link.key],
      ['create', moved.key],
    ],
  );
});

test('the order of what was read does not change the plan', () => {
  const events = ['2026-04-01', '2026-04-08', '2026-04-15', '2026-04-22'].map(date =>
    keyed(anOccurrence('series', date)),
  );
  assert.deepEqual(plan([], { events }), plan([], { events: events.toReversed() }));
});

test('what remains of one UID is one unit: held removals hold its creations', () => {
  const links = Array.from({ length: 8 }, (_, n) =>
    aLink(anEvent({ uid: `uid-${n}`, itemId: `item-${n}` }), n + 1),
  );
  const gone = new Map(links.slice(0, 6).map(link => [link.key, 'not-found' as const]));
  const again = keyed(anOccurrence('uid-0', '2026-05-05'));
  const later = keyed(anOccurrence('uid-0', '2026-05-12'));
  const readings = links.map(
    link => [link.haloId ?? 0, found(anAppointment(anEvent({ uid: link.uid }), link.haloId ?? 0))] as const,
  );
  const extra = aLink(anOccurrence('uid-0', '2026-04-07'), 20);
  const all = [...links, extra];
  const actions = plan(
    all,
    {
      events: [again, later, keyed(anOccurrence('fresh', '2026-05-05'))],
      gone: new Map([...gone].filter(([key]) => key !== links[0]?.key)),
    },
    readings,
  );
  const guarded = guard({
    actions: [
      ...actions,
      ...plan([extra], { gone: new Map([[extra.key, 'not-found']]) }, [
        [20, found(anAppointment(anOccurrence('uid-0', '2026-04-07'), 20))],
      ]),
    ],
    links: new Map(all.map(link => [link.key, link])),
    holds: new Map(),
    foreignMarked: 0,
    isFirstImport: false,
    passedBefore: new Set(),
    run: { removals: 0, links: 9 },
    limits: defaultSettings.safety,
  });
  const held = new Map(guarded.held.map(({ action, reason }) => [action.key, reason]));
  assert.equal(held.get(again.key), 'unit-held');
  assert.equal(held.get(later.key), 'unit-held');
  assert.ok(guarded.pass.some(action => action.uid === 'fresh'));
});

test('with "no delete" a removal becomes a forgotten link', () => {
  const link = aLink(anEvent(), 5);
  const context = aPlanContext({ rules: anImportRule({ noDelete: true }) });
  assert.equal(plan([link], { gone: new Map([[link.key, 'not-found']]) }, [], context)[0]?.kind, 'forget');
});
