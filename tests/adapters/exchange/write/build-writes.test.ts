/** What a request that writes says: to whom Exchange may send mail, which fields, in which zone, and that nothing is overwritten. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadEwsLibrary } from '../../../../main/adapters/exchange/ews-library.ts';
import { windowsZones } from '../../../../main/adapters/exchange/windows-zones.ts';
import { createWriteBuilder } from '../../../../main/adapters/exchange/write/build-writes.ts';
import { type DraftTimes, timesOf } from '../../../../main/adapters/exchange/write/draft-times.ts';
import { windowsZoneOf } from '../../../../main/adapters/exchange/write/windows-zone.ts';
import type { EventDraft } from '../../../../main/core/outbound/event-draft.ts';
import { review } from '../../../contracts/writer-under-test.ts';
import { everyWrite } from '../every-request.ts';

const anna = { address: 'anna@example.org', folderId: null };
const ref = { itemId: 'AAMk=', changeKey: 'DwAA' };

async function builder(access: 'impersonation' | 'delegate' = 'impersonation') {
  return createWriteBuilder(await loadEwsLibrary(), {
    version: 'Exchange2010_SP2',
    access,
    mailAttendees: 'nobody',
  });
}

function times(draft: EventDraft): DraftTimes {
  const found = timesOf(draft);
  assert.ok(found !== null);
  return found;
}

it('nobody is mailed by any request, unless all attendees are to be', async () => {
  const style = { version: 'Exchange2016', access: 'impersonation' } as const;
  const modes = /Send(?:MeetingInvitations|MeetingInvitationsOrCancellations|MeetingCancellations)="(\w+)"/g;
  for (const [mailAttendees, mode] of [
    ['nobody', 'SendToNone'],
    ['all', 'SendToAllAndSaveCopy'],
  ] as const) {
    for (const { name, xml } of await everyWrite(style, mailAttendees)) {
      const said = [...xml.matchAll(modes)].map(match => match[1]);
      assert.deepEqual(said, name.startsWith('FindItem') ? [] : [mode], name);
    }
  }
});

it('a change is sent with the ChangeKey that we know, and overwrites nothing', async () => {
  const xml = await (await builder()).update(anna, ref, review, times(review), ['subject']);
  assert.ok(xml.includes('ConflictResolution="NeverOverwrite"'));
  assert.ok(xml.includes('<t:ItemId Id="AAMk=" ChangeKey="DwAA">'));
});

it('a change names the fields that it is about, and no others', async () => {
  const requests = await builder();
  const fields: Readonly<Record<string, readonly string[]>> = {
    subject: ['item:Subject'],
    note: ['item:Body'],
    location: ['calendar:Location'],
    isPrivate: ['item:Sensitivity'],
    guests: ['calendar:RequiredAttendees'],
    when: [
      'calendar:StartTimeZone',
      'calendar:EndTimeZone',
      'calendar:Start',
      'calendar:End',
      'calendar:IsAllDayEvent',
    ],
    series: ['calendar:Recurrence'],
  };
  for (const draft of [review, { ...review, subject: '', note: '', location: '', guests: [] }]) {
    for (const name of ['subject', 'note', 'location', 'isPrivate', 'guests', 'when', 'series'] as const) {
      const xml = await requests.update(anna, ref, draft, times(draft), [name]);
      const named = [...xml.matchAll(/FieldURI="([^"]+)"/g)].map(match => match[1]);
      assert.deepEqual(named, fields[name]);
    }
  }
});

it('free or busy and the reminder are said when an item is made, and never again', async () => {
  const requests = await builder();
  const made = await requests.create(anna, review, times(review), 'mark');
  assert.ok(made.includes('<t:LegacyFreeBusyStatus>Busy<') && made.includes('<t:ReminderIsSet>false<'));
  for (const { name, xml } of await everyWrite({ version: 'Exchange2016', access: 'delegate' })) {
    if (name.startsWith('UpdateItem')) assert.ok(!/FreeBusy|Reminder/.test(xml), name);
  }
});

it('as a delegate the item is made in the calendar of the other mailbox', async () => {
  const xml = await (await builder('delegate')).create(anna, review, times(review), 'mark');
  const folder =
    '<m:SavedItemFolderId><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>anna@example.org<';
  assert.ok(xml.includes(folder));
  assert.ok(!xml.includes('Impersonation'));
});

it('whole days are midnight to midnight in the zone of the draft, also when its clocks change', () => {
  const when = { kind: 'all-day', first: '2026-03-28', last: '2026-03-29' } as const;
  const berlin = times({ ...review, when });
  assert.deepEqual(
    [new Date(berlin.startMs).toISOString(), new Date(berlin.endMs).toISOString(), berlin.zone],
    ['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 'W. Europe Standard Time'],
  );
  const cairo = times({
    ...review,
    zone: 'Africa/Cairo',
    when: { ...when, first: '2026-04-24', last: '2026-04-24' },
  });
  // Where there is no midnight the day begins an hour later.
  assert.equal(new Date(cairo.startMs).toISOString(), '2026-04-23T22:00:00.000Z');
});

it('a series begins on the day that it is in its own zone', () => {
  const late = { kind: 'timed', start: '2026-03-10T23:30:00Z', end: '2026-03-11T00:30:00Z' } as const;
  assert.equal(times({ ...review, when: late }).firstDay, '2026-03-11');
  assert.equal(times({ ...review, when: late, zone: 'America/New_York' }).firstDay, '2026-03-10');
});

it('every zone of the table has the name that Windows gives it, and zones beside it that of one with the same clocks', () => {
  for (const [iana, windows] of windowsZones)
    assert.equal(windowsZoneOf(iana.toUpperCase(), '2026-03-01'), windows);
  assert.equal(windowsZoneOf('Europe/Paris', '2026-03-01'), 'Romance Standard Time');
  assert.equal(windowsZoneOf('Asia/Kolkata', '2026-03-01'), 'India Standard Time');
  assert.equal(windowsZoneOf('Europe/Vienna', '2026-03-01'), 'Central Europe Standard Time');
  assert.equal(windowsZoneOf('Nowhere/Town', '2026-03-01'), null);
});

it('a zone that Windows does not have is UTC for a single with hours, and refused for whole days and series', () => {
  // Clocks in Troll go forward by two hours.
  const zone = 'Antarctica/Troll';
  assert.equal(windowsZoneOf(zone, '2026-03-01'), null);
  assert.equal(timesOf({ ...review, zone })?.zone, 'UTC');
  assert.equal(timesOf({ ...review, zone })?.startMs, times(review).startMs);
  assert.equal(
    timesOf({ ...review, zone, when: { kind: 'all-day', first: '2026-03-29', last: '2026-03-29' } }),
    null,
  );
  const series = { pattern: { kind: 'daily', every: 1 }, range: { kind: 'endless' } } as const;
  assert.equal(timesOf({ ...review, zone, series }), null);
});
