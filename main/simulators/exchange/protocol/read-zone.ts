/** Zone definitions that a client sends: a known Id, or rules of its own. */
import { dayNames } from '../state/recurrence.ts';
import { knownZone, zoneOf } from '../state/windows-zones.ts';
import type { Zone, ZoneChange, ZoneDefinition, ZoneGroup } from '../state/zone.ts';
import { attribute, child, children, childText, type XmlNode } from './read-soap.ts';

const weekdays: readonly string[] = dayNames;

/** Minutes of an xs:duration such as '-PT5H30M'; NaN when it is none. */
function durationMinutes(text: string): number {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null) return Number.NaN;
  const part = (index: number) => Number(match[index] ?? 0);
  const minutes = part(2) * 1440 + part(3) * 60 + part(4) + part(5) / 60;
  return match[1] === '-' ? -minutes : minutes;
}

function readChange(node: XmlNode): ZoneChange {
  const to = childText(node, 'To') ?? '';
  const at = durationMinutes(childText(node, 'TimeOffset') ?? '');
  const month = Number(childText(node, 'Month'));
  if (node.name === 'RecurringDateTransition') return { to, at, month, day: Number(childText(node, 'Day')) };
  const weekday = weekdays.indexOf(childText(node, 'DayOfWeek') ?? '');
  return { to, at, month, weekday, occurrence: Number(childText(node, 'Occurrence')) };
}

function readGroup(node: XmlNode): ZoneGroup {
  const fixed = childText(child(node, 'Transition'), 'To');
  const changes = children(node)
    .filter(one => one.name.startsWith('Recurring'))
    .map(readChange);
  const id = attribute(node, 'Id') ?? '';
  return fixed === undefined || changes.length > 0 ? { id, changes } : { id, changes, fixed };
}

/** The zone of a definition element; undefined = ErrorTimeZone. */
export function readZone(node: XmlNode): Zone | undefined {
  const id = attribute(node, 'Id') ?? '';
  const known = knownZone(id);
  if (known !== undefined) return known;
  const periods = children(child(node, 'Periods'), 'Period').map(period => ({
    id: attribute(period, 'Id') ?? '',
    name: attribute(period, 'Name') ?? '',
    bias: durationMinutes(attribute(period, 'Bias') ?? ''),
  }));
  const groups = children(child(node, 'TransitionsGroups')).map(readGroup);
  const starts = children(child(node, 'Transitions')).map(start => {
    const group = childText(start, 'To') ?? '';
    const from = childText(start, 'DateTime');
    return from === undefined ? { group } : { group, from: from.slice(0, 19) };
  });
  const definition: ZoneDefinition = { id, name: attribute(node, 'Name') ?? '', periods, groups, starts };
  const numbers = [
    ...periods.map(period => period.bias),
    ...groups.flatMap(group => group.changes.map(change => change.at + change.month)),
  ];
  if (starts.length === 0 || numbers.some(Number.isNaN)) return undefined;
  try {
    return zoneOf(definition);
  } catch {
    return undefined;
  }
}
