/**
 * One change of an Exchange calendar item as the import door takes it: read from JSON and mapped to what Halo stores.
 * Must not store anything.
 */
import type { HaloAgent } from './agent-book.ts';
import type { Refusal } from './answer.ts';
import { refusal } from './answer.ts';
import type { AppointmentRow, AppointmentValues } from './appointment-row.ts';
import { movedDate, storedDate } from './dates.ts';
import { checkFields, isRefusal } from './field-check.ts';
import {
  agentListFields,
  emailAddressFields,
  importFields,
  importItemFields,
  itemIdFields,
} from './fields.ts';

const kinds = ['create', 'update', 'delete', 'read-flag'] as const;

export interface ImportItem {
  readonly uid: string;
  readonly subject: string;
  /** Stored form, UTC. */
  readonly start: string;
  readonly end: string;
  readonly organizer: string;
  readonly allDay: boolean;
  /** 0 single, 1 occurrence, 2 exception, 3 recurring master. */
  readonly appointmentType: number;
}

export interface ImportChange {
  readonly kind: (typeof kinds)[number];
  readonly itemId: string;
  readonly changeKey: string;
  readonly agentId: number;
  readonly agentEmail: string;
  /** null for deletes. */
  readonly item: ImportItem | null;
}

/** Reads `EWSAppointmentChange`; one object, not an array. */
export function readImportChange(body: unknown): ImportChange | Refusal {
  const change = checkFields(body, importFields, 'EWSAppointmentChange');
  if (isRefusal(change)) return change;
  const id = checkFields(change.nested.get('itemId') ?? {}, itemIdFields, 'itemId');
  if (isRefusal(id)) return id;
  const agent = checkFields(change.nested.get('agent') ?? {}, agentListFields, 'agent');
  if (isRefusal(agent)) return agent;
  const kind = kinds[Number(change.plain.get('changeType') ?? 0)];
  if (kind === undefined) return refusal(400, 'changeType is not one of 0 to 3.');
  const given = change.nested.get('item');
  const item = given === undefined ? null : readItem(given);
  if (item !== null && isRefusal(item)) return item;
  if (item === null && (kind === 'create' || kind === 'update')) return refusal(400, 'item is required.');
  const itemId = String(id.plain.get('uniqueId') ?? '');
  if (itemId === '') return refusal(400, 'itemId.uniqueId is required.');
  return {
    kind,
    itemId,
    changeKey: String(id.plain.get('changeKey') ?? ''),
    agentId: Number(agent.plain.get('id') ?? 0),
    agentEmail: String(agent.plain.get('email') ?? ''),
    item,
  };
}

function readItem(given: unknown): ImportItem | Refusal {
  const item = checkFields(given, importItemFields, 'item', 0);
  if (isRefusal(item)) return item;
  const id = checkFields(item.nested.get('id') ?? {}, itemIdFields, 'item.id');
  if (isRefusal(id)) return id;
  const organizer = checkFields(item.nested.get('organizer') ?? {}, emailAddressFields, 'item.organizer');
  if (isRefusal(organizer)) return organizer;
  const start = item.plain.get('start');
  const end = item.plain.get('end');
  if (typeof start !== 'string' || typeof end !== 'string') {
    return refusal(400, 'item.start and item.end are required.');
  }
  return {
    uid: String(item.plain.get('iCalUid') ?? ''),
    subject: String(item.plain.get('subject') ?? ''),
    start,
    end,
    organizer: String(organizer.plain.get('address') ?? ''),
    allDay: item.plain.get('isAllDayEvent') === true,
    appointmentType: Number(item.plain.get('appointmentType') ?? 0),
  };
}

/** What Halo stores for an item of this agent; `master` is the series it belongs to, when Halo knows it. */
export function importedValues(
  change: ImportChange,
  item: ImportItem,
  agent: HaloAgent,
  master: AppointmentRow | undefined,
): AppointmentValues {
  const own = item.organizer === '' || item.organizer.toLowerCase() === agent.email.toLowerCase();
  return {
    agent_id: agent.id,
    subject: item.subject,
    start_date: item.allDay ? nearestMidnight(item.start) : item.start,
    end_date: item.allDay ? movedDate(nearestMidnight(item.end), -1000) : item.end,
    allday: item.allDay,
    entryid: change.itemId,
    changekey: change.changeKey,
    exchange_uid: item.uid,
    exchangemailboxfqdn: agent.email,
    exchangestartdate: item.start,
    exchangeenddate: item.end,
    organizer_email: item.organizer,
    organizer: own ? agent.id : 0,
    external_organizer: !own,
    _recurringmaster: item.appointmentType === 3,
    ...(item.appointmentType === 1 || item.appointmentType === 2
      ? { halo_recurring_master_id: master?.id ?? 0, recurring_master_id: master?.entryid ?? item.uid }
      : {}),
  };
}

/** The midnight that an all-day edge stands for when its zone's offset has made another hour of it. */
function nearestMidnight(stored: string): string {
  const day = 86_400_000;
  return storedDate(Math.round(Date.parse(`${stored}Z`) / day) * day);
}
