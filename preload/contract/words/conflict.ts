/** What trace says of a field that was changed on both sides, or put back in Halo: who won, when, and what each side had. Of what is private no text. */
import type { Instant } from '../../../main/core/event.ts';
import type { ConflictWinner } from '../../../main/core/report.ts';
import { sayFields } from './fields.ts';

/** A field on one side: its text, or its time as moments in UTC or dates. Null: private, or not kept. */
export type ConflictValue =
  | { readonly text: string }
  | { readonly start: string; readonly end: string }
  | null;

export interface TracedConflict {
  readonly at: Instant;
  /** As reports name it: `subject`, `when`. */
  readonly field: string;
  readonly winner: ConflictWinner;
  /** What both sides have held since. */
  readonly kept: ConflictValue;
  readonly lost: ConflictValue;
  /** It is the series of this appointment that was changed. */
  readonly isOfSeries: boolean;
}

const ends = {
  exchange: 'was changed on both sides, and Exchange won',
  halo: 'was changed on both sides, and Halo won',
  'put-back': 'was changed in Halo, Exchange alone decides it, and it was put back',
} as const;
const longestText = 120;

function sayValue(value: NonNullable<ConflictValue>, localTime: (instant: string) => string): string {
  if ('text' in value) {
    const text = value.text.replace(/\s+/gu, ' ').trim();
    if (text === '') return 'nothing';
    return text.length > longestText ? `“${text.slice(0, longestText)}…”` : `“${text}”`;
  }
  const timeOf = (edge: string) => (edge.length === 10 ? edge : localTime(edge));
  return `${timeOf(value.start)} to ${timeOf(value.end)}`;
}

/** One sentence for each, as they come; what reads the same is said once. */
export function sayConflicts(
  conflicts: readonly TracedConflict[] = [],
  localTime: (instant: string) => string,
): readonly string[] {
  const all = conflicts.map(({ at, field, winner, kept, lost, isOfSeries }) => {
    const what = isOfSeries ? `${sayFields([field])} of its series` : `its ${sayFields([field])}`;
    const said = `${localTime(at)}: ${what} ${ends[winner]}`;
    if (kept === null || lost === null) return `${said}. What each had is not shown, because it is private.`;
    const loser = winner === 'halo' ? 'Exchange' : 'Halo';
    return `${said}: ${sayValue(kept, localTime)} stands; ${loser} had ${sayValue(lost, localTime)}.`;
  });
  return [...new Set(all)];
}
