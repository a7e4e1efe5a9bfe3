/**
 * What a person said about held changes, as a judge remembers it: what was approved may be done once, what is to be kept stays as long as
 * neither the event nor the rules change.
 */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import { contentOf, type Scene } from './scene.ts';

/** A held change as it was shown to the person. */
export interface Question {
  readonly agentId: number;
  readonly itemId: string;
}

function nameOf({ agentId, itemId }: Question): string {
  return `${agentId} ${itemId}`;
}

export class Answers {
  readonly #approved = new Set<string>();
  /** With the event as it was; '' for one that is not there. */
  readonly #kept = new Map<string, string>();
  readonly #everKept = new Set<string>();

  approve(questions: readonly Question[]): void {
    for (const question of questions) {
      this.#approved.add(nameOf(question));
      this.#kept.delete(nameOf(question));
    }
  }

  keep(questions: readonly Question[], scene: Scene): void {
    for (const question of questions) {
      this.#kept.set(nameOf(question), this.#contentNow(question, scene));
      this.#everKept.add(nameOf(question));
    }
  }

  isApproved(row: AppointmentRow): boolean {
    return this.#approved.has(`${row.agent_id} ${row.entryid}`);
  }

  isKept(row: AppointmentRow, scene: Scene): boolean {
    const question = { agentId: row.agent_id, itemId: row.entryid };
    const kept = this.#kept.get(nameOf(question));
    return kept !== undefined && kept === this.#contentNow(question, scene);
  }

  wasKept(question: Question): boolean {
    return this.#everKept.has(nameOf(question));
  }

  /** Work came to an appointment in Halo, or the event was let in again: what was said before says nothing of it. */
  withdraw(question: Question): void {
    this.#approved.delete(nameOf(question));
  }

  /** After each run. `clean`: everything that was approved has been done. */
  afterRun(clean: boolean, scene: Scene): void {
    if (clean) this.#approved.clear();
    for (const name of this.#kept.keys()) {
      const [agent = '', itemId = ''] = name.split(' ');
      if (this.#kept.get(name) !== this.#contentNow({ agentId: Number(agent), itemId }, scene))
        this.#kept.delete(name);
    }
  }

  /** The rules are others: what was to be kept may be asked about again. */
  rulesChanged(): void {
    this.#kept.clear();
  }

  memoryLost(): void {
    this.#kept.clear();
    this.#approved.clear();
  }

  #contentNow({ agentId, itemId }: Question, scene: Scene): string {
    const mailbox: Mailbox | undefined = scene.mailboxOf(agentId);
    const event = mailbox === undefined ? undefined : scene.all(mailbox).find(each => each.id === itemId);
    return event === undefined ? '' : contentOf(event);
  }
}
