/** What clients ask beside the calendar before and while they show it: people, ids of other protocols, settings, attachments. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import {
  ask,
  codes,
  getFolder,
  idOf,
  post,
  soap,
  sync,
  syncAll,
  text,
  texts,
  withSimulator,
} from './raw-client.ts';

const asAnna = { as: 'anna@corp.example' };

const withPeople = (work: (simulator: ExchangeSimulator) => Promise<void>) => () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: asAnna.as, displayName: 'Anna Berg' });
    simulator.state.addMailbox({ address: 'bo@corp.example', displayName: 'Bo Berg' });
    await work(simulator);
  });

const resolve = (entry: string, full = true) =>
  `<m:ResolveNames ReturnFullContactData="${full}"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`;

const convert = (id: string, from: string, to: string, mailbox = asAnna.as) =>
  `<m:ConvertId DestinationFormat="${to}"><m:SourceIds><t:AlternateId Format="${from}" Id="${id}" Mailbox="${mailbox}"/></m:SourceIds></m:ConvertId>`;

const idIn = (xml: string) => /<m:AlternateId [^>]*\bId="([^"]*)"/.exec(xml)?.[1] ?? '';

test(
  'names are resolved by the beginning of any word or of the address: one, several with a warning, none as an error',
  withPeople(async simulator => {
    const one = await ask(simulator, resolve('ann'), asAnna);
    assert.deepEqual(texts(one.xml, 'EmailAddress'), ['anna@corp.example']);
    assert.equal(text(one.xml, 'Entry'), 'SMTP:anna@corp.example');
    const brief = await ask(simulator, resolve('smtp:bo@corp.example', false), asAnna);
    assert.deepEqual([texts(brief.xml, 'Name'), texts(brief.xml, 'Contact')], [['Bo Berg'], []]);
    const both = await ask(simulator, resolve('Berg'), asAnna);
    assert.deepEqual(codes(both.xml), ['ErrorNameResolutionMultipleResults']);
    assert.match(both.xml, /ResponseClass="Warning"[\s\S]*TotalItemsInView="2"/);
    for (const nobody of ['nobody', ''])
      assert.deepEqual(codes((await ask(simulator, resolve(nobody), asAnna)).xml), [
        'ErrorNameResolutionNoResults',
      ]);
  }),
);

test(
  'an id is converted to every format and back and names its mailbox; what is none answers an error',
  withPeople(async simulator => {
    const id = simulator.state
      .mailbox(asAnna.as)
      .book({ subject: 'x', start: '2026-03-10', end: '2026-03-11' });
    for (const format of ['EwsId', 'EwsLegacyId', 'OwaId', 'EntryId', 'HexEntryId', 'StoreId']) {
      const there = idIn((await ask(simulator, convert(id, 'EwsId', format), asAnna)).xml);
      assert.notEqual(there, '', format);
      assert.equal(idIn((await ask(simulator, convert(there, format, 'EwsId'), asAnna)).xml), id, format);
    }
    const learned = await ask(simulator, convert(id, 'EwsId', 'EntryId', 'blah@blah.com'), asAnna);
    assert.match(learned.xml, / Mailbox="anna@corp.example"/);
    for (const [wrong, format, mailbox, code] of [
      ['DUMMY', 'EwsId', 'DUMMY', 'ErrorInvalidIdMalformed'],
      ['DUMMY', 'OwaId', 'blah@blah.com', 'ErrorInvalidIdMalformed'],
      ['00', 'HexEntryId', 'blah@blah.com', 'ErrorNonExistentMailbox'],
      ['00', 'HexEntryId', asAnna.as, 'ErrorInvalidIdMalformed'],
    ] as const)
      assert.deepEqual(codes((await ask(simulator, convert(wrong, format, 'EwsId', mailbox), asAnna)).xml), [
        code,
      ]);
  }),
);

test(
  'stored settings and attachments are asked for in vain, also with an empty list',
  withPeople(async simulator => {
    const settings =
      '<m:GetUserConfiguration><m:UserConfigurationName Name="OWA.UserOptions"><t:DistinguishedFolderId Id="root"/></m:UserConfigurationName><m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>';
    assert.deepEqual(codes((await ask(simulator, settings, asAnna)).xml), ['ErrorItemNotFound']);
    const attachments = (ids: string) =>
      `<m:GetAttachment><m:AttachmentIds>${ids}</m:AttachmentIds></m:GetAttachment>`;
    const empty = await ask(simulator, attachments(''), asAnna);
    assert.deepEqual([empty.status, codes(empty.xml)], [200, []]);
    const one = await ask(simulator, attachments('<t:AttachmentId Id="AAAA"/>'), asAnna);
    assert.deepEqual(codes(one.xml), ['ErrorInvalidAttachmentId']);
  }),
);

test(
  'the address may be written in any case, and a request without a version or with an old one is answered',
  withPeople(async simulator => {
    for (const path of ['/EWS/Exchange.asmx', '/ews/exchange.asmx', '/ews/Exchange.ASMX']) {
      const answer = await post(simulator.url.replace('/EWS/Exchange.asmx', path), soap(getFolder(), asAnna));
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('content-type'), 'text/xml; charset=utf-8');
    }
    for (const version of [
      null,
      'Exchange2007_SP1',
      'Exchange2010_SP2',
      'Exchange2013',
      'Exchange2013_SP1',
      'Exchange2019',
    ]) {
      const { status, xml } = await ask(simulator, getFolder(), { ...asAnna, version });
      assert.match(
        xml,
        /<h:ServerVersionInfo MajorVersion="15" MinorVersion="1" MajorBuildNumber="\d+"/,
        String(version),
      );
      assert.equal(status, version === 'Exchange2019' ? 500 : 200, String(version));
    }
  }),
);

test(
  'ids are as long as mail clients expect, of base64 letters, and a deletion in sync has its change key',
  withPeople(async simulator => {
    const mailbox = simulator.state.mailbox(asAnna.as);
    const id = mailbox.book({ subject: 'x', start: '2026-03-10', end: '2026-03-11' });
    assert.match(id, /^[A-Za-z0-9+/]{150,}=*$/);
    const { state } = await syncAll(simulator, asAnna);
    mailbox.remove(id);
    assert.match(
      (await ask(simulator, sync(state), asAnna)).xml,
      /<t:Delete><t:ItemId Id="[^"]+" ChangeKey="[^"]+"\/>/,
    );
  }),
);

test(
  'what the schema forbids but clients send is let pass: empty lists, filters after them, a missing folder, no scope',
  withPeople(async simulator => {
    const create =
      '<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Subject>x</t:Subject><t:Start>2026-03-10T09:00:00</t:Start><t:End>2026-03-10T10:00:00</t:End><t:StartTimeZone Id="Tokyo Standard Time"/></t:CalendarItem><t:CalendarItem/><t:CalendarItem><t:Start>2026-03-10T09:00:00</t:Start></t:CalendarItem></m:Items></m:CreateItem>';
    const made = await ask(simulator, create, asAnna);
    assert.deepEqual(codes(made.xml), ['NoError', 'NoError', 'NoError']);
    const mailbox = simulator.state.mailbox(asAnna.as);
    assert.deepEqual(
      mailbox.items().map(item => item.subject),
      ['x', '', ''],
    );
    assert.equal(mailbox.items()[0]?.start, '2026-03-10T00:00:00Z');
    assert.equal(mailbox.items()[2]?.start, '2026-03-10T09:00:00Z');
    const get = `<m:GetItem><m:ItemShape><t:BaseShape>Default</t:BaseShape><t:AdditionalProperties/><t:FilterHtmlContent>false</t:FilterHtmlContent></m:ItemShape><m:ItemIds><t:ItemId Id="${idOf(made.xml)}"/></m:ItemIds></m:GetItem>`;
    assert.deepEqual(codes((await ask(simulator, get, asAnna)).xml), ['NoError']);
  }),
);
