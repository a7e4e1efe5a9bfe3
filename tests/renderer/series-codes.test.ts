/** The numbers of Halo's series in Settings: every one has its field, and what is said of them is what is set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { draftOf, withValue } from '../../renderer/screens/settings/draft.ts';
import {
  countConfirmed,
  enteredTwice,
  isSent,
  keyOf,
} from '../../renderer/screens/settings/series-code-groups.ts';
import { codeGroups } from '../../renderer/words/series-codes.ts';

const nothing = draftOf(defaultSettings);
const withCodes = (codes: Readonly<Record<string, number>>) =>
  Object.entries(codes).reduce(
    (draft, [key, value]) => withValue(draft, `outbound.seriesCodes.${key}`, value),
    nothing,
  );

test('every number of the settings has a field, once', () => {
  const keysIn = (value: unknown, at: string): readonly string[] =>
    value === null
      ? [at]
      : Object.entries(Object(value)).flatMap(([key, inner]) => keysIn(inner, `${at}.${key}`));
  const fields = codeGroups.flatMap(group => group.codes.map(([code]) => keyOf(group, code)));
  assert.deepEqual(
    [...fields].sort(),
    [...keysIn(defaultSettings.outbound.seriesCodes, 'outbound.seriesCodes')].sort(),
  );
});

test('a number counts as confirmed once it is one, and 0 is one', () => {
  assert.deepEqual(countConfirmed(nothing), { confirmed: 0, all: 36 });
  assert.equal(countConfirmed(withCodes({ daily: 0, 'week.last': -1 })).confirmed, 2);
  assert.equal(countConfirmed(withValue(nothing, 'outbound.seriesCodes.daily', 'x')).confirmed, 0);
});

test('a kind of series is sent once its number, what it needs besides, and a range are confirmed', () => {
  assert.equal(isSent(withCodes({ weekly: 1 }), 'weekly'), false);
  assert.equal(isSent(withCodes({ weekly: 1, 'range.until': 2 }), 'weekly'), true);
  assert.equal(isSent(withCodes({ daily: 1, 'range.until': 2 }), 'daily'), false);
  assert.equal(isSent(withCodes({ daily: 1, 'range.until': 2, 'dailyRule.everyDays': 0 }), 'daily'), true);
  const yearly = { yearly: 3, 'range.endless': 0, 'yearlyRule.onDate': 0 };
  assert.deepEqual(
    [isSent(withCodes(yearly), 'yearly'), isSent(withCodes({ ...yearly, january: 1 }), 'yearly')],
    [false, true],
  );
});

test('a number with two meanings is told, within its group alone', () => {
  const twice = codeGroups.map(group =>
    enteredTwice(withCodes({ daily: 1, weekly: 1, 'range.endless': 1 }), group),
  );
  assert.deepEqual(
    twice.filter(value => value !== null),
    [1],
  );
});
