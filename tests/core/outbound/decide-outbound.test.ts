/** What is done about an appointment of Halo and its event, from both sides and what they had in common. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnedFields } from '../../../main/core/appointment.ts';
import { remembered } from '../../../main/core/fingerprint.ts';
import type { OutboundPair, OutboundRules } from '../../../main/core/outbound/decide-outbound.ts';
import { decideOutbound } from '../../../main/core/outbound/decide-outbound.ts';
import type { WholeAppointment, WholeReading } from '../../../main/core/outbound/halo-side.ts';
import { anAppointment, anEvent } from '../../builders/events.ts';

const agreed: OwnedFields = {
  when: { kind: 'timed', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' },
  subject: 'Server review',
  location: 'Room 1',
  note: '',
  attendees: '',
  isPrivate: false,
};
const rules: OutboundRules = {
  conflict: 'exchange',
  types: [],
  window: { start: '2026-03-11T00:00:00Z', end: '2026-09-30T00:00:00Z' },
  mayRemove: true,
  hidesPrivate: true,
  hidesSubjects: false,
};

function found(changes: Partial<OwnedFields> = {}, more: Partial<WholeAppointment> = {}): WholeReading {
  const appointment = { ...anAppointment(anEvent(), 5501), ...agreed, ...changes, work: [] };
  return {
    kind: 'found',
    whole: { appointment, modifiedAt: null, agentIds: [7], typeId: null, schedule: null, ...more },
  };
}
const pair = {
  values: remembered(agreed),
  mapped: remembered(agreed),
  isMadeByUs: true,
  itemId: 'item-1',
  lastModified: '',
};
const event = (changes: Partial<OwnedFields> = {}) =>
  ({ kind: 'found', mapped: { ...agreed, ...changes }, expected: agreed, modified: null }) as const;
const ask = (input: Partial<OutboundPair>, other: Partial<OutboundRules> = {}) =>
  decideOutbound(
    { pair, halo: found(), exchange: event(), approved: null, ...input },
    { ...rules, ...other },
  );

test('what was made in Halo is made in Exchange', () => {
  assert.deepEqual(ask({ pair: null, exchange: { kind: 'none' } }), { kind: 'create' });
});

test('our own write that comes back is nothing', () => {
  assert.deepEqual(ask({}), { kind: 'nothing', reason: 'up-to-date' });
});

test('what is over or of a type that is not sent is not made in Exchange', () => {
  const none = { pair: null, exchange: { kind: 'none' } } as const;
  const old = { kind: 'timed', start: '2026-03-01T09:00:00Z', end: '2026-03-01T10:00:00Z' } as const;
  assert.deepEqual(ask({ ...none, halo: found({ when: old }) }), { kind: 'nothing', reason: 'over' });
  const before = { kind: 'all-day', first: '2026-03-01', last: '2026-03-09' } as const;
  assert.deepEqual(ask({ ...none, halo: found({ when: before }) }), { kind: 'nothing', reason: 'over' });
  const type = { kind: 'nothing', reason: 'type-not-sent' };
  assert.deepEqual(ask({ ...none, halo: found({}, { typeId: 3 }) }, { types: [4] }), type);
  assert.deepEqual(ask({ ...none, halo: found({}, { typeId: 4 }) }, { types: [4] }), { kind: 'create' });
});

test('what was completed before it was sent is made in Exchange like everything else', () => {
  const completed = found();
  if (completed.kind === 'found') Object.assign(completed.whole.appointment, { work: ['completed'] });
  assert.deepEqual(ask({ pair: null, exchange: { kind: 'none' }, halo: completed }), { kind: 'create' });
});

test('an appointment of several agents is refused by name', () => {
  assert.deepEqual(ask({ halo: found({}, { agentIds: [7, 8] }) }), {
    kind: 'refuse',
    reason: 'several-agents',
  });
});

test('what became a task keeps its event and is refused by name; where the event is gone nothing is left to follow', () => {
  const halo = { kind: 'no-appointment' } as const;
  assert.deepEqual(ask({ halo }), { kind: 'refuse', reason: 'became-a-task' });
  assert.deepEqual(ask({ halo, exchange: { kind: 'gone' } }), { kind: 'forget' });
  const unknown = { halo, pair: null };
  assert.deepEqual(ask(unknown), { kind: 'nothing', reason: 'no-appointment' });
});

test('a change in Halo goes to Exchange, and only what changed', () => {
  const step = ask({ halo: found({ subject: 'Review' }) });
  assert.deepEqual(step, { kind: 'write', toExchange: ['subject'], toHalo: [], conflicts: [], apart: [] });
});

test('who is invited to a meeting of Exchange is not decided in Halo', () => {
  const foreign = { ...pair, isMadeByUs: false };
  assert.deepEqual(ask({ pair: foreign, halo: found({ attendees: 'Eve' }) }), {
    kind: 'nothing',
    reason: 'up-to-date',
  });
});

test('a deletion in Halo removes what we made, and asks about everything else', () => {
  for (const halo of [{ kind: 'deleted' }, { kind: 'absent' }] as const) {
    assert.deepEqual(ask({ halo }), { kind: 'remove' });
    const held = ask({ halo, pair: { ...pair, isMadeByUs: false } });
    assert.deepEqual(held, { kind: 'hold', reason: 'not-made-by-us', proposal: 'remove:item-1:' });
  }
});

test('what a person allowed is removed, unless the event has changed since the question', () => {
  const foreign = { ...pair, isMadeByUs: false };
  const halo = { kind: 'absent' } as const;
  assert.deepEqual(ask({ halo, pair: foreign, approved: 'remove:item-1:' }), { kind: 'remove' });
  const changed = ask({ halo, pair: foreign, approved: 'remove:item-1:', exchange: event({ subject: 'X' }) });
  assert.deepEqual(changed, { kind: 'hold', reason: 'not-made-by-us', proposal: 'remove:item-1:subject' });
});

test('an event that somebody changed is not removed in silence, unless Halo always wins', () => {
  const halo = { kind: 'absent' } as const;
  const exchange = event({ subject: 'Changed in Outlook' });
  for (const conflict of ['exchange', 'newest'] as const)
    assert.equal(ask({ halo, exchange }, { conflict }).kind, 'hold');
  assert.deepEqual(ask({ halo, exchange }, { conflict: 'halo' }), { kind: 'remove' });
});

test('many removals are a question', () => {
  const step = ask({ halo: { kind: 'absent' } }, { mayRemove: false });
  assert.deepEqual(step, { kind: 'hold', reason: 'many-removals', proposal: 'remove:item-1:' });
});

test('what neither side has any more is forgotten', () => {
  assert.deepEqual(ask({ halo: { kind: 'deleted' }, exchange: { kind: 'gone' } }), { kind: 'forget' });
});

test('an event that is gone is the import’s, unless the appointment was changed and Halo may win', () => {
  const exchange = { kind: 'gone' } as const;
  assert.deepEqual(ask({ exchange }), { kind: 'leave-to-import' });
  const halo = found({ subject: 'Changed in Halo' });
  assert.deepEqual(ask({ exchange, halo }), { kind: 'leave-to-import' });
  assert.deepEqual(ask({ exchange, halo }, { conflict: 'halo' }), { kind: 'create' });
  assert.deepEqual(ask({ exchange, halo }, { conflict: 'newest' }), { kind: 'create' });
});

test('a marked event whose appointment is nowhere was brought back by somebody and is theirs', () => {
  assert.deepEqual(ask({ pair: null, halo: { kind: 'absent' } }), { kind: 'release' });
});
