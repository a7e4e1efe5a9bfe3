/** Every field name that we ever put into an appointment: what a refusal may name, and what the tests compare a request with. */

/** In each row. The note goes as text and as HTML, see `note-text.ts`. */
export const ownedWireFields = [
  'subject',
  'start_date',
  'end_date',
  'allday',
  'appointment_location_free_text',
  'note',
  'note_html',
  'attendees',
  'is_private',
] as const;

/** In each row: who it comes from. */
export const markWireFields = [
  'calendar_id',
  'entryid',
  'changekey',
  'exchange_uid',
  'exchangemailboxfqdn',
  'recurring_master_id',
] as const;

/** In each row, not stored: overlaps are no reason to refuse, and nobody is told by mail. */
export const callWireFields = ['_force', 'inform_agents', 'inform_user'] as const;

/** In creations only. */
export const creationWireFields = ['agent_id', 'appointment_type_id', 'agent_status'] as const;

export const writtenFieldNames: readonly string[] = [
  'id',
  ...ownedWireFields,
  ...markWireFields,
  ...callWireFields,
  ...creationWireFields,
];
