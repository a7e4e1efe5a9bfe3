/** What a client writes is there, by its rules: whose key, which fields, who would be mailed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, codes, getItems, idOf, syncAll, text, withSimulator } from './raw-client.ts';
import { anna, asAnna, create, keyOf, mark, remove, set, update } from './write-requests.ts';

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
