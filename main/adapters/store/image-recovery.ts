/**
 * Puts a memory together from image and journal, and from the last good copies when the image is broken or gone.
 * Pure. Image n holds all effects up to it; the journal "after n" holds the effects since. `.last` keeps the image and the journal
 * before, so that image n-1 + journal n-1 + journal n is as good as image n + journal n. What cannot be proven whole is broken.
 */
import type { Parsed } from './document.ts';
import type { LinesReading } from './journal-lines.ts';

interface Numbered {
  /** Grows by one with every image. */
  readonly generation: number;
}

interface Following {
  /** Generation of the image that the journal follows. */
  readonly after: number;
}

/** The four files as they were read. The last copies are asked only when the image is not good. */
export interface ImageFiles<I extends Numbered, E> {
  readonly image: Parsed<I>;
  readonly imageLast: Parsed<I>;
  readonly journal: LinesReading<Following, E>;
  readonly journalLast: LinesReading<Following, E>;
  /** Generation of the image that other files were written after; 0 when there are none. */
  readonly decided: number;
}

export type ImageRecovery<I, E> =
  | {
      readonly kind: 'good';
      /** Null: nothing was there before the entries. */
      readonly image: I | null;
      /** What happened after the image, in order. */
      readonly entries: readonly E[];
      /** Which image the journal follows from now on. */
      readonly generation: number;
      /** Bytes of the journal that go on being used; 0: a new one begins. */
      readonly journalBytes: number;
      /** The journal is part of the image already: a crash came before it was put away. */
      readonly journalAbsorbed: boolean;
      /** Why the image had to be put together from the last good copies, and is to be written again; null when it was good. */
      readonly repaired: string | null;
    }
  | { readonly kind: 'broken'; readonly file: 'image' | 'journal'; readonly why: string }
  | { readonly kind: 'newer'; readonly file: 'image' | 'journal'; readonly version: number };

type GoodJournal<E> = Extract<LinesReading<Following, E>, { kind: 'good' }>;

function broken(file: 'image' | 'journal', why: string) {
  return { kind: 'broken', file, why } as const;
}

/** Everything but a good image with a fitting journal, which is the usual case, is the work of `fromLast`. */
export function recoverImage<I extends Numbered, E>(files: ImageFiles<I, E>): ImageRecovery<I, E> {
  const { image, journal } = files;
  if (image.kind === 'newer') return { ...image, file: 'image' };
  if (journal.kind === 'newer') return { ...journal, file: 'journal' };
  if (journal.kind === 'broken') return broken('journal', journal.why);
  if (image.kind !== 'good') return fromLast(files, journal.kind === 'good' ? journal : null);
  const { generation } = image.value;
  const base = { kind: 'good', image: image.value, generation, repaired: null } as const;
  if (files.decided > generation) return broken('image', 'older than its decisions');
  if (journal.kind === 'missing') return { ...base, entries: [], journalBytes: 0, journalAbsorbed: false };
  if (journal.header.after > generation) return broken('image', 'older than its journal');
  if (journal.header.after < generation) {
    return { ...base, entries: [], journalBytes: 0, journalAbsorbed: true };
  }
  return { ...base, entries: journal.entries, journalBytes: journal.wholeBytes, journalAbsorbed: false };
}

function fromLast<I extends Numbered, E>(
  files: ImageFiles<I, E>,
  journal: GoodJournal<E> | null,
): ImageRecovery<I, E> {
  const { image, imageLast, journalLast, decided } = files;
  const why = image.kind === 'broken' ? image.why : 'gone';
  if (imageLast.kind === 'newer') return { ...imageLast, file: 'image' };
  if (imageLast.kind === 'broken') return broken('image', why);
  if (journalLast.kind === 'newer') return { ...journalLast, file: 'journal' };
  if (journalLast.kind === 'broken') return broken('journal', journalLast.why);

  const base = imageLast.kind === 'good' ? imageLast.value.generation : 0;
  const before = journalLast.kind === 'good' && journalLast.header.after === base ? journalLast : null;
  // Without an older image the first journal alone proves what the broken first image held.
  const existed = image.kind === 'broken' || decided > 0 || (journal?.header.after ?? 0) > 0;
  if (imageLast.kind === 'missing' && existed && before === null) return broken('image', why);
  const generation = journal?.header.after ?? (before !== null || decided > base ? base + 1 : base);
  const fits =
    decided <= generation &&
    (generation === base + 1 || (generation === base && (before === null || journal === null)));
  if (!fits) return broken('image', why);

  return {
    kind: 'good',
    image: imageLast.kind === 'good' ? imageLast.value : null,
    entries: [...(before?.entries ?? []), ...(journal?.entries ?? [])],
    generation,
    journalBytes: journal?.wholeBytes ?? 0,
    journalAbsorbed: false,
    repaired: existed || imageLast.kind === 'good' || before !== null ? why : null,
  };
}
