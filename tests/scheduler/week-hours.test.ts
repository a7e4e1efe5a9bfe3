/** Hours of the week in wall time, also where wall time is not whole hours from UTC. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekHours } from '../../main/scheduler/week-hours.ts';

const workdays = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: 8, to: 18 }));

test('an instant in the hours is its own opening', () => {
  const hours = weekHours(workdays, 'UTC');
  assert.equal(hours.contains('2050-11-15T17:59:59Z'), true);
  assert.equal(hours.opening('2050-11-15T17:59:59Z'), '2050-11-15T17:59:59Z');
  assert.equal(hours.contains('2050-11-15T18:00:00Z'), false);
});

test('the opening is the first second of the first hour, from any minute', () => {
  assert.equal(weekHours(workdays, 'UTC').opening('2050-11-18T18:17:42Z'), '2050-11-21T08:00:00Z');
  assert.equal(weekHours(workdays, 'Asia/Kathmandu').opening('2050-11-18T18:17:42Z'), '2050-11-21T02:15:00Z');
  assert.equal(weekHours(workdays, 'Europe/Berlin').opening('2050-03-26T12:10:00Z'), '2050-03-28T06:00:00Z');
});

test('no hours at all mean always, and hours that never come mean never', () => {
  assert.equal(weekHours([], 'UTC').opening('2050-11-15T03:00:00Z'), '2050-11-15T03:00:00Z');
  assert.equal(weekHours([{ weekday: 9, from: 1, to: 2 }], 'UTC').opening('2050-11-15T03:00:00Z'), null);
});

test('the whole week can be written as from 0 to 24', () => {
  const week = [0, 1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, from: 0, to: 24 }));
  const hours = weekHours(week, 'Europe/Berlin');
  for (let hour = 0; hour < 168; hour += 1) {
    const instant = `${new Date(Date.UTC(2050, 2, 24, hour, 59, 59)).toISOString().slice(0, 19)}Z`;
    assert.equal(hours.contains(instant), true, instant);
  }
});
