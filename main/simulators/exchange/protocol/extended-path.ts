/** ExtendedFieldURI elements: their identity, whichever of the equivalent forms a client uses. */
import type { ExtendedPath } from '../state/item.ts';
import type { XmlNode } from './read-soap.ts';

const sets: Readonly<Record<string, string>> = {
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  Appointment: '00062002-0000-0000-c000-000000000046',
  Common: '00062008-0000-0000-c000-000000000046',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Address: '00062004-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
  Task: '00062003-0000-0000-c000-000000000046',
};

const order = [
  'DistinguishedPropertySetId',
  'PropertySetId',
  'PropertyTag',
  'PropertyName',
  'PropertyId',
  'PropertyType',
];

/** undefined = not a path (no type, or neither tag nor set). */
export function extendedPath(node: XmlNode): ExtendedPath | undefined {
  const value = (name: string) => node.attributes.get(name);
  const type = value('PropertyType');
  const attributes = order.flatMap(name => {
    const found = value(name);
    return found === undefined ? [] : [[name, found] as const];
  });
  if (type === undefined) return undefined;
  const tag = value('PropertyTag');
  if (tag !== undefined) {
    const number = tag.startsWith('0x') ? Number.parseInt(tag, 16) : Number(tag);
    return { key: `tag/${number}/${type}`, attributes };
  }
  const distinguished = value('DistinguishedPropertySetId');
  const set =
    value('PropertySetId')?.toLowerCase() ?? (distinguished === undefined ? undefined : sets[distinguished]);
  const name = value('PropertyName') ?? value('PropertyId');
  if (set === undefined || name === undefined) return undefined;
  return { key: `${set}/${name}/${type}`, attributes };
}
