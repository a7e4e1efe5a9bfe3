/**
 * The interfaces of the way from Halo to Exchange (Integrator-managed). The same rules as in `ports.ts`: an AbortSignal and a deadline
 * for everything that waits, a Result for everything that can fail, a rejected promise is a bug.
 */
import type { HaloAppointment, OwnedFieldName, OwnedFields } from './core/appointment.ts';
import type { OutboundMemory, OutboundRecord } from './core/outbound/entry.ts';
import type { EventDraft, EventFieldName } from './core/outbound/event-draft.ts';
import type { ChangedAppointment, WholeReading } from './core/outbound/halo-side.ts';
import type { Result } from './core/problem.ts';
import type { MailboxAddress } from './ports.ts';

/** What a look at the recent changes found, newest first. */
export interface RecentChanges {
  readonly changes: readonly ChangedAppointment[];
  /** False: more was changed since than one look may read. What lies between has to be found by comparing all links. */
  readonly isComplete: boolean;
}

/** Halo's side: what changed, what an appointment holds, and the few fields that go back when both sides changed. */
export interface HaloChanges {
  /**
   * `/Appointment` by `last_modified`, newest first, down to what is older than `since` (as Halo writes it; '' reads one page).
   * `agentId` limits it to one agent; null is all. One request when nothing changed. Problems: `halo.order-ignored` when the answer
   * is not in the asked order: then nothing of it counts. With '' `isComplete` tells whether the one page is all that there is.
   */
  recent(since: string, agentId: number | null, signal: AbortSignal): Promise<Result<RecentChanges>>;
  /**
   * The recurring masters of one agent, wherever they begin: for a Halo whose other lists do not show them, or not in the order of their
   * changes. Those that were imported from a calendar are left out.
   */
  masters(
    agentId: number,
    signal: AbortSignal,
  ): Promise<Result<readonly Pick<ChangedAppointment, 'id' | 'lastModified'>[]>>;
  /** One appointment with everything. */
  whole(id: number, signal: AbortSignal): Promise<Result<WholeReading>>;
  /**
   * POST with these owned fields alone: what Exchange won when both sides had changed. Answers Halo's new `last_modified`, '' when it
   * does not tell.
   */
  writeFields(
    appointment: HaloAppointment,
    fields: OwnedFields,
    names: readonly OwnedFieldName[],
    signal: AbortSignal,
  ): Promise<Result<{ readonly lastModified: string }>>;
}

/** An item as it is known after a write. */
export interface ItemRef {
  readonly itemId: string;
  readonly changeKey: string;
}

/**
 * Exchange, write side, as the agent. Nobody is mailed unless the settings say so (SendToNone). No method repeats a request whose effect
 * is unknown. At most one request per mailbox at a time, like the read side.
 */
export interface CalendarWriter {
  /** CreateItem with our mark in a named property. Problem with `effectUnknown`: look for the mark before repeating. */
  create(
    mailbox: MailboxAddress,
    draft: EventDraft,
    mark: string,
    signal: AbortSignal,
  ): Promise<Result<ItemRef>>;
  /**
   * UpdateItem of these fields of a single, a master (`series` too when it is named) or one occurrence, by its id, only while its
   * ChangeKey is still `ref.changeKey`. Problems: `item.conflict` (read again), `item.not-found`.
   */
  update(
    mailbox: MailboxAddress,
    ref: ItemRef,
    draft: EventDraft,
    names: readonly (EventFieldName | 'series')[],
    signal: AbortSignal,
  ): Promise<Result<ItemRef>>;
  /** Takes our mark off an item that is none of ours any more: somebody brought it back after it was deleted. */
  unmark(mailbox: MailboxAddress, ref: ItemRef, signal: AbortSignal): Promise<Result<void>>;
  /** DeleteItem into Deleted Items: of a single, a whole series by its master, or one occurrence. */
  remove(mailbox: MailboxAddress, itemId: string, signal: AbortSignal): Promise<Result<'removed' | 'absent'>>;
  /** Items of the calendar that carry this mark, the oldest first; a few at most. */
  findByMark(mailbox: MailboxAddress, mark: string, signal: AbortSignal): Promise<Result<readonly ItemRef[]>>;
}

/** The durable memory of the way out: an image and a journal. */
export interface OutboundStore {
  /**
   * A copy of what is remembered. A broken file is put together from its last copy; where that is not possible it is set aside and said
   * in the log, all that can be read of it stays, the watermark goes back to where it began (or is null) and `confirmedAt` is null, so
   * that both looks find again what is missing: all but what only a nudge has told. Intents may be missing, so a mark is looked for before
   * a create while `confirmedAt` is null. Problems: store.newer, and what the disk says.
   */
  read(): Promise<Result<OutboundMemory>>;
  /** Resolves when all of them are on disk, in this order, as one group: after a crash there are all of them or none. */
  append(records: readonly OutboundRecord[]): Promise<Result<void>>;
  /**
   * Writes what was appended into the image and empties the journal once that has more than 1,000 groups; does nothing before. For a
   * moment at which nothing is urgent, e.g. after each turn of the worker.
   */
  compact(): Promise<Result<void>>;
}

/** What the endpoint and the import say to the queue. */
export interface ChangeDoor {
  /** Resolves when it is on disk. `full`: the queue takes no more for the moment. */
  heard(
    changes: readonly { readonly haloId: number; readonly agentId: number | null }[],
    by: 'nudge' | 'import' | 'confirmation' | 'by-hand',
  ): Promise<Result<'queued' | 'full'>>;
  /** The recent changes of these agents are looked at now. */
  lookAt(agentIds: readonly number[]): void;
}
