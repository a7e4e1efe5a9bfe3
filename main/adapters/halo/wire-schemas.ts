/**
 * What Halo's answers must look like before they are used: unknown keys are ignored, null counts as missing, a value of the wrong kind
 * is refused. Only the fields that we read are here.
 */
import { z } from 'zod';

const longestText = 2_000_000;

/** A text; null when it is not there. */
const text = z
  .string()
  .max(longestText)
  .nullish()
  .transform(value => value ?? null);

/** A note: of more than anybody reads the rest is left out, so that one page of it makes no row unreadable. */
const noteOfRow = z
  .string()
  .nullish()
  .transform(value => value?.slice(0, longestText) ?? null);

/** A number, also one that comes as text; null when it is not there. */
const number = z
  .union([z.number(), z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/)])
  .nullish()
  .transform(value => (value === undefined || value === null ? null : Number(value)));

/** A switch, also one that comes as 0 or 1; null when it is not there. */
const flag = z
  .union([z.boolean(), z.literal([0, 1])])
  .nullish()
  .transform(value => (value === undefined || value === null ? null : Boolean(value)));

/** Zero and less are not refused: rows that are no appointments (holidays) have such ids. */
const id = z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)]).transform(Number);

const lastModified = z
  .string()
  .max(64)
  .nullish()
  .transform(value => value ?? '');

export const appointmentRow = z.object({
  id,
  agent_id: number,
  subject: text,
  start_date: text,
  end_date: text,
  start_date_only: text,
  end_date_only: text,
  allday: flag,
  appointment_location_free_text: text,
  note: noteOfRow,
  note_html: noteOfRow,
  attendees: text,
  is_private: flag,
  is_task: flag,
  holiday_id: text,
  calendar_id: text,
  entryid: text,
  changekey: text,
  exchange_uid: text,
  exchangemailboxfqdn: text,
  recurring_master_id: text,
  last_modified: lastModified,
  ticket_id: number,
  complete_status: number,
  complete_date: text,
  complete_timetaken: number,
  _recurringmaster: flag,
  // How a deleted row is marked is not documented; these are the ways that would say so plainly.
  deleted: flag,
  isdeleted: flag,
  is_deleted: flag,
  apdeleted: flag,
});
export type AppointmentRow = z.infer<typeof appointmentRow>;

/** What is read of a row that answers a write and shows its mark. */
export const writtenRow = z.object({ id, calendar_id: text, last_modified: lastModified });

export const agentRow = z.object({
  id,
  name: text,
  email: text,
  exchange_account: text,
  isdisabled: flag,
  isapiagent: flag,
  apptsync: number,
});
export type AgentRow = z.infer<typeof agentRow>;

/** `GET /Control`: of its thousands of settings only who imports and how times are meant. */
export const controlSettings = z.object({
  useutcforappointments: flag,
  halointegrator_exchange: flag,
  hashostedintegrator: flag,
  exchange_calendar_webhooks: flag,
});

export const nhserverSettings = z.object({ calendarsync: flag, recurringcalendarsync: flag });

const envelope = z.object({ record_count: number }).loose();

/** A list, bare or in an envelope whose rows are under `name`. Null when it is neither. */
export function unwrapList(
  answer: unknown,
  name: string,
): { readonly rows: readonly unknown[]; readonly recordCount: number | null } | null {
  if (Array.isArray(answer)) return { rows: answer, recordCount: null };
  const parsed = envelope.safeParse(answer);
  if (!parsed.success) return null;
  const rows: unknown = parsed.data[name];
  return Array.isArray(rows) ? { rows, recordCount: parsed.data.record_count } : null;
}

/** Where in an answer the first thing is that cannot be: field names and positions of our own schema, never values. */
export function placeOf(error: z.ZodError): string {
  return (
    error.issues[0]?.path
      .map(String)
      .join('.')
      .replaceAll(/[^\w.]/g, '') ?? ''
  );
}
