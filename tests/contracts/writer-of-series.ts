/** The part of a CalendarWriter's contract that is about series and their occurrences. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { EventDraft } from '../../main/core/outbound/event-draft.ts';
import { theValue } from '../builders/results.ts';
import {
  daily,
  itemOf,
  march,
  mark,
  never,
  refOf,
  review,
  subjectsByStart,
  type WithCalendar,
} from './writer-under-test.ts';

export function describeWriterOfSeries(withCalendar: WithCalendar): void {
  it(
    'makes a series, and an exception of the one occurrence that is changed by its id',
    withCalendar(async under => {
      const master = theValue(await under.writer.create(under.mailbox, daily, mark, never));
      assert.equal((await itemOf(under, master.itemId)).kind, 'master');
      const { rows } = theValue(await under.source.view(under.mailbox, march, never));
      assert.equal(rows.length, 4);
      const second = rows.find(row => row.start.startsWith('2026-03-11'));
      const ref = await refOf(under, second?.itemId ?? '');
      const draft: EventDraft = {
        ...review,
        when: { kind: 'timed', start: '2026-03-11T15:00:00Z', end: '2026-03-11T16:00:00Z' },
        subject: 'Later that day',
      };
      const after = theValue(
        await under.writer.update(under.mailbox, ref, draft, ['when', 'subject'], never),
      );
      assert.equal((await itemOf(under, after.itemId)).kind, 'exception');
      assert.deepEqual(await subjectsByStart(under), [
        `03-10T09:00 ${daily.subject}`,
        '03-11T15:00 Later that day',
        `03-12T09:00 ${daily.subject}`,
        `03-13T09:00 ${daily.subject}`,
      ]);
    }),
  );

  it(
    'gives a series another pattern, and makes a single of it',
    withCalendar(async under => {
      const master = theValue(await under.writer.create(under.mailbox, daily, mark, never));
      const weekly: EventDraft = {
        ...daily,
        series: {
          pattern: { kind: 'weekly', every: 1, days: ['tuesday', 'thursday'] },
          range: { kind: 'until', last: '2026-03-19' },
        },
      };
      const after = theValue(await under.writer.update(under.mailbox, master, weekly, ['series'], never));
      assert.deepEqual(
        (await subjectsByStart(under)).map(line => line.slice(0, 5)),
        ['03-10', '03-12', '03-17', '03-19'],
      );
      const single = { ...daily, series: null };
      const last = theValue(await under.writer.update(under.mailbox, after, single, ['series'], never));
      assert.equal((await itemOf(under, last.itemId)).kind, 'single');
    }),
  );

  it(
    'removes an occurrence, a single and a whole series, and puts items and series into Deleted Items',
    withCalendar(async under => {
      const single = { ...review, subject: 'Single' };
      const one = theValue(await under.writer.create(under.mailbox, single, `${mark}1`, never));
      const master = theValue(await under.writer.create(under.mailbox, daily, mark, never));
      const { rows } = theValue(await under.source.view(under.mailbox, march, never));
      const third = rows.find(row => row.start.startsWith('2026-03-12'))?.itemId ?? '';
      assert.equal(theValue(await under.writer.remove(under.mailbox, third, never)), 'removed');
      assert.equal(theValue(await under.writer.remove(under.mailbox, third, never)), 'absent');
      assert.equal((await subjectsByStart(under)).length, 4);
      assert.equal(theValue(await under.writer.remove(under.mailbox, one.itemId, never)), 'removed');
      assert.equal(theValue(await under.writer.remove(under.mailbox, master.itemId, never)), 'removed');
      assert.deepEqual(await subjectsByStart(under), []);
      assert.deepEqual([...under.binned()].sort(), [daily.subject, 'Single'].sort());
      assert.equal(under.mails(), 0);
    }),
  );
}
