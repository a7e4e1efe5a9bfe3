/** A CalendarWriter on a calendar where people work too, and what its contract writes and looks at. */
import assert from 'node:assert/strict';
import type { CalendarItem } from '../../main/core/event.ts';
import type { EventDraft } from '../../main/core/outbound/event-draft.ts';
import type { Result } from '../../main/core/problem.ts';
import type { CalendarWriter, ItemRef } from '../../main/outbound-ports.ts';
import type { CalendarSource, MailboxAddress } from '../../main/ports.ts';
import { theValue } from '../builders/results.ts';

export interface WriterUnderTest {
  readonly writer: CalendarWriter;
  readonly source: CalendarSource;
  readonly mailbox: MailboxAddress;
  /** What a person does in the calendar meanwhile, by the item's id. */
  rename(id: string, subject: string): void;
  remove(id: string): void;
  /** Returns the copy's id. */
  copy(id: string): string;
  /** Mails that were sent because of what was written. */
  mails(): number;
  /** Subjects in Deleted Items. */
  binned(): readonly string[];
  end(): Promise<void>;
}

export const never = new AbortController().signal;
export const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
export const mark = 'hi:1:installation:7:4711';

export const review: EventDraft = {
  when: { kind: 'timed', start: '2026-03-10T09:00:00Z', end: '2026-03-10T10:00:00Z' },
  subject: 'Server review <R&D>',
  location: 'Room "4"',
  note: 'First line\nSecond line',
  guests: [
    { name: 'Bo Lind', address: 'bo@example.org' },
    { name: 'Cy', address: 'cy@elsewhere.example' },
  ],
  isPrivate: true,
  zone: 'Europe/Berlin',
  series: null,
};

export const daily: EventDraft = {
  ...review,
  guests: [],
  series: { pattern: { kind: 'daily', every: 1 }, range: { kind: 'times', times: 4 } },
};

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'succeeded' : result.problem.code;
}

export async function itemOf({ source, mailbox }: WriterUnderTest, id: string): Promise<CalendarItem> {
  const [answer] = theValue(await source.items(mailbox, [id], never));
  assert.equal(answer?.kind, 'found', JSON.stringify(answer));
  return answer.item;
}

export async function refOf(under: WriterUnderTest, itemId: string): Promise<ItemRef> {
  return { itemId, changeKey: (await itemOf(under, itemId)).changeKey };
}

export async function subjectsByStart({ source, mailbox }: WriterUnderTest): Promise<readonly string[]> {
  const { rows } = theValue(await source.view(mailbox, march, never));
  return rows.map(row => `${row.start.slice(5, 16)} ${row.subject}`).sort();
}

/** A test on a fresh, empty calendar of its own. */
export type WithCalendar = (act: (under: WriterUnderTest) => Promise<void>) => () => Promise<void>;
