/**
 * Puts the links of a mailbox together from image and journal, and from the last good copies when the image is broken or gone.
 * Pure. Image n holds all effects up to it; the journal "after n" holds the effects since. `.last` keeps the image and the journal
 * before, so that image n-1 + journal n-1 + journal n is as good as image n + journal n. What cannot be proven whole is broken.
 */
import { emptyBook, type JournalEntry, type LinkBook, replay } from '../../core/link.ts';
import type { Parsed } from './document.ts';
import type { JournalReading } from './journal.ts';
import type { LinksFile } from './link-schemas.ts';

/** The four files as they were read. `journalLast` is asked only when it is needed. */
export interface LinkFiles {
  readonly image: Parsed<LinksFile>;
  readonly imageLast: Parsed<LinksFile>;
  readonly journal: JournalReading;
  readonly journalLast: JournalReading;
  /** Generation of the image that the decisions were written after; 0 when there are none. */
  readonly decided: number;
}

export type Recovery =
  | {
      readonly kind: 'good';
      readonly book: LinkBook;
      /** Which image the journal follows from now on. */
      readonly generation: number;
      /** Bytes of the journal that go on being used; 0: a new one begins. */
      readonly journalBytes: number;
      /** The journal is part of the image already: a crash came before it was put away. */
      readonly journalAbsorbed: boolean;
      /** Why the image had to be put together from the last good copies, and is to be written again; null when it was good. */
      readonly repaired: string | null;
    }
  | { readonly kind: 'broken'; readonly file: 'links' | 'journal'; readonly why: string }
  | { readonly kind: 'newer'; readonly file: 'links' | 'journal'; readonly version: number };

type GoodJournal = Extract<JournalReading, { kind: 'good' }>;

export function bookOf(file: LinksFile): LinkBook {
  return {
    links: new Map(file.links.map(link => [link.key, link])),
    intents: new Map(file.intents.map(intent => [intent.key, intent])),
  };
}

function broken(file: 'links' | 'journal', why: string): Recovery {
  return { kind: 'broken', file, why };
}

/** Everything but a good image with a fitting journal, which is the usual case, is the work of `fromLast`. */
export function recover(files: LinkFiles): Recovery {
  const { image, journal } = files;
  if (image.kind === 'newer') return { ...image, file: 'links' };
  if (journal.kind === 'newer') return { ...journal, file: 'journal' };
  if (journal.kind === 'broken') return broken('journal', journal.why);
  if (image.kind !== 'good') return fromLast(files, journal.kind === 'good' ? journal : null);
  const base = { kind: 'good', generation: image.value.generation, repaired: null } as const;
  const book = bookOf(image.value);
  if (files.decided > base.generation) return broken('links', 'older than its decisions');
  if (journal.kind === 'missing') return { ...base, book, journalBytes: 0, journalAbsorbed: false };
  if (journal.after > base.generation) return broken('links', 'older than its journal');
  if (journal.after < base.generation) return { ...base, book, journalBytes: 0, journalAbsorbed: true };
  return {
    ...base,
    book: replay(book, journal.entries),
    journalBytes: journal.wholeBytes,
    journalAbsorbed: false,
  };
}

function fromLast(files: LinkFiles, journal: GoodJournal | null): Recovery {
  const { image, imageLast, journalLast, decided } = files;
  const why = image.kind === 'broken' ? image.why : 'gone';
  if (imageLast.kind === 'newer') return { ...imageLast, file: 'links' };
  if (imageLast.kind === 'broken') return broken('links', why);
  if (journalLast.kind === 'newer') return { ...journalLast, file: 'journal' };
  if (journalLast.kind === 'broken') return broken('journal', journalLast.why);

  const base = imageLast.kind === 'good' ? imageLast.value.generation : 0;
  const before = journalLast.kind === 'good' && journalLast.after === base ? journalLast : null;
  // Without an older image the first journal alone proves what the broken first image held.
  const existed = image.kind === 'broken' || decided > 0 || (journal?.after ?? 0) > 0;
  if (imageLast.kind === 'missing' && existed && before === null) return broken('links', why);
  const generation = journal?.after ?? (before !== null || decided > base ? base + 1 : base);
  const fits =
    decided <= generation &&
    (generation === base + 1 || (generation === base && (before === null || journal === null)));
  if (!fits) return broken('links', why);

  const earlier: readonly JournalEntry[] = before?.entries ?? [];
  const book = imageLast.kind === 'good' ? bookOf(imageLast.value) : emptyBook;
  return {
    kind: 'good',
    book: replay(book, [...earlier, ...(journal?.entries ?? [])]),
    generation,
    journalBytes: journal?.wholeBytes ?? 0,
    journalAbsorbed: false,
    repaired: existed || imageLast.kind === 'good' || before !== null ? why : null,
  };
}
