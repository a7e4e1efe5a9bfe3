/**
 * A journal: a header line that says which image it follows, then synced lines. Reading knows a line that a crash tore from one that is
 * broken; writing resolves only when the lines are on disk. Knows nothing of what a line means.
 */
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Disk, DiskFile } from './disk.ts';
import { systemCode } from './disk-problem.ts';
import { type DocumentKind, migrate, shapes } from './migrations.ts';

/** What the lines of a journal look like. The header has a version; the lines have that of their header. */
export interface LineShape<H, E> {
  readonly kind: DocumentKind;
  readonly header: z.ZodType<H>;
  readonly entry: z.ZodType<E>;
}

export type LinesReading<H, E> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'newer'; readonly version: number }
  | {
      readonly kind: 'good';
      readonly header: H;
      readonly entries: readonly E[];
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
function parseLines<H, E>(shape: LineShape<H, E>, bytes: Uint8Array): LinesReading<H, E> {
  const whole = wholeLines(bytes);
  if (whole.length === 0) return { kind: 'missing' };
  const entries: E[] = [];
  let header: { readonly value: H } | null = null;
  let number = 0;
  try {
    for (const line of utf8.decode(whole).split('\n').slice(0, -1)) {
      number += 1;
      const value: unknown = JSON.parse(line);
      if (header !== null) {
        entries.push(shape.entry.parse(value));
        continue;
      }
      const migrated = migrate(shapes[shape.kind], value);
      if (migrated.kind !== 'current') return migrated;
      header = { value: shape.header.parse(migrated.value) };
    }
  } catch {
    return { kind: 'broken', why: `line ${number}` };
  }
  return header === null
    ? { kind: 'missing' }
    : { kind: 'good', header: header.value, entries, wholeBytes: whole.length };
}

/** The lines of a broken journal that can still be read, in their order. Only for what may be believed line by line. */
export function readableLines<H, E>(shape: LineShape<H, E>, bytes: Uint8Array): readonly E[] {
  const found: E[] = [];
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    try {
      const parsed = shape.entry.safeParse(JSON.parse(line));
      if (parsed.success) found.push(parsed.data);
    } catch {
      // Not JSON: the line is lost, which whoever asks has said.
    }
  }
  return found;
}

export async function readLines<H, E>(
  disk: Disk,
  path: string,
  shape: LineShape<H, E>,
): Promise<LinesReading<H, E>> {
  try {
    return parseLines(shape, await disk.read(path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'missing' };
    throw error;
  }
}

/** An open journal to append to. After an append that failed it is not to be used again: what is on disk has to be read anew. */
export interface OpenLines<E> {
  /** One write and one sync for all of them. */
  append(entries: readonly E[]): Promise<void>;
  /** Bytes up to the end of the last line that is on disk. */
  wholeBytes(): number;
  close(): Promise<void>;
}

/** Opens (makes) the file and cuts what a crash tore. `wholeBytes` 0: begins with this header. */
export async function openLines<H, E>(
  disk: Disk,
  path: string,
  begin: { readonly header: H; readonly wholeBytes: number },
): Promise<OpenLines<E>> {
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
  return {
    append: async entries => {
      const lines: readonly unknown[] = end === 0 ? [begin.header, ...entries] : entries;
      const bytes = encoder.encode(lines.map(line => `${JSON.stringify(line)}\n`).join(''));
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
