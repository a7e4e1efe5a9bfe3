/** Random calendars and random reading: what must hold whatever happened. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Mailbox } from '../../../main/simulators/exchange/mailbox.ts';
import { usualDialect } from '../../../main/simulators/exchange/state/dialect.ts';
import { dateOfDay, type Recurrence } from '../../../main/simulators/exchange/state/recurrence.ts';
import { ExchangeState } from '../../../main/simulators/exchange/state.ts';

const firstDay = 20_700;
const runs = { numRuns: 100, seed: 20261122 };

const recurrence: fc.Arbitrary<Recurrence> = fc.record({
  pattern: fc.oneof(
    fc.record({ kind: fc.constant('Daily' as const), interval: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      kind: fc.constant('Weekly' as const),
      interval: fc.integer({ min: 1, max: 3 }),
      days: fc.subarray(['Monday', 'Tuesday', 'Saturday', 'Sunday'] as const, { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('AbsoluteMonthly' as const),
      interval: fc.integer({ min: 1, max: 3 }),
      dayOfMonth: fc.integer({ min: 1, max: 31 }),
    }),
    fc.record({
      kind: fc.constant('RelativeYearly' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.constantFrom('Day' as const, 'Weekday' as const, 'Friday' as const),
      index: fc.constantFrom('First' as const, 'Third' as const, 'Last' as const),
    }),
  ),
  range: fc.oneof(
    fc.constant({ kind: 'noEnd' as const }),
    fc.record({ kind: fc.constant('numbered' as const), count: fc.integer({ min: 1, max: 20 }) }),
    fc
      .integer({ min: firstDay + 200, max: firstDay + 900 })
      .map(day => ({ kind: 'endDate' as const, endDate: dateOfDay(day) })),
  ),
});

interface Step {
  readonly verb: 'book' | 'series' | 'change' | 'remove' | 'occurrence' | 'gap' | 'move' | 'copy' | 'read';
  readonly which: number;
  readonly day: number;
  readonly minutes: number;
  readonly size: number;
  readonly recurrence: Recurrence;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(
    'book',
    'series',
    'change',
    'remove',
    'occurrence',
    'gap',
    'move',
    'copy',
    'read',
    'read',
  ),
  which: fc.nat(),
  day: fc.integer({ min: firstDay, max: firstDay + 400 }),
  minutes: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 30_000 })),
  size: fc.integer({ min: 1, max: 4 }),
  recurrence,
});

function newMailbox(): Mailbox {
  return new ExchangeState(() => 0, { ...usualDialect }).addMailbox({ address: 'anna@corp.example' });
}

function take(mailbox: Mailbox, one: Step): void {
  const start = `${dateOfDay(one.day)}T0${one.which % 10}:30:00`;
  const end = new Date(Date.parse(`${start}Z`) + one.minutes * 60_000).toISOString().slice(0, 19);
  const items = mailbox.items();
  const chosen = items[one.which % Math.max(1, items.length)];
  const event =
    chosen && mailbox.expand(0, (firstDay + 800) * 86_400_000).find(found => found.masterId === chosen.id);
  if (one.verb === 'book')
    mailbox.book({ subject: `b${one.which}`, start, end, allDay: one.which % 5 === 0 });
  if (one.verb === 'series')
    mailbox.book({ subject: `s${one.which}`, start, end, recurrence: one.recurrence });
  if (chosen === undefined) return;
  if (one.verb === 'change') mailbox.change(chosen.id, { subject: `c${one.which}`, start });
  if (one.verb === 'remove') mailbox.remove(chosen.id);
  if (one.verb === 'move') mailbox.moveAwayAndBack(chosen.id);
  if (one.verb === 'copy') mailbox.copy(chosen.id);
  if (event?.originalDate === undefined) return;
  if (one.verb === 'occurrence')
    mailbox.changeOccurrence(chosen.id, event.originalDate, { start, subject: 'e' });
  if (one.verb === 'gap') mailbox.removeOccurrence(chosen.id, event.originalDate);
}

test('a client that follows sync page by page holds exactly what the calendar holds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const mailbox = newMailbox();
      const mirror = new Map<string, string>();
      let state: string | undefined;
      const page = (size: number): boolean => {
        const found = mailbox.syncLog.page(state, size, 'newest', new Set());
        assert.ok(found !== undefined);
        assert.ok(found.changes.length <= size);
        for (const change of found.changes) {
          const id = change.kind === 'Delete' ? change.id : change.item.id;
          assert.equal(mirror.has(id), change.kind !== 'Create', `${change.kind} of ${id}`);
          if (change.kind === 'Delete') mirror.delete(id);
          else mirror.set(id, change.item.changeKey);
        }
        state = found.state;
        return found.last;
      };
      for (const one of steps)
        if (one.verb === 'read') page(one.size);
        else take(mailbox, one);
      while (!page(3));
      const held = new Map(mailbox.items().map(item => [item.id, item.changeKey]));
      assert.deepEqual([...mirror].sort(), [...held].sort());
      assert.deepEqual(mailbox.syncLog.page(state, 512, 'newest', new Set())?.changes, []);
    }),
    runs,
  );
});

test('the parts of a bisected view make the whole view, and every row is found by its id', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 1, max: 399 }), (steps, cut) => {
      const mailbox = newMailbox();
      for (const one of steps) take(mailbox, one);
      const [from, middle, until] = [firstDay, firstDay + cut, firstDay + 400].map(day => day * 86_400_000);
      assert.ok(from !== undefined && middle !== undefined && until !== undefined);
      const whole = mailbox.expand(from, until);
      const parts = [...mailbox.expand(from, middle), ...mailbox.expand(middle, until)];
      assert.deepEqual(
        [...new Set(parts.map(event => event.id))].sort(),
        whole.map(event => event.id).sort(),
      );
      assert.equal(new Set(whole.map(event => event.id)).size, whole.length);
      const late = (event: { start: string; end: string }) =>
        Date.parse(event.end) > middle || (event.end === event.start && Date.parse(event.start) >= middle);
      assert.deepEqual(whole.filter(late), mailbox.expand(middle, until));
      for (const event of whole) {
        const found = mailbox.calendar.find(event.id);
        assert.equal(found.kind === 'found' && found.instance.kind, event.kind);
        assert.ok(Date.parse(event.start) < until && Date.parse(event.end) >= from);
      }
    }),
    runs,
  );
});

test('what a view shows of a series is what its pattern says less the gaps, each day once', () => {
  fc.assert(
    fc.property(step, fc.integer({ min: firstDay - 30, max: firstDay + 300 }), (one, from) => {
      const mailbox = newMailbox();
      take(mailbox, { ...one, verb: 'series' });
      const shown = mailbox
        .expand(from * 86_400_000, (from + 100) * 86_400_000)
        .map(event => event.originalDate);
      const item = mailbox.calendar.items.values().next().value;
      const days = item?.series?.days;
      assert.ok(days !== undefined);
      const certain = days.between(from + 1, from + 98).map(dateOfDay);
      assert.deepEqual(
        certain.filter(date => !shown.includes(date)),
        [],
      );
      assert.equal(new Set(shown).size, shown.length);
    }),
    runs,
  );
});
