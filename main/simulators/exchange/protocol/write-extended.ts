/** Extended properties of an item: the computed global object ids and whatever a client has stored. */
import { globalObjectId } from '../state/ids.ts';
import type { Instance } from '../state/instances.ts';
import type { ExtendedPath } from '../state/item.ts';
import { dateOfDay } from '../state/recurrence.ts';
import { cut, type WriteContext } from './field.ts';
import { element, escapeXml } from './write-soap.ts';

/** The instance that the global object id and RecurrenceId speak of, as a date. */
function instanceDate(instance: Instance): string | undefined {
  return instance.day === undefined ? instance.item.instanceDate : dateOfDay(instance.day);
}

const meetingSet = '6ed8da90-450b-101b-98da-00aa003f1305';

/** The values of an extended property; none when the instance does not have it. */
export function extendedValues(path: ExtendedPath, instance: Instance): readonly string[] {
  if (path.key === `${meetingSet}/35/Binary`) return [globalObjectId(instance.item.uid).toString('base64')];
  if (path.key === `${meetingSet}/3/Binary`)
    return [globalObjectId(instance.item.uid, instanceDate(instance)).toString('base64')];
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
