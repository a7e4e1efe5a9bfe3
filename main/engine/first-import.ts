/**
 * Through the `integrator` door Halo itself must know an item again by its id. In an installation that has not seen this, one item is
 * sent twice and looked for: shown twice, every later change would make another appointment, so the run stops there (rule 3).
 */
import type { CalendarChange } from '../core/appointment.ts';
import type { Effect } from '../core/plan/action.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk, Installation } from '../ports.ts';
import { changeOf } from './import-changes.ts';
import { around } from './look-in-halo.ts';
import { OneAtATime } from './one-at-a-time.ts';

type Write = Exclude<Effect, { kind: 'remove' }>;

export interface ProvenImport {
  readonly desk: AppointmentDesk;
  readonly agent: { readonly agentId: number; readonly name: string; readonly email: string };
  readonly signal: AbortSignal;
  /** Sends an action and records it; false when Halo refused it. */
  readonly send: (action: Write) => Promise<Result<boolean>>;
}

/** Of so many items in a row refused one by one, nothing can be learnt; the next run tries again. */
const mostTries = 3;

/** One for each run; all its mailboxes share what it learns. */
export class FirstImport {
  #recognition: Installation['recognition'];
  readonly #turns = new OneAtATime();
  readonly #remember: (recognition: Installation['recognition']) => Promise<Result<void>>;

  /** `remember` makes what was seen durable. */
  constructor(
    recognition: Installation['recognition'],
    remember: (recognition: Installation['recognition']) => Promise<Result<void>>,
  ) {
    this.#recognition = recognition;
    this.#remember = remember;
  }

  /** Returns when changes may be sent. Mailboxes that come while one tries wait for its answer. */
  async prove(writes: readonly Write[], context: ProvenImport): Promise<Result<void>> {
    if (this.#isProven() || writes.length === 0) return succeeded(undefined);
    return this.#turns.take(async () => {
      if (this.#recognition === 'refused') return failed(notRecognised());
      if (this.#isProven()) return succeeded(undefined);
      return await this.#try(writes, context);
    });
  }

  #isProven(): boolean {
    return this.#recognition === 'proven';
  }

  async #try(writes: readonly Write[], context: ProvenImport): Promise<Result<void>> {
    // The latest first: Halo may be set to leave out what lies before a date.
    const latest = [...writes].sort((a, b) => (a.keyed.event.start < b.keyed.event.start ? 1 : -1));
    for (const action of latest.slice(0, mostTries)) {
      const sent = await context.send(action);
      if (!sent.ok) return sent;
      if (sent.value) return this.#look(action, context);
    }
    return succeeded(undefined);
  }

  async #look(action: Write, context: ProvenImport): Promise<Result<void>> {
    const { desk, agent, signal } = context;
    const change: CalendarChange = { ...changeOf(action, agent), kind: 'update' };
    const again = await desk.importChange(change, signal);
    if (!again.ok) return again;
    const span = around([action.keyed.event]);
    const list = span === null ? succeeded([]) : await desk.list(agent.agentId, span, signal);
    if (!list.ok) return list;
    const shown = list.value.filter(row => row.marks.entryId === change.entryId).length;
    this.#recognition = shown === 1 ? 'proven' : 'refused';
    const remembered = await this.#remember(this.#recognition);
    if (!remembered.ok || shown === 1) return remembered;
    if (shown > 1) await desk.importChange({ ...change, kind: 'delete', item: null }, signal);
    return failed(notRecognised(shown));
  }
}

function notRecognised(shown?: number): Problem {
  return {
    code: 'halo.items-not-recognised',
    scope: 'halo',
    retryable: false,
    ...(shown === undefined ? {} : { facts: { count: shown } }),
  };
}
