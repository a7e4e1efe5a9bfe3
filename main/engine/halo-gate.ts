/**
 * Whether this Halo may be written to (`check-halo.ts`), asked as seldom as is safe: a scheduled run that finds nothing to write goes by
 * what was read within the hour; before the first write of any run Halo is asked anew, so that no importer switched on since then doubles.
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { HaloFacts } from '../core/appointment.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk, Clock } from '../ports.ts';
import { type HaloConfirmations, refusal } from './check-halo.ts';
import type { RunRequest } from './run-import.ts';

const hourMs = 60 * 60 * 1_000;

/** A person who asks gets an answer of this moment. */
function mayRemember({ trigger, verify, preview }: RunRequest): boolean {
  return (trigger === 'schedule' || trigger === 'catch-up') && !verify && !preview;
}

export class HaloGate {
  readonly #desk: AppointmentDesk;
  readonly #clock: Clock;
  readonly #confirmed: HaloConfirmations;
  readonly #mayRemember: boolean;
  readonly #startedMs: number;
  #facts: HaloFacts | null = null;
  #cleared: Promise<Result<void>> | null = null;

  /** One for each run, made at its start. */
  constructor(
    parts: { readonly desk: AppointmentDesk; readonly clock: Clock; readonly confirmed: HaloConfirmations },
    request: RunRequest,
  ) {
    this.#desk = parts.desk;
    this.#clock = parts.clock;
    this.#confirmed = parts.confirmed;
    this.#mayRemember = mayRemember(request);
    this.#startedMs = parts.clock.monotonicMs();
  }

  /** Reads what is to be known. Through the door `integrator` that is nothing: Halo itself imports. */
  async open(signal: AbortSignal): Promise<Result<void>> {
    if (this.#confirmed.door === 'integrator') return succeeded(undefined);
    return this.#ask(this.#mayRemember ? hourMs : undefined, signal);
  }

  /** The problem that forbids this run to write, or null. What was remembered forbids nothing: Halo may have been set right since. */
  async refusal(agents: readonly SyncedAgent[], signal: AbortSignal): Promise<Problem | null> {
    if (this.#facts === null) return null;
    const remembered = refusal(this.#facts, agents, this.#confirmed);
    if (remembered === null) return null;
    const asked = await this.#askInThisRun(signal);
    return asked.ok ? refusal(this.#facts, agents, this.#confirmed) : asked.problem;
  }

  /** The same desk, which writes nothing before Halo has been asked in this run. */
  desk(agents: readonly SyncedAgent[]): AppointmentDesk {
    const desk = this.#desk;
    const cleared = (signal: AbortSignal) => {
      this.#cleared ??= this.#clear(agents, signal);
      return this.#cleared;
    };
    return {
      writeLimit: desk.writeLimit,
      signedInAs: signal => desk.signedInAs(signal),
      facts: (signal, mostAgeMs) => desk.facts(signal, mostAgeMs),
      agents: signal => desk.agents(signal),
      list: (agentId, span, signal) => desk.list(agentId, span, signal),
      read: (id, signal) => desk.read(id, signal),
      async write(rows, signal) {
        const may = await cleared(signal);
        return may.ok ? desk.write(rows, signal) : may;
      },
      async remove(id, signal) {
        const may = await cleared(signal);
        return may.ok ? desk.remove(id, signal) : may;
      },
      async importChange(change, signal) {
        const may = await cleared(signal);
        return may.ok ? desk.importChange(change, signal) : may;
      },
    };
  }

  async #clear(agents: readonly SyncedAgent[], signal: AbortSignal): Promise<Result<void>> {
    if (this.#facts === null) return succeeded(undefined);
    const asked = await this.#askInThisRun(signal);
    if (!asked.ok) {
      // Another mailbox may have more luck.
      this.#cleared = null;
      return asked;
    }
    const refused = refusal(this.#facts, agents, this.#confirmed);
    return refused === null ? succeeded(undefined) : failed(refused);
  }

  #askInThisRun(signal: AbortSignal): Promise<Result<void>> {
    return this.#ask(this.#clock.monotonicMs() - this.#startedMs, signal);
  }

  async #ask(mostAgeMs: number | undefined, signal: AbortSignal): Promise<Result<void>> {
    const facts = await this.#desk.facts(signal, mostAgeMs);
    if (!facts.ok) return facts;
    this.#facts = facts.value;
    return succeeded(undefined);
  }
}
