/** UpdateItem: sets and clears single properties of an item, a master or one occurrence, with conflict detection. */
import type { Answer, Call } from '../call.ts';
import { writeItemId } from '../field.ts';
import { clearExtended } from '../read-extended.ts';
import {
  clearProperty,
  mergedContent,
  nothingWanted,
  readProperty,
  resolveTimes,
  type WantedItem,
} from '../read-item.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';
import { mayWrite } from './create-item.ts';
import { itemOf, type ReachedItem } from './get-item.ts';

function readUpdate(node: XmlNode, wanted: WantedItem): Failure | undefined {
  const [path, item] = node.children;
  if (path === undefined) return { code: 'ErrorIncorrectUpdatePropertyCount' };
  if (node.name === 'DeleteItemField') {
    if (path.name !== 'ExtendedFieldURI') return clearProperty(attribute(path, 'FieldURI') ?? '', wanted);
    return clearExtended(path, wanted);
  }
  if (node.name !== 'SetItemField') return { code: 'ErrorInvalidPropertyAppend' };
  const properties = children(item);
  const [property] = properties;
  if (properties.length !== 1 || property === undefined) return { code: 'ErrorIncorrectUpdatePropertyCount' };
  const named = attribute(path, 'FieldURI')?.replace(/^[a-z]+:/, '') ?? 'ExtendedProperty';
  if (property.name !== named) return { code: 'ErrorUpdatePropertyMismatch' };
  return readProperty(property, wanted);
}

/** A conflict by the change key that came along; undefined = none. */
function conflict(node: XmlNode, reached: ReachedItem, resolution: string): Failure | undefined {
  const key = attribute(node, 'ChangeKey');
  if (resolution === 'AlwaysOverwrite') return undefined;
  if (key === undefined || key === '') return { code: 'ErrorChangeKeyRequired' };
  if (!/^[A-Za-z0-9+/]{8,}=*$/.test(key)) return { code: 'ErrorInvalidChangeKey' };
  return key === reached.instance.item.changeKey ? undefined : { code: 'ErrorIrresolvableConflict' };
}

/** An exception may not move to or beyond the day of its neighbours. */
function crosses({ instance }: ReachedItem, change: WantedItem['change']): boolean {
  const { item, day } = instance;
  if (day === undefined || change.start === undefined || item.series === undefined) return false;
  const moved = Math.floor(item.zone.toWall(Date.parse(change.start)) / 86_400_000);
  const { days } = item.series;
  const before = days.between(days.start, day - 1).at(-1);
  const after = days.between(day + 1, day + 3700)[0];
  return (before !== undefined && moved <= before) || (after !== undefined && moved >= after);
}

/** Zones are for whoever owns the calendar to set, and perhaps for a series as a whole alone. */
function isZoneRefused(call: Call, { instance, access }: ReachedItem, wanted: WantedItem): boolean {
  if (wanted.startZone === undefined && wanted.endZone === undefined) return false;
  const { setsZonesOf } = call.dialect;
  if (setsZonesOf === 'all') return false;
  return access.right !== 'owner' || (setsZonesOf === 'masters' && instance.day !== undefined);
}

function update(call: Call, node: XmlNode, resolution: string, sends: boolean): string | Failure {
  const idNode = children(node)[0];
  if (idNode === undefined) return { code: 'ErrorInvalidId' };
  const reached = itemOf(call, idNode);
  if ('code' in reached) return reached;
  if (!mayWrite(reached)) return { code: 'ErrorAccessDenied' };
  const stale = conflict(idNode, reached, resolution);
  if (stale !== undefined) return stale;
  const wanted = nothingWanted();
  for (const one of children(child(node, 'Updates'))) {
    const wrong = readUpdate(one, wanted);
    if (wrong !== undefined) return wrong;
  }
  const wrong = resolveTimes(wanted, call);
  if (wrong !== undefined) return wrong;
  if (isZoneRefused(call, reached, wanted))
    return { code: 'ErrorInvalidPropertySet', text: 'Set action is invalid for property.' };
  const { mailbox, instance } = reached;
  const { start = new Date(instance.start).toISOString(), end } = wanted.change;
  if (end !== undefined && Date.parse(end) < Date.parse(start))
    return { code: 'ErrorCalendarEndDateIsEarlierThanStartDate' };
  if (instance.day !== undefined && (wanted.change.recurrence !== undefined || wanted.single))
    return { code: 'ErrorInvalidPropertySet' };
  if (crosses(reached, wanted.change)) return { code: 'ErrorOccurrenceCrossingBoundary' };
  if (wanted.single) mailbox.makeSingle(instance.id);
  mailbox.change(instance.id, wanted.change, call.user, mergedContent(wanted, instance.content));
  const after = mailbox.calendar.find(instance.id);
  if (after.kind !== 'found') return { code: 'ErrorItemNotFound' };
  if (sends) call.state.mailsSent += after.instance.content.attendees.length;
  return `<m:Items><t:CalendarItem>${writeItemId(after.instance)}</t:CalendarItem></m:Items>`;
}

export function updateItem(call: Call): Answer {
  const sending = attribute(call.node, 'SendMeetingInvitationsOrCancellations');
  const resolution = attribute(call.node, 'ConflictResolution') ?? 'AutoResolve';
  const count = '<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>';
  const messages = children(child(call.node, 'ItemChanges')).map(node => {
    const made =
      sending === undefined
        ? { code: 'ErrorSendMeetingInvitationsOrCancellationsRequired' }
        : update(call, node, resolution, sending !== 'SendToNone');
    if (typeof made === 'string') return success('UpdateItem', `${made}${count}`);
    return failed('UpdateItem', made, `<m:Items/>${count}`);
  });
  return response('UpdateItem', messages);
}
