/**
 * In a data folder that has never written, the first create is sent alone and read back through a *list* before the second is sent: a
 * Halo that drops our mark would make every lost answer a double appointment, so the run stops there (rule 3).
 */
import type { HaloAppointment } from '../core/appointment.ts';
import { markPrefix } from '../core/identity.ts';
import type { Link } from '../core/link.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk } from '../ports.ts';
import { around, type Span } from './look-in-halo.ts';
import { isTheItem, type WriteAction } from './write-group.ts';

type FirstAction = Extract<WriteAction, { kind: 'create' }>;

export class FirstCreate {
  #isProven: boolean;
  #failure: Problem | null = null;
  #running: Promise<void> = Promise.resolve();
  readonly #desk: AppointmentDesk;
  readonly #remember: () => Promise<Result<void>>;

  /** `isProven`: this installation has seen its marks in Halo's lists before. `remember` makes that durable. */
  constructor(desk: AppointmentDesk, isProven: boolean, remember: () => Promise<Result<void>>) {
    this.#desk = desk;
    this.#isProven = isProven;
    this.#remember = remember;
  }

  isOpen(): boolean {
    return !this.#isProven;
  }

  /**
   * Sends creates one by one with `send` until one is stored, and looks for its mark. Mailboxes that come meanwhile wait for the answer.
   * `send` tells why Halo did not store it, null when it did.
   */
  async prove(
    agentId: number,
    creates: readonly FirstAction[],
    linked: Iterable<Link>,
    send: (action: FirstAction) => Promise<Result<Problem | null>>,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const before = this.#running;
    let finish = () => {};
    this.#running = new Promise(resolve => {
      finish = resolve;
    });
    try {
      await before;
      if (this.#failure !== null) return failed(this.#failure);
      if (this.#isProven) return succeeded(undefined);
      const known = [...linked].find(
        link => link.haloId !== null && link.state === 'live' && link.origin === 'created',
      );
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
    } finally {
      finish();
    }
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
    if (!isKept) {
      this.#failure = { code: 'halo.marks-dropped', scope: 'halo', retryable: false };
      return failed(this.#failure);
    }
    const remembered = await this.#remember();
    if (remembered.ok) this.#isProven = true;
    return remembered;
  }
}
