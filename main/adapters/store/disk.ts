/**
 * The few things that the store asks of a disk, over Node's file system: the seam at which tests make a disk full, slow to let go or
 * dead in the middle of a step. Errors are Node's own, with their code; `disk-problem.ts` makes problems of them.
 */
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';

export interface DiskFile {
  /** Bytes in the file. */
  size(): Promise<number>;
  /** Writes all of the bytes at the position. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Resolves when everything written is on the medium. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileFacts {
  readonly size: number;
  readonly mode: number;
  readonly owner: number;
  readonly isFolder: boolean;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

export interface Disk {
  read(path: string): Promise<Uint8Array>;
  list(folder: string): Promise<readonly string[]>;
  facts(path: string): Promise<FileFacts>;
  /** With missing parents; no error when it exists. */
  makeFolder(path: string, mode: number): Promise<void>;
  /**
   * `replace`: empty, made when missing; `keep`: as it is, made when missing; `create`: fails with EEXIST when it exists.
   * The mode is for a file that is made.
   */
  open(path: string, how: 'replace' | 'keep' | 'create', mode: number): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for the file; fails with EEXIST when the name is taken. */
  link(from: string, to: string): Promise<void>;
  /** No error when it does not exist. */
  remove(path: string): Promise<void>;
  /** Sets the time of the last change. */
  touch(path: string, modifiedMs: number): Promise<void>;
  /** Makes renames and new names in the folder last, where the system has that; does nothing elsewhere. */
  syncFolder(path: string): Promise<void>;
}

const flags = {
  replace: constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC,
  keep: constants.O_RDWR | constants.O_CREAT,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

async function openFile(path: string, how: 'replace' | 'keep' | 'create', mode: number): Promise<DiskFile> {
  const handle = await open(path, flags[how], mode);
  return {
    size: async () => (await handle.stat()).size,
    write: async (bytes, position) => {
      let written = 0;
      while (written < bytes.length) {
        const step = await handle.write(bytes, written, bytes.length - written, position + written);
        written += step.bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: size => handle.truncate(size),
    close: () => handle.close(),
  };
}

/** The real disk. */
export const nodeDisk: Disk = {
  read: path => readFile(path),
  list: folder => readdir(folder),
  facts: async path => {
    const found = await stat(path);
    return {
      size: found.size,
      mode: found.mode,
      owner: found.uid,
      isFolder: found.isDirectory(),
      modifiedMs: found.mtimeMs,
    };
  },
  makeFolder: async (path, mode) => {
    await mkdir(path, { recursive: true, mode });
  },
  open: openFile,
  rename,
  link,
  remove: path => rm(path, { force: true }),
  touch: (path, modifiedMs) => utimes(path, modifiedMs / 1000, modifiedMs / 1000),
  syncFolder: async path => {
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
