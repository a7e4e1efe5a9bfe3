/**
 * The requests that were made and answered, a JSON line each, in files of bounded size and number. Recording costs nothing but memory:
 * lines are written together, a moment later, and what cannot be written fails nobody.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Log, RequestEntry, RequestLog } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { namesIn, sizeOf } from './folder-contents.ts';
import { createQueue } from './queue.ts';

export interface RequestLogOptions {
  /** Megabytes that are kept in all. Default 50. */
  readonly megabytes?: number;
}

export interface FileRequestLog extends RequestLog {
  /** Writes what waits and ends. */
  close(): Promise<void>;
}

const entrySchema = z.strictObject({
  at: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  peer: z.enum(['exchange', 'halo']),
  operation: z.string(),
  mailbox: z.string().nullable(),
  status: z.int(),
  problem: z.string().nullable(),
  ms: z.number(),
  bytesOut: z.number(),
  bytesIn: z.number(),
}) satisfies z.ZodType<RequestEntry>;

const megabyte = 1 << 20;
/** How long lines are gathered. */
const gatherMs = 1_000;
/** Written at once when so many wait. */
const mostGathered = 500;
/** When the disk refuses: the oldest beyond this are given up. */
const mostWaiting = 5_000;
const fileName = /^(\d{9})\.jsonl$/;
const nameOf = (number: number) => `${String(number).padStart(9, '0')}.jsonl`;

export function createRequestLog(
  folder: DataFolder,
  log: Log,
  options: RequestLogOptions = {},
): FileRequestLog {
  const { disk, clock } = folder;
  const place = folder.folder('requests');
  const allBytes = (options.megabytes ?? 50) * megabyte;
  const fileBytes = Math.floor(allBytes / 10);
  const queue = createQueue();
  const stop = new AbortController();
  let waiting: RequestEntry[] = [];
  let gathering = false;
  let refused = false;
  let fresh = true;

  /** Numbers of the files, oldest first. */
  const numbers = async (): Promise<readonly number[]> =>
    (await namesIn(disk, place))
      .flatMap(name => fileName.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  const write = async (entries: readonly RequestEntry[]) => {
    const known = await numbers();
    let number = known.at(-1) ?? 1;
    let size = await sizeOf(disk, join(place, nameOf(number)));
    if (size >= fileBytes) {
      number += 1;
      size = 0;
      // Nine full ones and the one that begins.
      for (const old of known.slice(0, Math.max(0, known.length - 9)))
        await disk.remove(join(place, nameOf(old)));
    }
    const file = await disk.open(join(place, nameOf(number)), 'keep', 0o600);
    try {
      // What a crash of an earlier process tore must not take the next line along.
      const begin = fresh ? '\n' : '';
      const text = begin + entries.map(entry => `${JSON.stringify(entry)}\n`).join('');
      await file.write(new TextEncoder().encode(text), size);
      fresh = false;
    } catch (error) {
      fresh = true;
      await file.truncate(size).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  };
  const flush = () =>
    queue.run('requests', async () => {
      if (folder.whyNotWritable() !== null || waiting.length === 0) return;
      const entries = waiting;
      waiting = [];
      const written = await onDisk('requests', () => write(entries));
      if (written.ok) {
        refused = false;
        return;
      }
      waiting = [...entries, ...waiting].slice(-mostWaiting);
      if (!refused) log.problem(written.problem);
      refused = true;
    });
  const gather = async () => {
    gathering = true;
    try {
      await clock.wait(gatherMs, stop.signal);
      gathering = false;
      await flush();
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  };

  const readBack = async (limit: number): Promise<readonly RequestEntry[]> => {
    const found: RequestEntry[] = [];
    for (const number of [...(await numbers())].reverse()) {
      if (found.length >= limit) break;
      const text = new TextDecoder().decode(await disk.read(join(place, nameOf(number))));
      for (const line of text.trimEnd().split('\n').reverse()) {
        const entry = parseEntry(line);
        if (entry !== null) found.push(entry);
        if (found.length >= limit) break;
      }
    }
    return found;
  };

  return {
    record: entry => {
      waiting.push(entry);
      if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting);
      if (stop.signal.aborted) return;
      if (waiting.length === mostGathered) void flush();
      else if (!gathering) void gather();
    },
    latest: async limit => {
      await flush();
      const unwritten = [...waiting].reverse().slice(0, limit);
      const written = await onDisk('requests', () => readBack(limit - unwritten.length));
      return written.ok ? [...unwritten, ...written.value] : unwritten;
    },
    close: async () => {
      stop.abort();
      await flush();
      await queue.idle();
    },
  };
}

/** Null: a line that a crash tore. */
function parseEntry(line: string): RequestEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
