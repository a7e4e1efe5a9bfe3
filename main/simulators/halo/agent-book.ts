/**
 * The agents of this Halo, as data with verbs. Must not know HTTP.
 */

/** What `addAgent` takes; ids and the other fields are Halo's own. */
export interface NewAgent {
  readonly name: string;
  readonly email: string;
  /** The agent's own Exchange account when it is not `email`. Default ''. */
  readonly exchangeAccount?: string;
  /** `apptsync`, the calendar preference. Default 0, the database's. */
  readonly appointmentSync?: number;
  readonly isDisabled?: boolean;
  readonly isApiAgent?: boolean;
  /** `workday_timezone`, a Windows zone id. Default 'UTC'. */
  readonly timeZone?: string;
  /** Halo itself syncs this agent's Exchange calendar (filter `exchangecalendars`). Default: as the exchange module is on. */
  readonly exchangeCalendars?: boolean;
}

export interface HaloAgent extends Required<Omit<NewAgent, 'exchangeCalendars'>> {
  readonly id: number;
  readonly exchangeCalendars: boolean | null;
}

export class AgentBook {
  readonly #agents = new Map<number, HaloAgent>();
  #nextId = 1;

  add(agent: NewAgent): HaloAgent {
    const made: HaloAgent = {
      id: this.#nextId,
      name: agent.name,
      email: agent.email,
      exchangeAccount: agent.exchangeAccount ?? '',
      appointmentSync: agent.appointmentSync ?? 0,
      isDisabled: agent.isDisabled ?? false,
      isApiAgent: agent.isApiAgent ?? false,
      timeZone: agent.timeZone ?? 'UTC',
      exchangeCalendars: agent.exchangeCalendars ?? null,
    };
    this.#nextId += 1;
    this.#agents.set(made.id, made);
    return made;
  }

  /** Changes an agent; throws when there is none (a mistake of the test). */
  set(id: number, change: Partial<NewAgent>): HaloAgent {
    const before = this.#agents.get(id);
    if (before === undefined) throw new Error(`No agent ${id}.`);
    const after: HaloAgent = { ...before, ...change, id };
    this.#agents.set(id, after);
    return after;
  }

  find(id: number): HaloAgent | undefined {
    return this.#agents.get(id);
  }

  findByEmail(email: string): HaloAgent | undefined {
    const wanted = email.toLowerCase();
    return this.all().find(agent => agent.email.toLowerCase() === wanted);
  }

  all(): readonly HaloAgent[] {
    return [...this.#agents.values()];
  }
}
