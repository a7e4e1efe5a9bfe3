/** Who is acted for, which folder, which version, and what is asked for. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRequestBuilder } from '../../../main/adapters/exchange/build-requests.ts';
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';
import { everyRequest } from './every-request.ts';

const anna = { address: 'anna@example.org', folderId: null };
const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };

async function builder(access: 'impersonation' | 'delegate') {
  return createRequestBuilder(await loadEwsLibrary(), { version: 'Exchange2010_SP2', access });
}

it('by impersonation the mailbox is in the header and the folder is its own', async () => {
  const xml = await (await builder('impersonation')).getFolder(anna);
  const inHeader =
    '<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>anna@example.org</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></soap:Header>';
  assert.ok(xml.includes(inHeader));
  assert.ok(xml.includes('<t:DistinguishedFolderId Id="calendar"></t:DistinguishedFolderId>'));
});

it('as a delegate the mailbox is in the folder id and nobody is impersonated', async () => {
  const xml = await (await builder('delegate')).calendarView(anna, march, 900);
  assert.ok(!xml.includes('Impersonation'));
  const folder =
    '<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>anna@example.org</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';
  assert.ok(xml.includes(folder));
});

it('a known folder is named by its id', async () => {
  for (const access of ['impersonation', 'delegate'] as const) {
    const xml = await (await builder(access)).syncFolderItems({ ...anna, folderId: 'AAMkAF=' }, 'H4sI');
    assert.ok(xml.includes('<m:SyncFolderId><t:FolderId Id="AAMkAF="></t:FolderId></m:SyncFolderId>'));
    assert.ok(xml.includes('<m:SyncState>H4sI</m:SyncState>'));
  }
});

it('a first sync has no state at all', async () => {
  const xml = await (await builder('delegate')).syncFolderItems(anna, null);
  assert.ok(!xml.includes('SyncState'));
  assert.ok(xml.includes('<m:MaxChangesReturned>512</m:MaxChangesReturned>'));
});

it('a view says its bounds in UTC and its limit', async () => {
  const xml = await (await builder('delegate')).calendarView(anna, march, 900);
  const view =
    '<m:CalendarView MaxEntriesReturned="900" StartDate="2026-03-01T00:00:00.000Z" EndDate="2026-04-01T00:00:00.000Z">';
  assert.ok(xml.includes(view), xml);
});

it('a master is asked for by its occurrence, an item by its id', async () => {
  const requests = await builder('delegate');
  assert.ok(
    (await requests.getMasters(anna, ['AAMk='])).includes('<t:RecurringMasterItemId OccurrenceId="AAMk=">'),
  );
  assert.ok((await requests.getItems(anna, ['AAMk='])).includes('<t:ItemId Id="AAMk=">'));
});

it('bodies come as text', async () => {
  const xml = await (await builder('delegate')).getItems(anna, ['AAMk=']);
  assert.ok(xml.includes('<t:BodyType>Text</t:BodyType>'));
});

it('every version is asked the same, but for its name', async () => {
  const [old, recent] = await Promise.all(
    (['Exchange2010_SP2', 'Exchange2016'] as const).map(version =>
      everyRequest({ version, access: 'impersonation' }),
    ),
  );
  assert.deepEqual(
    recent?.map(request => request.xml.replace('Version="Exchange2016"', 'Version="Exchange2010_SP2"')),
    old?.map(request => request.xml),
  );
});

it('no request sets a time zone or carries a password', async () => {
  for (const { xml } of await everyRequest({ version: 'Exchange2016', access: 'impersonation' })) {
    assert.ok(!xml.includes('TimeZoneContext'));
    assert.ok(!/password|security/i.test(xml));
  }
});
