/** Items as plain data for comparisons: texts and numbers only, nothing shared with the mailbox. */
import type { Instance } from './instances.ts';
import { selfInstance } from './instances.ts';
import type {
  Attendee,
  BodyType,
  FreeBusy,
  ItemKind,
  Person,
  ResponseType,
  Sensitivity,
  StoredItem,
} from './item.ts';
import { dateOfDay, type Recurrence } from './recurrence.ts';

/** One event as shown in a calendar. Instants are ISO texts with Z and whole seconds. */
export interface PlainEvent {
  readonly id: string;
  readonly changeKey: string;
  readonly uid: string;
  readonly kind: ItemKind;
  readonly subject: string;
  readonly location: string;
  readonly body: string;
  readonly bodyType: BodyType;
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  /** First and last day (both included) in the item's own zone. */
  readonly firstDate: string;
  readonly lastDate: string;
  readonly timeZone: string;
  readonly sensitivity: Sensitivity;
  readonly freeBusy: FreeBusy;
  readonly categories: readonly string[];
  readonly organizer: Person;
  readonly attendees: readonly Attendee[];
  readonly myResponse: ResponseType;
  readonly isMeeting: boolean;
  readonly isCancelled: boolean;
  readonly modified: string;
  /** Of occurrences and exceptions. */
  readonly masterId?: string;
  readonly originalDate?: string;
  readonly originalStart?: string;
  readonly instanceDate?: string;
  readonly extended: Readonly<Record<string, string>>;
}

export interface PlainItem extends PlainEvent {
  readonly recurrence?: Recurrence;
  readonly changedDates: readonly string[];
  readonly removedDates: readonly string[];
}

const dayLength = 86_400_000;

function instantText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

export function plainEvent(instance: Instance): PlainEvent {
  const { item, content } = instance;
  const firstDay = Math.floor(item.zone.toWall(instance.start) / dayLength);
  const lastDay = Math.max(firstDay, Math.floor((item.zone.toWall(instance.end) - 1) / dayLength));
  return {
    id: instance.id,
    changeKey: item.changeKey,
    uid: item.uid,
    kind: instance.kind,
    subject: content.subject,
    location: content.location,
    body: content.body,
    bodyType: content.bodyType,
    start: instantText(instance.start),
    end: instantText(instance.end),
    allDay: content.allDay,
    firstDate: dateOfDay(firstDay),
    lastDate: dateOfDay(lastDay),
    timeZone: item.zone.definition.id,
    sensitivity: content.sensitivity,
    freeBusy: content.freeBusy,
    categories: [...content.categories],
    organizer: { ...content.organizer },
    attendees: content.attendees.map(attendee => ({ ...attendee })),
    myResponse: content.myResponse,
    isMeeting: content.isMeeting,
    isCancelled: content.isCancelled,
    modified: instantText(instance.modified),
    extended: Object.fromEntries([...content.extended].map(([key, value]) => [key, value.values.join('\n')])),
    ...(instance.day === undefined ? {} : { masterId: item.id, originalDate: dateOfDay(instance.day) }),
    ...(instance.originalStart === undefined ? {} : { originalStart: instantText(instance.originalStart) }),
    ...(item.instanceDate === undefined ? {} : { instanceDate: item.instanceDate }),
  };
}

export function plainItem(item: StoredItem): PlainItem {
  const series = item.series;
  return {
    ...plainEvent(selfInstance(item)),
    ...(series === undefined ? {} : { recurrence: series.recurrence }),
    changedDates: [...(series?.changes.keys() ?? [])].sort().map(dateOfDay),
    removedDates: [...(series?.removed ?? [])].sort().map(dateOfDay),
  };
}
