/** By which properties items can be searched and sorted; others are refused (ErrorUnsupportedPathForQuery), never ignored. */
import type { Instance } from '../state/instances.ts';
import { extendedPath } from './extended-path.ts';
import { itemClass } from './field.ts';
import type { Read, Searchable } from './restriction.ts';
import { extendedValues } from './write-extended.ts';

const present = (text: string) => (text === '' ? [] : [text]);

const byUri: Readonly<Record<string, Read<Instance>>> = {
  'item:Subject': ({ content }) => [content.subject],
  'item:Body': ({ content }) => present(content.body),
  'item:Sensitivity': ({ content }) => [content.sensitivity],
  'item:Importance': ({ content }) => [content.importance],
  'item:Categories': ({ content }) => content.categories,
  'item:ItemClass': instance => [itemClass(instance)],
  'item:HasAttachments': () => ['false'],
  'item:IsDraft': () => ['false'],
  'item:ReminderIsSet': ({ content }) => [String(content.reminderMinutes !== null)],
  'item:LastModifiedTime': ({ item }) => [item.modified],
  'item:LastModifiedName': ({ item }) => [item.modifiedBy],
  'item:DateTimeCreated': ({ item }) => [item.created],
  'item:DateTimeReceived': ({ item }) => [item.created],
  'item:DateTimeSent': ({ item }) => [item.created],
  'calendar:Start': ({ start }) => [start],
  'calendar:End': ({ end }) => [end],
  'calendar:Location': ({ content }) => present(content.location),
  'calendar:IsAllDayEvent': ({ content }) => [String(content.allDay)],
  'calendar:IsMeeting': ({ content }) => [String(content.isMeeting)],
  'calendar:IsCancelled': ({ content }) => [String(content.isCancelled)],
  'calendar:IsRecurring': ({ item }) => [String(item.series !== undefined)],
  'calendar:LegacyFreeBusyStatus': ({ content }) => [content.freeBusy],
  'calendar:MyResponseType': ({ content }) => [content.myResponse],
};

export const searchableItems: Searchable<Instance> = {
  uri: name => (Object.hasOwn(byUri, name) ? byUri[name] : undefined),
  extended: node => {
    const path = extendedPath(node);
    return path && (instance => extendedValues(path, instance));
  },
};
