/**
 * One small file that is either the old text or the new one, never half of one: written beside, synced, renamed; the text before it is
 * kept as `.last`. Knows nothing of what is in it. One write at a time per file is the caller's duty (`queue.ts`).
 */
import { basename, dirname } from 'node:path';
import type { Clock } from '../../ports.ts';
import type { Disk, DiskFile } from './disk.ts';
import { systemCode } from './disk-problem.ts';

export interface DurableFileOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly path: string;
  /** Keep the text before the last write as `<name>.last`. Default true. */
  readonly keepLast?: boolean;
  /** Wait until the new name itself is on the medium. Default true; false where an older text is as good. */
  readonly syncFolder?: boolean;
  /** Called on the temporary file before anything is in it, e.g. to restrict who may read it. */
  readonly prepare?: (path: string) => Promise<void>;
}

export interface DurableFile {
  readonly path: string;
  /** Null: there is none. */
  read(which?: 'current' | 'last'): Promise<Uint8Array | null>;
  /** Resolves when the new text is on disk under its name. */
  write(text: string | Iterable<string>): Promise<void>;
  /** Renames what is there to `<name>.broken-<time>`, so that a person can look at it; nothing there is no error. */
  setAside(which?: 'current' | 'last'): Promise<void>;
}

/** Another program (virus scanner, backup) may hold a file for a moment: these pass. */
const passing = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** About two seconds in all. */
const pausesMs = [10, 20, 40, 80, 160, 320, 640, 800];
const chunkSize = 1 << 18;
const never = new AbortController().signal;

/** Renames, again within a bound when somebody else holds one of the two for a moment. */
export async function renameWithPatience(disk: Disk, clock: Clock, from: string, to: string): Promise<void> {
  for (const pause of pausesMs) {
    try {
      return await disk.rename(from, to);
    } catch (error) {
      if (!passing.has(systemCode(error) ?? '')) throw error;
    }
    await clock.wait(pause, never);
  }
  await disk.rename(from, to);
}

async function readIfThere(disk: Disk, path: string): Promise<Uint8Array | null> {
  try {
    return await disk.read(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A file of our own making: what a crash left under this name goes first. */
async function openAnew(disk: Disk, path: string): Promise<DiskFile> {
  try {
    return await disk.open(path, 'create', 0o600);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
  await disk.remove(path);
  return disk.open(path, 'create', 0o600);
}

async function writeBeside(options: DurableFileOptions, path: string, text: Iterable<string>): Promise<void> {
  const { disk } = options;
  const file = await openAnew(disk, path);
  try {
    await options.prepare?.(path);
    const encoder = new TextEncoder();
    let position = 0;
    let waiting = '';
    for (const part of text) {
      waiting += part;
      if (waiting.length < chunkSize) continue;
      const bytes = encoder.encode(waiting);
      await file.write(bytes, position);
      position += bytes.length;
      waiting = '';
    }
    await file.write(encoder.encode(waiting), position);
    await file.sync();
  } finally {
    await file.close();
  }
}

export function createDurableFile(options: DurableFileOptions): DurableFile {
  const { disk, clock, path } = options;
  const last = `${path}.last`;
  return {
    path,
    read: (which = 'current') => readIfThere(disk, which === 'current' ? path : last),
    write: async text => {
      const beside = `${path}.tmp`;
      try {
        await writeBeside(options, beside, typeof text === 'string' ? [text] : text);
      } catch (error) {
        // A full disk is not helped by half a file on it.
        await disk.remove(beside).catch(() => undefined);
        throw error;
      }
      if (options.keepLast !== false) {
        try {
          await renameWithPatience(disk, clock, path, last);
        } catch (error) {
          if (systemCode(error) !== 'ENOENT') throw error;
        }
      }
      await renameWithPatience(disk, clock, beside, path);
      if (options.syncFolder !== false) await disk.syncFolder(dirname(path));
    },
    setAside: async (which = 'current') => {
      const from = which === 'current' ? path : last;
      const time = clock.now().replaceAll(/[^0-9TZ]/g, '');
      try {
        await renameWithPatience(disk, clock, from, `${from}.broken-${time}`);
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
      }
    },
  };
}

/** The name that a problem may tell: the last folder and the file. */
export function shortName(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}
