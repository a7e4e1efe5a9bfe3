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

/** One extended property of an instance, '' when it has none. */
export function writeExtended(path: ExtendedPath, instance: Instance, context: WriteContext): string {
  const uri = `<t:ExtendedFieldURI ${path.attributes.map(([name, value]) => `${name}="${escapeXml(value)}"`).join(' ')}/>`;
  const one = (value: string) =>
    `<t:ExtendedProperty>${uri}<t:Value>${escapeXml(value)}</t:Value></t:ExtendedProperty>`;
  if (path.key === `${meetingSet}/35/Binary`)
    return one(globalObjectId(instance.item.uid).toString('base64'));
  if (path.key === `${meetingSet}/3/Binary`)
    return one(globalObjectId(instance.item.uid, instanceDate(instance)).toString('base64'));
  const found = instance.content.extended.get(path.key);
  if (found === undefined) return '';
  if (!found.multiple) return one(cut(found.values[0] ?? '', context));
  const values = found.values.map(value => element('Value', value)).join('');
  return `<t:ExtendedProperty>${uri}<t:Values>${values}</t:Values></t:ExtendedProperty>`;
}
