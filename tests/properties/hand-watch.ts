/**
 * What people did in Halo, and what must become of it: what is Halo's own is never touched; what was edited is put back only when its
 * event changes or by a verifying run; what was deleted stays deleted as long as its event lives on; what is completed is not moved
 * without a person; and where nothing has changed nothing is written. Shares no code with the product.
 */
import type { AppointmentChange } from '../../main/simulators/halo/appointment-book.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { Answers } from './answers.ts';
import { contentOf, type Scene } from './scene.ts';

/** An event whose appointment a person has deleted. */
interface Deleted {
  readonly agentId: number;
  readonly uid: string;
  readonly originalDate: string;
}

export class HandWatch {
  readonly #violations: string[];
  readonly #answers: Answers;
  #scene: Scene | null = null;
  #verifies = false;
  #copied: ReadonlySet<string> = new Set();
  /** Halo id -> the event with which it agreed when a run had ended well, for as long as it stays so. */
  #settled = new Map<number, { readonly itemId: string; readonly content: string }>();
  readonly #edited = new Set<number>();
  readonly #halosOwn = new Set<number>();
  #deleted: readonly Deleted[] = [];
  readonly #deletedIds = new Set<number>();
  /** UID -> how many of its appointments a person has deleted. */
  readonly #deletedOf = new Map<string, number>();
  /** UIDs by ItemId. */
  readonly #uids = new Map<string, string>();

  constructor(violations: string[], answers: Answers) {
    this.#violations = violations;
    this.#answers = answers;
  }

  look(scene: Scene): void {
    this.#scene = scene;
  }

  beforeRun(verifies: boolean): void {
    this.#verifies = verifies;
  }

  /** So many events of the UID may be without an appointment: nobody can tell which, once the series is edited. */
  deletedOf(uid: string): number {
    return this.#deletedOf.get(uid) ?? 0;
  }

  booked(row: AppointmentRow): void {
    this.#halosOwn.add(row.id);
  }

  isHalosOwn(row: AppointmentRow): boolean {
    return this.#halosOwn.has(row.id);
  }

  isEdited(id: number): boolean {
    return this.#edited.has(id);
  }

  edited(row: AppointmentRow): void {
    this.#edited.add(row.id);
  }

  /** A ticket came to it, or it was completed. */
  worked(row: AppointmentRow): void {
    this.#answers.withdraw({ agentId: row.agent_id, itemId: row.entryid });
  }

  isDeleted(id: number): boolean {
    return this.#deletedIds.has(id);
  }

  deleted(row: AppointmentRow): void {
    this.#deletedIds.add(row.id);
    const known = this.#uids.get(row.entryid) ?? row.exchange_uid;
    this.#deletedOf.set(known, this.deletedOf(known) + 1);
    const scene = this.#scene;
    const mailbox = scene?.mailboxOf(row.agent_id);
    if (scene === null || mailbox === undefined || !this.#settled.has(row.id)) return;
    const event = scene.wanted(mailbox).find(each => each.id === row.entryid);
    if (event === undefined || this.#copied.has(event.uid)) return;
    const { uid, originalDate = '' } = event;
    this.#deleted = [...this.#deleted, { agentId: row.agent_id, uid, originalDate }];
  }

  /** A person wants these made again. */
  wanted(uids: ReadonlySet<string>): void {
    this.#deleted = this.#deleted.filter(each => !uids.has(each.uid));
  }

  rulesChanged(): void {
    this.#settled.clear();
  }

  memoryLost(): void {
    this.#settled.clear();
    this.#deleted = [];
  }

  haloChanged({ kind, before, row }: AppointmentChange, scene: Scene): void {
    const about = `${row.id} "${row.subject}" ${row.start_date}`;
    if (this.#halosOwn.has(row.id)) this.#violations.push(`${kind} ${about}, which is Halo's own`);
    if (kind !== 'updated' || before === null) return;
    const isMoved = row.start_date !== before.start_date || row.end_date !== before.end_date;
    const isApproved = this.#answers.isApproved(row) || this.#answers.isApproved(before);
    if (before.complete_status === 0 && isMoved && !isApproved)
      this.#violations.push(`moved ${about}, which is completed, and nobody was asked`);
    const isEdited = this.#edited.delete(row.id);
    const settled = this.#settled.get(row.id);
    if (settled === undefined || this.#copied.has(row.exchange_uid)) return;
    const mailbox = scene.mailboxOf(row.agent_id);
    const event = mailbox && scene.wanted(mailbox).find(each => each.id === settled.itemId);
    if (mailbox === undefined || event === undefined || contentOf(event) !== settled.content) return;
    if (mailbox.items().filter(item => item.uid === event.uid).length > 1) return;
    if (isEdited && (this.#verifies || isApproved)) return;
    this.#violations.push(`wrote ${about} although its event has not changed`);
  }

  /** After each run. `clean`: see `RunEnd`. */
  afterRun(clean: boolean, scene: Scene, copied: ReadonlySet<string>): void {
    this.#copied = copied;
    const agreeing = new Map<number, { readonly itemId: string; readonly content: string }>();
    const living = new Set<string>();
    for (const mailbox of scene.mailboxes) {
      const agentId = scene.agentOf(mailbox);
      for (const { id, uid } of scene.all(mailbox)) this.#uids.set(id, uid);
      const rows = new Map(scene.rows(agentId).map(row => [row.entryid, row]));
      for (const event of scene.wanted(mailbox)) {
        living.add(`${agentId} ${event.uid} ${event.originalDate ?? ''}`);
        const row = rows.get(event.id);
        if (row === undefined) continue;
        const now = { itemId: event.id, content: contentOf(event) };
        const before = this.#settled.get(row.id);
        if (clean || (before?.itemId === now.itemId && before.content === now.content))
          agreeing.set(row.id, now);
        const isDeleted = this.#deleted.some(
          each =>
            each.agentId === agentId &&
            each.uid === event.uid &&
            each.originalDate === (event.originalDate ?? ''),
        );
        if (isDeleted && !copied.has(event.uid))
          this.#violations.push(`${row.id} "${row.subject}" is there again although a person has deleted it`);
      }
    }
    this.#settled = agreeing;
    this.#deleted = this.#deleted.filter(each =>
      living.has(`${each.agentId} ${each.uid} ${each.originalDate}`),
    );
  }
}
