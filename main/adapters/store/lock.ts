/**
 * One writer per data folder. `lock` names its holder; a holder that is gone is followed by a claim named after *its* token
 * (`lock.after-<token>`), which only one process can create. So of any number that find the same dead holder exactly one wins, and a
 * lock is never removed by anybody but its holder.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Clock } from '../../ports.ts';
import type { Disk } from './disk.ts';
import { onDisk, systemCode } from './disk-problem.ts';
import { renameWithPatience } from './durable-file.ts';
import { birthOf, lives, type RunProgram } from './process-life.ts';

const recordSchema = z.object({
  token: z.string().regex(/^[0-9a-f-]{36}$/),
  account: z.string(),
  session: z.string(),
  host: z.string(),
  pid: z.int().positive(),
  birth: z.string(),
  since: z.string(),
});
type LockRecord = z.infer<typeof recordSchema>;

export interface LockOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly folder: string;
  readonly account: string;
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
  /** This machine's name; another one's lock is judged by its heartbeat alone. */
  readonly host?: string;
}

export interface Lock {
  /** False once somebody else has taken over, because this machine seemed dead: nothing may be written any more. */
  held(): boolean;
  /** Ends the heartbeat and gives the folder free. */
  release(): Promise<void>;
}

export const heartbeatMs = 20_000;
/** How long the heartbeat of another machine may be silent; wide enough for clocks that differ by minutes. */
export const silenceMs = 300_000;
const attempts = 20;
const longestChain = 50;

interface Holder {
  /** What its follower is named after. */
  readonly token: string;
  /** Null: not readable. */
  readonly record: LockRecord | null;
  readonly beatMs: number;
}

/** The end of the chain of claims that begins with `lock`; null when nobody holds the folder. */
async function lookAt(disk: Disk, folder: string): Promise<Holder | null> {
  let end: Holder | null = null;
  let path = join(folder, 'lock');
  for (let depth = 0; depth < longestChain; depth += 1) {
    try {
      const { modifiedMs, size } = await disk.facts(path);
      const record = parseRecord(new TextDecoder().decode(await disk.read(path)));
      const token = record?.token ?? `unreadable-${Math.floor(modifiedMs)}-${size}`;
      end = { token, record, beatMs: modifiedMs };
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return end;
      throw error;
    }
    path = join(folder, `lock.after-${end.token}`);
  }
  return end;
}

/** Whether nobody's claim lies in the folder; a dead holder's claim still does. Asks no system, so it may be asked often. */
export async function isUnclaimed(disk: Disk, folder: string): Promise<boolean> {
  const seen = await onDisk('lock', () => lookAt(disk, folder));
  return seen.ok && seen.value === null;
}

/** Whether somebody holds the folder and was heard of lately; who has just died counts for some minutes more. Asks no system. */
export async function isHeld(disk: Disk, clock: Clock, folder: string): Promise<boolean> {
  const seen = await onDisk('lock', () => lookAt(disk, folder));
  return seen.ok && seen.value !== null && Date.parse(clock.now()) - seen.value.beatMs < silenceMs;
}

function parseRecord(text: string): LockRecord | null {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isAlive(seen: Holder, options: LockOptions): Promise<boolean> {
  const here = options.host ?? hostname();
  if (seen.record !== null && seen.record.host === here) {
    return lives(seen.record, options.platform, options.run);
  }
  return Date.parse(options.clock.now()) - seen.beatMs < silenceMs;
}

function lockedProblem(record: LockRecord | null): Problem {
  const facts =
    record === null
      ? { account: '', pid: 0, since: '', host: '' }
      : { account: record.account, pid: record.pid, since: record.since, host: record.host };
  return { code: 'store.locked', scope: 'installation', retryable: true, facts };
}

/** Creates the file whole or not at all; false when the name is taken. */
async function createWhole(options: LockOptions, path: string, record: LockRecord): Promise<boolean> {
  const { disk, folder, clock } = options;
  const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  const beside = join(folder, `lock.new-${record.token}`);
  const fill = async (name: string) => {
    const file = await disk.open(name, 'create', 0o600);
    try {
      await file.write(bytes, 0);
    } finally {
      await file.close();
    }
    await disk.touch(name, Date.parse(clock.now()));
  };
  try {
    await disk.remove(beside);
    await fill(beside);
    try {
      await disk.link(beside, path);
    } catch (error) {
      // Some file systems have no second names: there the file is made in its place and filled at once.
      if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) throw error;
      await fill(path);
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await disk.remove(beside);
  }
}

/** One try: won, lost to somebody who lives, or the ground moved and it has to be looked at again. */
async function tryOnce(options: LockOptions, record: LockRecord): Promise<'won' | 'again' | Problem> {
  const { disk, folder, clock } = options;
  const seen = await lookAt(disk, folder);
  const lock = join(folder, 'lock');
  if (seen === null) return (await createWhole(options, lock, record)) ? 'won' : 'again';
  if (await isAlive(seen, options)) {
    // It may be a claim that hangs in the air: the dead holder's follower moved up while we looked along the chain.
    const again = await lookAt(disk, folder);
    return again?.token === seen.token ? lockedProblem(seen.record) : 'again';
  }
  const claim = join(folder, `lock.after-${seen.token}`);
  if (!(await createWhole(options, claim, record))) return 'again';
  // The dead holder may have been followed, and its follower gone again, since we looked: then our claim hangs in the air.
  const after = await lookAt(disk, folder);
  if (after?.token !== record.token) {
    await disk.remove(claim);
    return 'again';
  }
  await renameWithPatience(disk, clock, claim, lock);
  return 'won';
}

/** Clears away what others left behind; the half-made file of one who is just trying is younger than that. */
async function sweep({ disk, clock, folder }: LockOptions): Promise<void> {
  const oldMs = Date.parse(clock.now()) - silenceMs;
  for (const name of await disk.list(folder)) {
    const path = join(folder, name);
    if (name.startsWith('lock.after-')) await disk.remove(path);
    else if (name.startsWith('lock.new-')) {
      const age = await onDisk(name, () => disk.facts(path));
      if (age.ok && age.value.modifiedMs < oldMs) await disk.remove(path);
    }
  }
}

/** Takes the folder for writing, or says who has it: store.locked with account, pid, since, host. */
export async function takeLock(options: LockOptions): Promise<Result<Lock>> {
  const { disk, clock, folder, account, platform, run } = options;
  const record: LockRecord = {
    token: randomUUID(),
    account,
    session: process.env['SESSIONNAME'] ?? '',
    host: options.host ?? hostname(),
    pid: process.pid,
    birth: await birthOf(process.pid, platform, run),
    since: clock.now(),
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const tried = await onDisk('lock', () => tryOnce(options, record));
    if (!tried.ok) return tried;
    if (tried.value === 'again') continue;
    if (tried.value !== 'won') return failed(tried.value);
    const swept = await onDisk('lock', () => sweep(options));
    if (!swept.ok) return swept;
    return succeeded(keep(disk, clock, folder, record));
  }
  return failed(lockedProblem(null));
}

function keep(disk: Disk, clock: Clock, folder: string, record: LockRecord): Lock {
  const path = join(folder, 'lock');
  const stop = new AbortController();
  let held = true;
  const stillOurs = async () => (await lookAt(disk, folder))?.token === record.token;
  const beat = async () => {
    while (held) {
      await clock.wait(heartbeatMs, stop.signal);
      // A disk that does not answer for a moment is no proof of a new holder.
      const ours = await onDisk('lock', stillOurs);
      if (ours.ok && !ours.value) held = false;
      else await onDisk('lock', () => disk.touch(path, Date.parse(clock.now())));
    }
  };
  const beating = beat().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    held: () => held,
    release: async () => {
      stop.abort();
      await beating;
      for (let attempt = 0; held && attempt < 3; attempt += 1) {
        const released = await onDisk('lock', async () => {
          if (await stillOurs()) await disk.remove(path);
        });
        if (released.ok) held = false;
      }
      held = false;
    },
  };
}
