/** The one response message of an answer to one question. */
import { troubleOfError, unreadable } from './answer-problem.ts';
import type { Asking } from './error-table.ts';
import type { SoapAnswer } from './read-answers/envelope.ts';
import type { XmlNode } from './read-answers/xml-tree.ts';
import type { Asked } from './transport.ts';

/** Its value; an errored or absent message is trouble, and so is one of which `read` makes null. */
export function onlyMessage<T>(
  answer: SoapAnswer,
  read: (message: XmlNode) => T | null,
  asking: Asking = 'read',
): Asked<T> {
  const [message, ...more] = answer.messages;
  if (message === undefined || more.length > 0) return { ok: false, trouble: unreadable(200) };
  if (message.error !== null) return { ok: false, trouble: troubleOfError(message.error, 200, asking) };
  const value = read(message.node);
  return value === null ? { ok: false, trouble: unreadable(200) } : { ok: true, value };
}
