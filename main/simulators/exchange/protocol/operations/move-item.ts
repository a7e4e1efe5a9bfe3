/** MoveItem and CopyItem between the folders of one mailbox. What is moved or copied has another id afterwards. */
import { selfInstance } from '../../state/instances.ts';
import type { StoredItem } from '../../state/item.ts';
import { type Answer, type Call, folderOf, type ReachedFolder } from '../call.ts';
import { writeItemId } from '../field.ts';
import { child, children, type XmlNode } from '../read-soap.ts';
import { failed, response, success } from '../write-soap.ts';
import { mayWrite } from './create-item.ts';
import { itemOf } from './get-item.ts';

type Act = (item: StoredItem, to: ReachedFolder) => StoredItem;

function one(operation: string, call: Call, node: XmlNode, to: ReachedFolder, act: Act): string {
  const reached = itemOf(call, node);
  const wrong = (code: string) => failed(operation, { code }, '<m:Items/>');
  if ('code' in reached) return failed(operation, reached, '<m:Items/>');
  if (!mayWrite(reached) || !mayWrite(to)) return wrong('ErrorAccessDenied');
  if (reached.instance.day !== undefined) return wrong('ErrorCalendarCannotMoveOrCopyOccurrence');
  if (reached.mailbox !== to.mailbox) return wrong('ErrorMoveCopyFailed');
  const made = act(reached.instance.item, to);
  return success(
    operation,
    `<m:Items><t:CalendarItem>${writeItemId(selfInstance(made))}</t:CalendarItem></m:Items>`,
  );
}

function each(operation: string, call: Call, act: Act): Answer {
  const to = folderOf(call, children(child(call.node, 'ToFolderId'))[0]);
  const messages = children(child(call.node, 'ItemIds')).map(node =>
    'code' in to ? failed(operation, to, '<m:Items/>') : one(operation, call, node, to, act),
  );
  return response(operation, messages);
}

export function moveItem(call: Call): Answer {
  return each('MoveItem', call, (item, { mailbox, folder }) => mailbox.calendar.move(item, folder.name));
}

export function copyItem(call: Call): Answer {
  return each('CopyItem', call, (item, { mailbox, folder }) => {
    const copy = mailbox.item(mailbox.copy(item.id));
    return folder.name === 'calendar' ? copy : mailbox.calendar.move(copy, folder.name);
  });
}
