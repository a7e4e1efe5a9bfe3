import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ask,
  calendarFolder,
  codes,
  getFolder,
  getItems,
  idOf,
  items,
  master,
  post,
  shape,
  soap,
  text,
  texts,
  view,
  withSimulator,
} from './raw-client.ts';

const anna = 'anna@corp.example';
const asAnna = { as: anna };

test('a request without or with a wrong password is refused with the offer of Basic', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna, password: 'secret' });
    const bare = await fetch(simulator.url, { method: 'POST', body: soap(getFolder()) });
    assert.equal(bare.status, 401);
    assert.match(bare.headers.get('www-authenticate') ?? '', /^Basic realm=/);
    const wrong = await post(simulator.url, soap(getFolder()), { user: anna, password: 'wrong' });
    assert.equal(wrong.status, 401);
    const right = await post(simulator.url, soap(getFolder()), { user: anna, password: 'secret' });
    assert.deepEqual([right.status, codes(right.xml)], [200, ['NoError']]);
    const bareGet = await fetch(simulator.url);
    await bareGet.text();
    assert.equal(bareGet.status, 401);
  }));

test('answers carry the exact content type, their length and who the server is', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    const answer = await post(
      simulator.url.replace('EWS/Exchange', 'ews/eXchange'),
      soap(getFolder(), asAnna),
    );
    assert.equal(answer.headers.get('content-type'), 'text/xml; charset=utf-8');
    assert.equal(answer.headers.get('content-length'), String(Buffer.byteLength(answer.xml)));
    assert.match(answer.xml, /<h:ServerVersionInfo MajorVersion="15" MinorVersion="1"/);
    const unknown = await post(simulator.url, soap('<m:Dance/>', asAnna));
    assert.equal(unknown.status, 500);
    assert.match(unknown.xml, /ServerVersionInfo[\s\S]*<e:ResponseCode/);
  }));

test('any namespace prefix is understood, a wrong namespace is not', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    const body = `<GetFolder xmlns="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:q="http://schemas.microsoft.com/exchange/services/2006/types"><FolderShape><q:BaseShape>IdOnly</q:BaseShape></FolderShape><FolderIds><q:DistinguishedFolderId Id="calendar"/></FolderIds></GetFolder>`;
    assert.deepEqual(codes((await ask(simulator, body, asAnna)).xml), ['NoError']);
    assert.equal((await ask(simulator, body.replace('/messages', '/other'), asAnna)).status, 500);
    assert.equal((await post(simulator.url, '<broken')).status, 500);
  }));

test('the master impersonates whom it may and nobody else', () =>
  withSimulator({}, async simulator => {
    const bob = 'bob@corp.example';
    simulator.state.addMailbox({ address: anna });
    const sid = simulator.state.addMailbox({ address: bob }).sid;
    const code = async (as: string, user = master.user, password = master.password) => {
      const answer = await ask(simulator, getFolder(), { as, user, password });
      return `${answer.status} ${codes(answer.xml).join()}`;
    };
    assert.equal(await code(anna), '200 NoError');
    assert.equal(await code('nobody@corp.example'), '500 ErrorNonExistentMailbox');
    assert.equal(await code(bob, anna, 'Passw0rd!'), '500 ErrorImpersonateUserDenied');
    simulator.state.setImpersonation(master.user, [anna]);
    assert.equal(await code(anna), '200 NoError');
    assert.equal(await code(bob), '500 ErrorImpersonateUserDenied');
    simulator.state.setImpersonation(master.user, true);
    const bySid = soap(getFolder(), { as: sid }).replaceAll('PrimarySmtpAddress', 'SID');
    assert.deepEqual(codes((await post(simulator.url, bySid)).xml), ['NoError']);
  }));

test('an account without a mailbox must say whose calendar it means', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    assert.deepEqual(codes((await ask(simulator, getFolder())).xml), ['ErrorMissingEmailAddress']);
  }));

test('a folder is known by its id until the mailbox is made anew', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({ subject: 'One', start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' });
    const first = await ask(simulator, getFolder(), asAnna);
    assert.equal(text(first.xml, 'TotalCount'), '1');
    assert.equal(text(first.xml, 'Modify'), 'true');
    const id = /<t:FolderId Id="([^"]*)"/.exec(first.xml)?.[1] ?? '';
    const byId = getFolder(`<t:FolderId Id="${id}"/>`);
    assert.deepEqual(codes((await ask(simulator, byId, asAnna)).xml), ['NoError']);
    simulator.state.moveMailbox(anna, 'in-progress');
    assert.deepEqual(codes((await ask(simulator, byId, asAnna)).xml), ['ErrorMailboxMoveInProgress']);
    simulator.state.moveMailbox(anna, 'cloud');
    assert.equal((await ask(simulator, byId, asAnna)).status, 500);
    simulator.state.moveMailbox(anna, 'here');
    simulator.state.recreateMailbox(anna);
    assert.deepEqual(codes((await ask(simulator, byId, asAnna)).xml), ['ErrorFolderNotFound']);
    assert.deepEqual(codes((await ask(simulator, getFolder(), asAnna)).xml), ['NoError']);
  }));

test('a view shows what overlaps it: ended before and begun at its end is out', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna, timeZone: 'UTC' });
    const book = (subject: string, start: string, end: string) =>
      mailbox.book({ subject, start: `2026-11-${start}:00`, end: `2026-11-${end}:00` });
    book('before', '02T08:00', '02T09:00');
    book('touching', '02T08:30', '02T09:01');
    book('inside', '02T10:00', '02T11:00');
    book('around', '01T00:00', '05T00:00');
    book('at the end', '02T12:00', '02T13:00');
    const { xml } = await ask(simulator, view('2026-11-02T09:00:00Z', '2026-11-02T12:00:00Z'), asAnna);
    assert.deepEqual(texts(xml, 'Subject'), ['around', 'touching', 'inside']);
    assert.match(xml, /<m:RootFolder TotalItemsInView="3" IncludesLastItemInRange="true">/);
    const empty = await ask(simulator, view('2025-11-02T09:00:00Z', '2025-11-02T12:00:00Z'), asAnna);
    assert.match(
      empty.xml,
      /<m:RootFolder TotalItemsInView="0" IncludesLastItemInRange="true"><t:Items><\/t:Items>/,
    );
  }));

test('a view says when it is not whole, and refuses more than two years', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    for (let n = 0; n < 1005; n++)
      mailbox.book({ subject: `n${n}`, start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' });
    const whole = view('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', [], { base: 'IdOnly' });
    const capped = await ask(simulator, whole, asAnna);
    assert.equal(items(capped.xml).length, 1000);
    assert.match(capped.xml, /IncludesLastItemInRange="false"/);
    const asked = await ask(
      simulator,
      view('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', [], { max: 7 }),
      asAnna,
    );
    assert.equal(items(asked.xml).length, 7);
    assert.match(asked.xml, /IncludesLastItemInRange="false"/);
    const greedy = await ask(
      simulator,
      view('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', [], { max: 5000 }),
      asAnna,
    );
    assert.equal(items(greedy.xml).length, 1000);
    const old = await ask(simulator, whole, { ...asAnna, version: 'Exchange2010_SP2' });
    assert.deepEqual(codes(old.xml), ['ErrorServerBusy']);
    const long = await ask(simulator, view('2025-11-01T00:00:00Z', '2028-12-01T00:00:00Z'), asAnna);
    assert.deepEqual(codes(long.xml), ['ErrorCalendarViewRangeTooBig']);
  }));

test('FindItem cuts strings and refuses what needs the whole item; GetItem has it', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const id = mailbox.book({
      subject: 'x'.repeat(300),
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      body: '<p>Hello &amp; goodbye</p>',
      attendees: [{ address: 'bob@corp.example', name: 'Bob <B>', kind: 'required', response: 'Accept' }],
    });
    const found = await ask(
      simulator,
      view('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', [], { base: 'AllProperties' }),
      asAnna,
    );
    assert.equal(text(found.xml, 'Subject')?.length, 255);
    assert.equal(text(found.xml, 'Body'), undefined);
    assert.equal(text(found.xml, 'RequiredAttendees'), undefined);
    const refused = await ask(
      simulator,
      view('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', ['item:Body']),
      asAnna,
    );
    assert.deepEqual(codes(refused.xml), ['ErrorInvalidPropertyRequest']);
    const { xml } = await ask(simulator, getItems([id]), asAnna);
    assert.equal(text(xml, 'Subject')?.length, 300);
    assert.equal(text(xml, 'Body'), '<p>Hello &amp; goodbye</p>');
    assert.match(xml, /<t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>Bob &lt;B&gt;<\/t:Name>/);
    const asText = await ask(
      simulator,
      getItems([id]).replace('</t:BaseShape>', '</t:BaseShape><t:BodyType>Text</t:BodyType>'),
      asAnna,
    );
    assert.equal(text(asText.xml, 'Body')?.trim(), 'Hello & goodbye');
  }));

test('an error of one id does not touch the others and the order is kept', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };
    const one = mailbox.book({ subject: 'one', ...at });
    const gone = mailbox.book({ subject: 'gone', ...at });
    mailbox.remove(gone);
    const other = mailbox.book({ subject: 'other', ...at });
    const { xml } = await ask(
      simulator,
      getItems([other, gone, 'rubbish!', one], ['item:Subject'], 'IdOnly'),
      asAnna,
    );
    assert.deepEqual(codes(xml), ['NoError', 'ErrorItemNotFound', 'ErrorInvalidIdMalformed', 'NoError']);
    assert.deepEqual(texts(xml, 'Subject'), ['other', 'one']);
    assert.equal(one.length, 152);
    assert.equal(idOf(xml), other);
  }));

test('an older schema does not know newer properties, and a server not newer versions', () =>
  withSimulator({ version: 'Exchange2010_SP2' }, async simulator => {
    const id = simulator.state.addMailbox({ address: anna }).book({
      subject: 's',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      freeBusy: 'WorkingElsewhere',
    });
    const newer = await ask(simulator, getItems([id]), asAnna);
    assert.deepEqual([newer.status, codes(newer.xml)], [500, ['ErrorInvalidServerVersion']]);
    const asking = { ...asAnna, version: 'Exchange2010_SP2' };
    const refused = await ask(simulator, getItems([id], ['item:TextBody']), asking);
    assert.deepEqual([refused.status, codes(refused.xml)], [500, ['ErrorSchemaValidation']]);
    const { xml } = await ask(simulator, getItems([id]), asking);
    assert.doesNotMatch(xml, /IsTruncated/);
    assert.equal(text(xml, 'LegacyFreeBusyStatus'), 'Free');
    assert.match(xml, /MajorVersion="14"/);
  }));

test('every request is logged with who asked for whom on which connection', () =>
  withSimulator({ now: () => 1000 }, async simulator => {
    simulator.state.addMailbox({ address: anna });
    await ask(simulator, getFolder(), asAnna);
    await ask(simulator, getFolder(calendarFolder(anna)));
    assert.deepEqual(
      simulator.requests.map(({ n, at, operation, mailbox, user, status }) => [
        n,
        at,
        operation,
        mailbox,
        user,
        status,
      ]),
      [
        [1, 1000, 'GetFolder', anna, master.user, 200],
        [2, 1000, 'GetFolder', anna, master.user, 200],
      ],
    );
    assert.equal(simulator.requests[0]?.connection, 1);
    assert.match(simulator.requests[0]?.responseXml ?? '', /CalendarFolder/);
    simulator.clearRequests();
    assert.equal(simulator.requests.length, 0);
  }));

test('pages of singles and masters can be restricted by what a client stored but not by UID, a view can not', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const setId = 'c11ff724-aa03-4555-9952-8fa248a11c3e';
    const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };
    mailbox.book({ subject: 'Plain', ...at });
    mailbox.book({ subject: 'Marked', ...at, extended: [{ setId, name: 'Mark', value: '7' }] });
    const path = `<t:ExtendedFieldURI PropertySetId="${setId}" PropertyName="Mark" PropertyType="String"/>`;
    const equal = (of: string, value: string) =>
      `<t:IsEqualTo>${of}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo>`;
    const find = async (expression: string, paging = '') => {
      const body = `<m:FindItem Traversal="Shallow">${shape('Default')}${paging}<m:Restriction>${expression}</m:Restriction><m:ParentFolderIds>${calendarFolder()}</m:ParentFolderIds></m:FindItem>`;
      const { xml } = await ask(simulator, body, asAnna);
      return codes(xml).join() === 'NoError' ? texts(xml, 'Subject') : codes(xml);
    };
    const subject = '<t:FieldURI FieldURI="item:Subject"/>';
    assert.deepEqual(await find(equal(path, '7')), ['Marked']);
    assert.deepEqual(await find(`<t:Not><t:Exists>${path}</t:Exists></t:Not>`), ['Plain']);
    assert.deepEqual(await find(`<t:Or>${equal(path, '7')}${equal(subject, 'plain')}</t:Or>`), [
      'Plain',
      'Marked',
    ]);
    assert.deepEqual(await find(equal('<t:FieldURI FieldURI="calendar:UID"/>', 'x')), [
      'ErrorUnsupportedPathForQuery',
    ]);
    const viewed = '<m:CalendarView StartDate="2026-11-01T00:00:00Z" EndDate="2026-12-01T00:00:00Z"/>';
    assert.deepEqual(await find(equal(path, '7'), viewed), ['ErrorInvalidOperation']);
    const paged = '<m:IndexedPageItemView MaxEntriesReturned="1" Offset="1" BasePoint="Beginning"/>';
    assert.deepEqual(await find(`<t:Exists>${subject}</t:Exists>`, paged), ['Marked']);
  }));
