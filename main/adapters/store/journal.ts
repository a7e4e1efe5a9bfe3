/** The journal of one mailbox: its header names the mailbox and the image that it follows, each line is one effect. */
import type { JournalEntry } from '../../core/link.ts';
import type { MailboxKey } from '../../ports.ts';
import type { Disk } from './disk.ts';
import { type LinesReading, type OpenLines, openLines, readLines } from './journal-lines.ts';
import { entrySchema, type JournalHeader, journalHeaderSchema } from './link-schemas.ts';

export type JournalReading = LinesReading<JournalHeader, JournalEntry>;
export type OpenJournal = OpenLines<JournalEntry>;

const shape = { kind: 'journal', header: journalHeaderSchema, entry: entrySchema } as const;

export function readJournal(disk: Disk, path: string): Promise<JournalReading> {
  return readLines(disk, path, shape);
}

/** Opens (makes) the file and cuts what a crash tore. `wholeBytes` 0: begins with a header that follows image `after`. */
export function openJournal(
  disk: Disk,
  path: string,
  begin: { readonly mailbox: MailboxKey; readonly after: number; readonly wholeBytes: number },
): Promise<OpenJournal> {
  const { agentId, address } = begin.mailbox;
  const header: JournalHeader = { version: 1, mailbox: { agentId, address }, after: begin.after };
  return openLines(disk, path, { header, wholeBytes: begin.wholeBytes });
}
