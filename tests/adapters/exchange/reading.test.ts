/** What the source makes of a calendar: every field, zones and all-day dates, exceptions, long views, clones and old servers. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CalendarItem } from '../../../main/core/event.ts';
import { allDayDates, wallTime } from '../../../main/core/zone.ts';
import { theValue } from '../../builders/results.ts';
import { annas, never, type OverSimulator, onSimulator } from './over-simulator.ts';

const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };

async function itemOf({ source }: OverSimulator, id: string): Promise<CalendarItem> {
  const [answer] = theValue(await source.items(annas, [id], never));
  assert.equal(answer?.kind, 'found', JSON.stringify(answer));
  return answer.item;
}

it(
  'reads every field of a meeting',
  onSimulator(async over => {
    const id = over.calendar.book({
      subject: 'R&D <review> "now"',
      start: '2026-03-10T09:00:00',
      end: '2026-03-10T10:30:00',
      location: 'Raum "3" & Küche',
      body: 'Line one\r\nLine <two> & three',
      bodyType: 'Text',
      sensitivity: 'Private',
      freeBusy: 'OOF',
      categories: ['Blue & red', 'Customer'],
      attendees: [
        { name: 'Bo Ek', address: 'bo@example.org', kind: 'required' },
        { name: 'Cy Fo', address: 'cy@example.org', kind: 'optional' },
        { name: 'Room 3', address: 'room3@example.org', kind: 'resource' },
      ],
      organizer: { name: 'Dora Grün', address: 'dora@example.org' },
      myResponse: 'Accept',
    });
    const item = await itemOf(over, id);
    const { itemId, changeKey, uid, zone, lastModified, ...rest } = item;
    assert.equal(itemId, id);
    assert.ok(changeKey !== '' && uid !== '' && lastModified !== null);
    assert.equal(zone.name, 'W. Europe Standard Time');
    assert.deepEqual(rest, {
      kind: 'single',
      start: '2026-03-10T08:00:00Z',
      end: '2026-03-10T09:30:00Z',
      allDay: false,
      subject: 'R&D <review> "now"',
      location: 'Raum "3" & Küche',
      freeBusy: 'out-of-office',
      sensitivity: 'private',
      categories: ['Blue & red', 'Customer'],
      isCancelled: false,
      isMeeting: true,
      myResponse: 'accepted',
      originalStart: null,
      body: 'Line one\nLine <two> & three',
      organizer: { name: 'Dora Grün', address: 'dora@example.org' },
      attendees: [
        { name: 'Bo Ek', address: 'bo@example.org', kind: 'required' },
        { name: 'Cy Fo', address: 'cy@example.org', kind: 'optional' },
        { name: 'Room 3', address: 'room3@example.org', kind: 'resource' },
      ],
      modifiedOccurrences: [],
      deletedOccurrenceStarts: [],
    });
  }),
);

it(
  'gives an all-day event the dates of its own zone, east and west of here',
  onSimulator(async over => {
    for (const timeZone of ['Tokyo Standard Time', 'Pacific Standard Time', 'W. Europe Standard Time']) {
      const id = over.calendar.book({
        subject: 'Fair',
        start: '2026-03-27',
        end: '2026-03-30',
        allDay: true,
        timeZone,
      });
      const item = await itemOf(over, id);
      const dates = allDayDates(item.start, item.end, item.zone);
      assert.deepEqual(dates, { first: '2026-03-27', last: '2026-03-29' }, timeZone);
    }
  }),
);

it(
  'keeps a series at nine o’clock across the change of the clocks',
  onSimulator(async over => {
    over.calendar.book({
      subject: 'Stand-up',
      start: '2026-03-27T09:00:00',
      end: '2026-03-27T09:15:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 4 } },
    });
    const rows = theValue(await over.source.view(annas, march, never)).rows;
    const ids = rows.map(row => row.itemId);
    const answers = theValue(await over.source.items(annas, ids, never));
    const items = answers.flatMap(answer => (answer.kind === 'found' ? [answer.item] : []));
    assert.equal(new Set(items.map(item => item.start.slice(11))).size, 2);
    for (const item of items) assert.equal(wallTime(item.start, item.zone).slice(11), '09:00:00');
    assert.equal(new Set(items.map(item => item.zone)).size, 1, 'equal zones are one object');
  }),
);

it(
  'derives the rules of a zone that comes by its name alone',
  onSimulator(
    async over => {
      const id = over.calendar.book({
        subject: 'x',
        start: '2026-07-10T09:00:00',
        end: '2026-07-10T10:00:00',
      });
      const item = await itemOf(over, id);
      assert.equal(item.zone.name, 'W. Europe Standard Time');
      assert.equal(wallTime(item.start, item.zone), '2026-07-10T09:00:00');
      assert.equal(wallTime('2026-12-10T08:00:00Z', item.zone), '2026-12-10T09:00:00');
      assert.deepEqual(over.log.lines, []);
    },
    { server: { dialect: { zonesIdOnly: true } } },
  ),
);

it(
  'follows the rules of a zone that nobody has a name for',
  onSimulator(async over => {
    const id = over.calendar.book({
      subject: 'x',
      start: '2026-07-10T09:00:00',
      end: '2026-07-10T10:00:00',
      timeZone: {
        id: 'Customized Time Zone',
        name: '',
        periods: [{ id: 'only', name: 'Standard', bias: -345 }],
        groups: [{ id: '0', changes: [], fixed: 'only' }],
        starts: [{ group: '0' }],
      },
    });
    const item = await itemOf(over, id);
    assert.equal(wallTime(item.start, item.zone), '2026-07-10T09:00:00');
  }),
);

it(
  'reads a lone invited occurrence as a single with the date it has in the series elsewhere',
  onSimulator(async over => {
    const id = over.calendar.book({
      subject: 'Guest',
      start: '2026-03-12T09:00:00',
      end: '2026-03-12T10:00:00',
      instanceDate: '2026-03-12',
    });
    const item = await itemOf(over, id);
    assert.equal(item.kind, 'single');
    assert.notEqual(item.originalStart, null);
  }),
);

it(
  'keeps a cancelled meeting and says so',
  onSimulator(async over => {
    const id = over.calendar.book({
      subject: 'x',
      start: '2026-03-10T09:00:00',
      end: '2026-03-10T10:00:00',
    });
    over.calendar.cancel(id);
    const item = await itemOf(over, id);
    assert.equal(item.isCancelled, true);
  }),
);

it(
  'reads a view of three years and two thousand occurrences in parts, each row once',
  onSimulator(async over => {
    for (const hour of ['08', '10', '12', '14']) {
      over.calendar.book({
        subject: hour,
        start: `2025-06-01T${hour}:00:00`,
        end: `2025-06-01T${hour}:30:00`,
        recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 500 } },
      });
    }
    const years = { start: '2025-01-01T00:00:00Z', end: '2028-01-01T00:00:00Z' };
    const rows = theValue(await over.source.view(annas, years, never)).rows;
    assert.equal(rows.length, 2_000);
    assert.equal(new Set(rows.map(row => row.itemId)).size, 2_000);
    assert.ok(over.requests.length < 20, `${over.requests.length} requests`);
  }),
);

it(
  'reads a feed of many pages to its end, and every item of it in batches',
  onSimulator(async over => {
    const ids = Array.from({ length: 1_100 }, (_, number) =>
      over.calendar.book({
        subject: `Event ${number}`,
        start: '2026-03-10T09:00:00',
        end: '2026-03-10T10:00:00',
      }),
    );
    const feed = theValue(await over.source.changes(annas, null, never));
    assert.deepEqual(feed.changed.toSorted(), ids.toSorted());
    assert.equal(over.requests.filter(entry => entry.operation === 'SyncFolderItems').length, 3);
    const answers = theValue(await over.source.items(annas, ids, never));
    assert.deepEqual(
      answers.map(answer => (answer.kind === 'found' ? answer.item.subject : answer.kind)),
      ids.map((_, number) => `Event ${number}`),
    );
    assert.equal(over.requests.filter(entry => entry.operation === 'GetItem').length, 22);
  }),
);

it(
  'reports a changed occurrence as a change of its master',
  onSimulator(async over => {
    const master = over.calendar.book({
      subject: 'x',
      start: '2026-03-10T09:00:00',
      end: '2026-03-10T10:00:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    const first = theValue(await over.source.changes(annas, null, never));
    over.calendar.changeOccurrence(master, '2026-03-11', { subject: 'y' });
    const next = theValue(await over.source.changes(annas, first.state, never));
    assert.deepEqual([next.changed, next.removed], [[master], []]);
  }),
);

it(
  'names a server that does not expand series, and takes nothing from its view',
  onSimulator(
    async over => {
      over.calendar.book({
        subject: 'x',
        start: '2026-03-10T09:00:00',
        end: '2026-03-10T10:00:00',
        recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
      });
      const result = await over.source.view(annas, march, never);
      assert.equal(result.ok ? 'rows' : result.problem.code, 'exchange.series-not-expanded');
    },
    { server: { dialect: { mastersInView: true } } },
  ),
);

it(
  'tells a calendar that may not be read from one that may',
  onSimulator(async over => {
    const delegate = over.sourceWith({ access: 'delegate', user: 'bo' }, 'pw');
    over.server.state.addUser('bo', 'pw');
    const without = await delegate.openCalendar(annas, never);
    assert.equal(without.ok ? 'open' : without.problem.code, 'mailbox.folder-not-found');
    over.server.state.setRights('bo', annas.address, 'reviewer');
    assert.equal(theValue(await delegate.openCalendar(annas, never)).canRead, true);
  }),
);

it(
  'tells apart a mailbox that is unknown, not ours to act for, on the move, in the cloud, and made anew',
  onSimulator(async over => {
    const { server, source } = over;
    const codeOf = async (address: string, folderId: string | null = null) => {
      const opened = await source.openCalendar({ address, folderId }, never);
      return opened.ok ? 'ok' : opened.problem.code;
    };
    assert.equal(await codeOf('nobody@example.org'), 'mailbox.unknown');
    const folder = theValue(await source.openCalendar(annas, never)).folderId;
    server.state.moveMailbox(annas.address, 'in-progress');
    assert.equal(await codeOf(annas.address), 'mailbox.moving');
    server.state.moveMailbox(annas.address, 'cloud');
    // To the server it left, a mailbox in the cloud is one that does not exist.
    assert.equal(await codeOf(annas.address), 'mailbox.unknown');
    server.state.moveMailbox(annas.address, 'here');
    server.state.recreateMailbox(annas.address);
    assert.equal(await codeOf(annas.address, folder), 'mailbox.folder-not-found');
    assert.equal(await codeOf(annas.address), 'ok');
    server.state.setImpersonation('LAB\\svc-halo', ['bo@example.org']);
    assert.equal(await codeOf(annas.address), 'mailbox.impersonation-denied');
  }),
);
