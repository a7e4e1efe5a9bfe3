/** Three-way merging: what both sides changed against what they last had in common. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OwnedFieldName, OwnedFields } from '../../../main/core/appointment.ts';
import { remembered } from '../../../main/core/fingerprint.ts';
import type { ConflictRule, TwoSides } from '../../../main/core/outbound/merge.ts';
import { merge } from '../../../main/core/outbound/merge.ts';
import { runParameters, seeds } from '../../properties/random-runs.ts';

const agreed: OwnedFields = {
  when: { kind: 'timed', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' },
  subject: 'Server review',
  location: 'Room 1',
  note: 'Bring the keys',
  attendees: 'Bob Martin',
  isPrivate: false,
};
const later = { kind: 'timed', start: '2026-03-25T11:00:00Z', end: '2026-03-25T12:00:00Z' } as const;

function sides(
  halo: Partial<OwnedFields>,
  mapped: Partial<OwnedFields>,
  more: Partial<TwoSides> = {},
): TwoSides {
  const past = { values: remembered(agreed), mapped: remembered(agreed) };
  return {
    expected: { ...agreed, ...halo },
    past,
    halo: { ...agreed, ...halo },
    mapped: { ...agreed, ...mapped },
    haloModified: null,
    exchangeModified: null,
    isHaloRestored: false,
    ofOthers: [],
    exchangeOnly: [],
    unseen: [],
    ...more,
  };
}

test('nothing changed on either side, nothing is written', () => {
  assert.deepEqual(merge(sides({}, {}), 'exchange'), {
    toExchange: [],
    toHalo: [],
    conflicts: [],
    apart: [],
  });
});

test('what one side changed goes to the other', () => {
  const found = merge(sides({ subject: 'Review' }, { location: 'Room 2' }), 'exchange');
  assert.deepEqual(found, { toExchange: ['subject'], toHalo: ['location'], conflicts: [], apart: [] });
});

test('the same change on both sides is no conflict and no write', () => {
  assert.deepEqual(merge(sides({ when: later }, { when: later }), 'exchange'), {
    toExchange: [],
    toHalo: [],
    conflicts: [],
    apart: [],
  });
});

test('a field that both changed goes by the rule', () => {
  const both = sides({ when: later, subject: 'H' }, { subject: 'E' });
  assert.deepEqual(merge(both, 'exchange'), {
    toExchange: ['when'],
    toHalo: ['subject'],
    conflicts: [{ field: 'subject', winner: 'exchange' }],
    apart: [],
  });
  assert.deepEqual(merge(both, 'halo').toExchange, ['when', 'subject']);
});

test('the newest wins, and Exchange where nobody can say', () => {
  const times = (haloModified: string | null, exchangeModified: string | null) =>
    merge(sides({ subject: 'H' }, { subject: 'E' }, { haloModified, exchangeModified }), 'newest')
      .conflicts[0]?.winner;
  assert.equal(times('2026-03-01T10:00:01Z', '2026-03-01T10:00:00Z'), 'halo');
  assert.equal(times('2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'), 'exchange');
  assert.equal(times('2026-03-01T10:00:00Z', '2026-03-01T10:00:01Z'), 'exchange');
  assert.equal(times(null, null), 'exchange');
  assert.equal(times('2026-03-01T10:00:00Z', null), 'halo');
});

test('what is Exchange’s alone is never sent to it', () => {
  const found = merge(sides({ attendees: 'Eve' }, {}, { exchangeOnly: ['attendees'] }), 'halo');
  assert.deepEqual(found, { toExchange: [], toHalo: [], conflicts: [], apart: [] });
});

test('a private text is compared by what is remembered of it', () => {
  const secret = { ...agreed, subject: 'Doctor', isPrivate: true };
  const past = { values: remembered(secret), mapped: remembered(secret) };
  const same = merge({ ...sides({}, {}), past, halo: secret, expected: secret, mapped: secret }, 'exchange');
  assert.deepEqual([same.toExchange, same.toHalo], [[], []]);
  const edited = merge(
    { ...sides({}, {}), past, halo: { ...secret, subject: 'Dentist' }, mapped: secret },
    'exchange',
  );
  assert.deepEqual(edited.toExchange, ['subject']);
});

test('what the import makes of the event is compared with what it made of it, not with what Halo holds', () => {
  const hidden = { ...agreed, subject: 'Private appointment', location: '', note: '', attendees: '' };
  const past = { values: remembered(agreed), mapped: remembered(hidden) };
  const found = merge({ ...sides({ when: later }, {}), past, mapped: hidden }, 'exchange');
  assert.deepEqual(found, { toExchange: ['when'], toHalo: [], conflicts: [], apart: [] });
});

test('without a common past every difference from what we would have written is a conflict', () => {
  const hidden = { ...agreed, subject: 'Private appointment' };
  const same = merge({ ...sides({}, {}), past: null, expected: hidden, mapped: hidden }, 'exchange');
  assert.deepEqual([same.toExchange, same.toHalo], [[], []]);
  const found = merge({ ...sides({ subject: 'H' }, {}), past: null }, 'halo');
  assert.deepEqual(found, {
    toExchange: ['subject'],
    toHalo: [],
    conflicts: [{ field: 'subject', winner: 'halo' }],
    apart: [],
  });
});

const some = fc.record({
  when: fc.constantFrom(agreed.when, later),
  subject: fc.constantFrom('A', 'B', 'C'),
  location: fc.constantFrom('', 'Room 1'),
  note: fc.constantFrom('', 'n', 'm'),
  attendees: fc.constantFrom('', 'Bob'),
  isPrivate: fc.boolean(),
});

for (const { name, seed } of seeds)
  test(`after a merge both sides hold the same, and a second one writes nothing (${name})`, t => {
    const rules = fc.constantFrom<ConflictRule>('exchange', 'halo', 'newest');
    const property = fc.property(some, some, some, rules, (past, halo, mapped, rule) => {
      const both = { values: remembered(past), mapped: remembered(past) };
      const first = merge({ ...sides({}, {}), past: both, halo, expected: halo, mapped }, rule);
      const take = (from: OwnedFields, to: OwnedFields, names: readonly OwnedFieldName[]): OwnedFields => ({
        ...to,
        ...Object.fromEntries(names.map(field => [field, from[field]])),
      });
      const nowHalo = take(mapped, halo, first.toHalo);
      const nowMapped = take(halo, mapped, first.toExchange);
      assert.deepEqual(nowHalo, nowMapped);
      assert.deepEqual(
        first.toHalo.filter(field => first.toExchange.includes(field)),
        [],
      );
      const after = { values: remembered(nowHalo), mapped: remembered(nowMapped) };
      const second = merge(
        { ...sides({}, {}), past: after, halo: nowHalo, expected: nowHalo, mapped: nowMapped },
        rule,
      );
      assert.deepEqual([second.toExchange, second.toHalo], [[], []]);
    });
    fc.assert(property, runParameters(t, seed, 300));
  });

test('a text edited in Exchange that Halo is not shown gives way where Halo wins, and never goes to Halo', () => {
  const both = sides({ subject: 'Dentist' }, {}, { unseen: ['subject', 'note'] });
  assert.deepEqual(merge(both, 'exchange'), {
    toExchange: [],
    toHalo: [],
    conflicts: [],
    apart: ['subject'],
  });
  assert.deepEqual(merge(both, 'halo'), {
    toExchange: ['subject'],
    toHalo: [],
    conflicts: [{ field: 'subject', winner: 'halo' }],
    apart: [],
  });
});

test('what a restored Halo holds is against what stands in Exchange, but nothing hidden goes to Halo for it', () => {
  const restored = { isHaloRestored: true };
  assert.deepEqual(merge(sides({ subject: 'Old', when: later }, {}, restored), 'exchange'), {
    toExchange: [],
    toHalo: ['when', 'subject'],
    conflicts: [
      { field: 'when', winner: 'exchange' },
      { field: 'subject', winner: 'exchange' },
    ],
    apart: [],
  });
  const hidden = sides(
    { subject: 'Old', when: later, isPrivate: true },
    { subject: 'Private appointment', isPrivate: true },
    restored,
  );
  const past = { values: remembered({ ...agreed, isPrivate: true }), mapped: remembered(hidden.mapped) };
  const { toHalo } = merge({ ...hidden, past }, 'exchange');
  assert.deepEqual(toHalo, ['when']);
});
