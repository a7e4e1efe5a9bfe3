/** Extended properties that a client writes or takes away: stored as they are, unless they mean a property of the item. */
import { meaningOf } from './computed-properties.ts';
import { extendedPath } from './extended-path.ts';
import type { WantedItem } from './read-item.ts';
import { child, children, type XmlNode } from './read-soap.ts';
import type { Failure } from './write-soap.ts';

export function readExtended(node: XmlNode, wanted: WantedItem): Failure | undefined {
  const uri = child(node, 'ExtendedFieldURI');
  const path = uri && extendedPath(uri);
  if (path === undefined) return { code: 'ErrorInvalidExtendedProperty' };
  const list = child(node, 'Values');
  const values =
    list === undefined ? [child(node, 'Value')?.text ?? ''] : children(list).map(one => one.text);
  const meaning = meaningOf(path, values[0] ?? '');
  if (meaning === undefined) wanted.extended.set(path.key, { path, values, multiple: list !== undefined });
  else Object.assign(wanted.change, meaning);
  return undefined;
}

/** Takes an extended property away. */
export function clearExtended(node: XmlNode, wanted: WantedItem): Failure | undefined {
  const path = extendedPath(node);
  if (path === undefined) return { code: 'ErrorInvalidExtendedProperty' };
  const meaning = meaningOf(path, '');
  if (meaning === undefined) wanted.extended.set(path.key, null);
  else Object.assign(wanted.change, meaning);
  return undefined;
}
