/** What the import does beside the way out: it leaves alone what was changed in Halo, and writes a part of what was made there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentReading } from '../../main/core/appointment.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { fingerprint, remembered } from '../../main/core/fingerprint.ts';
import type { Link } from '../../main/core/link.ts';
import { draftOf } from '../../main/core/mapping.ts';
import { sentMarkOf } from '../../main/core/outbound/mark.ts';
import { settle } from '../../main/core/plan/settle.ts';
import type { PlanContext } from '../../main/core/plan/wish.ts';
import { wish } from '../../main/core/plan/wish.ts';
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

const window = { start: '2026-03-01T00:00:00Z', end: '2026-09-01T00:00:00Z' };
const both = (changes: Partial<PlanContext> = {}) => aPlanContext({ outbound: true, ...changes });
function plan(
  events: readonly CalendarEvent[],
  links: readonly Link[],
  halo: AppointmentReading | null,
  context: PlanContext,
  gone: readonly Link[] = [],
) {
  const book = new Map(links.map(link => [link.key, link]));
  const observation = {
    window,
    events: events.map(event => keyed(event)),
    gone: new Map(gone.map(link => [link.key, 'not-found' as const])),
  };
  const { wishes, skips, untied } = wish(book, observation, context);
  const byId = new Map(halo === null ? [] : [[5501, halo] as const]);
  return { actions: settle(wishes, book, { byId, listed: [] }, context), skips, untied };
}

const event = anEvent();
const moved = anEvent({ start: '2026-03-25T11:00:00Z', end: '2026-03-25T12:00:00Z' });
const link = aLink(event, 5501);
const savedSince = found(anAppointment(event, 5501, { lastModified: 'modified-2' }));

test('an appointment that was saved in Halo since both agreed is left to the way out', () => {
  const [action] = plan([moved], [link], savedSince, both()).actions;
  assert.ok(action?.kind === 'leave');
  assert.equal(action.reason, 'changed-in-halo');
  assert.deepEqual(action.refreshed, link, 'what both last had in common must stay as it is');
});

test('without the way out the import writes as before', () => {
  const [action] = plan([moved], [link], savedSince, aPlanContext()).actions;
  assert.equal(action?.kind, 'update');
});

test('an appointment that nobody has saved since is updated as before', () => {
  const [action] = plan([moved], [link], found(anAppointment(event, 5501)), both()).actions;
  assert.equal(action?.kind, 'update');
});

test('an appointment that is missing in Halo is the way out’s to remove', () => {
  const [action] = plan([moved], [link], { kind: 'absent' }, both()).actions;
  assert.ok(action?.kind === 'leave');
  assert.deepEqual([action.reason, action.refreshed.state], ['changed-in-halo', 'live']);
});

test('an event that is gone while its appointment was saved in Halo removes nothing', () => {
  const [action] = plan([], [link], savedSince, both(), [link]).actions;
  assert.ok(action?.kind === 'leave');
  assert.equal(action.reason, 'changed-in-halo');
  const [other] = plan([], [link], found(anAppointment(event, 5501)), both(), [link]).actions;
  assert.equal(other?.kind, 'remove');
});

const deleted = aLink(event, 5501, { state: 'deleted-in-halo' });

test('what was deleted in Halo and brought back there is left to the way out when its event is gone', () => {
  const [action] = plan([], [deleted], savedSince, both(), [deleted]).actions;
  assert.ok(action?.kind === 'leave');
  assert.equal(action.reason, 'changed-in-halo');
  const [alone] = plan([], [deleted], savedSince, aPlanContext(), [deleted]).actions;
  assert.equal(alone?.kind, 'remove');
});

test('what is still deleted in Halo when its event goes is forgotten, also beside the way out', () => {
  for (const context of [both(), aPlanContext()]) {
    const [action] = plan([], [deleted], { kind: 'deleted' }, context, [deleted]).actions;
    assert.equal(action?.kind, 'forget');
  }
});

test('what a verifying run finds brought back in Halo is left to the way out', () => {
  const [action] = plan([event], [deleted], savedSince, both({ verify: true })).actions;
  assert.ok(action?.kind === 'leave');
  assert.equal(action.reason, 'changed-in-halo');
  const [still] = plan([event], [deleted], { kind: 'deleted' }, both({ verify: true })).actions;
  assert.ok(still?.kind === 'leave');
  assert.equal(still.reason, 'deleted-in-halo');
});

function sent(of: CalendarEvent, halosSubject: string): Link {
  const choice = { kind: 'import', texts: 'shown', isPrivate: false, isMarkedCancelled: false } as const;
  const draft = draftOf(keyed(of), choice, aPlanContext());
  const mapped = remembered(draft);
  return aLink(of, 5501, {
    origin: 'sent',
    mapped,
    values: { ...mapped, subject: halosSubject },
    fingerprint: fingerprint(draft),
  });
}

test('of an appointment that was made in Halo only what changed in Exchange is written, and no marks', () => {
  const [action] = plan(
    [moved],
    [sent(event, 'As Halo says it')],
    found(anAppointment(event, 5501)),
    both(),
  ).actions;
  assert.ok(action?.kind === 'update');
  assert.deepEqual([action.only, action.changed], [['when'], ['when']]);
});

test('an unchanged event of an appointment that was made in Halo writes nothing whatever Halo says of it', () => {
  const [action] = plan([event], [sent(event, 'As Halo says it')], null, both()).actions;
  assert.deepEqual([action?.kind, action?.kind === 'leave' && action.reason], ['leave', 'up-to-date']);
});

test('an item with a new id writes nothing to an appointment that was made in Halo', () => {
  const elsewhere = anEvent({ itemId: 'item-2' });
  const halo = found(anAppointment(event, 5501));
  const [action] = plan([elsewhere], [sent(event, 'As Halo says it')], halo, both()).actions;
  assert.ok(action?.kind === 'leave');
  assert.equal(action.refreshed.itemId, 'item-2');
  assert.notEqual(action.refreshed.fingerprint, action.link.fingerprint);
});

test('no filter removes what was made in Halo', () => {
  const secret = anEvent({ sensitivity: 'private' });
  const rules = anImportRule({ private: 'skip', allDay: false });
  const { actions, skips } = plan(
    [secret],
    [sent(event, 'x')],
    found(anAppointment(event, 5501)),
    both({ rules }),
  );
  assert.deepEqual([actions.map(action => action.kind), skips], [['update'], []]);
});

test('an event that we made and that has lost its link is tied again instead of made twice', () => {
  const mine = (agentId: number, installation = 'here') =>
    sentMarkOf({ installation, agentId, haloId: 5501 });
  const context = both({ installation: 'here:7' });
  const marked = plan([anEvent({ sentMark: mine(7) })], [], null, context);
  assert.deepEqual([marked.actions, marked.untied], [[], [5501]]);
  assert.equal(marked.skips[0]?.reason, 'made-in-halo');
  const others = [mine(8), mine(7, 'elsewhere'), 'hi:2:here:7:5501', 'nonsense'];
  for (const sentMark of others)
    assert.equal(plan([anEvent({ sentMark })], [], null, context).actions[0]?.kind, 'create', sentMark);
});

test('occurrences show the mark of their series and come into Halo like any others', () => {
  const sentMark = sentMarkOf({ installation: 'here', agentId: 7, haloId: 5501 });
  const occurrence = anOccurrence('uid-1', '2026-03-25', { sentMark });
  const { actions, untied } = plan([occurrence], [], null, both({ installation: 'here:7' }));
  assert.deepEqual([actions.map(action => action.kind), untied], [['create'], []]);
});

test('a copy of an event that we made is an event like any other', () => {
  const sentMark = sentMarkOf({ installation: 'here', agentId: 7, haloId: 5501 });
  const copy = anEvent({ uid: 'uid-2', itemId: 'item-2', sentMark });
  const known = sent(event, 'Server review');
  const { actions } = plan([{ ...event, sentMark }, copy], [known], null, both({ installation: 'here:7' }));
  assert.deepEqual(
    actions.map(action => action.kind),
    ['leave', 'create'],
  );
});
