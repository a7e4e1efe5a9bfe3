/** Folders other than the calendar: found, told once, and a home for what is moved or deleted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import {
  ask,
  calendarFolder,
  codes,
  getFolder,
  getItems,
  idOf,
  items,
  syncAll,
  text,
  texts,
  withSimulator,
} from './raw-client.ts';

const asAnna = { as: 'anna@corp.example' };
const times = { start: '2026-03-10T09:00:00', end: '2026-03-10T10:00:00' };
const root = '<t:DistinguishedFolderId Id="msgfolderroot"/>';
const deleted = '<t:DistinguishedFolderId Id="deleteditems"/>';
const folderClass = '<t:ExtendedFieldURI PropertyTag="0x3613" PropertyType="String"/>';

const withAnna = (work: (simulator: ExchangeSimulator) => Promise<void>) => () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: asAnna.as, displayName: 'Anna Berg' });
    await work(simulator);
  });

const findFolder = (parent: string, restriction = '', traversal = 'Deep') =>
  `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>Default</t:BaseShape><t:AdditionalProperties>${folderClass}</t:AdditionalProperties></m:FolderShape>${restriction}<m:ParentFolderIds>${parent}</m:ParentFolderIds></m:FindFolder>`;

const syncFolders = (state = '') =>
  `<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>${state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`}</m:SyncFolderHierarchy>`;

const move = (id: string, to: string, operation = 'MoveItem') =>
  `<m:${operation}><m:ToFolderId>${to}</m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:${operation}>`;

const list = (folder: string) =>
  `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:IndexedPageItemView Offset="0" BasePoint="Beginning"/><m:ParentFolderIds>${folder}</m:ParentFolderIds></m:FindItem>`;

test(
  'FindFolder finds the folders below a folder, by class also, and says so when there is none',
  withAnna(async simulator => {
    const all = await ask(simulator, findFolder(root), asAnna);
    assert.ok(texts(all.xml, 'DisplayName').includes('Deleted Items'));
    assert.match(
      all.xml,
      /<m:RootFolder IndexedPagingOffset="11" TotalItemsInView="11" IncludesLastItemInRange="true">/,
    );
    const only = `<m:Restriction><t:IsEqualTo>${folderClass}<t:FieldURIOrConstant><t:Constant Value="IPF.Appointment"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;
    const calendars = await ask(simulator, findFolder(root, only), asAnna);
    assert.deepEqual(texts(calendars.xml, 'DisplayName'), ['Calendar']);
    assert.deepEqual(texts(calendars.xml, 'Value'), ['IPF.Appointment']);
    const none = await ask(simulator, findFolder(calendarFolder()), asAnna);
    assert.match(
      none.xml,
      /<m:RootFolder [^>]*TotalItemsInView="0" IncludesLastItemInRange="true"><t:Folders><\/t:Folders>/,
    );
    const top = await ask(
      simulator,
      findFolder('<t:DistinguishedFolderId Id="root"/>', '', 'Shallow'),
      asAnna,
    );
    assert.deepEqual(texts(top.xml, 'DisplayName'), ['Top of Information Store']);
  }),
);

test(
  'a folder tells only the properties that were asked for',
  withAnna(async simulator => {
    const bare = getFolder().replace('AllProperties', 'IdOnly');
    const { xml } = await ask(simulator, bare, asAnna);
    assert.deepEqual([texts(xml, 'DisplayName'), texts(xml, 'EffectiveRights'), idOf(xml)], [[], [], '']);
    assert.match(xml, /<t:CalendarFolder><t:FolderId Id="[^"]+" ChangeKey="[^"]+"\/><\/t:CalendarFolder>/);
  }),
);

test(
  'SyncFolderHierarchy tells all folders once; a state that nobody wrote is refused',
  withAnna(async simulator => {
    const first = await ask(simulator, syncFolders(), asAnna);
    assert.equal([...first.xml.matchAll(/<t:Create>/g)].length, 11);
    const state = text(first.xml, 'SyncState') ?? '';
    const next = await ask(simulator, syncFolders(state), asAnna);
    assert.match(next.xml, /<m:Changes><\/m:Changes>/);
    assert.equal(text(next.xml, 'IncludesLastFolderInRange'), 'true');
    assert.deepEqual(codes((await ask(simulator, syncFolders('rubbish'), asAnna)).xml), [
      'ErrorInvalidSyncStateData',
    ]);
  }),
);

test(
  'an item that is moved is gone from the calendar, is in the other folder under a new id, and comes back under a third',
  withAnna(async simulator => {
    const mailbox = simulator.state.mailbox(asAnna.as);
    const id = mailbox.book({ subject: 'Away', ...times });
    const before = await syncAll(simulator, asAnna);
    const moved = idOf((await ask(simulator, move(id, deleted), asAnna)).xml);
    assert.notEqual(moved, id);
    assert.deepEqual((await syncAll(simulator, asAnna, before.state)).changes, [`Delete ${id}`]);
    assert.deepEqual(codes((await ask(simulator, getItems([id]), asAnna)).xml), ['ErrorItemNotFound']);
    const there = await ask(simulator, list(deleted), asAnna);
    assert.deepEqual(items(there.xml).map(idOf), [moved]);
    assert.equal(text((await ask(simulator, getFolder(deleted), asAnna)).xml, 'TotalCount'), '1');
    const uid = text((await ask(simulator, getItems([moved]), asAnna)).xml, 'UID');
    const back = idOf((await ask(simulator, move(moved, calendarFolder()), asAnna)).xml);
    assert.notEqual(back, id);
    assert.deepEqual(
      mailbox.items().map(item => [item.id, item.uid]),
      [[back, uid]],
    );
    assert.deepEqual(items((await ask(simulator, list(deleted), asAnna)).xml), []);
  }),
);

test(
  'a copy lies beside what it was made of; an occurrence can neither be moved nor copied',
  withAnna(async simulator => {
    const mailbox = simulator.state.mailbox(asAnna.as);
    const recurrence = {
      pattern: { kind: 'Daily', interval: 1 },
      range: { kind: 'numbered', count: 2 },
    } as const;
    const series = mailbox.book({ subject: 'Twice', ...times, recurrence });
    const copy = idOf((await ask(simulator, move(series, calendarFolder(), 'CopyItem'), asAnna)).xml);
    assert.deepEqual(
      mailbox
        .items()
        .map(item => item.id)
        .toSorted(),
      [series, copy].toSorted(),
    );
    assert.deepEqual(
      mailbox.items().map(item => item.subject),
      ['Twice', 'Twice'],
    );
    const [occurrence] = mailbox.expand('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z');
    for (const operation of ['MoveItem', 'CopyItem']) {
      const refused = await ask(simulator, move(occurrence?.id ?? '', deleted, operation), asAnna);
      assert.deepEqual(codes(refused.xml), ['ErrorCalendarCannotMoveOrCopyOccurrence']);
    }
  }),
);

test(
  'MoveToDeletedItems keeps what it takes away, HardDelete does not; from the deleted items nothing is told in sync',
  withAnna(async simulator => {
    const mailbox = simulator.state.mailbox(asAnna.as);
    const remove = (id: string, type: string) =>
      `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="SendToNone"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`;
    for (const type of ['MoveToDeletedItems', 'HardDelete'])
      await ask(simulator, remove(mailbox.book({ subject: type, ...times }), type), asAnna);
    const kept = items((await ask(simulator, list(deleted), asAnna)).xml);
    assert.deepEqual(
      kept.map(item => text(item, 'Subject')),
      ['MoveToDeletedItems'],
    );
    const { state } = await syncAll(simulator, asAnna);
    await ask(simulator, remove(idOf(kept[0] ?? ''), 'HardDelete'), asAnna);
    assert.deepEqual((await syncAll(simulator, asAnna, state)).changes, []);
    assert.deepEqual(items((await ask(simulator, list(deleted), asAnna)).xml), []);
  }),
);

test(
  'a client makes a folder of its own, keeps items in it and removes it with them; the usual folders stay',
  withAnna(async simulator => {
    const make = (name: string, kind: string) =>
      `<m:CreateFolder><m:ParentFolderId>${root}</m:ParentFolderId><m:Folders>${kind.replace('NAME', name)}</m:Folders></m:CreateFolder>`;
    const calendarKind = '<t:CalendarFolder><t:DisplayName>NAME</t:DisplayName></t:CalendarFolder>';
    const classed =
      '<t:Folder><t:FolderClass>IPF.Appointment</t:FolderClass><t:DisplayName>NAME</t:DisplayName></t:Folder>';
    const state = text((await ask(simulator, syncFolders(), asAnna)).xml, 'SyncState') ?? '';
    const made = await ask(simulator, make('Mine', calendarKind), asAnna);
    const id = /<t:CalendarFolder><t:FolderId Id="([^"]+)"/.exec(made.xml)?.[1] ?? '';
    const other = await ask(simulator, make('Other', classed), asAnna);
    assert.match(other.xml, /<t:CalendarFolder><t:FolderId/);
    assert.deepEqual(codes((await ask(simulator, make('mine', classed), asAnna)).xml), ['ErrorFolderExists']);
    const mine = `<t:FolderId Id="${id}"/>`;
    const create = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${mine}</m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>Apart</t:Subject></t:CalendarItem></m:Items></m:CreateItem>`;
    const apart = idOf((await ask(simulator, create, asAnna)).xml);
    assert.deepEqual(simulator.state.mailbox(asAnna.as).items(), []);
    assert.deepEqual((await syncAll(simulator, asAnna)).changes, []);
    assert.deepEqual(items((await ask(simulator, list(mine), asAnna)).xml).map(idOf), [apart]);
    const told = await ask(simulator, syncFolders(state), asAnna);
    assert.deepEqual(texts(told.xml, 'DisplayName'), ['Mine', 'Other']);
    const remove = (folder: string) =>
      `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${folder}</m:FolderIds></m:DeleteFolder>`;
    assert.deepEqual(codes((await ask(simulator, remove(mine + root), asAnna)).xml), [
      'NoError',
      'ErrorDeleteDistinguishedFolder',
    ]);
    assert.deepEqual(codes((await ask(simulator, getItems([apart]), asAnna)).xml), ['ErrorItemNotFound']);
    assert.deepEqual(codes((await ask(simulator, getFolder(mine), asAnna)).xml), ['ErrorFolderNotFound']);
    const gone = await ask(simulator, syncFolders(text(told.xml, 'SyncState')), asAnna);
    assert.deepEqual(
      [...gone.xml.matchAll(/<t:Delete><t:FolderId Id="([^"]+)"/g)].map(one => one[1]),
      [id],
    );
  }),
);
