/**
 * What is remembered of the way to Exchange, on disk: an image and a journal. Records are on disk before `append` resolves; the image is
 * on disk before its journal goes. It knows of the records only what `enterOutbound` says.
 */
import { enterOutbound, type OpenOutboundMemory, type OutboundMemory } from '../../core/outbound/entry.ts';
import { failed, type Result, succeeded } from '../../core/problem.ts';
import type { OutboundStore } from '../../outbound-ports.ts';
import type { Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk, systemCode } from './disk-problem.ts';
import { renameWithPatience, shortName } from './durable-file.ts';
import { type OpenLines, openLines } from './journal-lines.ts';
import { imageOf, type OutboundReading, outboundFiles, readOutbound } from './outbound-files.ts';
import type { OutboundGroup, OutboundHeader } from './outbound-schemas.ts';
import { createQueue } from './queue.ts';

/** A journal with more lines or bytes than this is worth a new image. */
export interface OutboundLimits {
  readonly groups: number;
  readonly bytes: number;
}
const usualLimits: OutboundLimits = { groups: 1_000, bytes: 8_000_000 };

export interface FileOutboundStore extends OutboundStore {
  /** Waits for what is under way and closes the journal. */
  close(): Promise<void>;
}

/** What is known of the files while they are in use. */
interface Position {
  readonly memory: OpenOutboundMemory;
  readonly generation: number;
  /** Lines in the journal, and its bytes when it was opened. */
  groups: number;
  readonly journalBytes: number;
  journal: OpenLines<OutboundGroup> | null;
}

/** What goes to the disk together with the next turn. */
interface NextWrite {
  readonly groups: OutboundGroup[];
  readonly result: Promise<Result<void>>;
}

function copyOf(memory: OutboundMemory): OutboundMemory {
  return { ...memory, entries: new Map(memory.entries), series: new Map(memory.series) };
}

export function createOutboundStore(
  folder: DataFolder,
  log: Log,
  limits: OutboundLimits = usualLimits,
): FileOutboundStore {
  const { disk, clock } = folder;
  const files = outboundFiles(folder, log);
  const journalName = shortName(files.journalFile.path);
  const queue = createQueue();
  let position: Position | null = null;
  let next: NextWrite | null = null;

  const step = <T>(kind: 'read' | 'write', work: () => Promise<Result<T>>): Promise<Result<T>> =>
    queue.run('outbound', async () => {
      next = null;
      const why = kind === 'write' ? folder.whyNotWritable() : null;
      return why === null ? work() : failed(why);
    });

  const forget = async () => {
    const journal = position?.journal ?? null;
    position = null;
    if (journal !== null) await onDisk(journalName, () => journal.close());
  };

  const putJournalAway = async () => {
    const { path } = files.journalFile;
    try {
      await renameWithPatience(disk, clock, path, `${path}.last`);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  };

  /** Puts what is broken beside, and what could be read of it into a new image. Cut off anywhere, the next reading does it again. */
  const mend = async (found: OutboundReading): Promise<Result<void>> => {
    const { imageFile, image, journalFile } = files;
    const aside = await onDisk(shortName(imageFile.path), async () => {
      if ((await image.inspect('current')).kind === 'broken') await imageFile.setAside();
    });
    if (!aside.ok) return aside;
    const written = await image.write(imageOf(found.memory, found.generation));
    if (!written.ok || found.broken?.isWhole === true) return written;
    return onDisk(journalName, async () => {
      if ((await image.inspect('last')).kind === 'broken') await imageFile.setAside('last');
      await journalFile.setAside('last');
      await journalFile.setAside();
    });
  };

  /** Says aloud what had to be repaired, and as writer repairs it on disk. */
  const settle = async (found: OutboundReading): Promise<Result<void>> => {
    if (found.broken !== null) log.problem(found.broken.problem, { recovered: found.broken.isWhole });
    if (folder.whyNotWritable() !== null) return succeeded(undefined);
    if (found.broken !== null) return mend(found);
    return found.journalAbsorbed ? onDisk(journalName, putJournalAway) : succeeded(undefined);
  };

  const load = async (): Promise<Result<Position>> => {
    if (position !== null) return succeeded(position);
    const found = await readOutbound(folder, files);
    if (!found.ok) {
      log.problem(found.problem, {});
      return found;
    }
    const settled = await settle(found.value);
    if (!settled.ok) return settled;
    const { memory, generation, journalBytes, journalGroups } = found.value;
    const now: Position = { memory, generation, journalBytes, groups: journalGroups, journal: null };
    if (folder.whyNotWritable() === null) position = now;
    return succeeded(now);
  };

  const journalOf = async (now: Position): Promise<OpenLines<OutboundGroup>> => {
    const header: OutboundHeader = { version: 1, after: now.generation };
    const begin = { header, wholeBytes: now.journalBytes };
    now.journal ??= await openLines(disk, files.journalFile.path, begin);
    return now.journal;
  };

  /** Everything that waits, in one write and one sync. */
  const flush = async (groups: readonly OutboundGroup[]): Promise<Result<void>> => {
    const loaded = await load();
    if (!loaded.ok) return loaded;
    const now = loaded.value;
    const appended = await onDisk(journalName, async () => (await journalOf(now)).append(groups));
    if (!appended.ok) {
      await forget();
      return appended;
    }
    now.groups += groups.length;
    for (const record of groups.flat()) enterOutbound(now.memory, record);
    return appended;
  };

  const append = (records: OutboundGroup): Promise<Result<void>> => {
    if (next === null) {
      const groups: OutboundGroup[] = [];
      const result = step('write', () => flush(groups));
      next = { groups, result };
    }
    // Who comes while this waits its turn goes with it.
    next.groups.push(records);
    return next.result;
  };

  const compact = async (): Promise<Result<void>> => {
    const loaded = await load();
    if (!loaded.ok) return loaded;
    const now = loaded.value;
    const bytes = now.journal?.wholeBytes() ?? now.journalBytes;
    if (now.groups <= limits.groups && bytes <= limits.bytes) return succeeded(undefined);
    const { memory } = now;
    const generation = now.generation + 1;
    await forget();
    const written = await files.image.write(imageOf(memory, generation));
    if (!written.ok) return written;
    const emptied = await onDisk(journalName, putJournalAway);
    if (emptied.ok) position = { memory, generation, groups: 0, journalBytes: 0, journal: null };
    return emptied;
  };

  return {
    read: () =>
      step('read', async () => {
        const loaded = await load();
        return loaded.ok ? succeeded(copyOf(loaded.value.memory)) : loaded;
      }),
    append: records => (records.length === 0 ? Promise.resolve(succeeded(undefined)) : append(records)),
    compact: () => step('write', compact),
    close: async () => {
      await queue.idle();
      await forget();
    },
  };
}
