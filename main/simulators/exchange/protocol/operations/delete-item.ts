/**
 * DeleteItem: items, series, occurrences. MoveToDeletedItems keeps items and series in that folder; an occurrence
 * is gone at once, as all is by the other kinds.
 */
import type { Answer, Call } from '../call.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';
import { mayWrite } from './create-item.ts';
import { itemOf } from './get-item.ts';

function remove(call: Call, node: XmlNode, sends: boolean, keeps: boolean): Failure | undefined {
  const reached = itemOf(call, node);
  if ('code' in reached) return reached;
  if (!mayWrite(reached)) return { code: 'ErrorAccessDenied' };
  const { mailbox, instance } = reached;
  const { isMeeting, organizer, attendees } = instance.content;
  if (keeps && instance.day === undefined) mailbox.calendar.move(instance.item, 'deleteditems');
  else mailbox.remove(instance.id, call.user);
  if (!sends || !isMeeting) return undefined;
  const organizes = organizer.address.toLowerCase() === mailbox.address.toLowerCase();
  call.state.mailsSent += organizes ? attendees.length : 1;
  return undefined;
}

export function deleteItem(call: Call): Answer {
  const sending = attribute(call.node, 'SendMeetingCancellations');
  const type = attribute(call.node, 'DeleteType') ?? '';
  if (!/^(?:HardDelete|SoftDelete|MoveToDeletedItems)$/.test(type))
    return { code: 'ErrorSchemaValidation', text: 'The request failed schema validation: DeleteType.' };
  const messages = children(child(call.node, 'ItemIds')).map(node => {
    const wrong =
      sending === undefined
        ? { code: 'ErrorSendMeetingCancellationsRequired' }
        : remove(call, node, sending !== 'SendToNone', type === 'MoveToDeletedItems');
    return wrong === undefined ? success('DeleteItem', '') : failed('DeleteItem', wrong);
  });
  return response('DeleteItem', messages);
}
