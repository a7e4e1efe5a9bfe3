/**
 * In a data folder that has never written, the first create is sent alone and read back through a *list* before the second is sent: a
 * Halo that drops our mark would make every lost answer a double appointment, so the run stops there (rule 3). It stops as well when a
 * Halo that kept the mark begins to drop it; later runs send one create each until the mark is kept again.
 */
import type { HaloAppointment } from '../core/appointment.ts';
import { markPrefix } from '../core/identity.ts';
import type { Link } from '../core/link.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk, Installation } from '../ports.ts';
import { around, type Span } from './look-in-halo.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { isTheItem, type WriteAction, type Written } from './write-group.ts';

type FirstAction = Extract<WriteAction, { kind: 'create' }>;
type Done = Extract<Written, { kind: 'done' }>;

/** One for each run; all its mailboxes share what it learns. */
export class FirstCreate {
  #marks: Installation['marks'];
  #failure: Problem | null = null;
  readonly #turns = new OneAtATime();
  /** Agents for whom a list has shown in this run that answers without marks are only partial. */
  readonly #looked = new Set<number>();
  readonly #desk: AppointmentDesk;
  readonly #remember: (marks: Installation['marks']) => Promise<Result<void>>;

  /** `marks`: what this installation has seen of them in Halo's lists before. `remember` makes durable what is seen now. */
  constructor(
    desk: AppointmentDesk,
    marks: Installation['marks'],
    remember: (marks: Installation['marks']) => Promise<Result<void>>,
  ) {
    this.#desk = desk;
    this.#marks = marks;
    this.#remember = remember;
  }

  isOpen(): boolean {
    return this.#marks !== 'proven';
  }

  /** Why nothing more may be created in this run, or null. */
  get failure(): Problem | null {
    return this.#failure;
  }

  /**
   * Sends creates one by one with `send` until one is stored, and looks for its mark. Mailboxes that come meanwhile wait for the answer.
   * `send` tells why Halo did not store it, null when it did.
   */
  prove(
    agentId: number,
    creates: readonly FirstAction[],
    linked: Iterable<Link>,
    send: (action: FirstAction) => Promise<Result<Problem | null>>,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    return this.#turns.take(async () => {
      if (this.#failure !== null) return failed(this.#failure);
      if (!this.isOpen()) return succeeded(undefined);
      // Appointments of a time when marks were kept tell nothing of today.
      const known = this.#marks === 'dropped' ? undefined : [...linked].find(isOurs);
      // After a run that stopped here there is one appointment already: it is looked at, no second one is made.
      if (known !== undefined) {
        const row = await this.#find(agentId, known, each => each.id === known.haloId, signal);
        if (!row.ok) return row;
        if (row.value !== null) return await this.#conclude(row.value.marks.mark.startsWith(markPrefix));
      }
      for (const action of creates) {
        const refused = await send(action);
        if (!refused.ok) return refused;
        if (refused.value === null) {
          const { mark } = action.draft.marks;
          const row = await this.#find(agentId, action.keyed.event, each => each.marks.mark === mark, signal);
          return row.ok ? await this.#conclude(row.value !== null) : row;
        }
        if (!isTheItem(refused.value)) return failed(refused.value);
      }
      return succeeded(undefined);
    });
  }

  /**
   * After a group: when its answer shows our rows without their marks, a list tells whether they were dropped or the answer was partial.
   * Once per run and mailbox, so that a Halo whose answers never show them costs one list.
   */
  async watch(agentId: number, written: readonly Written[], signal: AbortSignal): Promise<Result<void>> {
    if (this.isOpen() || this.#looked.has(agentId)) return succeeded(undefined);
    const suspect = written.find((each): each is Done => each.kind === 'done' && each.unmarked === true);
    if (suspect === undefined) return succeeded(undefined);
    const { action, haloId } = suspect;
    const row = await this.#find(agentId, action.keyed.event, each => each.id === haloId, signal);
    if (!row.ok) return row;
    if (row.value !== null && row.value.marks.mark !== action.draft.marks.mark) return this.distrust();
    this.#looked.add(agentId);
    return succeeded(undefined);
  }

  /** Halo has lost marks that it kept before: nothing more is created in this run. Answers with that problem. */
  async distrust(
    problem: Problem = { code: 'halo.marks-dropped', scope: 'halo', retryable: false },
  ): Promise<Result<never>> {
    this.#failure = problem;
    const remembered = this.#marks === 'proven' ? await this.#remember('dropped') : succeeded(undefined);
    return failed(remembered.ok ? problem : remembered.problem);
  }

  async #find(
    agentId: number,
    place: Span,
    isIt: (row: HaloAppointment) => boolean,
    signal: AbortSignal,
  ): Promise<Result<HaloAppointment | null>> {
    const list = await this.#desk.list(agentId, around([place]) ?? place, signal);
    return list.ok ? succeeded(list.value.find(isIt) ?? null) : list;
  }

  async #conclude(isKept: boolean): Promise<Result<void>> {
    if (!isKept) return this.distrust();
    const remembered = await this.#remember('proven');
    if (remembered.ok) this.#marks = 'proven';
    return remembered;
  }
}

function isOurs(link: Link): boolean {
  return link.haloId !== null && link.state === 'live' && link.origin === 'created';
}
