/** Extended properties of an item: those the server computes and whatever a client has stored. */
import type { Instance } from '../state/instances.ts';
import type { ExtendedPath } from '../state/item.ts';
import { computedProperty } from './computed-properties.ts';
import { cut, type WriteContext } from './field.ts';
import { element, escapeXml } from './write-soap.ts';

/** The values of an extended property; none when the instance does not have it. */
export function extendedValues(path: ExtendedPath, instance: Instance): readonly string[] {
  const computed = computedProperty(path, instance);
  if (computed !== undefined) return [computed];
  return instance.content.extended.get(path.key)?.values ?? [];
}

/** One extended property of an instance, '' when it has none. */
export function writeExtended(path: ExtendedPath, instance: Instance, context: WriteContext): string {
  const values = extendedValues(path, instance);
  const [first] = values;
  if (first === undefined) return '';
  const uri = `<t:ExtendedFieldURI ${path.attributes.map(([name, value]) => `${name}="${escapeXml(value)}"`).join(' ')}/>`;
  const written =
    instance.content.extended.get(path.key)?.multiple === true
      ? `<t:Values>${values.map(value => element('Value', value)).join('')}</t:Values>`
      : `<t:Value>${escapeXml(cut(first, context))}</t:Value>`;
  return `<t:ExtendedProperty>${uri}${written}</t:ExtendedProperty>`;
}
