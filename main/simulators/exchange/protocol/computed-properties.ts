/**
 * Properties that every item has beneath its EWS names: tagged ones and those of Outlook's named sets. Clients that grew up
 * with MAPI or WebDAV search, read and write by these.
 */
import { globalObjectId } from '../state/ids.ts';
import type { Instance } from '../state/instances.ts';
import type { BookingChange, Content, ExtendedPath, FreeBusy, Sensitivity } from '../state/item.ts';
import { dateOfDay } from '../state/recurrence.ts';
import { itemClass } from './field.ts';

const meeting = '6ed8da90-450b-101b-98da-00aa003f1305';
const appointment = '00062002-0000-0000-c000-000000000046';
const common = '00062008-0000-0000-c000-000000000046';

const moment = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
const sensitivities: readonly Sensitivity[] = ['Normal', 'Personal', 'Private', 'Confidential'];
const importances: readonly Content['importance'][] = ['Low', 'Normal', 'High'];
const freeBusys: readonly FreeBusy[] = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'];

/** The instance that the global object id speaks of, as a date. */
function instanceDate(instance: Instance): string | undefined {
  return instance.day === undefined ? instance.item.instanceDate : dateOfDay(instance.day);
}

type Compute = (instance: Instance) => string;

const computed: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['tag/23/Integer', ({ content }) => String(importances.indexOf(content.importance))],
  ['tag/26/String', itemClass],
  ['tag/54/Integer', ({ content }) => String(sensitivities.indexOf(content.sensitivity))],
  ['tag/55/String', ({ content }) => content.subject],
  ['tag/4096/String', ({ content }) => content.body],
  ['tag/3619/Integer', ({ item }) => String(item.counter)],
  ['tag/12295/SystemTime', ({ item }) => moment(item.created)],
  ['tag/12296/SystemTime', ({ item }) => moment(item.modified)],
  [`${meeting}/3/Binary`, one => globalObjectId(one.item.uid, instanceDate(one)).toString('base64')],
  [`${meeting}/35/Binary`, one => globalObjectId(one.item.uid).toString('base64')],
  [`${appointment}/33285/Integer`, ({ content }) => String(freeBusys.indexOf(content.freeBusy))],
  [`${appointment}/33288/String`, ({ content }) => content.location],
  [`${appointment}/33293/SystemTime`, ({ start }) => moment(start)],
  [`${appointment}/33294/SystemTime`, ({ end }) => moment(end)],
  [`${appointment}/33301/Boolean`, ({ content }) => String(content.allDay)],
  [`${appointment}/33315/Boolean`, ({ item }) => String(item.series !== undefined)],
  [`${common}/34051/Boolean`, ({ content }) => String(content.reminderMinutes !== null)],
  [`${common}/34049/Integer`, ({ content }) => String(content.reminderMinutes ?? 15)],
]);

/** What writing such a property means for the item; '' when it is taken away. */
const meant: ReadonlyMap<string, (value: string) => BookingChange> = new Map<
  string,
  (value: string) => BookingChange
>([
  ['tag/23/Integer', value => ({ importance: importances[Number(value || 1)] ?? 'Normal' })],
  ['tag/54/Integer', value => ({ sensitivity: sensitivities[Number(value)] ?? 'Normal' })],
  ['tag/55/String', subject => ({ subject })],
  ['tag/4096/String', body => ({ body, bodyType: 'Text' })],
  [`${appointment}/33285/Integer`, value => ({ freeBusy: freeBusys[Number(value || 2)] ?? 'Busy' })],
  [`${appointment}/33288/String`, location => ({ location })],
]);

/** undefined = nothing but itself: it is stored as it is. */
export function meaningOf(path: ExtendedPath, value: string): BookingChange | undefined {
  return meant.get(path.key)?.(value);
}

/** undefined = the server computes no such property. */
export function computedProperty(path: ExtendedPath, instance: Instance): string | undefined {
  return computed.get(path.key)?.(instance);
}
