/** A series of the simulated Halo as its Exchange module writes it: elements in the order of Exchange's schema. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recurrenceXml } from '../../../main/simulators/halo/ews-recurrence.ts';
import type { Recurrence } from '../../../main/simulators/halo/schedule.ts';

/** Without the namespace and the outer elements that say nothing. */
function short(recurrence: Recurrence): string {
  const xml = recurrenceXml(recurrence, null, '2026-03-04').replaceAll('t:', '');
  return xml.replace(/^<Recurrence>(.*)<NoEndRecurrence>.*$/, '$1');
}

for (const [recurrence, xml] of [
  [{ kind: 'daily', every: 3 }, '<DailyRecurrence><Interval>3</Interval></DailyRecurrence>'],
  [
    { kind: 'working-days' },
    '<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Monday Tuesday Wednesday Thursday Friday</DaysOfWeek></WeeklyRecurrence>',
  ],
  [
    { kind: 'weekly', every: 2, days: ['Sunday', 'Thursday'] },
    '<WeeklyRecurrence><Interval>2</Interval><DaysOfWeek>Sunday Thursday</DaysOfWeek></WeeklyRecurrence>',
  ],
  [
    { kind: 'monthly-on-date', every: 1, dayOfMonth: 31 },
    '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>31</DayOfMonth></AbsoluteMonthlyRecurrence>',
  ],
  [
    { kind: 'monthly-on-weekday', every: 2, day: 'workingDay', week: 'last' },
    '<RelativeMonthlyRecurrence><Interval>2</Interval><DaysOfWeek>Weekday</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex></RelativeMonthlyRecurrence>',
  ],
  [
    { kind: 'yearly-on-date', month: 12, dayOfMonth: 24 },
    '<AbsoluteYearlyRecurrence><DayOfMonth>24</DayOfMonth><Month>December</Month></AbsoluteYearlyRecurrence>',
  ],
  [
    { kind: 'yearly-on-weekday', month: 1, day: 'monday', week: 'first' },
    '<RelativeYearlyRecurrence><DaysOfWeek>Monday</DaysOfWeek><DayOfWeekIndex>First</DayOfWeekIndex><Month>January</Month></RelativeYearlyRecurrence>',
  ],
] as const satisfies readonly (readonly [Recurrence, string])[]) {
  test(`a ${recurrence.kind} series`, () => {
    assert.equal(short(recurrence), xml);
  });
}

test('a series ends after a number of times, on a day, or never', () => {
  const daily = { kind: 'daily', every: 1 } as const;
  assert.match(
    recurrenceXml(daily, { times: 4 }, '2026-03-04'),
    /<t:NumberedRecurrence><t:StartDate>2026-03-04<\/t:StartDate><t:NumberOfOccurrences>4</,
  );
  assert.match(
    recurrenceXml(daily, { until: '2026-12-31' }, '2026-03-04'),
    /<t:EndDateRecurrence><t:StartDate>2026-03-04<\/t:StartDate><t:EndDate>2026-12-31</,
  );
  assert.match(recurrenceXml(daily, null, '2026-03-04'), /<t:NoEndRecurrence><t:StartDate>2026-03-04</);
});
