/** GetAttachment: items here have none. A list without ids, which some clients send, is answered without a message. */
import type { Answer, Call } from '../call.ts';
import { child, children } from '../read-soap.ts';
import { failed, response } from '../write-soap.ts';

export function getAttachment(call: Call): Answer {
  const ids = children(child(call.node, 'AttachmentIds'));
  const none = { code: 'ErrorInvalidAttachmentId', text: 'The attachment identifier is invalid.' };
  return response(
    'GetAttachment',
    ids.map(() => failed('GetAttachment', none, '<m:Attachments/>')),
  );
}
