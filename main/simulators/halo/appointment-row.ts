/**
 * What this Halo stores of one appointment, under Halo's own field names, with the defaults of its database.
 * Must not know HTTP, dialects or rights.
 */

const numberDefaults = {
  agent_id: 0,
  organizer: 0,
  appointment_type_id: 0,
  type: 0,
  agent_status: -1,
  /** -1 open, 0 completed. */
  complete_status: -1,
  complete_agent_id: 0,
  /** Hours. */
  complete_timetaken: 0,
  status: 0,
  appointment_status: 0,
  open_appointment_status: 0,
  /** Minutes before the start; 0 for none. */
  reminderminutes: 0,
  /** -1 for none. */
  ticket_id: -1,
  client_id: 0,
  site_id: 0,
  user_id: -1,
  appointment_location: 0,
  other1: 0,
  other2: 0,
  halo_recurring_master_id: 0,
  crmnote_id: 0,
  contract_id: 0,
  estimate: 0,
  entity: 0,
  holiday_type: 0,
  approval_status: 0,
  requestedapprovalagent: 0,
  shift_type_id: 0,
  shift_team_id: 0,
};
const textDefaults = {
  subject: '',
  note: '',
  note_html: '',
  attendees: '',
  organizer_email: '',
  appointment_location_name: '',
  appointment_location_free_text: '',
  online_meeting_url: '',
  conference_id: '',
  toll_number: '',
  colour: '',
  complete_note: '',
  category1: '',
  category2: '',
  category3: '',
  category4: '',
  recurring_desc: '',
  collection_id: '',
  entryid: '',
  changekey: '',
  exchange_uid: '',
  exchangemailboxfqdn: '',
  calendar_id: '',
  recurring_master_id: '',
};
const flagDefaults = {
  allday: false,
  is_private: false,
  is_task: false,
  external_organizer: false,
  reminder_shown: false,
  confirmed: false,
  _recurringmaster: false,
  has_immutable_exchange_id: false,
};
/** Stored as `YYYY-MM-DDTHH:MM:SS` (or with `.fff`), UTC; '' for none. Such texts order as their instants do. */
const dateDefaults = {
  start_date: '',
  end_date: '',
  complete_date: '',
  reminderdate: '',
  exchangestartdate: '',
  exchangeenddate: '',
  exchangelastmodifieddate: '',
};

/** The series pattern of a recurring master, as Halo's Schedule holds it: numbers and texts by field name. */
export type SchedulePattern = Readonly<Record<string, string | number | boolean>>;

/** One stored appointment. Rows are never changed in place: a change makes a new row. */
export type AppointmentRow = Readonly<
  typeof numberDefaults &
    typeof textDefaults &
    typeof flagDefaults &
    typeof dateDefaults & {
      id: number;
      last_modified: string;
      schedule: SchedulePattern | null;
      /** Agents to whom the web app has given it besides its owner. The API takes one agent alone. */
      otherAgents: readonly number[];
      /** Halo deletes softly: the row stays and can be listed with `includedeleted`. */
      deleted: boolean;
    }
>;

/** Fields that a caller may set; the rest is Halo's own. */
export type AppointmentValues = Partial<Omit<AppointmentRow, 'id' | 'last_modified' | 'deleted'>>;

/** A row with the database's defaults. */
export function emptyRow(id: number): AppointmentRow {
  return {
    ...numberDefaults,
    ...textDefaults,
    ...flagDefaults,
    ...dateDefaults,
    id,
    last_modified: '',
    schedule: null,
    otherAgents: [],
    deleted: false,
  };
}

function isNumberField(name: string): name is keyof typeof numberDefaults {
  return name in numberDefaults;
}
function isTextField(name: string): name is keyof typeof textDefaults {
  return name in textDefaults;
}
function isFlagField(name: string): name is keyof typeof flagDefaults {
  return name in flagDefaults;
}
function isDateField(name: string): name is keyof typeof dateDefaults {
  return name in dateDefaults;
}

/** Column widths of the text fields, in characters; a text field that is not named here is unlimited. */
export const textWidths: ReadonlyMap<string, number> = new Map([
  ['subject', 4000],
  ['appointment_location_free_text', 500],
  ['entryid', 4000],
  ['changekey', 4000],
  ['exchange_uid', 4000],
  ['exchangemailboxfqdn', 4000],
  ['recurring_master_id', 4000],
  ['calendar_id', 1000],
  ['online_meeting_url', 1000],
  ['recurring_desc', 500],
  ['organizer_email', 250],
  ['conference_id', 30],
  ['toll_number', 30],
]);

/**
 * The stored values among checked fields of a request: accepted fields that Halo does not keep (followups, flags of the
 * call) fall away, and null becomes the column's default. Texts of dates must already be in the stored form.
 */
export function storedValues(
  fields: ReadonlyMap<string, string | number | boolean | null>,
): AppointmentValues {
  const values: { -readonly [K in keyof AppointmentValues]: AppointmentValues[K] } = {};
  for (const [name, value] of fields) {
    if (isNumberField(name)) values[name] = typeof value === 'number' ? value : numberDefaults[name];
    else if (isTextField(name)) values[name] = typeof value === 'string' ? value : textDefaults[name];
    else if (isFlagField(name)) values[name] = typeof value === 'boolean' ? value : flagDefaults[name];
    else if (isDateField(name)) values[name] = typeof value === 'string' ? value : dateDefaults[name];
  }
  return values;
}

/** The fields of a row that Halo stores under their JSON name. */
export type StoredName =
  | 'id'
  | 'last_modified'
  | keyof typeof numberDefaults
  | keyof typeof textDefaults
  | keyof typeof flagDefaults
  | keyof typeof dateDefaults;

export function isStoredName(name: string): name is StoredName {
  if (name === 'id' || name === 'last_modified') return true;
  return isNumberField(name) || isTextField(name) || isFlagField(name) || isDateField(name);
}
