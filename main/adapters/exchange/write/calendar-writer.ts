/**
 * Exchange's write side as the engine knows it: one request for each method, but where the zone of an
 * item is refused or not known. What may have had its effect is never repeated here, and the
 * problem says so (`effectUnknown`).
 */
import type { Settings } from '../../../../preload/contract/settings.ts';
import { type EventDraft, eventFieldNames } from '../../../core/outbound/event-draft.ts';
import { failed, type Problem, type Result, succeeded } from '../../../core/problem.ts';
import type { CalendarWriter } from '../../../outbound-ports.ts';
import type { CalendarSource, MailboxAddress } from '../../../ports.ts';
import { loadEwsLibrary } from '../ews-library.ts';
import { onlyMessage } from '../only-message.ts';
import { namingFacts } from '../problem-facts.ts';
import type { XmlNode, XmlShape } from '../read-answers/xml-tree.ts';
import type { ExchangeTransport } from '../transport.ts';
import { createWriteBuilder, type WriteBuilder } from './build-writes.ts';
import { type DraftTimes, timesInZoneOfItem, timesOf } from './draft-times.ts';
import { markedShape, readMarked, readWritten, removedShape, writtenShape } from './read-written.ts';
import { fitsExchange } from './series-recurrence.ts';
import type { WrittenField } from './write-fields.ts';

export interface CalendarWriterOptions {
  readonly settings: Settings['exchange'];
  /** Whom Exchange mails about what is written. */
  readonly mailAttendees: Settings['outbound']['mailAttendees'];
  /** The one of the CalendarSource of the same connection: sign-in guard, places and pauses are of the server and account. */
  readonly transport: ExchangeTransport;
  /** For the zone of an item whose zone Exchange lets nobody set. */
  readonly source: Pick<CalendarSource, 'items'>;
}

/** What Exchange could only refuse, or the library not even write. */
function refused(reason: 'zone' | 'series' | 'guests', facts: Problem['facts'] = {}): Problem {
  return { code: 'item.refused', scope: 'item', retryable: false, facts: { reason, ...facts } };
}

/** What is written of a draft, when all that is named of it can be. */
function fitted(draft: EventDraft, names: readonly WrittenField[]): Result<DraftTimes | null> {
  if (names.includes('guests') && draft.guests.some(guest => guest.address.trim() === ''))
    return failed(refused('guests'));
  if (!names.includes('when') && !names.includes('series')) return succeeded(null);
  const times = timesOf(draft);
  if (times === null) return failed(refused('zone', { zone: draft.zone }));
  const fits = draft.series === null || fitsExchange(draft.series, times.firstDay);
  return names.includes('series') && !fits ? failed(refused('series')) : succeeded(times);
}

/**
 * Hours of a single or an occurrence are moments in any zone, and the item keeps its own: a delegate is not let set the zone of an item,
 * and perhaps nobody that of an occurrence. Whole days and series are in a zone, which is written with them.
 */
function needsZone({ when, series }: EventDraft): boolean {
  return when.kind === 'all-day' || series !== null;
}

/** Exchange would have the other fields, but not the zone. */
function refusesZone({ code, facts }: Problem): boolean {
  return code === 'item.refused' && facts?.['responseCode'] === 'ErrorInvalidPropertySet';
}

const utc = 'UTC';

/** Exchange has refused all of it, because its Windows has not heard of the zone. */
function isUnknownZone({ code, facts, effectUnknown }: Problem): boolean {
  return code === 'item.refused' && facts?.['responseCode'] === 'ErrorTimeZone' && effectUnknown !== true;
}

export function createCalendarWriter(options: CalendarWriterOptions): CalendarWriter {
  const { settings, mailAttendees, transport, source } = options;
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
      const times = fitted(draft, [...eventFieldNames, 'series']);
      if (!times.ok) return times;
      const send = async (at: DraftTimes | null) => {
        const envelope = await (await requests()).create(mailbox, draft, at, mark);
        const question = { operation: 'CreateItem', mailbox, envelope, shape: writtenShape };
        return await ask(question, true, readWritten, signal);
      };
      const sent = await send(times.value);
      const mayBeInUtc = times.value !== null && times.value.zone !== utc && !needsZone(draft);
      return mayBeInUtc && !sent.ok && isUnknownZone(sent.problem)
        ? await send({ ...times.value, zone: utc })
        : sent;
    },
    async update(mailbox, ref, draft, names, signal) {
      const fit = fitted(draft, names);
      if (!fit.ok) return fit;
      if (names.length === 0) return succeeded(ref);
      const send = async (times: DraftTimes | null) => {
        const envelope = await (await requests()).update(mailbox, ref, draft, times, names);
        const question = { operation: 'UpdateItem', mailbox, envelope, shape: writtenShape };
        return await ask(question, true, readWritten, signal);
      };
      const times = fit.value;
      if (times === null || !names.includes('when')) return await send(times);
      if (!needsZone(draft)) return await send({ ...times, zone: null });
      const sent = await send(times);
      if (sent.ok || !refusesZone(sent.problem)) return sent;
      const read = await source.items(mailbox, [ref.itemId], signal);
      if (!read.ok) return read;
      const [answer] = read.value;
      if (answer?.kind !== 'found') return sent;
      return await send({ ...times, ...timesInZoneOfItem(draft.when, answer.item.zone), zone: null });
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
