/** CreateItem for calendar items, single or recurring. Counts the invitations that it would have sent. */

import { instantOf } from '../../state/booking.ts';
import { selfInstance } from '../../state/instances.ts';
import type { Booking } from '../../state/item.ts';
import { type Answer, type Call, folderOf, type ReachedFolder } from '../call.ts';
import { writeItemId } from '../field.ts';
import { mergedContent, nothingWanted, readProperty, resolveTimes } from '../read-item.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';

const dayLength = 86_400_000;

export function mayWrite(reached: { access: ReachedFolder['access'] }): boolean {
  return reached.access.right === 'owner' || reached.access.right === 'editor';
}

function create(call: Call, folder: XmlNode | undefined, node: XmlNode, sends: boolean): string | Failure {
  if (node.name !== 'CalendarItem')
    return { code: 'ErrorInvalidOperation', text: 'Only calendar items exist here.' };
  const home = folder ?? {
    ...node,
    name: 'DistinguishedFolderId',
    attributes: new Map([['Id', 'calendar']]),
    children: [],
  };
  const reached = folderOf(call, home);
  if ('code' in reached) return reached;
  if (!mayWrite(reached)) return { code: 'ErrorAccessDenied' };
  if (reached.folder.parent === 'root') return { code: 'ErrorCreateItemAccessDenied' };
  const wanted = nothingWanted();
  for (const property of children(node)) {
    const wrong = readProperty(property, wanted);
    if (wrong !== undefined) return wrong;
  }
  const wrong = resolveTimes(wanted, call);
  if (wrong !== undefined) return wrong;
  const { mailbox } = reached;
  const nextHalfHour = Math.ceil(call.now() / 1_800_000) * 1_800_000;
  const start = wanted.change.start ?? new Date(nextHalfHour).toISOString();
  const end = wanted.change.end ?? new Date(Date.parse(start) + 1_800_000).toISOString();
  const attendees = [...wanted.attendees.values()].flat();
  const booking: Booking = {
    subject: '',
    timeZone: call.zone.definition,
    bodyType: 'Text',
    ...wanted.change,
    start,
    end,
    attendees,
    ...(wanted.uid === undefined ? {} : { uid: wanted.uid }),
  };
  const stored = mailbox.store(booking, call.user, mergedContent(wanted, undefined));
  for (const gap of wanted.gaps) {
    const day = Math.floor(stored.zone.toWall(instantOf(gap, stored.zone)) / dayLength);
    if (stored.series?.days.has(day) === true) stored.series.removed.add(day);
  }
  const folderName = reached.folder.name;
  const item = folderName === 'calendar' ? stored : mailbox.calendar.move(stored, folderName);
  if (sends) call.state.mailsSent += attendees.length;
  return `<m:Items><t:CalendarItem>${writeItemId(selfInstance(item))}</t:CalendarItem></m:Items>`;
}

export function createItem(call: Call): Answer {
  const sending = attribute(call.node, 'SendMeetingInvitations');
  const folder = children(child(call.node, 'SavedItemFolderId'))[0];
  const messages = children(child(call.node, 'Items')).map(node => {
    const made =
      sending === undefined
        ? { code: 'ErrorSendMeetingInvitationsRequired' }
        : create(call, folder, node, sending !== 'SendToNone');
    return typeof made === 'string' ? success('CreateItem', made) : failed('CreateItem', made, '<m:Items/>');
  });
  return response('CreateItem', messages);
}
