/**
 * Exchange's write side as the engine knows it: one request for each method. What may have had its effect is never repeated here, and the
 * problem says so (`effectUnknown`).
 */
import type { Settings } from '../../../../preload/contract/settings.ts';
import type { EventDraft } from '../../../core/outbound/event-draft.ts';
import { failed, type Problem, type Result, succeeded } from '../../../core/problem.ts';
import type { CalendarWriter } from '../../../outbound-ports.ts';
import type { MailboxAddress } from '../../../ports.ts';
import { loadEwsLibrary } from '../ews-library.ts';
import { onlyMessage } from '../only-message.ts';
import { namingFacts } from '../problem-facts.ts';
import type { XmlNode, XmlShape } from '../read-answers/xml-tree.ts';
import type { ExchangeTransport } from '../transport.ts';
import { createWriteBuilder, type WriteBuilder } from './build-writes.ts';
import { type DraftTimes, timesOf } from './draft-times.ts';
import { markedShape, readMarked, readWritten, removedShape, writtenShape } from './read-written.ts';
import { fitsExchange } from './series-recurrence.ts';

export interface CalendarWriterOptions {
  readonly settings: Settings['exchange'];
  /** Whom Exchange mails about what is written. */
  readonly mailAttendees: Settings['outbound']['mailAttendees'];
  /** The one of the CalendarSource of the same connection: sign-in guard, places and pauses are of the server and account. */
  readonly transport: ExchangeTransport;
}

/** What Exchange could only refuse, or the library not even write. */
function refused(reason: 'zone' | 'series' | 'guests', facts: Problem['facts'] = {}): Problem {
  return { code: 'item.refused', scope: 'item', retryable: false, facts: { reason, ...facts } };
}

function fitted(draft: EventDraft): Result<DraftTimes> {
  const times = timesOf(draft);
  if (times === null) return failed(refused('zone', { zone: draft.zone }));
  if (draft.series !== null && !fitsExchange(draft.series, times.firstDay)) return failed(refused('series'));
  if (draft.guests.some(guest => guest.address.trim() === '')) return failed(refused('guests'));
  return succeeded(times);
}

export function createCalendarWriter(options: CalendarWriterOptions): CalendarWriter {
  const { settings, mailAttendees, transport } = options;
  let builder: WriteBuilder | null = null;
  const requests = async () => {
    const { version, access } = settings;
    builder ??= createWriteBuilder(await loadEwsLibrary(), { version, access, mailAttendees });
    return builder;
  };

  async function ask<T>(
    question: { operation: string; mailbox: MailboxAddress; envelope: string; shape: XmlShape },
    modifies: boolean,
    read: (message: XmlNode) => T | null,
    signal: AbortSignal,
  ): Promise<Result<T>> {
    const { address } = question.mailbox;
    const asked = await transport.ask(
      {
        ...question,
        mailbox: address,
        mayShrink: false,
        modifies,
        read: answer => onlyMessage(answer, read, modifies ? 'write' : 'read'),
      },
      signal,
    );
    const result = asked.ok ? succeeded(asked.value) : failed(asked.trouble.problem);
    return await namingFacts(Promise.resolve(result), settings, address);
  }

  return {
    async create(mailbox, draft, mark, signal) {
      const times = fitted(draft);
      if (!times.ok) return times;
      const envelope = await (await requests()).create(mailbox, draft, times.value, mark);
      const question = { operation: 'CreateItem', mailbox, envelope, shape: writtenShape };
      return await ask(question, true, readWritten, signal);
    },
    async update(mailbox, ref, draft, names, signal) {
      const times = fitted(draft);
      if (!times.ok) return times;
      if (names.length === 0) return succeeded(ref);
      const envelope = await (await requests()).update(mailbox, ref, draft, times.value, names);
      const question = { operation: 'UpdateItem', mailbox, envelope, shape: writtenShape };
      return await ask(question, true, readWritten, signal);
    },
    async unmark(mailbox, ref, signal) {
      const envelope = await (await requests()).unmark(mailbox, ref);
      const question = { operation: 'UpdateItem', mailbox, envelope, shape: writtenShape };
      const unmarked = await ask(question, true, readWritten, signal);
      return unmarked.ok ? succeeded(undefined) : unmarked;
    },
    async remove(mailbox, itemId, signal) {
      const envelope = await (await requests()).remove(mailbox, itemId);
      const question = { operation: 'DeleteItem', mailbox, envelope, shape: removedShape };
      const removed = await ask(question, true, () => 'removed' as const, signal);
      const isAbsent = !removed.ok && removed.problem.code === 'item.not-found';
      return isAbsent ? succeeded('absent') : removed;
    },
    async findByMark(mailbox, mark, signal) {
      const envelope = await (await requests()).findByMark(mailbox, mark);
      const question = { operation: 'FindItem', mailbox, envelope, shape: markedShape };
      return await ask(question, false, readMarked, signal);
    },
  };
}
