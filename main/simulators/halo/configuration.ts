/**
 * Halo's global settings as far as calendars go (`Control`) and the legacy NHServer's (`NHServerConfig`), both settable.
 * Every field of Halo's documents is present with its empty value. Must not know HTTP.
 */
import type { Json } from './answer.ts';
import type { FieldTable } from './fields.ts';
import { controlFields, nhserverConfigFields } from './fields.ts';

/** `GET /Control`. The named ones are those that this simulator itself obeys or that say who imports. */
export interface HaloControl {
  /** Dates of answers are UTC. False: they are the server's local time (dialect `serverOffsetMinutes`). */
  useutcforappointments: boolean;
  /** Halo's own integrator imports Exchange. */
  halointegrator_exchange: boolean;
  halointegrator_exchange_lastsync: string | null;
  halointegrator_exchange_lasterror: string;
  hashostedintegrator: boolean;
  /** What the import door brings is stored as private. */
  exchangeapptsprivate: boolean;
  /** The import door deletes nothing. */
  exchange_disable_integrator_delete: boolean;
  /** The import door leaves out what ends before this date; null for no limit. */
  exchange_start_date: string | null;
  exchange_connection_type: number;
  apptexchangetype: number;
  newagent_apptsync: number;
  [field: string]: Json;
}

/** `GET /Nhserverconfig`, one row. */
export interface NhserverConfig {
  calendarsync: boolean;
  recurringcalendarsync: boolean;
  ewslastapptsync: string;
  [field: string]: Json;
}

function emptyFields(table: FieldTable): Record<string, Json> {
  const fields: Record<string, Json> = {};
  for (const [name, kind] of table) {
    switch (kind) {
      case 'flag':
        fields[name] = false;
        break;
      case 'integer':
      case 'decimal':
        fields[name] = 0;
        break;
      case 'text':
        fields[name] = '';
        break;
      case 'list':
        fields[name] = [];
        break;
      case 'date':
      case 'object':
        fields[name] = null;
        break;
    }
  }
  return fields;
}

export function defaultControl(exchangeModule: boolean): HaloControl {
  return {
    ...emptyFields(controlFields),
    useutcforappointments: true,
    halointegrator_exchange: exchangeModule,
    halointegrator_exchange_lastsync: null,
    halointegrator_exchange_lasterror: '',
    hashostedintegrator: false,
    exchangeapptsprivate: false,
    exchange_disable_integrator_delete: false,
    exchange_start_date: null,
    exchange_connection_type: 0,
    apptexchangetype: 3,
    exchange_appointment_sync_end_date: 6,
    newagent_apptsync: 0,
    agent_status_for_free_appointments: -1,
  };
}

export function defaultNhserverConfig(): NhserverConfig {
  return {
    ...emptyFields(nhserverConfigFields),
    id: 1,
    name: 'NHServer',
    datefilter: '1900-01-01T00:00:00',
    calendarsync: false,
    recurringcalendarsync: false,
    ewslastapptsync: '1900-01-01T00:00:00',
  };
}
