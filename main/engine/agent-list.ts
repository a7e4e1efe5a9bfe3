/** The agents of Halo, asked at most once an hour: they change seldom and 2,000 of them are 20 pages. */
import type { HaloAgent } from '../core/appointment.ts';
import type { Result } from '../core/problem.ts';
import type { AppointmentDesk, Clock } from '../ports.ts';

const freshMs = 60 * 60 * 1_000;

/** One for each process and settings. An answer that failed is asked for again. */
export class AgentList {
  #read: { readonly at: number; readonly agents: readonly HaloAgent[] } | null = null;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async read(desk: AppointmentDesk, signal: AbortSignal): Promise<Result<readonly HaloAgent[]>> {
    const now = this.#clock.monotonicMs();
    if (this.#read !== null && now - this.#read.at < freshMs) return { ok: true, value: this.#read.agents };
    const agents = await desk.agents(signal);
    if (agents.ok) this.#read = { at: now, agents: agents.value };
    return agents;
  }

  /** After a change of settings, or when a person asks. */
  forget(): void {
    this.#read = null;
  }
}
