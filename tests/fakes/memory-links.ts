/**
 * A LinkStore in memory, with the same meaning as the one on disk: image and journal apart, so that a test can "restart" in the middle
 * of a run by reading again.
 */
import { emptyBook, type JournalEntry, replay } from '../../main/core/link.ts';
import { succeeded } from '../../main/core/problem.ts';
import type { LinkStore, MailboxKey, MailboxMemory, MailboxState, ParkedMailbox } from '../../main/ports.ts';

interface Remembered {
  readonly mailbox: MailboxKey;
  state: MailboxState | null;
  parked: ParkedMailbox | null;
  memory: MailboxMemory;
  journal: JournalEntry[];
}

export interface MemoryLinks extends LinkStore {
  /** The journal entries since the last image, oldest first. */
  journalOf(mailbox: MailboxKey): readonly JournalEntry[];
}

const nothing: MailboxMemory = { book: emptyBook, decisions: new Map(), holds: new Map() };

export function createMemoryLinks(): MemoryLinks {
  const all = new Map<string, Remembered>();
  const nameOf = (mailbox: MailboxKey) => `${mailbox.agentId} ${mailbox.address.toLowerCase()}`;
  const of = (mailbox: MailboxKey): Remembered => {
    const name = nameOf(mailbox);
    const found = all.get(name);
    if (found !== undefined) return found;
    const made = { mailbox, state: null, parked: null, memory: nothing, journal: [] };
    all.set(name, made);
    return made;
  };
  return {
    readState: async mailbox => succeeded(all.get(nameOf(mailbox))?.state ?? null),
    writeState: async (mailbox, state) => {
      of(mailbox).state = structuredClone(state);
      of(mailbox).parked = null;
      return succeeded(undefined);
    },
    readParked: async mailbox => succeeded(all.get(nameOf(mailbox))?.parked ?? null),
    park: async (mailbox, parked) => {
      of(mailbox).parked = structuredClone(parked);
      return succeeded(undefined);
    },
    isInterrupted: async mailbox => succeeded((all.get(nameOf(mailbox))?.journal.length ?? 0) > 0),
    readMemory: async mailbox => {
      const found = all.get(nameOf(mailbox));
      if (found === undefined) return succeeded(nothing);
      return succeeded({ ...found.memory, book: replay(found.memory.book, found.journal) });
    },
    append: async (mailbox, ...entries) => {
      of(mailbox).journal.push(...structuredClone(entries));
      return succeeded(undefined);
    },
    writeMemory: async (mailbox, memory) => {
      const one = of(mailbox);
      one.memory = structuredClone(memory);
      one.journal = [];
      return succeeded(undefined);
    },
    known: async () => succeeded([...all.values()].map(one => one.mailbox)),
    journalOf: mailbox => all.get(nameOf(mailbox))?.journal ?? [],
  };
}
