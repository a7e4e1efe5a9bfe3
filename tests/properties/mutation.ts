/**
 * What can become of an answer on its way. A *damage* says nothing false that a careful reader could believe: it is cut, misshapen, refused or
 * beside the protocol. A *lie* is a well-formed statement of the server that is not so; whoever reads it cannot know.
 */
import type { SeededNumbers } from '../torture/seeded-numbers.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case, without those of the transfer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** `in-length`: the connection ends before the announced length; `in-chunk`: within a chunk. Default whole. */
  readonly cut?: 'in-length' | 'in-chunk';
}

export interface Mutated {
  readonly answer: WireAnswer;
  /** For the counts and the story that is printed. */
  readonly kind: string;
  readonly isLie: boolean;
  /** Of a lie: the text around the place, before and after. What it names may be believed otherwise from then on. */
  readonly about: string;
}

/** A text that has become another one. Null where it has no place for the mutation. */
export interface Change {
  readonly text: string;
  readonly kind: string;
  readonly about?: string;
}

export type Mutator = (text: string, numbers: SeededNumbers) => Change | null;

export function pick<T>(values: readonly T[], numbers: SeededNumbers): T | undefined {
  return values[numbers.below(values.length)];
}

/** The first mutator, from a place that the numbers say, that finds something to change. Null when none does. */
export function mutateBy(mutators: readonly Mutator[], text: string, numbers: SeededNumbers): Change | null {
  const from = numbers.below(mutators.length);
  for (let step = 0; step < mutators.length; step += 1) {
    const change = mutators[(from + step) % mutators.length]?.(text, numbers) ?? null;
    if (change !== null && change.text !== text) return change;
  }
  return null;
}

/** Texts that nobody expects where a value stands. */
export const extremeTexts: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  'true',
  'null',
  'undefined',
  'NaN',
  '99999999999999999999999999',
  '-9223372036854775809',
  '1e308',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-02-30T25:61:61Z',
  '__proto__',
  'constructor',
  "'; DROP TABLE appointments; --",
  '../../../../etc/passwd',
  '\u202eabc\u202c \u0301\u0301 \ud83d\ude00',
  'x'.repeat(70_000),
  '\u00e9'.repeat(5_000),
];
