/**
 * All that this Halo remembers, as data with verbs: agents, appointments, settings, logs, and the rights of the one API
 * application. The verbs are what people and other integrators do in Halo; the HTTP endpoints use the same books.
 */
import { randomUUID } from 'node:crypto';
import type { AgentBook, HaloAgent, NewAgent } from './agent-book.ts';
import type { Json } from './answer.ts';
import type { AppointmentBook } from './appointment-book.ts';
import type { AppointmentRow, AppointmentValues } from './appointment-row.ts';
import type { HaloControl, NhserverConfig } from './configuration.ts';
import { defaultControl, defaultNhserverConfig } from './configuration.ts';
import { readDate, storedDate } from './dates.ts';
import type { Recurrence, RecurrenceEnd, ScheduleHabits } from './schedule.ts';
import { scheduleOf } from './schedule.ts';

/** What the agent behind the token may do. Rights of a call are the token's scopes and these. */
export interface AgentRights {
  calendarRead: boolean;
  calendarModify: boolean;
  administrator: boolean;
}

/** A row of Halo's integration logs, by its own field names. */
export type LogRow = Readonly<Record<string, Json>>;

/** What an appointment made by hand needs; start and end are UTC, in any ISO form. */
export type Booking = AppointmentValues & {
  readonly agent_id: number;
  readonly subject: string;
  readonly start_date: string;
  readonly end_date: string;
};

export class HaloState {
  readonly agentBook: AgentBook;
  readonly appointmentBook: AppointmentBook;
  /** Settable at any time. */
  readonly control: HaloControl;
  /** Settable at any time. */
  readonly nhserverConfig: NhserverConfig;
  readonly integrationErrors: LogRow[] = [];
  readonly integrationRequests: LogRow[] = [];
  readonly rights: AgentRights = { calendarRead: true, calendarModify: true, administrator: true };
  readonly scopes: Set<string>;
  /** The agent behind the token. */
  readonly apiAgent: HaloAgent;
  /** Mails that writes would have sent. */
  mails = 0;
  /** Reminders that writes through the API have set. */
  reminders = 0;
  readonly #now: () => number;
  readonly #habits: ScheduleHabits;
  #nextLogId = 1;

  constructor(parts: {
    readonly agents: AgentBook;
    readonly appointments: AppointmentBook;
    readonly scopes: readonly string[];
    readonly exchangeModule: boolean;
    readonly habits: ScheduleHabits;
    readonly now: () => number;
  }) {
    this.agentBook = parts.agents;
    this.appointmentBook = parts.appointments;
    this.control = defaultControl(parts.exchangeModule);
    this.nhserverConfig = defaultNhserverConfig();
    this.scopes = new Set(parts.scopes);
    this.#now = parts.now;
    this.#habits = parts.habits;
    this.apiAgent = parts.agents.add({
      name: 'Integrator API agent',
      email: 'integrator-api@halo.example',
      isApiAgent: true,
    });
  }

  addAgent(agent: NewAgent): HaloAgent {
    return this.agentBook.add(agent);
  }

  setAgent(id: number, change: Partial<NewAgent>): HaloAgent {
    return this.agentBook.set(id, change);
  }

  agents(): readonly HaloAgent[] {
    return this.agentBook.all();
  }

  /** Every row, deleted ones too (`row.deleted`). */
  appointments(): readonly AppointmentRow[] {
    return this.appointmentBook.all();
  }

  /** Somebody in Halo, or another integrator, makes an appointment. No overlap is refused. */
  book(booking: Booking): AppointmentRow {
    return this.appointmentBook.create(this.#inStoredForm(booking), 'hand');
  }

  /**
   * Somebody in Halo makes a series: a recurring master with its schedule. Halo makes no children of it by itself; they come from
   * whoever imports from Exchange.
   */
  makeSeries(booking: Booking, recurrence: Recurrence, end: RecurrenceEnd = null): AppointmentRow {
    const schedule = scheduleOf(recurrence, end, this.#habits);
    return this.book({ ...booking, _recurringmaster: true, schedule });
  }

  /** Somebody changes how a series repeats. */
  changeSeries(id: number, recurrence: Recurrence, end: RecurrenceEnd = null): AppointmentRow {
    return this.edit(id, { schedule: scheduleOf(recurrence, end, this.#habits) });
  }

  /** Somebody gives an appointment to another agent. */
  moveTo(id: number, agentId: number): AppointmentRow {
    return this.edit(id, { agent_id: agentId });
  }

  /** Somebody puts more agents on an appointment in the web app; none takes them off again. */
  shareWith(id: number, agentIds: readonly number[]): AppointmentRow {
    return this.edit(id, { otherAgents: agentIds, collection_id: agentIds.length === 0 ? '' : randomUUID() });
  }

  /** Somebody in Halo changes an appointment. */
  edit(id: number, fields: AppointmentValues): AppointmentRow {
    return this.appointmentBook.update(this.#row(id), this.#inStoredForm(fields), 'hand');
  }

  deleteByHand(id: number): AppointmentRow {
    return this.appointmentBook.remove(this.#row(id), 'hand', false);
  }

  /** Somebody brings a deleted appointment back. */
  bringBack(id: number): AppointmentRow {
    return this.appointmentBook.update(this.#row(id), { deleted: false }, 'hand');
  }

  /** Somebody completes an appointment (`complete_status` 0) and leaves time on it. */
  complete(id: number): AppointmentRow {
    const row = this.#row(id);
    return this.edit(id, {
      complete_status: 0,
      complete_date: storedDate(this.#now()),
      complete_agent_id: row.agent_id,
    });
  }

  attachTicket(id: number, ticketId: number): AppointmentRow {
    return this.edit(id, { ticket_id: ticketId });
  }

  /** The application loses a scope at once, also for tokens already given: calls that need it answer 403. */
  removeScope(scope: string): void {
    this.scopes.delete(scope);
  }

  /** The agent behind the token gains or loses rights: calls that need them answer 403. */
  setAgentRights(rights: Partial<AgentRights>): void {
    Object.assign(this.rights, rights);
  }

  /** Adds a row to one of Halo's integration logs and gives it an id. */
  log(kind: 'errors' | 'requests', row: LogRow): LogRow {
    const kept: LogRow = { ...row, id: this.#nextLogId };
    this.#nextLogId += 1;
    (kind === 'errors' ? this.integrationErrors : this.integrationRequests).push(kept);
    return kept;
  }

  #row(id: number): AppointmentRow {
    const row = this.appointmentBook.find(id);
    if (row === undefined) throw new Error(`No appointment ${id}.`);
    return row;
  }

  #inStoredForm(fields: AppointmentValues): AppointmentValues {
    const dates: { start_date?: string; end_date?: string } = {};
    if (fields.start_date !== undefined) dates.start_date = storedForm(fields.start_date);
    if (fields.end_date !== undefined) dates.end_date = storedForm(fields.end_date);
    return { ...fields, ...dates };
  }
}

function storedForm(text: string): string {
  const date = readDate(text, 0);
  if (date === null) throw new Error(`Not a date: ${text}`);
  return date;
}
