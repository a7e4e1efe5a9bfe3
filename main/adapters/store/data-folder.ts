/**
 * The data folder: its layout, who may write it, and the one lock. Everything that the app keeps is in here, in files named by short
 * hashes or by what they are, never by addresses.
 */
import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Clock, MailboxKey } from '../../ports.ts';
import { type Disk, nodeDisk } from './disk.ts';
import { onDisk } from './disk-problem.ts';
import { createDurableFile } from './durable-file.ts';
import { posixOpening, type WindowsRights, windowsOpening, windowsRights } from './folder-rights.ts';
import { type Lock, takeLock } from './lock.ts';
import { type RunProgram, runProgram } from './process-life.ts';

export const subfolders = [
  'links',
  'states',
  'decisions',
  'journal',
  'outbound',
  'runs',
  'requests',
  'log',
] as const;
export type Subfolder = (typeof subfolders)[number];

/** A small private text, e.g. the secrets: readable by the running account (and on Windows system and administrators) alone. */
export interface PrivateFile {
  /** Null: there is none. */
  read(): Promise<Result<string | null>>;
  write(text: string): Promise<Result<void>>;
  /** Renames what is there to `<name>.broken-<time>`. */
  setAside(): Promise<Result<void>>;
}

export interface DataFolder {
  readonly path: string;
  readonly role: 'writer' | 'reader';
  /** The running account: `DOMAIN\user` on Windows, `user` elsewhere. */
  readonly account: string;
  readonly disk: Disk;
  readonly clock: Clock;
  /** Null while it may be written; else why not: opened as reader, or another machine has taken over (store.locked). */
  whyNotWritable(): Problem | null;
  folder(name: Subfolder): string;
  privateFile(name: 'secrets' | 'secrets.key'): PrivateFile;
  /** Gives the lock free. Close the stores first. */
  close(): Promise<void>;
}

export interface DataFolderOptions {
  /** A writer takes the lock; a reader makes nothing, changes nothing and is never refused because of the lock. */
  readonly role: 'writer' | 'reader';
  readonly clock: Clock;
  /** For tests: the disk, the system and its programs. */
  readonly disk?: Disk;
  readonly platform?: NodeJS.Platform;
  readonly run?: RunProgram;
  readonly rights?: WindowsRights;
  readonly ownUser?: number;
  readonly host?: string;
}

/** `DOMAIN\user` on Windows, else the user's name, else its number. */
export function runningAccount(platform: NodeJS.Platform = process.platform): string {
  try {
    const user = userInfo().username;
    return platform === 'win32' ? `${process.env['USERDOMAIN'] ?? hostname()}\\${user}` : user;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** The file name of a mailbox: 20 hex digits of SHA-256 over agent and address (letters' case aside). */
export function mailboxHash(mailbox: MailboxKey): string {
  const text = `${mailbox.agentId}\n${mailbox.address.toLowerCase()}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** A viewer has no lock, so it writes nothing. */
const viewerProblem: Problem = {
  code: 'store.locked',
  scope: 'installation',
  retryable: true,
  facts: { role: 'reader' },
};

/** `account`: the running one on Windows, for the line that mends it. */
function openProblem(file: string, who: string, account?: string): Problem {
  const facts = account === undefined ? { file, who } : { file, who, account };
  return { code: 'store.open-to-others', scope: 'installation', retryable: false, facts };
}

/** Null when nobody else may write the folder and its parts. */
async function findOpening(
  path: string,
  disk: Disk,
  platform: NodeJS.Platform,
  rights: WindowsRights,
  ownUser: number,
): Promise<Problem | null> {
  if (platform === 'win32') {
    // The parts inherit from the folder.
    const who = windowsOpening(await rights.accessList(path), await rights.ownIdentifier());
    return who === null ? null : openProblem('.', who, runningAccount(platform));
  }
  const present = new Set(await disk.list(path));
  for (const name of ['.', ...subfolders.filter(one => present.has(one))]) {
    const who = posixOpening(await disk.facts(join(path, name)), ownUser);
    if (who !== null) return openProblem(name, who);
  }
  return null;
}

async function isFolder(disk: Disk, path: string): Promise<boolean> {
  const found = await onDisk('.', () => disk.facts(path));
  return found.ok && found.value.isFolder;
}

/** Proves that the folder takes a file now, rather than at the first effect of a run. */
async function probe(disk: Disk, path: string): Promise<void> {
  const name = join(path, `probe-${process.pid}`);
  const file = await disk.open(name, 'replace', 0o600);
  try {
    await file.write(new Uint8Array(4096), 0);
    await file.sync();
  } finally {
    await file.close();
    await disk.remove(name);
  }
}

/**
 * Opens the folder, and as writer makes what is missing. Problems: store.locked (account, pid, since, host), store.open-to-others,
 * store.read-only, store.full, store.failed.
 */
export async function openDataFolder(path: string, options: DataFolderOptions): Promise<Result<DataFolder>> {
  const { role, clock } = options;
  const disk = options.disk ?? nodeDisk;
  const platform = options.platform ?? process.platform;
  const run = options.run ?? runProgram;
  const rights = options.rights ?? windowsRights(run);
  const ownUser = options.ownUser ?? process.getuid?.() ?? 0;
  const account = runningAccount(platform);

  let lock: Lock | null = null;
  if (role === 'writer') {
    const isNew = !(await isFolder(disk, path));
    const made = await onDisk('.', async () => {
      await disk.makeFolder(path, 0o700);
      if (isNew && platform === 'win32') await rights.restrict(path, 'folder');
    });
    if (!made.ok) return made;
  }
  const opening = await onDisk('.', () => findOpening(path, disk, platform, rights, ownUser));
  if (!opening.ok) return opening;
  if (opening.value !== null) return failed(opening.value);
  if (role === 'writer') {
    const taken = await takeLock({ ...options, disk, folder: path, account, platform, run });
    if (!taken.ok) return taken;
    lock = taken.value;
    const ready = await onDisk('.', async () => {
      for (const name of subfolders) await disk.makeFolder(join(path, name), 0o700);
      await probe(disk, path);
      await disk.syncFolder(path);
    });
    if (!ready.ok) {
      await lock.release();
      return ready;
    }
  }
  const whyNotWritable = () => (lock?.held() === true ? null : viewerProblem);

  const privateFile = (name: string): PrivateFile => {
    const prepare = async (file: string) => {
      if (platform === 'win32') await rights.restrict(file, 'file');
    };
    const file = createDurableFile({ disk, clock, path: join(path, name), keepLast: false, prepare });
    const change = async (step: () => Promise<void>): Promise<Result<void>> => {
      const why = whyNotWritable();
      return why === null ? onDisk(name, step) : failed(why);
    };
    return {
      read: () =>
        onDisk(name, async () => {
          const bytes = await file.read();
          return bytes === null ? null : new TextDecoder().decode(bytes);
        }),
      write: text => change(() => file.write(text)),
      setAside: () => change(() => file.setAside()),
    };
  };

  const folders = new Map<string, string>();
  return succeeded({
    path,
    role,
    account,
    disk,
    clock,
    whyNotWritable,
    folder: name => {
      const known = folders.get(name) ?? join(path, name);
      folders.set(name, known);
      return known;
    },
    privateFile,
    close: async () => {
      await lock?.release();
    },
  });
}
