/**
 * An AppointmentDesk in memory for tests of the engine: keeps what it is given, refuses what Halo refuses, and fails on order.
 * It keeps the same contract as the real one (`tests/contracts/appointment-desk.ts`).
 */

import { isInSpan } from '../../main/adapters/halo/span.ts';
import type {
  AppointmentWrite,
  CalendarChange,
  HaloAgent,
  HaloAppointment,
  HaloFacts,
  OwnedFields,
  WriteOutcome,
} from '../../main/core/appointment.ts';
import type { Problem, ProblemScope, Result } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import type { AppointmentDesk } from '../../main/ports.ts';

export type DeskMethod = 'facts' | 'agents' | 'list' | 'read' | 'write' | 'remove' | 'importChange';

/** A failure to order: the next fitting calls answer with it. */
export interface DeskFault {
  readonly on: DeskMethod;
  readonly problem: Problem;
  /** So many fitting calls pass first. Default 0. */
  readonly after?: number;
  /** So many fitting calls fail. Default 1. */
  readonly times?: number;
  /** How much of the call is done nevertheless; for `write` the number of rows. Default 0. */
  readonly done?: number;
}

/** One row as Halo keeps it: full, whatever a list shows of it. */
export interface FakeRow extends Omit<HaloAppointment, 'note' | 'marks'> {
  readonly note: string;
  readonly marks: { readonly [K in keyof HaloAppointment['marks']]: string };
  readonly typeId: number | null;
  readonly agentStatus: number | null;
}

export interface DeskCall {
  readonly method: DeskMethod;
  /** Rows of a write, ids of a read or remove, the agent of a list. */
  readonly about: readonly number[];
}

const noMarks = { mark: '', entryId: '', changeKey: '', uid: '', mailbox: '', seriesId: '' };

export class FakeDesk implements AppointmentDesk {
  readonly writeLimit: number;
  /** Settable at any time. */
  haloFacts: HaloFacts = {
    usesUtc: true,
    otherImporters: [],
    agentsSyncedByHalo: [],
  };
  /** Rows that Halo's answers to writes name: all, or none (`unnamed`). */
  namesWrites = true;
  /** Halo forgets the marks of what is written. */
  dropsMarks = false;
  readonly calls: DeskCall[] = [];
  readonly #agents: HaloAgent[] = [];
  readonly #rows = new Map<number, FakeRow>();
  readonly #faults: { fault: DeskFault; passed: number; hits: number }[] = [];
  #nextId = 5001;
  #stamp = 0;

  constructor(writeLimit = 50) {
    this.writeLimit = writeLimit;
  }

  addAgent(agent: Partial<HaloAgent> & { readonly name: string }): HaloAgent {
    const added: HaloAgent = {
      id: this.#agents.length + 1,
      email: `${agent.name.toLowerCase().replaceAll(' ', '.')}@example.org`,
      exchangeAccount: '',
      isDisabled: false,
      isApiAgent: false,
      appointmentSync: 0,
      ...agent,
    };
    this.#agents.push(added);
    return added;
  }

  /** Everything that is kept, deleted rows too. */
  rows(): readonly FakeRow[] {
    return [...this.#rows.values()];
  }

  orderFault(fault: DeskFault): void {
    this.#faults.push({ fault, passed: 0, hits: 0 });
  }

  /** Somebody in Halo makes an appointment. */
  book(agentId: number, fields: Partial<FakeRow> & Pick<OwnedFields, 'when' | 'subject'>): FakeRow {
    const row: FakeRow = {
      id: this.#nextId,
      agentId,
      location: '',
      note: '',
      attendees: '',
      isPrivate: false,
      marks: noMarks,
      work: [],
      isRecurringMaster: false,
      isDeleted: false,
      typeId: null,
      agentStatus: null,
      ...fields,
      lastModified: this.#nextStamp(),
    };
    this.#nextId += 1;
    this.#rows.set(row.id, row);
    return row;
  }

  /** Somebody in Halo changes an appointment, deletes it (`isDeleted`) or works on it (`work`). */
  edit(id: number, fields: Partial<Omit<FakeRow, 'id'>>): FakeRow {
    const before = this.#rows.get(id);
    if (before === undefined) throw new Error(`No appointment ${id}.`);
    const row: FakeRow = { ...before, ...fields, lastModified: this.#nextStamp() };
    this.#rows.set(id, row);
    return row;
  }

  async signedInAs(signal: AbortSignal): Promise<Result<string>> {
    return this.#fault('facts', [], signal) ?? succeeded('Integrator API agent');
  }

  async facts(signal: AbortSignal): Promise<Result<HaloFacts>> {
    return this.#fault('facts', [], signal) ?? succeeded(this.haloFacts);
  }

  async agents(signal: AbortSignal): Promise<Result<readonly HaloAgent[]>> {
    return this.#fault('agents', [], signal) ?? succeeded([...this.#agents]);
  }

  async list(
    agentId: number,
    span: { start: string; end: string },
    signal: AbortSignal,
  ): Promise<Result<readonly HaloAppointment[]>> {
    const failure = this.#fault('list', [agentId], signal);
    if (failure !== null) return failure;
    const shown = this.rows().filter(
      row => row.agentId === agentId && !row.isDeleted && !row.isRecurringMaster && isInSpan(row.when, span),
    );
    return succeeded(shown.map(row => ({ ...asRead(row), note: null, marks: listMarks(row) })));
  }

  async read(id: number, signal: AbortSignal): ReturnType<AppointmentDesk['read']> {
    const failure = this.#fault('read', [id], signal);
    if (failure !== null) return failure;
    const row = this.#rows.get(id);
    if (row === undefined) return succeeded({ kind: 'absent' });
    return succeeded(row.isDeleted ? { kind: 'deleted' } : { kind: 'found', appointment: asRead(row) });
  }

  async write(
    rows: readonly AppointmentWrite[],
    signal: AbortSignal,
  ): Promise<Result<readonly WriteOutcome[]>> {
    if (rows.length > this.writeLimit) throw new RangeError(`${rows.length} rows in one write.`);
    if (new Set(rows.map(row => row.agentId)).size > 1) throw new RangeError('Rows of several agents.');
    if (rows.some(row => row.only !== undefined && (row.id === null || row.only.length === 0)))
      throw new RangeError('Some fields of a creation, or no field.');
    if (rows.length === 0) return succeeded([]);
    const failure = this.#fault(
      'write',
      rows.map(row => row.id ?? 0),
      signal,
      done => {
        for (const row of rows.slice(0, done)) this.#store(row);
      },
    );
    if (failure !== null) return failure;
    const outcomes: WriteOutcome[] = [];
    for (const row of rows) {
      const status = this.#refusal(row);
      if (status !== null) return failed(rejected(status, rows.length));
      const stored = this.#store(row);
      outcomes.push(
        this.namesWrites
          ? { kind: 'written', id: stored.id, lastModified: stored.lastModified }
          : { kind: 'unnamed' },
      );
    }
    return succeeded(outcomes);
  }

  async remove(id: number, signal: AbortSignal): Promise<Result<'removed' | 'absent'>> {
    const remove = () => {
      const row = this.#rows.get(id);
      if (row === undefined || row.isDeleted) return 'absent';
      this.edit(id, { isDeleted: true });
      return 'removed';
    };
    return this.#fault('remove', [id], signal, done => void (done > 0 && remove())) ?? succeeded(remove());
  }

  async importChange(change: CalendarChange, signal: AbortSignal): Promise<Result<void>> {
    const apply = () => this.#mapChange(change);
    return (
      this.#fault('importChange', [change.agent.id], signal, done => void (done > 0 && apply())) ??
      succeeded(apply())
    );
  }

  #mapChange(change: CalendarChange): void {
    const known = this.rows().find(
      row => !row.isDeleted && row.agentId === change.agent.id && row.marks.entryId === change.entryId,
    );
    if (change.item === null) {
      if (known !== undefined) this.edit(known.id, { isDeleted: true });
      return;
    }
    const { when, subject, uid } = change.item;
    const marks = { ...noMarks, entryId: change.entryId, changeKey: change.changeKey, uid };
    if (known === undefined) this.book(change.agent.id, { when, subject, marks });
    else this.edit(known.id, { when, subject, marks });
  }

  /** The status with which Halo refuses a row; null when it takes it. */
  #refusal(write: AppointmentWrite): 400 | 404 | null {
    const { when, subject } = write.draft;
    if (write.id !== null) {
      const row = this.#rows.get(write.id);
      if (row === undefined) return 404;
      if (row.isDeleted) return 400;
    } else if (!this.#agents.some(agent => agent.id === write.agentId)) return 400;
    const isBackwards = when.kind === 'timed' ? when.end < when.start : when.last < when.first;
    return isBackwards || subject === '' ? 400 : null;
  }

  #store(write: AppointmentWrite): FakeRow {
    const { draft } = write;
    const { when, subject, location, note, attendees, isPrivate } = draft;
    const owned = { when, subject, location, note, attendees, isPrivate };
    const marks = this.dropsMarks ? {} : { marks: draft.marks };
    if (write.id !== null && write.only !== undefined) {
      return this.edit(write.id, Object.fromEntries(write.only.map(name => [name, draft[name]])));
    }
    if (write.id !== null) return this.edit(write.id, { ...owned, ...marks });
    const { typeId, agentStatus } = draft;
    return this.book(write.agentId, { ...owned, ...marks, typeId, agentStatus });
  }

  #nextStamp(): string {
    this.#stamp += 1;
    return `2026-01-01T00:00:00.${String(this.#stamp).padStart(6, '0')}`;
  }

  #fault(
    method: DeskMethod,
    about: readonly number[],
    signal: AbortSignal,
    partly: (done: number) => void = () => undefined,
  ): { readonly ok: false; readonly problem: Problem } | null {
    this.calls.push({ method, about });
    if (signal.aborted) return failed({ code: 'run.stopped', scope: 'installation', retryable: false });
    for (const placed of this.#faults) {
      const { fault } = placed;
      if (fault.on !== method || placed.hits >= (fault.times ?? 1)) continue;
      if (placed.passed < (fault.after ?? 0)) {
        placed.passed += 1;
        continue;
      }
      placed.hits += 1;
      partly(fault.done ?? 0);
      return failed(fault.problem);
    }
    return null;
  }
}

function asRead(row: FakeRow): HaloAppointment {
  const { typeId: _type, agentStatus: _status, ...appointment } = row;
  return appointment;
}

function listMarks(row: FakeRow): HaloAppointment['marks'] {
  return { ...row.marks, uid: null, mailbox: null };
}

/** Of an array the rows before the refused one are stored, as Halo may do. */
function rejected(status: number, rows: number): Problem {
  const scope: ProblemScope = rows === 1 ? 'item' : 'mailbox';
  const problem: Problem = { code: 'halo.rejected', scope, retryable: false, facts: { status } };
  return rows === 1 ? problem : { ...problem, effectUnknown: true };
}
