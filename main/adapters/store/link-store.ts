/**
 * What is remembered of every mailbox, on disk: states apart from links apart from decisions and holds, and a journal per mailbox.
 * The order of effects of rule 4 is here: an entry is on disk before `append` resolves; the image is on disk before the journal goes.
 * It knows nothing of why something is remembered.
 */
import type { JournalEntry } from '../../core/link.ts';
import { failed, type Result, succeeded } from '../../core/problem.ts';
import type { LinkStore, Log, MailboxKey, MailboxMemory } from '../../ports.ts';
import { type DataFolder, mailboxHash } from './data-folder.ts';
import { onDisk, systemCode } from './disk-problem.ts';
import { renameWithPatience, shortName } from './durable-file.ts';
import { type OpenJournal, openJournal } from './journal.ts';
import { knownMailboxes } from './known-mailboxes.ts';
import type { Recovery } from './link-recovery.ts';
import type { DecisionsFile, LinksFile } from './link-schemas.ts';
import { filesOf, type MailboxFiles, mailboxProblem, plainKey, readLinks } from './mailbox-files.ts';
import { createQueue } from './queue.ts';
import { park, readParked, readState, writeState } from './state-file.ts';

/** Most journals that stay open between appends. */
const mostOpenJournals = 32;

export interface FileLinkStore extends LinkStore {
  /**
   * Sets everything of a mailbox aside (`*.broken-<time>`) and starts it empty: the answer to store.broken. A person asks for it; the
   * next run finds the appointments in Halo again and adopts them. What is lost: which appointments were deleted by hand, kept holds.
   */
  acceptLoss(mailbox: MailboxKey): Promise<Result<void>>;
  /** Waits for what is under way and closes all files. */
  close(): Promise<void>;
}

/** What has to be known of a mailbox before its journal may be written. */
interface Position {
  readonly generation: number;
  readonly journalBytes: number;
}

export function createLinkStore(folder: DataFolder, log: Log): FileLinkStore {
  const { disk, clock } = folder;
  const queue = createQueue();
  const positions = new Map<string, Position>();
  const journals = new Map<string, OpenJournal>();
  /** By hash, those that were asked about: at the end of a run, all of it. */
  const met = new Map<string, MailboxKey>();

  /** All steps on one mailbox go one after another; those that write are refused without the lock. */
  const step = <T>(
    mailbox: MailboxKey,
    kind: 'read' | 'write',
    work: (files: MailboxFiles) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const hash = mailboxHash(mailbox);
    if (!met.has(hash)) met.set(hash, plainKey(mailbox));
    return queue.run(hash, async () => {
      const why = kind === 'write' ? folder.whyNotWritable() : null;
      return why === null ? work(filesOf(folder, log, hash, mailbox)) : failed(why);
    });
  };

  const closeJournal = async (hash: string) => {
    const journal = journals.get(hash);
    journals.delete(hash);
    await journal?.close();
  };

  const putJournalAway = async (files: MailboxFiles) => {
    try {
      await renameWithPatience(disk, clock, files.journalPath, files.journalLastPath);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  };

  /** Says aloud what had to be repaired, and as writer repairs it on disk. */
  const settle = async (
    files: MailboxFiles,
    found: Extract<Recovery, { kind: 'good' }>,
  ): Promise<Result<void>> => {
    if (found.repaired !== null) {
      const problem = mailboxProblem(files, { kind: 'broken', file: 'links', why: found.repaired });
      log.problem(problem, { agent: files.mailbox.agentId, recovered: true });
    }
    if (folder.whyNotWritable() !== null) return succeeded(undefined);
    const settled = await onDisk(`links/${files.hash}.json`, async () => {
      if (found.journalAbsorbed) await putJournalAway(files);
      if (found.repaired !== null && (await files.linksFile.read()) !== null)
        await files.linksFile.setAside();
    });
    if (!settled.ok) return settled;
    if (found.repaired !== null) {
      const written = await files.links.write(linksFile(files.mailbox, found.generation, found.book));
      if (!written.ok) return written;
    }
    positions.set(files.hash, { generation: found.generation, journalBytes: found.journalBytes });
    return succeeded(undefined);
  };

  const readDecisions = async (files: MailboxFiles): Promise<Result<DecisionsFile | null>> => {
    const read = await files.decisions.read();
    // Decisions come again with the next full read; holds are proposed and parked again. Said by the document, so nothing is silent.
    if (!read.ok && read.problem.code === 'store.broken') return succeeded(null);
    return read;
  };

  const load = async (files: MailboxFiles): Promise<Result<MailboxMemory>> => {
    const decided = await readDecisions(files);
    if (!decided.ok) return decided;
    await closeJournal(files.hash);
    const found = await readLinks(folder, files, decided.value?.generation ?? 0);
    if (!found.ok) {
      log.problem(found.problem, { agent: files.mailbox.agentId });
      return found;
    }
    const settled = await settle(files, found.value);
    if (!settled.ok) return settled;
    return succeeded({
      book: found.value.book,
      decisions: new Map(decided.value?.decisions.map(one => [one.key, one])),
      holds: new Map(decided.value?.holds.map(one => [one.key, one])),
    });
  };

  const positionOf = async (files: MailboxFiles): Promise<Result<Position>> => {
    const known = positions.get(files.hash);
    if (known !== undefined) return succeeded(known);
    const loaded = await load(files);
    if (!loaded.ok) return loaded;
    const now = positions.get(files.hash);
    if (now === undefined) throw new Error('a mailbox that was read has no position');
    return succeeded(now);
  };

  const journalOf = async (files: MailboxFiles, position: Position): Promise<OpenJournal> => {
    const open = journals.get(files.hash);
    journals.delete(files.hash);
    const journal =
      open ??
      (await openJournal(disk, files.journalPath, {
        mailbox: files.mailbox,
        after: position.generation,
        wholeBytes: position.journalBytes,
      }));
    journals.set(files.hash, journal);
    const oldest = [...journals.keys()].at(0);
    if (journals.size > mostOpenJournals && oldest !== undefined) void evict(oldest);
    return journal;
  };
  const evict = (hash: string) =>
    queue.run(hash, async () => {
      const position = positions.get(hash);
      const journalBytes = journals.get(hash)?.wholeBytes();
      if (position !== undefined && journalBytes !== undefined) {
        positions.set(hash, { ...position, journalBytes });
      }
      await onDisk(`journal/${hash}.jsonl`, () => closeJournal(hash));
    });

  const forget = async (files: MailboxFiles) => {
    positions.delete(files.hash);
    await onDisk(shortName(files.journalPath), () => closeJournal(files.hash));
  };

  const append = async (files: MailboxFiles, entries: readonly JournalEntry[]): Promise<Result<void>> => {
    const position = await positionOf(files);
    if (!position.ok) return position;
    const appended = await onDisk(shortName(files.journalPath), async () => {
      const journal = await journalOf(files, position.value);
      await journal.append(entries);
    });
    if (!appended.ok) await forget(files);
    return appended;
  };

  const writeMemory = async (files: MailboxFiles, memory: MailboxMemory): Promise<Result<void>> => {
    const position = await positionOf(files);
    if (!position.ok) return position;
    const generation = position.value.generation + 1;
    await closeJournal(files.hash);
    positions.delete(files.hash);
    const written = await files.links.write(linksFile(files.mailbox, generation, memory.book));
    if (!written.ok) return written;
    const emptied = await onDisk(shortName(files.journalPath), () => putJournalAway(files));
    if (!emptied.ok) return emptied;
    positions.set(files.hash, { generation, journalBytes: 0 });
    return files.decisions.write({
      version: 1,
      mailbox: plainKey(files.mailbox),
      generation,
      decisions: [...memory.decisions.values()],
      holds: [...memory.holds.values()],
    });
  };

  /** A journal is put away when its image is written, so one that is there was left. */
  const isInterrupted = (files: MailboxFiles): Promise<Result<boolean>> =>
    onDisk(shortName(files.journalPath), async () => {
      try {
        return (await disk.facts(files.journalPath)).size > 0;
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw error;
      }
    });

  return {
    readState: mailbox => step(mailbox, 'read', files => readState(folder, files)),
    writeState: (mailbox, state) => step(mailbox, 'write', files => writeState(files, state)),
    readParked: mailbox => step(mailbox, 'read', readParked),
    park: (mailbox, parked) => step(mailbox, 'write', files => park(folder, files, parked)),
    isInterrupted: mailbox => step(mailbox, 'read', isInterrupted),
    readMemory: mailbox => step(mailbox, 'read', load),
    append: (mailbox, ...entries) => step(mailbox, 'write', files => append(files, entries)),
    writeMemory: (mailbox, memory) => step(mailbox, 'write', files => writeMemory(files, memory)),
    known: () => knownMailboxes(folder, met),
    acceptLoss: mailbox =>
      step(mailbox, 'write', async files => {
        await forget(files);
        return onDisk(`links/${files.hash}.json`, async () => {
          for (const file of files.all) {
            for (const which of ['current', 'last'] as const) {
              if ((await file.read(which)) !== null) await file.setAside(which);
            }
          }
        });
      }),
    close: async () => {
      await queue.idle();
      for (const hash of [...journals.keys()]) await closeJournal(hash);
    },
  };
}

function linksFile(mailbox: MailboxKey, generation: number, book: MailboxMemory['book']): LinksFile {
  return {
    version: 1,
    mailbox: plainKey(mailbox),
    generation,
    links: [...book.links.values()],
    intents: [...book.intents.values()],
  };
}
