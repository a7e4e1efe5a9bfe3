/**
 * The journal of one mailbox: a header line that says which image it follows, then one synced line per entry. Reading knows a line that
 * a crash tore from one that is broken; writing resolves only when the line is on disk.
 */
import { dirname } from 'node:path';
import type { JournalEntry } from '../../core/link.ts';
import type { MailboxKey } from '../../ports.ts';
import type { Disk, DiskFile } from './disk.ts';
import { systemCode } from './disk-problem.ts';
import { entrySchema, journalHeaderSchema } from './link-schemas.ts';
import { migrate, shapes } from './migrations.ts';

export type JournalReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'newer'; readonly version: number }
  | {
      readonly kind: 'good';
      readonly mailbox: MailboxKey;
      readonly after: number;
      readonly entries: readonly JournalEntry[];
      /** Bytes up to the end of the last whole line: what follows was torn by a crash and is cut. */
      readonly wholeBytes: number;
    };

const newline = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The bytes of whole lines. A last line without its end was never acknowledged; nor was one that holds NUL, which is what some file
 * systems show where a write did not arrive.
 */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const whole = bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
  const start = whole.subarray(0, -1).lastIndexOf(newline) + 1;
  return whole.subarray(start).includes(0) ? whole.subarray(0, start) : whole;
}

/** Reads what a journal file holds. Without one whole line it is as good as missing. */
export function parseJournal(bytes: Uint8Array): JournalReading {
  const whole = wholeLines(bytes);
  if (whole.length === 0) return { kind: 'missing' };
  const entries: JournalEntry[] = [];
  let header: { mailbox: MailboxKey; after: number } | null = null;
  let number = 0;
  try {
    for (const line of utf8.decode(whole).split('\n').slice(0, -1)) {
      number += 1;
      const value: unknown = JSON.parse(line);
      if (header !== null) {
        entries.push(entrySchema.parse(value));
        continue;
      }
      const migrated = migrate(shapes.journal, value);
      if (migrated.kind !== 'current') return migrated;
      header = journalHeaderSchema.parse(migrated.value);
    }
  } catch {
    return { kind: 'broken', why: `line ${number}` };
  }
  return header === null
    ? { kind: 'missing' }
    : { kind: 'good', mailbox: header.mailbox, after: header.after, entries, wholeBytes: whole.length };
}

export async function readJournal(disk: Disk, path: string): Promise<JournalReading> {
  try {
    return parseJournal(await disk.read(path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'missing' };
    throw error;
  }
}

/** An open journal to append to. After an append that failed it is not to be used again: what is on disk has to be read anew. */
export interface OpenJournal {
  append(entry: JournalEntry): Promise<void>;
  /** Bytes up to the end of the last line that is on disk. */
  wholeBytes(): number;
  close(): Promise<void>;
}

/** Opens (makes) the file and cuts what a crash tore. `wholeBytes` 0: begins with a header that follows image `after`. */
export async function openJournal(
  disk: Disk,
  path: string,
  begin: { readonly mailbox: MailboxKey; readonly after: number; readonly wholeBytes: number },
): Promise<OpenJournal> {
  const file = await disk.open(path, 'keep', 0o600);
  let end = begin.wholeBytes;
  try {
    if ((await file.size()) > end) await file.truncate(end);
    if (end === 0) await disk.syncFolder(dirname(path));
  } catch (error) {
    await file.close();
    throw error;
  }
  const encoder = new TextEncoder();
  const { agentId, address } = begin.mailbox;
  return {
    append: async entry => {
      const header =
        end === 0
          ? `${JSON.stringify({ version: 1, mailbox: { agentId, address }, after: begin.after })}\n`
          : '';
      const bytes = encoder.encode(`${header}${JSON.stringify(entry)}\n`);
      try {
        await file.write(bytes, end);
        await file.sync();
      } catch (error) {
        await cut(file, end);
        throw error;
      }
      end += bytes.length;
    },
    wholeBytes: () => end,
    close: () => file.close(),
  };
}

/** Best effort: half a line at the end is tolerated by the next reading anyway. */
async function cut(file: DiskFile, size: number): Promise<void> {
  try {
    await file.truncate(size);
  } catch {
    return;
  }
}
