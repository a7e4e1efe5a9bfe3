/**
 * Validates a broad set of the simulator's answers against Microsoft's schemas: node schema-validity.ts FOLDER, where
 * FOLDER holds exchange2010_sp2/, exchange2013_sp1/ and exchange2016/ with an envelope.xsd each. Needs xmllint.
 * Ends with 1 and names the answer that is wrong.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mailbox } from '../../../main/simulators/exchange/mailbox.ts';
import type { ServerVersion } from '../../../main/simulators/exchange/protocol/versions.ts';
import type { ExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import type { RecurrencePattern } from '../../../main/simulators/exchange/state/recurrence.ts';
import { windowsZones } from '../../../main/simulators/exchange/state/windows-zones.ts';
import { ask, getFolder, getItems, idOf, sync, text, view, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const asAnna = { as: anna };
const days = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:30:00' };
const clean =
  '<t:ExtendedFieldURI PropertySetId="6ED8DA90-450B-101B-98DA-00AA003F1305" PropertyId="35" PropertyType="Binary"/>';
const mark =
  '<t:ExtendedFieldURI PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e" PropertyName="Mark" PropertyType="String"/>';

const patterns: readonly RecurrencePattern[] = [
  { kind: 'Daily', interval: 1 },
  { kind: 'Weekly', interval: 2, days: ['Monday', 'Friday'], firstDayOfWeek: 'Monday' },
  { kind: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 },
  { kind: 'RelativeMonthly', interval: 1, day: 'WeekendDay', index: 'Last' },
  { kind: 'AbsoluteYearly', month: 12, dayOfMonth: 24 },
  { kind: 'RelativeYearly', month: 11, day: 'Weekday', index: 'Second' },
];

function furnish(mailbox: Mailbox): void {
  const people = ['required', 'optional', 'resource'] as const;
  mailbox.book({
    subject: 'All of it & <more>',
    ...days,
    body: '<p>ä €</p>',
    location: 'Room "1"',
    sensitivity: 'Private',
    freeBusy: 'WorkingElsewhere',
    categories: ['Red', 'Blue'],
    attendees: people.map(kind => ({
      address: `${kind}@corp.example`,
      name: kind,
      kind,
      response: 'Accept',
    })),
    extended: [{ setId: 'C11FF724-AA03-4555-9952-8FA248A11C3E', name: 'Mark', value: '42' }],
  });
  mailbox.book({ subject: '', ...days, body: 'text', bodyType: 'Text', reminderMinutes: null });
  mailbox.cancel(
    mailbox.book({
      subject: 'Elsewhere',
      ...days,
      organizer: { address: 'boss@corp.example', name: 'Boss' },
    }),
  );
  mailbox.book({ subject: 'Lone', ...days, uid: 'foreign-uid@example', instanceDate: '2026-11-02' });
  mailbox.book({ subject: 'Away', start: '2026-11-02', end: '2026-11-03', allDay: true });
  for (const { id } of windowsZones) mailbox.book({ subject: id, ...days, timeZone: id });
  const own = {
    id: 'Customized Time Zone',
    name: '',
    periods: [{ id: 'p', name: 'Standard', bias: -30 }],
    groups: [{ id: '0', changes: [{ to: 'p', month: 4, day: 1, at: 60 }] }],
    starts: [{ group: '0' }],
  };
  mailbox.book({ subject: 'Own', ...days, timeZone: own, endTimeZone: 'tzone://Microsoft/Utc' });
  mailbox.book({ subject: 'Own', ...days, timeZone: { ...own, idOnly: true } });
  for (const pattern of patterns)
    for (const range of [
      { kind: 'noEnd' } as const,
      { kind: 'numbered', count: 4 } as const,
      { kind: 'endDate', endDate: '2027-12-31' } as const,
    ]) {
      const master = mailbox.book({ subject: pattern.kind, ...days, recurrence: { pattern, range } });
      const dates = mailbox
        .expand('2026-11-01T00:00:00Z', '2028-11-01T00:00:00Z')
        .filter(event => event.masterId === master)
        .map(event => event.originalDate ?? '');
      if (dates.length < 2) continue;
      mailbox.changeOccurrence(master, dates[0] ?? '', { subject: 'Changed', body: 'other' });
      mailbox.removeOccurrence(master, dates[1] ?? '');
    }
}

/** What clients ask that we never do. */
function besideTheCalendar(id: string): Readonly<Record<string, string>> {
  const top = '<t:DistinguishedFolderId Id="msgfolderroot"/>';
  const bin = '<t:DistinguishedFolderId Id="deleteditems"/>';
  const folderShape = (base: string) =>
    `<m:FolderShape><t:BaseShape>${base}</t:BaseShape><t:AdditionalProperties><t:ExtendedFieldURI PropertyTag="0x3613" PropertyType="String"/></t:AdditionalProperties></m:FolderShape>`;
  const find = (base: string, parent: string) =>
    `<m:FindFolder Traversal="Deep">${folderShape(base)}<m:ParentFolderIds>${parent}</m:ParentFolderIds></m:FindFolder>`;
  const tree = (state: string) =>
    `<m:SyncFolderHierarchy>${folderShape('AllProperties')}${state}</m:SyncFolderHierarchy>`;
  const people = (entry: string) =>
    `<m:ResolveNames ReturnFullContactData="true"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`;
  const ids = (format: string) =>
    `<m:ConvertId DestinationFormat="${format}"><m:SourceIds><t:AlternateId Format="EwsId" Id="${id}" Mailbox="${anna}"/><t:AlternateId Format="EwsId" Id="DUMMY" Mailbox="DUMMY"/></m:SourceIds></m:ConvertId>`;
  const move = (operation: string) =>
    `<m:${operation}><m:ToFolderId>${bin}</m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/><t:ItemId Id="gone"/></m:ItemIds></m:${operation}>`;
  return {
    'FindFolder all': find('AllProperties', top),
    'FindFolder default': find('Default', '<t:DistinguishedFolderId Id="root"/>'),
    'FindFolder none': find('IdOnly', bin),
    'FindFolder failing': find('IdOnly', '<t:FolderId Id="AAAA"/>'),
    'Folder tree': tree(''),
    'Folder tree failing': tree('<m:SyncState>rubbish</m:SyncState>'),
    'ResolveNames one': people('anna'),
    'ResolveNames several': people('b'),
    'ResolveNames nobody': people('x'),
    'ConvertId hex': ids('HexEntryId'),
    'ConvertId entry': ids('EntryId'),
    GetUserConfiguration: `<m:GetUserConfiguration><m:UserConfigurationName Name="x">${top}</m:UserConfigurationName><m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>`,
    GetAttachment:
      '<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id="A"/></m:AttachmentIds></m:GetAttachment>',
    'GetItem as iCalendar': getItems([id], ['item:MimeContent']),
    CreateFolder: `<m:CreateFolder><m:ParentFolderId>${top}</m:ParentFolderId><m:Folders><t:CalendarFolder><t:DisplayName>Mine</t:DisplayName></t:CalendarFolder><t:Folder/></m:Folders></m:CreateFolder>`,
    'FindFolder made': find('AllProperties', top),
    DeleteFolder: `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${top}</m:FolderIds></m:DeleteFolder>`,
    CopyItem: move('CopyItem'),
    MoveItem: move('MoveItem'),
    'FindItem elsewhere': view('', '', [], { folder: bin, base: 'AllProperties' }).replace(
      /<m:CalendarView[^>]*>/,
      '',
    ),
  };
}

async function answers(simulator: ExchangeSimulator, version: ServerVersion): Promise<Map<string, string>> {
  const asking = { ...asAnna, version };
  const found = new Map<string, string>();
  const keep = async (name: string, body: string, other: Parameters<typeof ask>[2] = asking) => {
    const { xml } = await ask(simulator, body, { version, ...other });
    found.set(name, xml);
    return xml;
  };
  const mailbox = simulator.state.mailbox(anna);
  const range = ['2026-11-01T00:00:00Z', '2027-03-01T00:00:00Z'] as const;
  const events = mailbox.expand(...range);
  const ids = [...mailbox.items(), ...events].map(event => event.id);
  await keep('GetFolder', getFolder());
  await keep('GetFolder inbox', getFolder('<t:DistinguishedFolderId Id="inbox"/>'));
  await keep('GetFolder failing', getFolder('<t:FolderId Id="AAAA"/>'));
  for (const base of ['IdOnly', 'Default', 'AllProperties']) {
    await keep(`FindItem view ${base}`, view(...range, [clean, mark], { base }));
    await keep(
      `GetItem ${base}`,
      getItems([...ids, 'rubbish'], ['item:Subject', 'calendar:Start', clean, mark], base),
    );
  }
  if (version !== 'Exchange2010_SP2')
    await keep(
      'GetItem newer',
      getItems(ids, ['item:TextBody', 'calendar:StartTimeZoneId', 'calendar:IsOrganizer']),
    );
  await keep('GetItem zoned', getItems(ids), { ...asking, zone: 'India Standard Time' });
  await keep(
    'GetItem text',
    getItems(ids).replace('</t:BaseShape>', '</t:BaseShape><t:BodyType>Text</t:BodyType>'),
  );
  await keep('FindItem too long', view('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z'));
  const pages = '<m:IndexedPageItemView MaxEntriesReturned="5" Offset="3" BasePoint="Beginning"/>';
  await keep('FindItem page', view(...range).replace(/<m:CalendarView[^>]*>/, pages));
  const first = await keep('Sync', sync());
  const gone = mailbox.items()[3]?.id ?? '';
  mailbox.change(mailbox.items()[0]?.id ?? '', { subject: 'again' });
  mailbox.remove(gone);
  await keep('Sync changes', sync(text(first, 'SyncState')));
  await keep('Sync failing', sync('rubbish'));
  await keep('Zones', '<m:GetServerTimeZones ReturnFullTimeZoneData="true"/>');
  await keep('Zone names', '<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>');
  const create = (sending: string) =>
    `<m:CreateItem${sending}><m:Items><t:CalendarItem><t:Subject>made</t:Subject></t:CalendarItem></m:Items></m:CreateItem>`;
  const made = await keep('CreateItem', create(' SendMeetingInvitations="SendToNone"'));
  await keep('CreateItem failing', create(''));
  const change = (resolution: string) =>
    `<m:UpdateItem ConflictResolution="${resolution}" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange><t:ItemId Id="${idOf(made)}" ChangeKey="AAAAAAAA"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:CalendarItem><t:Subject>other</t:Subject></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
  await keep('UpdateItem', change('AlwaysOverwrite'));
  await keep('UpdateItem failing', change('NeverOverwrite'));
  const remove = `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone"><m:ItemIds><t:ItemId Id="${idOf(made)}"/></m:ItemIds></m:DeleteItem>`;
  await keep('DeleteItem', remove);
  await keep('DeleteItem failing', remove);
  for (const [name, body] of Object.entries(besideTheCalendar(ids[0] ?? ''))) await keep(name, body);
  await keep('Fault', '<m:Dance/>');
  await keep('Fault impersonation', getFolder(), { as: 'nobody@corp.example' });
  for (const as of ['fault', 'message'] as const) {
    simulator.faults.order({ kind: 'server-busy', backOffMs: 1000, as });
    await keep(`Busy ${as}`, getFolder());
  }
  return found;
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node schema-validity.ts FOLDER-OF-SCHEMAS');
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'schema-validity-'));
let wrong = 0;
let count = 0;
for (const version of ['Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const)
  await withSimulator({ version }, async simulator => {
    furnish(simulator.state.addMailbox({ address: anna }));
    for (const name of ['bo', 'bea']) simulator.state.addMailbox({ address: `${name}@corp.example` });
    for (const [name, xml] of await answers(simulator, version)) {
      count++;
      const file = join(work, `${version} ${name}.xml`);
      writeFileSync(file, xml);
      const schema = join(folder, version.toLowerCase(), 'envelope.xsd');
      const done = spawnSync('xmllint', ['--noout', '--schema', schema, file], { encoding: 'utf8' });
      if (done.status === 0) continue;
      wrong++;
      console.error(
        `${version}: ${name} is not valid\n${(done.stderr || String(done.error)).slice(0, 1500)}`,
      );
    }
  });
rmSync(work, { recursive: true });
console.log(`${count - wrong} of ${count} answers are valid.`);
process.exit(wrong === 0 && count > 0 ? 0 : 1);
