import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportRules, SkipReason } from '../../main/core/decide.ts';
import { decide, skipReasons } from '../../main/core/decide.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { anEvent, anImportRule } from '../builders/events.ts';

const verdict = (event: Partial<CalendarEvent>, rules: Partial<ImportRules> = {}): SkipReason | 'import' => {
  const choice = decide(anEvent(event), anImportRule(rules));
  return choice.kind === 'skip' ? choice.reason : 'import';
};

const table: readonly (readonly [Partial<CalendarEvent>, Partial<ImportRules>, SkipReason | 'import'])[] = [
  [{}, {}, 'import'],
  [{ sensitivity: 'private' }, { private: 'skip' }, 'private'],
  [{ sensitivity: 'confidential' }, { private: 'skip' }, 'private'],
  [{ sensitivity: 'personal' }, { private: 'skip' }, 'import'],
  [{ sensitivity: 'private' }, {}, 'import'],
  [{ isCancelled: true }, {}, 'cancelled'],
  [{ isCancelled: true, freeBusy: 'free' }, { cancelled: 'mark' }, 'import'],
  [{ myResponse: 'declined' }, {}, 'declined'],
  [{ myResponse: 'declined' }, { declined: true }, 'import'],
  [{ freeBusy: 'free' }, {}, 'free-time'],
  [{ freeBusy: 'free' }, { free: true }, 'import'],
  [{ freeBusy: 'tentative' }, { tentative: false }, 'tentative'],
  [{ freeBusy: 'tentative' }, {}, 'import'],
  [{ allDay: true }, { allDay: false }, 'all-day'],
  [{ allDay: true }, {}, 'import'],
  [{}, { which: 'meetings' }, 'not-a-meeting'],
  [{ isMeeting: true }, { which: 'meetings' }, 'import'],
  [{ isMeeting: true, myResponse: 'accepted' }, { organiserOnly: true }, 'not-organiser'],
  [{ isMeeting: true, myResponse: 'organizer' }, { organiserOnly: true }, 'import'],
  [{}, { organiserOnly: true }, 'import'],
  [{ categories: ['Blue'] }, { includeCategories: ['halo'] }, 'category-missing'],
  [{ categories: ['HALO '] }, { includeCategories: ['halo'] }, 'import'],
  [{ categories: ['Private stuff'] }, { excludeCategories: ['private stuff'] }, 'category-excluded'],
  [
    { categories: ['halo', 'x'] },
    { includeCategories: ['halo'], excludeCategories: ['x'] },
    'category-excluded',
  ],
];

for (const [event, rules, expected] of table) {
  test(`${JSON.stringify(event)} under ${JSON.stringify(rules)} ends as ${expected}`, () => {
    assert.equal(verdict(event, rules), expected);
  });
}

test('every reason of the closed list is in the table', () => {
  const seen = new Set(table.map(([, , expected]) => expected));
  assert.deepEqual(
    skipReasons.filter(reason => !seen.has(reason)),
    [],
  );
});

test('a private event shows its time only, unless the settings say full', () => {
  const choice = decide(anEvent({ sensitivity: 'private' }), anImportRule());
  assert.deepEqual(choice, { kind: 'import', texts: 'hidden', isPrivate: true, isMarkedCancelled: false });
  const full = decide(anEvent({ sensitivity: 'private' }), anImportRule({ private: 'full' }));
  assert.deepEqual(full, { kind: 'import', texts: 'shown', isPrivate: true, isMarkedCancelled: false });
});
