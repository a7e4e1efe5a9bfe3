import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, calendarFolder, codes, getItems, idOf, syncAll, text, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const asAnna = { as: anna };

function create(properties: string, sending = ' SendMeetingInvitations="SendToNone"', folder = ''): string {
  const saved = folder === '' ? '' : `<m:SavedItemFolderId>${folder}</m:SavedItemFolderId>`;
  return `<m:CreateItem${sending}>${saved}<m:Items><t:CalendarItem>${properties}</t:CalendarItem></m:Items></m:CreateItem>`;
}

function set(uri: string, content: string): string {
  const path = uri.startsWith('<') ? uri : `<t:FieldURI FieldURI="${uri}"/>`;
  return `<t:SetItemField>${path}<t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`;
}

function update(
  id: string,
  key: string | undefined,
  updates: string,
  resolution = 'NeverOverwrite',
  sending = 'SendToNone',
) {
  const changeKey = key === undefined ? '' : ` ChangeKey="${key}"`;
  return `<m:UpdateItem ConflictResolution="${resolution}" SendMeetingInvitationsOrCancellations="${sending}"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"${changeKey}/><t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
}

function remove(id: string, sending = ' SendMeetingCancellations="SendToNone"'): string {
  return `<m:DeleteItem DeleteType="MoveToDeletedItems"${sending}><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`;
}

function keyOf(xml: string): string {
  return /<t:ItemId Id="[^"]*" ChangeKey="([^"]*)"/.exec(xml)?.[1] ?? '';
}

const mark =
  '<t:ExtendedFieldURI PropertySetId="C11FF724-AA03-4555-9952-8FA248A11C3E" PropertyName="Mark" PropertyType="String"/>';

test('a created item is there with its own named property, and comes back in sync', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const { state } = await syncAll(simulator, asAnna);
    const made = await ask(
      simulator,
      create(
        `<t:Subject>R&amp;D &lt;1&gt;</t:Subject><t:Sensitivity>Private</t:Sensitivity><t:Body BodyType="Text">a\nb</t:Body><t:Categories><t:String>Halo</t:String></t:Categories><t:ExtendedProperty>${mark}<t:Value>42</t:Value></t:ExtendedProperty><t:Start>2026-07-01T09:00:00</t:Start><t:End>2026-07-01T10:00:00</t:End><t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Room</t:Location><t:StartTimeZone Id="Romance Standard Time"/>`,
      ),
      asAnna,
    );
    assert.deepEqual(codes(made.xml), ['NoError']);
    const id = idOf(made.xml);
    assert.deepEqual((await syncAll(simulator, asAnna, state)).changes, [`Create ${id}`]);
    const lower = mark.replace(/C11F[^"]*/, set => set.toLowerCase());
    const { xml } = await ask(simulator, getItems([id], [lower]), asAnna);
    assert.equal(text(xml, 'Subject'), 'R&D <1>');
    assert.equal(text(xml, 'Start'), '2026-07-01T07:00:00Z');
    assert.equal(text(xml, 'LegacyFreeBusyStatus'), 'OOF');
    assert.match(xml, /<t:StartTimeZone Name="[^"]*Paris" Id="Romance Standard Time">/);
    assert.match(text(xml, 'ExtendedProperty') ?? '', /<t:Value>42<\/t:Value>/);
    assert.equal(mailbox.items()[0]?.sensitivity, 'Private');
    assert.equal(simulator.mailsSent, 0);
  }));

test('a created series has its occurrences and one made of nonsense is refused', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const series = (range: string) =>
      create(
        `<t:Subject>s</t:Subject><t:Start>2026-10-19T09:00:00</t:Start><t:End>2026-10-19T10:00:00</t:End><t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>${range}</t:Recurrence><t:StartTimeZone Id="W. Europe Standard Time"/>`,
      );
    const numbered =
      '<t:NumberedRecurrence><t:StartDate>2026-10-19</t:StartDate><t:NumberOfOccurrences>2</t:NumberOfOccurrences></t:NumberedRecurrence>';
    assert.deepEqual(codes((await ask(simulator, series(numbered), asAnna)).xml), ['NoError']);
    const shown = mailbox.expand('2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z').map(event => event.start);
    assert.deepEqual(shown, ['2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z']);
    const ended =
      '<t:EndDateRecurrence><t:StartDate>2026-10-19</t:StartDate><t:EndDate>2026-10-01</t:EndDate></t:EndDateRecurrence>';
    assert.deepEqual(codes((await ask(simulator, series(ended), asAnna)).xml), [
      'ErrorRecurrenceHasNoOccurrence',
    ]);
    assert.deepEqual(codes((await ask(simulator, series('<t:Whatever/>'), asAnna)).xml), [
      'ErrorCalendarInvalidRecurrence',
    ]);
  }));

test('every write must say whether it sends mail, and what it would send is counted', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const meeting =
      '<t:Subject>m</t:Subject><t:Start>2026-07-01T09:00:00Z</t:Start><t:End>2026-07-01T10:00:00Z</t:End><t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>Bob</t:Name><t:EmailAddress>bob@corp.example</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
    const code = async (body: string) => codes((await ask(simulator, body, asAnna)).xml).join();
    assert.equal(await code(create(meeting, '')), 'ErrorSendMeetingInvitationsRequired');
    assert.equal(mailbox.items().length, 0);
    const made = await ask(
      simulator,
      create(meeting, ' SendMeetingInvitations="SendToAllAndSaveCopy"'),
      asAnna,
    );
    assert.equal(simulator.mailsSent, 1);
    const id = idOf(made.xml);
    const quiet = update(id, keyOf(made.xml), set('calendar:Location', '<t:Location>x</t:Location>'));
    assert.equal(
      await code(quiet.replace(' SendMeetingInvitationsOrCancellations="SendToNone"', '')),
      'ErrorSendMeetingInvitationsOrCancellationsRequired',
    );
    const updated = await ask(simulator, quiet, asAnna);
    assert.deepEqual(codes(updated.xml), ['NoError']);
    assert.match(updated.xml, /<m:ConflictResults><t:Count>0<\/t:Count><\/m:ConflictResults>/);
    assert.equal(simulator.mailsSent, 1);
    const loud = update(
      id,
      keyOf(updated.xml),
      set('calendar:Location', '<t:Location>y</t:Location>'),
      'AutoResolve',
      'SendToAllAndSaveCopy',
    );
    await ask(simulator, loud, asAnna);
    assert.equal(simulator.mailsSent, 2);
    assert.equal(await code(remove(id, '')), 'ErrorSendMeetingCancellationsRequired');
    assert.equal(await code(remove(id, ' SendMeetingCancellations="SendToAllAndSaveCopy"')), 'NoError');
    assert.equal(simulator.mailsSent, 3);
    assert.equal(await code(remove(id)), 'ErrorItemNotFound');
  }));

test('an update changes what it names alone; a stale or missing change key stops it', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const id = mailbox.book({
      subject: 'old',
      start: '2026-07-01T09:00:00',
      end: '2026-07-01T10:00:00',
      location: 'Room',
      extended: [{ setId: 'c11ff724-aa03-4555-9952-8fa248a11c3e', name: 'Mark', value: '1' }],
    });
    const stale = mailbox.items()[0]?.changeKey ?? '';
    mailbox.change(id, { location: 'Other room' });
    const subject = set('item:Subject', '<t:Subject>new</t:Subject>');
    const code = async (body: string) => codes((await ask(simulator, body, asAnna)).xml).join();
    assert.equal(await code(update(id, stale, subject)), 'ErrorIrresolvableConflict');
    assert.equal(await code(update(id, undefined, subject)), 'ErrorChangeKeyRequired');
    assert.equal(await code(update(id, '!', subject)), 'ErrorInvalidChangeKey');
    assert.equal(await code(update(id, stale, subject, 'AlwaysOverwrite')), 'NoError');
    const fresh = mailbox.items()[0]?.changeKey ?? '';
    const moved = [
      set('calendar:Start', '<t:Start>2026-07-02T09:00:00</t:Start>'),
      set('calendar:End', '<t:End>2026-07-02T11:00:00</t:End>'),
      set('calendar:StartTimeZone', '<t:StartTimeZone Id="Eastern Standard Time"/>'),
      `<t:DeleteItemField>${mark}</t:DeleteItemField>`,
      '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Location"/></t:DeleteItemField>',
    ];
    assert.equal(await code(update(id, fresh, moved.join(''))), 'NoError');
    const [item] = mailbox.items();
    assert.deepEqual(
      [item?.subject, item?.start, item?.end, item?.timeZone, item?.location, item?.extended],
      ['new', '2026-07-02T13:00:00Z', '2026-07-02T15:00:00Z', 'Eastern Standard Time', '', {}],
    );
    const key = item?.changeKey ?? '';
    assert.equal(
      await code(update(id, key, set('calendar:Location', '<t:Subject>x</t:Subject>'))),
      'ErrorUpdatePropertyMismatch',
    );
    assert.equal(
      await code(update(id, key, set('calendar:IsCancelled', '<t:IsCancelled>true</t:IsCancelled>'))),
      'ErrorInvalidPropertySet',
    );
    assert.equal(
      await code(update(id, key, set('calendar:End', '<t:End>2026-07-01T11:00:00Z</t:End>'))),
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    );
  }));

test('attendees of one kind are set without touching those of another', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const people = (['required', 'optional'] as const).map(kind => ({
      address: `${kind}@x.example`,
      name: kind,
      kind,
    }));
    const id = mailbox.book({ subject: 'm', start: '2026-07-01', end: '2026-07-02', attendees: people });
    const person =
      '<t:Attendee><t:Mailbox><t:EmailAddress>new@x.example</t:EmailAddress></t:Mailbox></t:Attendee>';
    const changes = set('calendar:RequiredAttendees', `<t:RequiredAttendees>${person}</t:RequiredAttendees>`);
    const addresses = () =>
      mailbox
        .items()[0]
        ?.attendees.map(attendee => attendee.address)
        .sort();
    await ask(simulator, update(id, undefined, changes, 'AlwaysOverwrite'), asAnna);
    assert.deepEqual(addresses(), ['new@x.example', 'optional@x.example']);
    const gone = '<t:DeleteItemField><t:FieldURI FieldURI="calendar:OptionalAttendees"/></t:DeleteItemField>';
    await ask(simulator, update(id, undefined, gone, 'AlwaysOverwrite'), asAnna);
    assert.deepEqual(addresses(), ['new@x.example']);
  }));

test('an update or deletion of an occurrence id makes an exception or a gap, not more', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 's',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    const all = () => mailbox.expand('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    const [first, second] = all();
    await ask(
      simulator,
      update(first?.id ?? '', first?.changeKey, set('item:Subject', '<t:Subject>e</t:Subject>')),
      asAnna,
    );
    await ask(simulator, remove(second?.id ?? ''), asAnna);
    assert.deepEqual(
      all().map(event => `${event.kind} ${event.subject} ${event.originalDate}`),
      ['Exception e 2026-11-02', 'Occurrence s 2026-11-04'],
    );
    assert.deepEqual(mailbox.items()[0]?.removedDates, ['2026-11-03']);
  }));

test('an occurrence may not be moved past its neighbours by a client', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 's',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Monday'] },
        range: { kind: 'numbered', count: 3 },
      },
    });
    const [, second] = mailbox.expand('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    const move = async (day: string) => {
      const times = [
        set('calendar:Start', `<t:Start>2026-11-${day}T10:00:00Z</t:Start>`),
        set('calendar:End', `<t:End>2026-11-${day}T11:00:00Z</t:End>`),
      ];
      const body = update(second?.id ?? '', undefined, times.join(''), 'AlwaysOverwrite');
      return codes((await ask(simulator, body, asAnna)).xml).join();
    };
    assert.equal(await move('02'), 'ErrorOccurrenceCrossingBoundary');
    assert.equal(await move('16'), 'ErrorOccurrenceCrossingBoundary');
    assert.equal(await move('15'), 'NoError');
  }));

test('a zone of own rules that a client sends is kept and used', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const zone = (periods: string) =>
      `<t:StartTimeZone Id="Own" Name="Own time"><t:Periods>${periods}</t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0"><t:Transition><t:To Kind="Period">p</t:To></t:Transition></t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions></t:StartTimeZone>`;
    const times = '<t:Start>2026-07-01T09:00:00</t:Start><t:End>2026-07-01T10:00:00</t:End>';
    const good = await ask(
      simulator,
      create(times + zone('<t:Period Id="p" Name="n" Bias="-PT1H30M"/>')),
      asAnna,
    );
    assert.deepEqual(codes(good.xml), ['NoError']);
    assert.equal(mailbox.items()[0]?.start, '2026-07-01T07:30:00Z');
    const bad = await ask(simulator, create(`${times}<t:StartTimeZone Id="Nowhere"/>`), asAnna);
    assert.deepEqual(codes(bad.xml), ['ErrorTimeZone']);
  }));

test('a delegate sees and writes what its right allows; private items show their time alone', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    simulator.state.addUser('delegate', 'd');
    const asking = { user: 'delegate', password: 'd' };
    const folder = calendarFolder(anna);
    const id = mailbox.book({
      subject: 'Doctor',
      location: 'Clinic',
      body: 'secret',
      sensitivity: 'Private',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
    });
    const code = async (body: string) => codes((await ask(simulator, body, asking)).xml).join();
    const read = getItems([id]);
    const write = create('<t:Subject>x</t:Subject>', undefined, folder);
    assert.deepEqual([await code(read), await code(write)], ['ErrorItemNotFound', 'ErrorFolderNotFound']);
    simulator.state.setRights('delegate', anna, 'reviewer');
    assert.deepEqual([await code(read), await code(write)], ['NoError', 'ErrorAccessDenied']);
    assert.equal(await code(remove(id)), 'ErrorAccessDenied');
    const subject = update(id, undefined, set('item:Subject', '<t:Subject>y</t:Subject>'), 'AlwaysOverwrite');
    assert.equal(await code(subject), 'ErrorAccessDenied');
    const hidden = (await ask(simulator, read, asking)).xml;
    assert.equal(text(hidden, 'Subject'), 'Private Appointment');
    assert.doesNotMatch(hidden, /Clinic|secret|Doctor/);
    assert.equal(text(hidden, 'Start'), '2026-11-02T09:00:00Z');
    simulator.state.setRights('delegate', anna, 'editor', true);
    assert.deepEqual([await code(read), await code(write)], ['NoError', 'NoError']);
    assert.match((await ask(simulator, read, asking)).xml, /Clinic/);
  }));

test('the server tells its zones, with rules or by name alone', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    const ask1 = (inner: string, full: string) =>
      ask(
        simulator,
        `<m:GetServerTimeZones ReturnFullTimeZoneData="${full}">${inner}</m:GetServerTimeZones>`,
        asAnna,
      );
    const all = await ask1('', 'false');
    assert.match(all.xml, /<t:TimeZoneDefinition Name="[^"]+" Id="Tokyo Standard Time"\/>/);
    const one = await ask1('<m:Ids><t:Id>Tokyo Standard Time</t:Id></m:Ids>', 'true');
    assert.match(
      one.xml,
      /<m:TimeZoneDefinitions><t:TimeZoneDefinition Name="[^"]+" Id="Tokyo Standard Time"><t:Periods>/,
    );
    assert.equal(one.xml.split('<t:TimeZoneDefinition ').length, 2);
  }));

test('what a person copies by dragging is another event that carries the named properties along', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const people = [{ address: 'bo@corp.example', name: 'Bo', kind: 'required' } as const];
    const extended = [{ setId: 'C11FF724-AA03-4555-9952-8FA248A11C3E', name: 'Mark', value: '42' }];
    const day = { start: '2026-07-01T09:00:00', end: '2026-07-01T10:00:00' };
    const plain = mailbox.book({ subject: 'Plain', ...day, extended });
    const meeting = mailbox.book({ subject: 'Meeting', ...day, attendees: people, extended });
    const { xml } = await ask(
      simulator,
      getItems([mailbox.duplicate(plain), mailbox.duplicate(meeting)], [mark]),
      asAnna,
    );
    assert.equal(xml.split('<t:Value>42</t:Value>').length, 3);
    const [one, other, oneCopy, otherCopy] = mailbox.items();
    assert.equal(new Set([one?.uid, other?.uid, oneCopy?.uid, otherCopy?.uid]).size, 4);
    assert.deepEqual([oneCopy?.subject, otherCopy?.subject], ['Plain', 'Copy: Meeting']);
    assert.deepEqual([otherCopy?.isMeeting, otherCopy?.attendees.length], [false, 0]);
    assert.equal(simulator.mailsSent, 0);
  }));

test('what a client deletes lies in Deleted Items, and comes back from there as a new item with its UID', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const id = mailbox.book({ subject: 'Gone', start: '2026-07-01T09:00:00', end: '2026-07-01T10:00:00' });
    const { uid } = mailbox.item(id);
    const { state } = await syncAll(simulator, asAnna);
    await ask(simulator, remove(id), asAnna);
    const binned = mailbox.itemsIn('deleteditems');
    assert.deepEqual(
      binned.map(item => [item.subject, item.uid]),
      [['Gone', uid]],
    );
    const back = mailbox.moveTo(binned[0]?.id ?? '', 'calendar');
    assert.notEqual(back, id);
    assert.equal(mailbox.item(back).uid, uid);
    assert.deepEqual((await syncAll(simulator, asAnna, state)).changes.sort(), [
      `Create ${back}`,
      `Delete ${id}`,
    ]);
    mailbox.moveTo(back, 'deleteditems');
    assert.deepEqual([mailbox.items().length, mailbox.itemsIn('deleteditems').length], [0, 1]);
  }));
