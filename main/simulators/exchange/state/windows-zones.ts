/**
 * The Windows zones that the simulator knows, with the rules that Windows has for them, and the way from what a caller
 * names (an id or own rules) to a zone. Data; the meaning of the rules is in zone.ts.
 */
import { Zone, type ZoneChange, type ZoneDefinition } from './zone.ts';

interface Yearly {
  /** [month, weekday, occurrence, minutes] of the change into daylight and into standard time. */
  readonly daylight: readonly [number, number, number, number];
  readonly standard: readonly [number, number, number, number];
}

const prefix = 'trule:Microsoft/Registry/';
/** Windows writes the end of a day as its last millisecond. */
const endOfDay = 24 * 60 - 1 / 60_000;

function change(to: string, rule: Yearly['daylight']): ZoneChange {
  return { to, month: rule[0], weekday: rule[1], occurrence: rule[2], at: rule[3] };
}

/** `eras`: from which year which yearly rule holds; null = standard time all year. */
function define(id: string, name: string, bias: number, eras: [number, Yearly | null][]): ZoneDefinition {
  const label = (year: number) => (eras.length === 1 ? 1 : year);
  const key = (year: number, kind: string) => `${prefix}${id}/${label(year)}-${kind}`;
  return {
    id,
    name,
    periods: eras.flatMap(([year, rule]) => [
      { id: key(year, 'Standard'), name: 'Standard', bias },
      ...(rule === null ? [] : [{ id: key(year, 'Daylight'), name: 'Daylight', bias: bias - 60 }]),
    ]),
    groups: eras.map(([year, rule], index) =>
      rule === null
        ? { id: String(index), changes: [], fixed: key(year, 'Standard') }
        : {
            id: String(index),
            changes: [
              change(key(year, 'Daylight'), rule.daylight),
              change(key(year, 'Standard'), rule.standard),
            ].sort((one, other) => one.month - other.month),
          },
    ),
    starts: eras.map(([year], index) =>
      index === 0 ? { group: '0' } : { group: String(index), from: `${year}-01-01T00:00:00` },
    ),
  };
}

const europe = (at: number): [number, Yearly | null][] => [
  [1, { daylight: [3, 0, -1, at], standard: [10, 0, -1, at + 60] }],
];
const unitedStates: [number, Yearly | null][] = [
  [2006, { daylight: [4, 0, 1, 120], standard: [10, 0, -1, 120] }],
  [2007, { daylight: [3, 0, 2, 120], standard: [11, 0, 1, 120] }],
];
const never: [number, Yearly | null][] = [[1, null]];

/** All zones the server knows, in the order of GetServerTimeZones. */
export const windowsZones: readonly ZoneDefinition[] = [
  define('Hawaiian Standard Time', '(UTC-10:00) Hawaii', 600, never),
  define('Pacific Standard Time', '(UTC-08:00) Pacific Time (US & Canada)', 480, unitedStates),
  define('US Mountain Standard Time', '(UTC-07:00) Arizona', 420, never),
  define('Mountain Standard Time', '(UTC-07:00) Mountain Time (US & Canada)', 420, unitedStates),
  define('Central Standard Time', '(UTC-06:00) Central Time (US & Canada)', 360, unitedStates),
  define('Eastern Standard Time', '(UTC-05:00) Eastern Time (US & Canada)', 300, unitedStates),
  define('Newfoundland Standard Time', '(UTC-03:30) Newfoundland', 210, [
    [2010, { daylight: [3, 0, 2, 1], standard: [11, 0, 1, 1] }],
    [2012, { daylight: [3, 0, 2, 120], standard: [11, 0, 1, 120] }],
  ]),
  define('E. South America Standard Time', '(UTC-03:00) Brasilia', 180, [
    [2018, { daylight: [11, 6, 1, endOfDay], standard: [2, 6, 3, endOfDay] }],
    [2019, { daylight: [1, 2, 1, 0], standard: [2, 6, 3, endOfDay] }],
    [2020, null],
  ]),
  define('UTC', '(UTC) Coordinated Universal Time', 0, never),
  define('GMT Standard Time', '(UTC) Dublin, Edinburgh, Lisbon, London', 0, europe(60)),
  define('Greenwich Standard Time', '(UTC) Monrovia, Reykjavik', 0, never),
  define('W. Europe Standard Time', '(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', -60, [
    ...europe(120),
  ]),
  define('Romance Standard Time', '(UTC+01:00) Brussels, Copenhagen, Madrid, Paris', -60, europe(120)),
  define(
    'Central Europe Standard Time',
    '(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague',
    -60,
    [...europe(120)],
  ),
  define('FLE Standard Time', '(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius', -120, europe(180)),
  define('South Africa Standard Time', '(UTC+02:00) Harare, Pretoria', -120, never),
  define('Arabian Standard Time', '(UTC+04:00) Abu Dhabi, Muscat', -240, never),
  define('India Standard Time', '(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi', -330, never),
  define('Nepal Standard Time', '(UTC+05:45) Kathmandu', -345, never),
  define('China Standard Time', '(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi', -480, never),
  define('Tokyo Standard Time', '(UTC+09:00) Osaka, Sapporo, Tokyo', -540, never),
  define('AUS Eastern Standard Time', '(UTC+10:00) Canberra, Melbourne, Sydney', -600, [
    [2007, { daylight: [10, 0, -1, 120], standard: [3, 0, -1, 180] }],
    [2008, { daylight: [10, 0, 1, 120], standard: [4, 0, 1, 180] }],
  ]),
  define('New Zealand Standard Time', '(UTC+12:00) Auckland, Wellington', -720, [
    [2006, { daylight: [10, 0, 1, 120], standard: [3, 0, 3, 180] }],
    [2007, { daylight: [9, 0, -1, 120], standard: [3, 0, 3, 180] }],
    [2008, { daylight: [9, 0, -1, 120], standard: [4, 0, 1, 180] }],
  ]),
  define('Line Islands Standard Time', '(UTC+14:00) Kiritimati Island', -840, never),
];

/** What Exchange stores as the end zone of items made by some clients. */
const storeUtc: ZoneDefinition = {
  id: 'tzone://Microsoft/Utc',
  name: 'UTC',
  periods: [{ id: 'trule:Microsoft/Utc/1-Standard', name: 'Standard', bias: 0 }],
  groups: [{ id: '0', changes: [], fixed: 'trule:Microsoft/Utc/1-Standard' }],
  starts: [{ group: '0' }],
};

const zones = new Map<string, Zone>();

/** The zone of a Windows id, or undefined: the caller answers ErrorTimeZone. */
export function knownZone(id: string): Zone | undefined {
  const found = zones.get(id);
  if (found !== undefined) return found;
  const definition = [...windowsZones, storeUtc].find(zone => zone.id.toLowerCase() === id.toLowerCase());
  if (definition === undefined) return undefined;
  const zone = new Zone(definition);
  zones.set(id, zone);
  return zone;
}

const customZones = new WeakMap<ZoneDefinition, Zone>();

/** What a caller of the verbs names as a zone: a Windows id, or a definition of its own. Throws on an unknown id. */
export function zoneOf(given: string | ZoneDefinition): Zone {
  if (typeof given === 'string') {
    const zone = knownZone(given);
    if (zone === undefined) throw new RangeError(`the simulated Exchange does not know the zone '${given}'`);
    return zone;
  }
  const found = customZones.get(given) ?? new Zone(given);
  customZones.set(given, found);
  return found;
}
