/**
 * The appointments of this Halo: rows by id and by agent, with the verbs that change them. Deleting is soft.
 * Must not know HTTP, dialects or rights.
 */
import type { AppointmentRow, AppointmentValues } from './appointment-row.ts';
import { emptyRow } from './appointment-row.ts';
import { storedDate } from './dates.ts';

/** By whom a row changed: a client of the API, somebody in Halo, the import door, or Halo's exchange module itself. */
export type ChangedBy = 'api' | 'hand' | 'import' | 'exchange-module';

/** One change of one row, told after it is stored. */
export interface AppointmentChange {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly by: ChangedBy;
  readonly before: AppointmentRow | null;
  readonly row: AppointmentRow;
  /** The caller asked that Exchange be left alone (`ignoreexchangedelete`). */
  readonly leaveExchange: boolean;
}

export class AppointmentBook {
  readonly #rows = new Map<number, AppointmentRow>();
  readonly #byAgent = new Map<number, Set<number>>();
  readonly #now: () => number;
  readonly #told: (change: AppointmentChange) => void;
  #nextId = 5001;
  #version = 0;

  constructor(now: () => number, told: (change: AppointmentChange) => void) {
    this.#now = now;
    this.#told = told;
  }

  /** Grows with every change; what was computed from an older version is stale. */
  get version(): number {
    return this.#version;
  }

  all(): readonly AppointmentRow[] {
    return [...this.#rows.values()];
  }

  find(id: number): AppointmentRow | undefined {
    return this.#rows.get(id);
  }

  ofAgents(agents: readonly number[]): readonly AppointmentRow[] {
    const rows: AppointmentRow[] = [];
    for (const agent of new Set(agents)) {
      for (const id of this.#byAgent.get(agent) ?? []) {
        const row = this.#rows.get(id);
        if (row !== undefined) rows.push(row);
      }
    }
    return rows;
  }

  /** Another living appointment of the agent that shares time with [start, end), masters and tasks left out. */
  overlapping(agent: number, start: string, end: string, except: number): AppointmentRow | undefined {
    for (const id of this.#byAgent.get(agent) ?? []) {
      const row = this.#rows.get(id);
      if (row === undefined || id === except || row.deleted || row._recurringmaster || row.is_task) continue;
      if (row.start_date < end && start < row.end_date) return row;
    }
    return undefined;
  }

  create(values: AppointmentValues, by: ChangedBy): AppointmentRow {
    const id = this.#nextId;
    const row: AppointmentRow = {
      ...emptyRow(id),
      ...values,
      id,
      deleted: false,
      last_modified: this.#stamp(),
    };
    this.#nextId += 1;
    this.#keep(row, null);
    this.#told({ kind: 'created', by, before: null, row, leaveExchange: false });
    return row;
  }

  /** Changes a row that exists. `deleted: false` makes a deleted one live again. */
  update(
    row: AppointmentRow,
    values: AppointmentValues & { deleted?: boolean },
    by: ChangedBy,
  ): AppointmentRow {
    const after: AppointmentRow = { ...row, ...values, last_modified: this.#stamp() };
    this.#keep(after, row);
    this.#told({ kind: 'updated', by, before: row, row: after, leaveExchange: false });
    return after;
  }

  remove(row: AppointmentRow, by: ChangedBy, leaveExchange: boolean): AppointmentRow {
    const after: AppointmentRow = { ...row, deleted: true, last_modified: this.#stamp() };
    this.#keep(after, row);
    this.#told({ kind: 'deleted', by, before: row, row: after, leaveExchange });
    return after;
  }

  #keep(row: AppointmentRow, before: AppointmentRow | null): void {
    this.#version += 1;
    this.#rows.set(row.id, row);
    if (before !== null && before.agent_id !== row.agent_id)
      this.#byAgent.get(before.agent_id)?.delete(row.id);
    const ids = this.#byAgent.get(row.agent_id) ?? new Set<number>();
    ids.add(row.id);
    this.#byAgent.set(row.agent_id, ids);
  }

  #stamp(): string {
    return storedDate(this.#now());
  }
}
