/** One of every request that the adapter can build, with hostile values in it. */
import { createRequestBuilder } from '../../../main/adapters/exchange/build-requests.ts';
import type { RequestStyle } from '../../../main/adapters/exchange/capture-request.ts';
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';
import { createWriteBuilder } from '../../../main/adapters/exchange/write/build-writes.ts';
import { timesOf } from '../../../main/adapters/exchange/write/draft-times.ts';
import { type EventDraft, eventFieldNames, type Series } from '../../../main/core/outbound/event-draft.ts';

/** What an id, an address or a state could be at its worst: markup, quotes, control characters, half a surrogate pair. */
export const hostile = 'a&b<c>"d\' ]]> \u0001\u000b\ud800 é\u{1f4c5}';
/** The same as it has to arrive. */
export const arrived = 'a&b<c>"d\' ]]>  é\u{1f4c5}';

export interface BuiltRequest {
  readonly name: string;
  readonly xml: string;
}

const ranges: readonly Series['range'][] = [
  { kind: 'endless' },
  { kind: 'times', times: 12 },
  { kind: 'until', last: '2027-03-29' },
];

const patterns: readonly Series['pattern'][] = [
  { kind: 'daily', every: 999 },
  { kind: 'weekly', every: 99, days: ['friday', 'monday', 'sunday'] },
  { kind: 'monthly-on-date', every: 1, dayOfMonth: 31 },
  { kind: 'monthly-on-weekday', every: 99, day: 'weekend-day', index: 'last' },
  { kind: 'yearly-on-date', month: 2, dayOfMonth: 29 },
  { kind: 'yearly-on-weekday', month: 12, day: 'weekday', index: 'second' },
];

const single: EventDraft = {
  when: { kind: 'timed', start: '2026-03-29T00:30:00Z', end: '2026-03-29T01:30:00Z' },
  subject: hostile,
  location: hostile,
  note: `${hostile}\n${hostile}`,
  guests: [
    { name: hostile, address: hostile },
    { name: '', address: 'bo@example.org' },
  ],
  isPrivate: true,
  zone: 'Europe/Paris',
  series: null,
};

const drafts: ReadonlyMap<string, EventDraft> = new Map([
  ['single', single],
  [
    'whole days',
    { ...single, when: { kind: 'all-day', first: '2026-03-28', last: '2026-03-29' }, isPrivate: false },
  ],
  ['empty', { ...single, subject: '', location: '', note: '', guests: [] }],
  ...patterns.flatMap(pattern =>
    ranges.map(
      range => [`${pattern.kind} ${range.kind}`, { ...single, series: { pattern, range } }] as const,
    ),
  ),
]);

/** One of every request that writes, and the search for a mark. */
export async function everyWrite(
  style: RequestStyle,
  mailAttendees: 'nobody' | 'all' = 'nobody',
): Promise<readonly BuiltRequest[]> {
  const builder = createWriteBuilder(await loadEwsLibrary(), { ...style, mailAttendees });
  const ref = { itemId: hostile, changeKey: hostile };
  const built: BuiltRequest[] = [];
  for (const folderId of [null, hostile]) {
    const mailbox = { address: hostile, folderId };
    const where = folderId === null ? 'calendar' : 'by id';
    for (const [name, draft] of drafts) {
      const times = timesOf(draft);
      if (times === null) throw new Error(`no times for ${name}`);
      const xml = await builder.create(mailbox, draft, times, hostile);
      built.push({ name: `CreateItem ${name} ${where}`, xml });
      const names = [...eventFieldNames, 'series'] as const;
      built.push({
        name: `UpdateItem ${name} ${where}`,
        xml: await builder.update(mailbox, ref, draft, times, names),
      });
    }
    const others = {
      [`UpdateItem unmark ${where}`]: builder.unmark(mailbox, ref),
      [`DeleteItem ${where}`]: builder.remove(mailbox, hostile),
      [`FindItem by mark ${where}`]: builder.findByMark(mailbox, hostile),
    };
    for (const [name, xml] of Object.entries(others)) built.push({ name, xml: await xml });
  }
  return built;
}

export async function everyRequest(style: RequestStyle): Promise<readonly BuiltRequest[]> {
  const builder = createRequestBuilder(await loadEwsLibrary(), style);
  const span = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
  const built: BuiltRequest[] = [];
  for (const folderId of [null, hostile]) {
    const mailbox = { address: hostile, folderId };
    const folder = folderId === null ? 'calendar' : 'by id';
    const requests = {
      [`GetFolder ${folder}`]: builder.getFolder(mailbox),
      [`SyncFolderItems ${folder} anew`]: builder.syncFolderItems(mailbox, null),
      [`SyncFolderItems ${folder} from a state`]: builder.syncFolderItems(mailbox, hostile),
      [`FindItem ${folder}`]: builder.calendarView(mailbox, span, 900),
      [`GetItem ${folder}`]: builder.getItems(mailbox, ['AAMk', hostile]),
      [`GetItem masters ${folder}`]: builder.getMasters(mailbox, ['AAMk', hostile]),
      [`GetItem ${folder} without body`]: builder.getItems(mailbox, ['AAMk', hostile], 'without-body'),
      [`GetItem masters ${folder} without body`]: builder.getMasters(
        mailbox,
        ['AAMk', hostile],
        'without-body',
      ),
    };
    for (const [name, xml] of Object.entries(requests)) built.push({ name, xml: await xml });
  }
  return built;
}
