/**
 * Where the files of one mailbox are and how they are read: state, links, decisions, journal. Decides nothing about writing order.
 */
import { sep } from 'node:path';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Log, MailboxKey } from '../../ports.ts';
import { type DataFolder, mailboxHash } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDocument, type Document, documentProblem } from './document.ts';
import { createDurableFile, type DurableFile } from './durable-file.ts';
import { readJournal } from './journal.ts';
import { type Recovery, recover } from './link-recovery.ts';
import {
  type DecisionsFile,
  decisionsFileSchema,
  type LinksFile,
  linksFileSchema,
  type StateFile,
  stateFileSchema,
} from './link-schemas.ts';

/** The key alone, whatever else the value that was given carries. */
export function plainKey(mailbox: MailboxKey): MailboxKey {
  return { agentId: mailbox.agentId, address: mailbox.address };
}

export interface MailboxFiles {
  readonly hash: string;
  readonly mailbox: MailboxKey;
  readonly state: Document<StateFile>;
  readonly stateFile: DurableFile;
  readonly links: Document<LinksFile>;
  readonly linksFile: DurableFile;
  readonly decisions: Document<DecisionsFile>;
  readonly journalPath: string;
  readonly journalLastPath: string;
  /** Every file there may be, for setting all aside. */
  readonly all: readonly DurableFile[];
}

/** Documents are made where they are used: most looks at a mailbox are at its state alone, and a run makes some for each. */
class FilesOfMailbox implements MailboxFiles {
  readonly hash: string;
  readonly mailbox: MailboxKey;
  readonly #folder: DataFolder;
  readonly #log: Log;

  constructor(folder: DataFolder, log: Log, hash: string, mailbox: MailboxKey) {
    this.#folder = folder;
    this.#log = log;
    this.hash = hash;
    this.mailbox = mailbox;
  }

  get state(): Document<StateFile> {
    return createDocument({ ...this.#about(this.stateFile), kind: 'state', schema: stateFileSchema });
  }

  // An older sync state is as safe as a newer one: it brings the same changes again. So no second copy and no second wait.
  get stateFile(): DurableFile {
    const { disk, clock } = this.#folder;
    const path = this.#at('states', '.json');
    return createDurableFile({ disk, clock, path, keepLast: false, syncFolder: false });
  }

  get links(): Document<LinksFile> {
    return createDocument({ ...this.#about(this.linksFile), kind: 'links', schema: linksFileSchema });
  }

  get linksFile(): DurableFile {
    return this.#file('links', '.json');
  }

  get decisions(): Document<DecisionsFile> {
    const about = this.#about(this.#file('decisions', '.json'));
    return createDocument({ ...about, kind: 'decisions', schema: decisionsFileSchema });
  }

  get journalPath(): string {
    return this.#at('journal', '.jsonl');
  }

  get journalLastPath(): string {
    return `${this.journalPath}.last`;
  }

  get all(): readonly DurableFile[] {
    const [decisions, journal] = [this.#file('decisions', '.json'), this.#file('journal', '.jsonl')];
    return [this.stateFile, this.linksFile, decisions, journal];
  }

  #at(place: Place, ending: string): string {
    return `${this.#folder.folder(place)}${sep}${this.hash}${ending}`;
  }

  #file(place: Place, ending: string): DurableFile {
    const { disk, clock } = this.#folder;
    return createDurableFile({ disk, clock, path: this.#at(place, ending) });
  }

  #about(file: DurableFile) {
    return { file, log: this.#log, folder: this.#folder };
  }
}

type Place = Parameters<DataFolder['folder']>[0];

export function filesOf(folder: DataFolder, log: Log, hash: string, mailbox: MailboxKey): MailboxFiles {
  return new FilesOfMailbox(folder, log, hash, mailbox);
}

/** The problem of a mailbox file that cannot be used, with its short name. */
export function mailboxProblem(files: MailboxFiles, found: Exclude<Recovery, { kind: 'good' }>): Problem {
  const ending = found.file === 'links' ? 'json' : 'jsonl';
  return documentProblem(found.file, `${found.file}/${files.hash}.${ending}`, found);
}

function belongsElsewhere(files: MailboxFiles, mailbox: MailboxKey): boolean {
  return mailboxHash(mailbox) !== files.hash;
}

async function readLinksOnce(
  folder: DataFolder,
  files: MailboxFiles,
  decided: number,
): Promise<Result<Extract<Recovery, { kind: 'good' }>>> {
  const read = await onDisk(`links/${files.hash}.json`, async () => {
    const image = await files.links.inspect('current');
    const journal = await readJournal(folder.disk, files.journalPath);
    const usual = image.kind === 'good';
    return {
      image,
      journal,
      imageLast: usual ? ({ kind: 'missing' } as const) : await files.links.inspect('last'),
      journalLast: usual
        ? ({ kind: 'missing' } as const)
        : await readJournal(folder.disk, files.journalLastPath),
    };
  });
  if (!read.ok) return read;
  const { image, journal } = read.value;
  const foreign =
    (image.kind === 'good' && belongsElsewhere(files, image.value.mailbox)) ||
    (journal.kind === 'good' && belongsElsewhere(files, journal.header.mailbox));
  const found: Recovery = foreign
    ? { kind: 'broken', file: 'links', why: 'belongs to another mailbox' }
    : recover({ ...read.value, decided });
  return found.kind === 'good' ? succeeded(found) : failed(mailboxProblem(files, found));
}

/**
 * Reads links and journal, and the last good copies where they are needed. Moves nothing. The writer may be between two files while a
 * viewer reads them: what a viewer finds odd, it reads again.
 */
export async function readLinks(
  folder: DataFolder,
  files: MailboxFiles,
  decided: number,
): Promise<Result<Extract<Recovery, { kind: 'good' }>>> {
  let found = await readLinksOnce(folder, files, decided);
  for (let again = 0; again < 3 && folder.role === 'reader'; again += 1) {
    if (found.ok && found.value.repaired === null) break;
    found = await readLinksOnce(folder, files, decided);
  }
  return found;
}
