/** The links of a mailbox as image and journal tell them. Pure; what may be believed is decided by `image-recovery.ts`. */
import { emptyBook, type JournalEntry, type LinkBook, replay } from '../../core/link.ts';
import { type ImageFiles, type ImageRecovery, recoverImage } from './image-recovery.ts';
import type { LinksFile } from './link-schemas.ts';

export type LinkFiles = ImageFiles<LinksFile, JournalEntry>;

type GoodImage = Extract<ImageRecovery<LinksFile, JournalEntry>, { kind: 'good' }>;

export type Recovery =
  | (Omit<GoodImage, 'image' | 'entries'> & { readonly book: LinkBook })
  | { readonly kind: 'broken'; readonly file: 'links' | 'journal'; readonly why: string }
  | { readonly kind: 'newer'; readonly file: 'links' | 'journal'; readonly version: number };

function bookOf(file: LinksFile): LinkBook {
  return {
    links: new Map(file.links.map(link => [link.key, link])),
    intents: new Map(file.intents.map(intent => [intent.key, intent])),
  };
}

export function recover(files: LinkFiles): Recovery {
  const found = recoverImage(files);
  if (found.kind !== 'good') return { ...found, file: found.file === 'image' ? 'links' : 'journal' };
  const { image, entries, ...rest } = found;
  return { ...rest, book: replay(image === null ? emptyBook : bookOf(image), entries) };
}
