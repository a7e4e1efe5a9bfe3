/** An AppointmentDesk in a Halo where people work too, and what its contract needs to write and to look. */
import assert from 'node:assert/strict';
import type {
  AppointmentWrite,
  Draft,
  ExchangeMarks,
  HaloAppointment,
  When,
} from '../../main/core/appointment.ts';
import type { Result } from '../../main/core/problem.ts';
import type { AppointmentDesk } from '../../main/ports.ts';

/** A desk with two agents, and what people do in the Halo behind it. */
export interface DeskUnderTest {
  readonly desk: AppointmentDesk;
  readonly anna: { readonly id: number; readonly name: string; readonly email: string };
  readonly ben: { readonly id: number };
  /** An agent who is switched off, and one for programs only. */
  readonly disabled: { readonly id: number };
  readonly api: { readonly id: number };
  /** Somebody in Halo books an appointment. */
  book(agentId: number, fields: { subject: string; when: When; isRecurringMaster?: boolean }): number;
  rename(id: number, subject: string): void;
  remove(id: number): void;
  complete(id: number): void;
  attachTicket(id: number): void;
  close(): Promise<void>;
}

export const never = new AbortController().signal;
/** A week in which these tests live. */
export const week = { start: '2026-03-02T00:00:00Z', end: '2026-03-09T00:00:00Z' };

export function timed(start: string, end: string): When {
  return { kind: 'timed', start, end };
}

let drafts = 0;

/** A draft with marks of its own. */
export function aDraft(
  fields: Partial<Omit<Draft, 'marks'>> & { marks?: Partial<ExchangeMarks> } = {},
): Draft {
  drafts += 1;
  return {
    when: timed('2026-03-04T09:00:00Z', '2026-03-04T10:00:00Z'),
    subject: `Server review ${drafts}`,
    location: 'Room 4',
    note: '',
    attendees: '',
    isPrivate: false,
    typeId: null,
    agentStatus: null,
    ...fields,
    marks: {
      mark: `halo-integrator:${drafts}`,
      entryId: `AAMk${drafts}=`,
      changeKey: `DwAA${drafts}`,
      uid: `0400000082-${drafts}`,
      mailbox: 'anna@example.org',
      seriesId: '',
      ...fields.marks,
    },
  };
}

export function answered<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`unexpected problem ${JSON.stringify(result.problem)}`);
  return result.value;
}

export function only<T>(values: readonly T[]): T {
  const [value] = values;
  assert.equal(values.length, 1);
  if (value === undefined) assert.fail('nothing there');
  return value;
}

export function hours(day: string, hour: number): When {
  const text = (h: number) => `${day}T${String(h).padStart(2, '0')}:00:00Z`;
  return timed(text(hour), text(hour + 1));
}

/** What is compared: the owned fields. */
export function ownedOf(appointment: HaloAppointment | Draft) {
  const { when, subject, location, note, attendees, isPrivate } = appointment;
  return { when, subject, location, note, attendees, isPrivate };
}

/** Declares one test, which gets a desk of its own. */
export type OnDesk = (title: string, run: (halo: DeskUnderTest) => Promise<void>) => void;

/** The new appointment's id, found by its mark. */
export async function create(halo: DeskUnderTest, draft: Draft, agentId = halo.anna.id): Promise<number> {
  const write: AppointmentWrite = { id: null, agentId, draft };
  await halo.desk.write([write], never).then(answered);
  const rows = answered(await halo.desk.list(agentId, week, never));
  return only(rows.filter(row => row.marks.mark === draft.marks.mark)).id;
}

/** An appointment that must be there. */
export async function read(halo: DeskUnderTest, id: number): Promise<HaloAppointment> {
  const reading = answered(await halo.desk.read(id, never));
  if (reading.kind !== 'found') assert.fail(`appointment ${id} is ${reading.kind}`);
  return reading.appointment;
}
