/** What the numbers entered for Halo's series amount to: how many are confirmed, which kinds of series are sent, what is entered twice. */
import { type CodeGroup, codeGroups, type codeWords } from '../../words/series-codes.ts';
import { type Draft, valueAt } from './draft.ts';

const base = 'outbound.seriesCodes';

/** The dotted key of a number. */
export function keyOf({ key }: CodeGroup, code: string): string {
  return key === '' ? `${base}.${code}` : `${base}.${key}.${code}`;
}

const isSet = (draft: Draft, key: string) => typeof valueAt(draft, key) === 'number';

export function countConfirmed(draft: Draft, groups: readonly CodeGroup[] = codeGroups) {
  const keys = groups.flatMap(group => group.codes.map(([code]) => keyOf(group, code)));
  return { confirmed: keys.filter(key => isSet(draft, key)).length, all: keys.length };
}

/** The first number that two meanings of a group have; null: none. */
export function enteredTwice(draft: Draft, group: CodeGroup): number | null {
  const values = group.codes
    .map(([code]) => valueAt(draft, keyOf(group, code)))
    .filter(value => typeof value === 'number');
  return values.find((value, index) => values.indexOf(value) !== index) ?? null;
}

export type SeriesKind = keyof typeof codeWords.kinds;

/** What a kind needs beside its own number: one number at least of each of these. Weekdays may be names, which need none. */
const needs: Readonly<Record<SeriesKind, readonly (readonly string[])[]>> = {
  daily: [['dailyRule.everyDays', 'dailyRule.workingDays']],
  weekly: [],
  monthly: [['monthlyRule.onDate', 'monthlyRule.onWeekday']],
  yearly: [['yearlyRule.onDate', 'yearlyRule.onWeekday'], ['january']],
};
const ranges = ['range.endless', 'range.times', 'range.until'];

/** Whether a series of this kind is sent, in its plainest form at least. */
export function isSent(draft: Draft, kind: SeriesKind): boolean {
  const all = [[kind], ranges, ...needs[kind]];
  return all.every(some => some.some(code => isSet(draft, `${base}.${code}`)));
}
