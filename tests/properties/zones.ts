/** The zones of the stories: five that Windows knows, and one that nobody does and that has no name. */
import { knownZone } from '../../main/simulators/exchange/state/windows-zones.ts';
import type { ZoneDefinition } from '../../main/simulators/exchange/state/zone.ts';
import type { ZoneName } from './story.ts';

/** One hour and 37 minutes east of UTC; from March to November half an hour more. */
const nameless: ZoneDefinition = {
  id: '',
  name: '',
  periods: [
    { id: 'own-standard', name: 'Standard', bias: -97 },
    { id: 'own-daylight', name: 'Daylight', bias: -127 },
  ],
  groups: [
    {
      id: '0',
      changes: [
        { to: 'own-daylight', month: 3, weekday: 2, occurrence: 4, at: 180 },
        { to: 'own-standard', month: 11, weekday: 6, occurrence: -1, at: 60 },
      ],
    },
  ],
  starts: [{ group: '0' }],
};

const windowsNames = {
  'Europe/Paris': 'Romance Standard Time',
  'America/New_York': 'Eastern Standard Time',
  'Pacific/Auckland': 'New Zealand Standard Time',
  'Asia/Kolkata': 'India Standard Time',
  'Pacific/Kiritimati': 'Line Islands Standard Time',
} as const;

export const zoneNames: readonly ZoneName[] = [
  'Europe/Paris',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'nameless',
];

/** As the verbs of the simulated Exchange take it. */
export function zoneFor(name: ZoneName): string | ZoneDefinition {
  return name === 'nameless' ? nameless : windowsNames[name];
}

/** Windows id of a zone that a mailbox can have. */
export function windowsName(name: ZoneName): string {
  return name === 'nameless' ? 'UTC' : windowsNames[name];
}

export function definitionOf(name: ZoneName): ZoneDefinition {
  if (name === 'nameless') return nameless;
  const zone = knownZone(windowsNames[name]);
  if (zone === undefined) throw new Error(`unknown zone ${name}`);
  return zone.definition;
}
