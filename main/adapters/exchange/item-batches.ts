/**
 * GetItem in batches: halved on trouble down to the single item, grown back slowly. One answer per id, in order. An id is `gone` only when the
 * server says so of that very id; what an answer leaves out is asked again.
 */
import type { ItemAnswer } from '../../core/event.ts';
import type { Trouble } from './answer-problem.ts';
import { troubleOfError, unreadable } from './answer-problem.ts';
import { responseCodes } from './error-table.ts';
import type { EwsError, SoapAnswer } from './read-answers/envelope.ts';
import type { ReadItem } from './read-answers/item.ts';
import type { XmlNode } from './read-answers/xml-tree.ts';
import type { Asked } from './transport.ts';

/** Exchange's own advice is small batches; what works for others is up to 100. */
const largest = 50;
/** Items that could not be read one by one, one after the other, before it is the server and not the items. */
const mostUnreadableInARow = 5;
/** Times that a single id may be put off by ErrorBatchProcessingStopped. */
const mostPutOff = 3;

export type BatchAsker = (
  ids: readonly string[],
  mayShrink: boolean,
  read: (answer: SoapAnswer) => Asked<readonly ItemAnswer[]>,
) => Promise<Asked<readonly ItemAnswer[]>>;

/** Codes that say nothing of the item but that the server stopped before it. */
const notTried = 'ErrorBatchProcessingStopped';

/** Of a whole mailbox or server, therefore never an answer about one item. A denied item may be a private one. */
function concernsMore(error: EwsError): boolean {
  if (error.responseCode === 'ErrorAccessDenied' || error.responseCode === notTried) return false;
  const meaning = responseCodes.get(error.responseCode);
  return meaning !== undefined && meaning.class !== 'item';
}

function answerOf(id: string, error: EwsError): ItemAnswer {
  if (error.responseCode === 'ErrorItemNotFound') return { id, kind: 'gone', proof: 'not-found' };
  if (error.responseCode === 'ErrorCalendarOccurrenceIsDeletedFromRecurrence') {
    return { id, kind: 'gone', proof: 'occurrence-deleted' };
  }
  return { id, kind: 'unreadable', responseCode: error.responseCode || 'none' };
}

/**
 * The answers to the first ids of a batch: all, or those before the server stopped. An answer with another number of messages, or with an item
 * in another one's place, is not trusted at all.
 */
function readBatch(
  ids: readonly string[],
  answer: SoapAnswer,
  readItem: (message: XmlNode) => ReadItem,
): Asked<readonly ItemAnswer[]> {
  if (answer.messages.length !== ids.length) return { ok: false, trouble: unreadable(200) };
  const place = new Map(ids.map((id, index) => [id, index]));
  const answers: ItemAnswer[] = [];
  for (const [index, message] of answer.messages.entries()) {
    const id = ids[index] ?? '';
    if (message.error !== null) {
      if (message.error.responseCode === notTried) break;
      if (concernsMore(message.error)) return { ok: false, trouble: troubleOfError(message.error, 200) };
      answers.push(answerOf(id, message.error));
      continue;
    }
    const read = readItem(message.node);
    if (read.kind === 'unusable') {
      answers.push({ id, kind: 'unreadable', responseCode: read.why });
      continue;
    }
    const meant = place.get(read.item.itemId);
    if (meant !== undefined && meant !== index && ids[index] !== read.item.itemId) {
      return { ok: false, trouble: unreadable(200) };
    }
    answers.push({ id, kind: 'found', item: read.item });
  }
  return { ok: true, value: answers };
}

function codeOf(trouble: Trouble): string {
  const code = trouble.problem.facts?.['responseCode'];
  return typeof code === 'string' ? code : trouble.problem.code;
}

/** `zone` and the rest of an item are made by `readItem`; `ask` sends one batch. */
export async function readInBatches(
  ids: readonly string[],
  ask: BatchAsker,
  readItem: (message: XmlNode) => ReadItem,
): Promise<Asked<readonly ItemAnswer[]>> {
  const answers: ItemAnswer[] = [];
  let size = largest;
  let unreadableInARow = 0;
  let putOff = 0;
  while (answers.length < ids.length) {
    const batch = ids.slice(answers.length, answers.length + size);
    const single = batch.length === 1;
    const asked = await ask(batch, !single, answer => readBatch(batch, answer, readItem));
    if (asked.ok) {
      answers.push(...asked.value);
      const complete = asked.value.length === batch.length;
      if (asked.value.length > 0) unreadableInARow = 0;
      putOff = asked.value.length === 0 && single ? putOff + 1 : 0;
      if (putOff === mostPutOff) {
        answers.push({ id: batch[0] ?? '', kind: 'unreadable', responseCode: notTried });
        putOff = 0;
      }
      size = complete ? Math.min(largest, size * 2) : Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    if (!asked.trouble.shrink) return asked;
    if (!single) {
      size = Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    unreadableInARow += 1;
    // No time is what the server lacks, not what is wrong with the item.
    if (asked.trouble.problem.code === 'exchange.timeout' || unreadableInARow > mostUnreadableInARow)
      return asked;
    answers.push({ id: batch[0] ?? '', kind: 'unreadable', responseCode: codeOf(asked.trouble) });
  }
  return { ok: true, value: answers };
}
