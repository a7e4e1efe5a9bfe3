/**
 * What every CalendarSource has to do, whatever it reads from: run on the Exchange adapter over a simulated server, and on any fake, so
 * that the fake can be believed.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CalendarItem, ItemAnswer, ViewRow } from '../../main/core/event.ts';
import type { CalendarSource, MailboxAddress } from '../../main/ports.ts';
import { theValue } from '../builders/results.ts';

/** A source, and hands that change the calendar behind it as a person would. Times are UTC instants; series are daily, in UTC. */
export interface CalendarUnderTest {
  readonly source: CalendarSource;
  readonly mailbox: MailboxAddress;
  /** Returns the item's id, as the other verbs take it. */
  book(event: { subject: string; start: string; end: string; allDay?: boolean }): string;
  bookDaily(series: { subject: string; start: string; end: string; count: number }): string;
  move(id: string, to: { start: string; end: string }): void;
  remove(id: string): void;
  changeOccurrence(masterId: string, date: string, change: { subject: string }): void;
  removeOccurrence(masterId: string, date: string): void;
  end(): Promise<void>;
}

const never = new AbortController().signal;
const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
const review = { subject: 'Server review', start: '2026-03-10T09:00:00Z', end: '2026-03-10T10:00:00Z' };

function found(answer: ItemAnswer | undefined): CalendarItem {
  assert.equal(answer?.kind, 'found', JSON.stringify(answer));
  return answer.item;
}

function starts(rows: readonly ViewRow[]): readonly string[] {
  return rows.map(row => row.start).sort();
}

/** `make` gives a fresh, empty calendar each time. */
export function describeCalendarSource(name: string, make: () => Promise<CalendarUnderTest>): void {
  const withCalendar = (act: (calendar: CalendarUnderTest) => Promise<void>) => async () => {
    const calendar = await make();
    try {
      await act(calendar);
    } finally {
      await calendar.end();
    }
  };
  describe(`${name} is a calendar source`, () => {
    it(
      'opens the calendar by its address and again by its folder id',
      withCalendar(async ({ source, mailbox }) => {
        const folder = theValue(await source.openCalendar({ ...mailbox, folderId: null }, never));
        assert.ok(folder.folderId.length > 0);
        assert.equal(folder.canRead, true);
        const again = await source.openCalendar({ ...mailbox, folderId: folder.folderId }, never);
        assert.equal(theValue(again).folderId, folder.folderId);
      }),
    );

    it(
      'names what changed since a state, and nothing when nothing did',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const kept = calendar.book(review);
        const moved = calendar.book({ ...review, subject: 'Backup' });
        const first = theValue(await source.changes(mailbox, null, never));
        assert.deepEqual([...first.changed].sort(), [kept, moved].sort());
        const quiet = theValue(await source.changes(mailbox, first.state, never));
        assert.deepEqual([quiet.changed, quiet.removed], [[], []]);
        calendar.move(moved, { start: '2026-03-11T09:00:00Z', end: '2026-03-11T10:00:00Z' });
        calendar.remove(kept);
        const then = theValue(await source.changes(mailbox, quiet.state, never));
        assert.deepEqual([then.changed, then.removed], [[moved], [kept]]);
      }),
    );

    it(
      'shows in a view what overlaps it, its end excluded',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        calendar.book({ subject: 'ends at the start', start: '2026-02-28T23:00:00Z', end: march.start });
        calendar.book({ subject: 'reaches in', start: '2026-02-28T23:00:00Z', end: '2026-03-01T00:30:00Z' });
        calendar.book({ subject: 'begins at the end', start: march.end, end: '2026-04-01T01:00:00Z' });
        const rows = theValue(await source.view(mailbox, march, never)).rows;
        assert.deepEqual(
          rows.map(row => row.subject),
          ['reaches in'],
        );
      }),
    );

    it(
      'expands a series with its exceptions and without its removed dates',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const master = calendar.bookDaily({ ...review, count: 4 });
        calendar.changeOccurrence(master, '2026-03-11', { subject: 'Other topic' });
        calendar.removeOccurrence(master, '2026-03-12');
        const rows = theValue(await source.view(mailbox, march, never)).rows;
        const days = ['2026-03-10T09:00:00Z', '2026-03-11T09:00:00Z', '2026-03-13T09:00:00Z'];
        assert.deepEqual(starts(rows), days);
        const kinds = rows.map(row => `${row.start.slice(8, 10)} ${row.kind} ${row.subject}`).sort();
        assert.deepEqual(kinds, [
          '10 occurrence Server review',
          '11 exception Other topic',
          '13 occurrence Server review',
        ]);
        assert.equal(new Set(rows.map(row => row.uid)).size, 1);
        assert.equal(new Set(rows.map(row => row.itemId)).size, 3);
      }),
    );

    it(
      'gives one answer per id, in the order asked, also twice for an id asked twice',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const ids = ['A', 'B', 'C'].map(subject => calendar.book({ ...review, subject }));
        const [a, b, c] = ids;
        assert.ok(a !== undefined && b !== undefined && c !== undefined);
        calendar.remove(b);
        const answers = theValue(await source.items(mailbox, [c, b, a, c], never));
        assert.deepEqual(
          answers.map(answer => answer.id),
          [c, b, a, c],
        );
        assert.equal(found(answers[0]).subject, 'C');
        assert.deepEqual(answers[1], { id: b, kind: 'gone', proof: 'not-found' });
        assert.equal(found(answers[2]).subject, 'A');
      }),
    );

    it(
      'says of an item what the view said of its row, and more',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        calendar.book(review);
        const [row] = theValue(await source.view(mailbox, march, never)).rows;
        assert.ok(row !== undefined);
        const item = found(theValue(await source.items(mailbox, [row.itemId], never))[0]);
        assert.deepEqual({ ...row, ...item }, item);
        assert.equal(item.originalStart, null);
        assert.ok(item.zone.eras.length > 0);
      }),
    );

    it(
      'gives occurrences the start that they had by the pattern',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        calendar.bookDaily({ ...review, count: 2 });
        const rows = theValue(await source.view(mailbox, march, never)).rows;
        const answers = theValue(
          await source.items(
            mailbox,
            rows.map(row => row.itemId),
            never,
          ),
        );
        assert.deepEqual(
          answers.map(answer => found(answer).originalStart),
          rows.map(row => row.start),
        );
      }),
    );

    it(
      'finds the master of an occurrence, with its changed and removed dates',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const master = calendar.bookDaily({ ...review, count: 4 });
        calendar.changeOccurrence(master, '2026-03-11', { subject: 'Other topic' });
        calendar.removeOccurrence(master, '2026-03-12');
        const rows = theValue(await source.view(mailbox, march, never)).rows;
        const changed = rows.find(row => row.kind === 'exception');
        assert.ok(changed !== undefined);
        const [answer] = theValue(await source.masters(mailbox, [changed.itemId], never));
        assert.equal(answer?.id, changed.itemId);
        const item = found(answer);
        assert.deepEqual([item.itemId, item.kind, item.uid], [master, 'master', changed.uid]);
        assert.deepEqual(
          item.modifiedOccurrences.map(one => [one.itemId, one.originalStart]),
          [[changed.itemId, '2026-03-11T09:00:00Z']],
        );
        assert.deepEqual(item.deletedOccurrenceStarts, ['2026-03-12T09:00:00Z']);
      }),
    );

    it(
      'calls a removed occurrence gone, and the others not',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const master = calendar.bookDaily({ ...review, count: 3 });
        const rows = theValue(await source.view(mailbox, march, never)).rows;
        calendar.removeOccurrence(master, '2026-03-11');
        const ids = rows.toSorted((a, b) => a.start.localeCompare(b.start)).map(row => row.itemId);
        const answers = theValue(await source.items(mailbox, ids, never));
        assert.deepEqual(
          answers.map(answer => answer.kind),
          ['found', 'gone', 'found'],
        );
      }),
    );

    it(
      'gives an all-day event as it stands: midnight to midnight, and its zone',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const id = calendar.book({ subject: 'Fair', start: '2026-03-10', end: '2026-03-12', allDay: true });
        const item = found(theValue(await source.items(mailbox, [id], never))[0]);
        assert.equal(item.allDay, true);
        assert.equal(Date.parse(item.end) - Date.parse(item.start), 2 * 86_400_000);
      }),
    );

    it(
      'refuses a state that it never gave, and starts anew with none',
      withCalendar(async ({ source, mailbox, ...calendar }) => {
        const id = calendar.book(review);
        const refused = await source.changes(mailbox, 'bm90IGEgc3RhdGU=', never);
        assert.equal(refused.ok ? 'accepted' : refused.problem.code, 'mailbox.sync-state-invalid');
        assert.deepEqual(theValue(await source.changes(mailbox, null, never)).changed, [id]);
      }),
    );

    it(
      'answers a stopped run with a problem instead of a rejection',
      withCalendar(async ({ source, mailbox }) => {
        const signal = AbortSignal.abort();
        for (const result of [
          await source.openCalendar(mailbox, signal),
          await source.changes(mailbox, null, signal),
          await source.view(mailbox, march, signal),
          await source.items(mailbox, ['AAMk'], signal),
          await source.masters(mailbox, ['AAMk'], signal),
        ]) {
          assert.equal(result.ok ? 'went on' : result.problem.code, 'run.stopped');
        }
      }),
    );

    it(
      'asks for nothing when no id is asked for',
      withCalendar(async ({ source, mailbox }) => {
        assert.deepEqual(theValue(await source.items(mailbox, [], never)), []);
        assert.deepEqual(theValue(await source.masters(mailbox, [], never)), []);
      }),
    );
  });
}
