/**
 * What every CalendarWriter has to do, whatever it writes to: run on the Exchange adapter over a simulated server, and on any fake, so that
 * the fake can be believed. What was written is looked at through a CalendarSource of the same calendar.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EventDraft } from '../../main/core/outbound/event-draft.ts';
import { theValue } from '../builders/results.ts';
import { describeWriterOfSeries } from './writer-of-series.ts';
import {
  codeOf,
  daily,
  itemOf,
  mark,
  never,
  review,
  subjectsByStart,
  type WithCalendar,
  type WriterUnderTest,
} from './writer-under-test.ts';

/** `make` gives a fresh, empty calendar each time. */
export function describeCalendarWriter(name: string, make: () => Promise<WriterUnderTest>): void {
  const withCalendar: WithCalendar = act => async () => {
    const under = await make();
    try {
      await act(under);
    } finally {
      await under.end();
    }
  };
  describe(`${name} is a calendar writer`, () => {
    describeWriterOfSeries(withCalendar);

    it(
      'makes an item that reads back as the draft says, busy, marked, and without a mail to anybody',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        const item = await itemOf(under, ref.itemId);
        assert.equal(item.changeKey, ref.changeKey);
        assert.deepEqual(
          [item.kind, item.start, item.end, item.allDay, item.freeBusy, item.sensitivity, item.sentMark],
          ['single', '2026-03-10T09:00:00Z', '2026-03-10T10:00:00Z', false, 'busy', 'private', mark],
        );
        assert.deepEqual(
          [item.subject, item.location, item.body],
          [review.subject, review.location, review.note],
        );
        assert.deepEqual(
          item.attendees,
          review.guests.map(guest => ({ ...guest, kind: 'required' })),
        );
        assert.equal(under.mails(), 0);
      }),
    );

    it(
      'changes the fields that are named and leaves all others, mails nobody, and tells the new ChangeKey',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        const changed: EventDraft = {
          ...review,
          when: { kind: 'timed', start: '2026-03-11T13:00:00Z', end: '2026-03-11T14:30:00Z' },
          subject: 'Moved',
          location: 'not to be written',
          isPrivate: false,
        };
        const after = theValue(
          await under.writer.update(under.mailbox, ref, changed, ['when', 'subject'], never),
        );
        assert.notEqual(after.changeKey, ref.changeKey);
        const item = await itemOf(under, after.itemId);
        assert.deepEqual(
          [item.start, item.subject, item.location, item.sensitivity, item.attendees.length, item.sentMark],
          ['2026-03-11T13:00:00Z', 'Moved', review.location, 'private', 2, mark],
        );
        assert.equal(item.changeKey, after.changeKey);
        assert.equal(under.mails(), 0);
      }),
    );

    it(
      'empties fields whose value is empty',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        const empty: EventDraft = {
          ...review,
          subject: '',
          location: '',
          note: '',
          guests: [],
          isPrivate: false,
        };
        const names = ['subject', 'location', 'note', 'guests', 'isPrivate'] as const;
        const after = theValue(await under.writer.update(under.mailbox, ref, empty, names, never));
        const item = await itemOf(under, after.itemId);
        assert.deepEqual(
          [item.subject, item.location, item.body, item.attendees, item.sensitivity, item.start],
          ['', '', '', [], 'normal', '2026-03-10T09:00:00Z'],
        );
        assert.equal(under.mails(), 0);
      }),
    );

    it(
      'makes an event of whole days of one with hours, and the other way',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        const days: EventDraft = {
          ...review,
          when: { kind: 'all-day', first: '2026-03-29', last: '2026-03-30' },
        };
        const whole = theValue(await under.writer.update(under.mailbox, ref, days, ['when'], never));
        const wholeItem = await itemOf(under, whole.itemId);
        assert.deepEqual(
          [wholeItem.allDay, wholeItem.start, wholeItem.end],
          [true, '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z'],
        );
        const back = theValue(await under.writer.update(under.mailbox, whole, review, ['when'], never));
        const item = await itemOf(under, back.itemId);
        assert.deepEqual([item.allDay, item.start], [false, '2026-03-10T09:00:00Z']);
      }),
    );

    it(
      'overwrites nothing that changed since it was read',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        under.rename(ref.itemId, 'Renamed in Outlook');
        const late = await under.writer.update(under.mailbox, ref, review, ['subject'], never);
        assert.equal(codeOf(late), 'item.conflict');
        const item = await itemOf(under, ref.itemId);
        assert.equal(item.subject, 'Renamed in Outlook');
        const fresh = { itemId: ref.itemId, changeKey: item.changeKey };
        assert.ok((await under.writer.update(under.mailbox, fresh, review, ['subject'], never)).ok);
      }),
    );

    it(
      'says of an item that is gone that it is, to a change as to a removal',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        under.remove(ref.itemId);
        const late = await under.writer.update(under.mailbox, ref, review, ['subject'], never);
        assert.equal(codeOf(late), 'item.not-found');
        assert.equal(theValue(await under.writer.remove(under.mailbox, ref.itemId, never)), 'absent');
      }),
    );

    it(
      'finds what carries a mark, the oldest first, also copies, and nothing that carries another',
      withCalendar(async under => {
        assert.deepEqual(theValue(await under.writer.findByMark(under.mailbox, mark, never)), []);
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        await under.writer.create(under.mailbox, review, `${mark}1`, never);
        const copy = under.copy(ref.itemId);
        const found = theValue(await under.writer.findByMark(under.mailbox, mark, never));
        assert.deepEqual(
          found.map(one => one.itemId),
          [ref.itemId, copy],
        );
        assert.equal(found[0]?.changeKey, ref.changeKey);
        under.remove(ref.itemId);
        const left = theValue(await under.writer.findByMark(under.mailbox, mark, never));
        assert.deepEqual(
          left.map(one => one.itemId),
          [copy],
        );
      }),
    );

    it(
      'takes the mark off an item and leaves the rest of it',
      withCalendar(async under => {
        const ref = theValue(await under.writer.create(under.mailbox, review, mark, never));
        assert.ok((await under.writer.unmark(under.mailbox, ref, never)).ok);
        assert.deepEqual(theValue(await under.writer.findByMark(under.mailbox, mark, never)), []);
        const item = await itemOf(under, ref.itemId);
        assert.ok(!('sentMark' in item));
        assert.equal(item.subject, review.subject);
        assert.equal(codeOf(await under.writer.unmark(under.mailbox, ref, never)), 'item.conflict');
      }),
    );

    it(
      'refuses what cannot be written, and asks nobody',
      withCalendar(async under => {
        const unwritable: readonly EventDraft[] = [
          { ...daily, zone: 'Nowhere/Town' },
          { ...daily, series: { pattern: { kind: 'daily', every: 0 }, range: { kind: 'endless' } } },
          {
            ...daily,
            series: { pattern: { kind: 'weekly', every: 1, days: [] }, range: { kind: 'endless' } },
          },
          {
            ...daily,
            series: { pattern: { kind: 'daily', every: 1 }, range: { kind: 'times', times: 1_000 } },
          },
          {
            ...daily,
            series: { pattern: { kind: 'daily', every: 1 }, range: { kind: 'until', last: '2026-03-09' } },
          },
          { ...review, guests: [{ name: 'Nobody', address: ' ' }] },
        ];
        for (const draft of unwritable) {
          const made = await under.writer.create(under.mailbox, draft, mark, never);
          assert.equal(codeOf(made), 'item.refused', JSON.stringify(draft));
        }
        assert.deepEqual(await subjectsByStart(under), []);
      }),
    );
  });
}
