/**
 * The real disk with a person's hand on the plug: counts what is asked of it, fails what a test says, stops for ever in the middle of a
 * step, and on a power cut loses what was written but not synced.
 */
import { truncateSync } from 'node:fs';
import { basename } from 'node:path';
import { type Disk, type DiskFile, nodeDisk } from '../../../main/adapters/store/disk.ts';

export type Step =
  | { readonly kind: Exclude<keyof Disk, 'open'>; readonly path: string }
  | { readonly kind: 'open' | 'write' | 'sync' | 'truncate' | 'size'; readonly path: string };

export interface FaultyDisk extends Disk {
  /** What was asked for, e.g. `sync 1f….jsonl`, oldest first. */
  readonly steps: readonly string[];
  /** Files that are open now. */
  openFiles(): number;
  /** Forgets everything that was written but not synced, as a power cut does. */
  cutPower(): void;
}

export interface Faults {
  /** Called before each step. A code makes it fail with that error; `half` writes half of the bytes first. */
  readonly fail?: (step: Step, number: number) => { readonly code: string; readonly half?: boolean } | null;
  /** Awaited before each step: a test can hold it there. */
  readonly hold?: (step: Step, number: number) => Promise<void>;
}

/** An error as Node's file system makes it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'write' });
}

export function createFaultyDisk(faults: Faults = {}): FaultyDisk {
  const steps: string[] = [];
  const unsynced = new Map<string, number>();
  let openFiles = 0;

  const before = async (kind: Step['kind'], path: string) => {
    const step = { kind, path };
    steps.push(`${kind} ${basename(path)}`);
    await faults.hold?.(step, steps.length);
    return faults.fail?.(step, steps.length) ?? null;
  };
  const guarded = async <T>(kind: Step['kind'], path: string, work: () => Promise<T>): Promise<T> => {
    const fault = await before(kind, path);
    if (fault !== null) throw systemError(fault.code);
    return work();
  };
  const moved = (from: string, to: string) => {
    const size = unsynced.get(from);
    unsynced.delete(from);
    unsynced.delete(to);
    if (size !== undefined) unsynced.set(to, size);
  };

  const wrapFile = (path: string, file: DiskFile): DiskFile => ({
    size: () => guarded('size', path, () => file.size()),
    write: async (bytes, position) => {
      const fault = await before('write', path);
      if (!unsynced.has(path)) unsynced.set(path, await file.size());
      if (fault === null) return file.write(bytes, position);
      if (fault.half === true) await file.write(bytes.subarray(0, bytes.length >> 1), position);
      throw systemError(fault.code);
    },
    sync: () =>
      guarded('sync', path, async () => {
        await file.sync();
        unsynced.delete(path);
      }),
    truncate: size => guarded('truncate', path, () => file.truncate(size)),
    close: async () => {
      openFiles -= 1;
      await file.close();
    },
  });

  return {
    steps,
    openFiles: () => openFiles,
    cutPower: () => {
      for (const [path, size] of unsynced) truncateSync(path, size);
      unsynced.clear();
    },
    read: path => guarded('read', path, () => nodeDisk.read(path)),
    list: path => guarded('list', path, () => nodeDisk.list(path)),
    facts: path => guarded('facts', path, () => nodeDisk.facts(path)),
    makeFolder: (path, mode) => guarded('makeFolder', path, () => nodeDisk.makeFolder(path, mode)),
    open: (path, how, mode) =>
      guarded('open', path, async () => {
        const file = await nodeDisk.open(path, how, mode);
        openFiles += 1;
        return wrapFile(path, file);
      }),
    rename: (from, to) =>
      guarded('rename', from, async () => {
        await nodeDisk.rename(from, to);
        moved(from, to);
      }),
    link: (from, to) => guarded('link', to, () => nodeDisk.link(from, to)),
    remove: path =>
      guarded('remove', path, async () => {
        await nodeDisk.remove(path);
        unsynced.delete(path);
      }),
    touch: (path, at) => guarded('touch', path, () => nodeDisk.touch(path, at)),
    syncFolder: path => guarded('syncFolder', path, () => nodeDisk.syncFolder(path)),
  };
}
