/** Time zones in iCalendar: VTIMEZONE of the rules that hold now, and the rules of a VTIMEZONE. */
import { knownZone, zoneOf } from '../state/windows-zones.ts';
import type { Zone, ZoneChange, ZoneDefinition } from '../state/zone.ts';
import { type ICalendarComponent, valueNamed } from './icalendar-lines.ts';

const dayCodes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const two = (value: number) => String(value).padStart(2, '0');

function offset(bias: number): string {
  const size = Math.abs(bias);
  return `${bias > 0 ? '-' : '+'}${two(Math.trunc(size / 60))}${two(Math.trunc(size % 60))}`;
}

function clock(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  if (seconds >= 86_400) return '235959';
  return `${two(Math.trunc(seconds / 3600))}${two(Math.trunc((seconds % 3600) / 60))}${two(seconds % 60)}`;
}

function rule(change: ZoneChange): string {
  if ('day' in change) return `FREQ=YEARLY;BYMONTHDAY=${change.day};BYMONTH=${change.month}`;
  return `FREQ=YEARLY;INTERVAL=1;BYDAY=${change.occurrence}${dayCodes[change.weekday]};BYMONTH=${change.month}`;
}

/** The lines of a VTIMEZONE. */
export function writeTimeZone({ definition }: Zone): string[] {
  const { id, groups, periods, starts } = definition;
  const bias = (period: string | undefined) => periods.find(one => one.id === period)?.bias ?? 0;
  const group = groups.find(one => one.id === starts.at(-1)?.group);
  const changes = [...(group?.changes ?? [])].sort((one, other) => one.month - other.month);
  const part = (kind: string, from: number, to: number, at: string, more: string[]) => [
    `BEGIN:${kind}`,
    `DTSTART:16010101T${at}`,
    `TZOFFSETFROM:${offset(from)}`,
    `TZOFFSETTO:${offset(to)}`,
    ...more,
    `END:${kind}`,
  ];
  const fixed = bias(group?.fixed ?? changes[0]?.to ?? periods[0]?.id);
  const parts =
    changes.length < 2
      ? part('STANDARD', fixed, fixed, '000000', [])
      : changes.flatMap((change, index) => {
          const from = bias(changes.at(index - 1)?.to);
          const to = bias(change.to);
          return part(to < from ? 'DAYLIGHT' : 'STANDARD', from, to, clock(change.at), [
            `RRULE:${rule(change)}`,
          ]);
        });
  return ['BEGIN:VTIMEZONE', `TZID:${id}`, ...parts, 'END:VTIMEZONE'];
}

function readOffset(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)/.exec(text) ?? [];
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? size : 0 - size;
}

function readChange(part: ICalendarComponent): ZoneChange | undefined {
  const words = new Map(
    (valueNamed(part, 'RRULE') ?? '').split(';').map(word => {
      const [key = '', value = ''] = word.split('=');
      return [key, value] as const;
    }),
  );
  const [, which, day] = /^([+-]?\d+)(SU|MO|TU|WE|TH|FR|SA)$/.exec(words.get('BYDAY') ?? '') ?? [];
  const month = Number(words.get('BYMONTH'));
  const [, hours, minutes] = /T(\d\d)(\d\d)/.exec(valueNamed(part, 'DTSTART') ?? '') ?? [];
  if (which === undefined || day === undefined || !(month >= 1 && month <= 12)) return undefined;
  return {
    to: part.name,
    month,
    weekday: dayCodes.indexOf(day),
    occurrence: Math.max(-1, Math.min(4, Number(which))),
    at: Number(hours ?? 0) * 60 + Number(minutes ?? 0),
  };
}

const zones = new Map<string, Zone>();

/** The zone that a VTIMEZONE means: by its name, else by the last of its rules; undefined = neither is understood. */
export function readTimeZone(component: ICalendarComponent): Zone | undefined {
  const id = valueNamed(component, 'TZID') ?? '';
  const known = knownZone(id);
  if (known !== undefined) return known;
  const parts = ['STANDARD', 'DAYLIGHT'].flatMap(
    name => component.components.filter(one => one.name === name).at(-1) ?? [],
  );
  const [first] = parts;
  if (first === undefined) return undefined;
  const changes = parts.flatMap(part => readChange(part) ?? []);
  const group = { id: '0', changes };
  const definition: ZoneDefinition = {
    id,
    name: id,
    periods: parts.map(part => ({
      id: part.name,
      name: part.name,
      bias: readOffset(valueNamed(part, 'TZOFFSETTO') ?? ''),
    })),
    groups: [changes.length < 2 ? { ...group, changes: [], fixed: first.name } : group],
    starts: [{ group: '0' }],
  };
  const key = JSON.stringify(definition);
  const zone = zones.get(key) ?? zoneOf(definition);
  zones.set(key, zone);
  return zone;
}
