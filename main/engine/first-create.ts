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
import type { WriteAction } from './write-group.ts';

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

  /** Sends this create with `send` and looks for its mark. Mailboxes that come meanwhile wait for the answer. */
  async prove(
    agentId: number,
    action: FirstAction,
    linked: Iterable<Link>,
    send: (action: WriteAction) => Promise<Result<void>>,
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
      if (known !== undefined)
        return await this.#look(agentId, known, row => row.id === known.haloId && isOurs(row), signal);
      const sent = await send(action);
      if (!sent.ok) return sent;
      const { mark } = action.draft.marks;
      return await this.#look(agentId, action.keyed.event, row => row.marks.mark === mark, signal);
    } finally {
      finish();
    }
  }

  async #look(
    agentId: number,
    place: Span,
    isMarked: (row: HaloAppointment) => boolean,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const span = around([place]);
    if (span === null) return succeeded(undefined);
    const list = await this.#desk.list(agentId, span, signal);
    if (!list.ok) return list;
    if (!list.value.some(isMarked)) {
      this.#failure = { code: 'halo.marks-dropped', scope: 'halo', retryable: false };
      return failed(this.#failure);
    }
    const remembered = await this.#remember();
    if (remembered.ok) this.#isProven = true;
    return remembered;
  }
}

function isOurs(row: HaloAppointment): boolean {
  return row.marks.mark.startsWith(markPrefix);
}
