/** Servers that speak EWS and are not quite Exchange: clones, old versions, half broken ones. Right all the same, or a clear problem. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Result } from '../../../main/core/problem.ts';
import {
  askedIds,
  canned,
  itemsAnswer,
  itemXml,
  marchOf2026,
  soap,
  success,
  viewAnswer,
} from './canned-server.ts';
import { annas, never } from './over-simulator.ts';

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}

const at = (id: string, start: string, end: string) =>
  itemXml(id)
    .replace(/<t:Start>[^<]*/, `<t:Start>${start}`)
    .replace(/<t:End>[^<]*/, `<t:End>${end}`);

it('takes nothing from a view in which there is a master, however many events are beside it', async () => {
  const rows = [itemXml('A'), itemXml('M', '', 'RecurringMaster'), itemXml('B')];
  const result = await canned(() => viewAnswer(rows)).source.view(annas, marchOf2026, never);
  assert.equal(codeOf(result), 'exchange.series-not-expanded');
});

it('leaves out what only touches the window when a server counts its ends in', async () => {
  const rows = [
    at('before', '2026-02-28T23:00:00Z', '2026-03-01T00:00:00Z'),
    at('across', '2026-02-28T23:00:00Z', '2026-03-01T00:00:01Z'),
    at('within', '2026-03-31T23:00:00Z', '2026-04-02T00:00:00Z'),
    at('after', '2026-04-01T00:00:00Z', '2026-04-01T01:00:00Z'),
  ];
  const result = await canned(() => viewAnswer(rows)).source.view(annas, marchOf2026, never);
  assert.deepEqual(result.ok && result.value.rows.map(row => row.itemId), ['across', 'within']);
});

it('takes a bare fault in a 200 for what it says, whatever was asked', async () => {
  const fault = (code: string) =>
    `<?xml version="1.0"?><SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body><SOAP:Fault><faultcode>${code}</faultcode><faultstring>no</faultstring></SOAP:Fault></SOAP:Body></SOAP:Envelope>`;
  for (const [code, problem] of [
    ['ErrorImpersonateUserDenied', 'mailbox.impersonation-denied'],
    ['ErrorNonExistentMailbox', 'mailbox.unknown'],
    ['ErrorItemNotFound', 'item.not-found'],
    ['SOAP:Server', 'exchange.server-error'],
  ] as const) {
    const { source } = canned(() => fault(code));
    assert.equal(codeOf(await source.openCalendar(annas, never)), problem);
    assert.equal(codeOf(await source.changes(annas, 'state', never)), problem);
    assert.equal(codeOf(await source.view(annas, marchOf2026, never)), problem);
    const items = await source.items(annas, ['A', 'B'], never);
    assert.ok(!items.ok || items.value.every(one => one.kind === 'unreadable'), JSON.stringify(items));
  }
});

it('does not take an answer without its parts for an empty calendar', async () => {
  for (const answer of [
    soap('FindItem', success('FindItem', '')),
    soap('FindItem', success('FindItem', '<m:RootFolder TotalItemsInView="0"><t:Items/></m:RootFolder>')),
    soap(
      'FindItem',
      success('FindItem', '<m:RootFolder TotalItemsInView="3" IncludesLastItemInRange="true"/>'),
    ),
    soap('FindItem', ''),
    soap('GetFolder', success('GetFolder', '<m:Folders/>')),
    '<s:Envelope xmlns:s="s"><s:Body/></s:Envelope>',
  ]) {
    const result = await canned(() => answer).source.view(annas, marchOf2026, never);
    assert.notEqual(codeOf(result), 'ok', answer);
  }
});

it('does not take a feed without its state, its end or an id for one without changes', async () => {
  const page = (content: string) => soap('SyncFolderItems', success('SyncFolderItems', content));
  const last = '<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>';
  for (const content of [
    last,
    '<m:SyncState>s</m:SyncState>',
    `<m:SyncState/>${last}<m:Changes/>`,
    `<m:SyncState>s</m:SyncState>${last}<m:Changes><t:Delete><t:OccurrenceItemId RecurringMasterId="M" InstanceIndex="1"/></t:Delete></m:Changes>`,
  ]) {
    const result = await canned(() => page(content)).source.changes(annas, 'before', never);
    assert.equal(codeOf(result), 'exchange.unreadable-answer', content);
  }
});

it('reads a feed without change keys, and one without a list of changes', async () => {
  const page = (changes: string) =>
    soap(
      'SyncFolderItems',
      success(
        'SyncFolderItems',
        `<m:SyncState>s</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>${changes}`,
      ),
    );
  const bare =
    '<m:Changes><t:Delete><t:ItemId Id="A"/></t:Delete><t:Create><t:Item><t:ItemId Id="B"/></t:Item></t:Create></m:Changes>';
  const feed = await canned(() => page(bare)).source.changes(annas, null, never);
  assert.deepEqual(feed.ok && feed.value, { changed: ['B'], removed: ['A'], state: 's' });
  const none = await canned(() => page('')).source.changes(annas, null, never);
  assert.deepEqual(none.ok && none.value, { changed: [], removed: [], state: 's' });
});

it('passes over what a clone adds, and takes the first of what it says twice', async () => {
  const row = itemXml(
    'A',
    '<t:Subject>one</t:Subject><t:Subject>two</t:Subject><t:Start>1999-01-01T00:00:00Z</t:Start>',
  );
  const answer = viewAnswer([row]).replace(
    '</t:Items>',
    '</t:Items><t:Groups/><x:New xmlns:x="x"><x:Items/></x:New>',
  );
  const result = await canned(() => answer).source.view(annas, marchOf2026, never);
  assert.deepEqual(result.ok && result.value.rows.map(one => [one.subject, one.start]), [
    ['one', '2026-03-10T09:00:00Z'],
  ]);
});

it('reads an item without people, body, zone or dates of change', async () => {
  const result = await canned(() => itemsAnswer([itemXml('A')])).source.items(annas, ['A'], never);
  const [answer] = result.ok ? result.value : [];
  assert.equal(answer?.kind, 'found');
  const { organizer, attendees, body, zone, lastModified } = answer.item;
  assert.deepEqual([organizer, attendees, body, zone.name, lastModified], [null, [], '', 'UTC', null]);
});

it('calls a master unreadable that cannot be asked for by its occurrence, and not gone', async () => {
  const refused =
    '<m:GetItemResponseMessage ResponseClass="Error"><m:MessageText>currently not supported</m:MessageText><m:ResponseCode>ErrorInvalidId</m:ResponseCode></m:GetItemResponseMessage>';
  const { source } = canned(request =>
    soap(
      'GetItem',
      askedIds(request)
        .map(() => refused)
        .join(''),
    ),
  );
  const result = await source.masters(annas, ['A', 'B'], never);
  assert.deepEqual(result.ok && result.value, [
    { id: 'A', kind: 'unreadable', responseCode: 'ErrorInvalidId' },
    { id: 'B', kind: 'unreadable', responseCode: 'ErrorInvalidId' },
  ]);
});

it('takes rights that a server does not state for none', async () => {
  const folder = (rights: string) =>
    soap(
      'GetFolder',
      success(
        'GetFolder',
        `<m:Folders><t:CalendarFolder><t:FolderId Id="F"/>${rights}</t:CalendarFolder></m:Folders>`,
      ),
    );
  const canRead = async (rights: string) => {
    const opened = await canned(() => folder(rights)).source.openCalendar(annas, never);
    return opened.ok && opened.value.canRead;
  };
  assert.equal(await canRead(''), false);
  assert.equal(await canRead('<t:EffectiveRights><t:Read>false</t:Read></t:EffectiveRights>'), false);
  assert.equal(await canRead('<t:EffectiveRights><t:Read>true</t:Read></t:EffectiveRights>'), true);
});

it('gives the same answer by any prefix, by none, and with a fault envelope of SOAP 1.2', async () => {
  const forms = [
    viewAnswer([itemXml('A')]),
    viewAnswer([itemXml('A')]).replace(/<(\/?)[mst]:/g, '<$1'),
    viewAnswer([itemXml('A')]).replace(/<(\/?)([mst]):/g, '<$1n-$2.x:'),
  ];
  for (const form of forms) {
    const result = await canned(() => form).source.view(annas, marchOf2026, never);
    assert.deepEqual(result.ok && result.value.rows.map(row => row.itemId), ['A'], form);
  }
  const fault =
    '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code><e:Detail><ResponseCode>ErrorServerBusy</ResponseCode></e:Detail></e:Fault></e:Body></e:Envelope>';
  const busy = await canned(() => ({ status: 500, text: fault })).source.view(annas, marchOf2026, never);
  assert.equal(codeOf(busy), 'exchange.throttled');
});
