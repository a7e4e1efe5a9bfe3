/** Answers as text: envelopes, errors, pages, rows and items that a simulated server would not send. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readResponse } from '../../../main/adapters/exchange/answer-problem.ts';
import { changesShape, readChangesPage } from '../../../main/adapters/exchange/read-answers/changes.ts';
import { answerShape, readAnswer } from '../../../main/adapters/exchange/read-answers/envelope.ts';
import { itemsShape, readItem } from '../../../main/adapters/exchange/read-answers/item.ts';
import { readViewPage, viewShape } from '../../../main/adapters/exchange/read-answers/row.ts';
import type { CalendarItem } from '../../../main/core/event.ts';
import { utcZone } from '../../../main/core/zone.ts';

const now = '2026-03-02T08:00:00Z';

function soap(operation: string, message: string, attributes = 'ResponseClass="Success"'): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
    <h:ServerVersionInfo MajorVersion="15" MinorVersion="01" MajorBuildNumber="2507" MinorBuildNumber="6" xmlns:h="h"/></s:Header>
    <s:Body><m:${operation}Response xmlns:m="m" xmlns:t="t"><m:ResponseMessages><m:${operation}ResponseMessage ${attributes}>
    ${message}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`;
}

function fault(inner: string): string {
  return `<s:Envelope xmlns:s="s"><s:Body><s:Fault>${inner}</s:Fault></s:Body></s:Envelope>`;
}

function answered(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  return readResponse({ status, headers, text }, answerShape({}), now);
}

function problemOf(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  const reading = answered(status, text, headers);
  assert.ok(!reading.ok);
  return reading.trouble.problem;
}

describe('an envelope', () => {
  it('tells the server’s version without leading zeros', () => {
    const answer = readAnswer(soap('GetFolder', ''), answerShape({}));
    assert.equal(answer?.serverVersion, '15.1.2507');
  });

  it('may be without header and version', () => {
    const answer = readAnswer(
      '<Envelope><Body><R><ResponseMessages/></R></Body></Envelope>',
      answerShape({}),
    );
    assert.deepEqual(answer, { serverVersion: '', fault: null, messages: [] });
  });

  it('marks an errored message and a warning without content', () => {
    for (const attributes of ['ResponseClass="Error"', 'ResponseClass="Warning"']) {
      const code = '<m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode>';
      const answer = readAnswer(soap('GetItem', code, attributes), answerShape({}));
      assert.equal(answer?.messages[0]?.error?.responseCode, 'ErrorBatchProcessingStopped');
    }
  });
});

describe('an answer that is a problem', () => {
  const page = '<!DOCTYPE html><html><head><title>Outlook</title></head><body>Sign in<br></body></html>';
  const statuses: readonly (readonly [number, string, string, boolean])[] = [
    [401, '', 'exchange.unauthorized', false],
    [456, '', 'exchange.unauthorized', false],
    [403, page, 'exchange.forbidden', false],
    [404, page, 'exchange.not-exchange', false],
    [405, '', 'exchange.not-exchange', false],
    [429, '', 'exchange.throttled', true],
    [502, page, 'exchange.server-error', true],
    [503, '', 'exchange.server-error', true],
    [504, '', 'exchange.server-error', true],
    [500, '', 'exchange.server-error', true],
    [500, page, 'exchange.server-error', true],
    [200, page, 'exchange.not-exchange', false],
    [200, '', 'exchange.unreadable-answer', true],
    [200, '{"error": "no"}', 'exchange.not-exchange', false],
    [200, '<s:Envelope xmlns:s="s"><s:Body><m:X', 'exchange.unreadable-answer', true],
    [302, '', 'exchange.not-exchange', false],
    [418, '', 'exchange.server-error', false],
  ];
  for (const [status, text, code, retryable] of statuses) {
    it(`by status ${status} and «${text.slice(0, 20)}» is ${code}`, () => {
      const problem = problemOf(status, text);
      assert.deepEqual([problem.code, problem.retryable], [code, retryable]);
      assert.equal(problem.facts?.['status'], status);
    });
  }

  it('is passing when Exchange redirects to its own error page', () => {
    const problem = problemOf(302, '', { location: 'https://x/ews/GenericErrorPage.htm?a=b' });
    assert.deepEqual([problem.code, problem.retryable], ['exchange.server-error', true]);
  });

  it('keeps the time that the server asks for, in any of its forms', () => {
    assert.equal(problemOf(503, '', { 'retry-after': '120' }).retryAfterMs, 120_000);
    assert.equal(problemOf(503, '', { 'retry-after': 'Mon, 02 Mar 2026 08:00:30 GMT' }).retryAfterMs, 30_000);
    const busy = (value: string) =>
      fault(`<faultcode>a:ErrorServerBusy</faultcode><detail><e:ResponseCode>ErrorServerBusy</e:ResponseCode>
        <t:MessageXml><t:Value Name="Policy">x</t:Value><t:Value Name="BackOffMilliseconds">${value}</t:Value></t:MessageXml></detail>`);
    assert.equal(problemOf(500, busy('297749')).retryAfterMs, 297_749);
    assert.equal(problemOf(500, busy('297749')).code, 'exchange.throttled');
    assert.equal('retryAfterMs' in problemOf(500, busy('0')), false);
    assert.equal('retryAfterMs' in problemOf(500, busy('soon')), false);
    assert.equal('retryAfterMs' in problemOf(503, '', { 'retry-after': '0' }), false);
    assert.equal(
      'retryAfterMs' in problemOf(503, '', { 'retry-after': 'Mon, 02 Mar 2020 08:00:00 GMT' }),
      false,
    );
  });

  it('names the code of a fault wherever the server puts it', () => {
    for (const inner of [
      '<faultcode>a:ErrorNonExistentMailbox</faultcode><faultstring>x</faultstring>',
      '<faultcode>ErrorNonExistentMailbox</faultcode>',
      '<faultcode>s:Server</faultcode><detail><e:ResponseCode xmlns:e="e">ErrorNonExistentMailbox</e:ResponseCode></detail>',
      '<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>t:ErrorNonExistentMailbox</s:Value></s:Subcode></s:Code>',
    ]) {
      for (const status of [200, 500]) assert.equal(problemOf(status, fault(inner)).code, 'mailbox.unknown');
    }
  });

  it('is retried when the server blames itself, not when it blames us', () => {
    assert.equal(problemOf(500, fault('<faultcode>s:Server</faultcode>')).retryable, true);
    assert.equal(problemOf(500, fault('<faultcode>s:Client</faultcode>')).retryable, false);
  });

  it('never carries what the server said in words', () => {
    const text = fault('<faultcode>a:ErrorItemCorrupt</faultcode><faultstring>Secret subject</faultstring>');
    assert.ok(!JSON.stringify(problemOf(500, text)).includes('Secret'));
  });
});

describe('a page of changes', () => {
  const page = (changes: string, rest = '<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>') => {
    const answer = readAnswer(
      soap('SyncFolderItems', `<m:SyncState>H4s=</m:SyncState>${rest}<m:Changes>${changes}</m:Changes>`),
      changesShape,
    );
    const node = answer?.messages[0]?.node;
    assert.ok(node !== undefined);
    return readChangesPage(node);
  };

  it('takes ids of any kind of item, and passes over read flags', () => {
    const read = page(`<t:Create><t:CalendarItem><t:ItemId Id="A" ChangeKey="1"/></t:CalendarItem></t:Create>
      <t:Update><t:MeetingRequest><t:ItemId Id="B" ChangeKey="1"/></t:MeetingRequest></t:Update>
      <t:ReadFlagChange><t:ItemId Id="C"/><t:IsRead>true</t:IsRead></t:ReadFlagChange><t:Delete><t:ItemId Id="D"/></t:Delete>`);
    assert.deepEqual(read, { state: 'H4s=', isLast: true, changed: ['A', 'B'], removed: ['D'] });
  });

  it('is nothing when an id or the word "last" is missing', () => {
    assert.equal(page('<t:Create><t:CalendarItem/></t:Create>'), null);
    assert.equal(page('<t:Delete/>'), null);
    assert.equal(page('', ''), null);
  });
});

const fields = `<t:ItemId Id="AAMk=" ChangeKey="Dw=="/><t:CalendarItemType>Single</t:CalendarItemType><t:UID>U1</t:UID>
  <t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>`;

describe('a page of a view', () => {
  const page = (root: string, items: string) => {
    const message = `<m:RootFolder ${root}><t:Items>${items}</t:Items></m:RootFolder>`;
    const node = readAnswer(soap('FindItem', message), viewShape)?.messages[0]?.node;
    assert.ok(node !== undefined);
    return readViewPage(node);
  };

  it('fills what a row does not say with the harmless value', () => {
    const read = page('IncludesLastItemInRange="true"', `<t:CalendarItem>${fields}</t:CalendarItem>`);
    assert.deepEqual(read?.rows, [
      {
        itemId: 'AAMk=',
        changeKey: 'Dw==',
        uid: 'U1',
        kind: 'single',
        start: '2026-03-10T09:00:00Z',
        end: '2026-03-10T10:00:00Z',
        allDay: false,
        subject: '',
        location: '',
        freeBusy: 'unknown',
        sensitivity: 'normal',
        categories: [],
        isCancelled: false,
        isMeeting: false,
        myResponse: 'unknown',
      },
    ]);
  });

  it('takes CleanGlobalObjectId where there is no UID, and says nothing where there is neither', () => {
    const without = fields.replace('<t:UID>U1</t:UID>', '');
    const property = `<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>
      <t:Value>BAAAAIIA4AA=</t:Value></t:ExtendedProperty>`;
    const item = (inner: string) => `<t:CalendarItem>${inner}</t:CalendarItem>`;
    const read = page('IncludesLastItemInRange="true"', item(without + property) + item(without));
    assert.deepEqual(
      read?.rows.map(row => row.uid),
      ['040000008200E000', null],
    );
  });

  it('takes an unknown sensitivity for private', () => {
    const secret = `<t:CalendarItem>${fields}<t:Sensitivity>TopSecret</t:Sensitivity></t:CalendarItem>`;
    assert.equal(page('IncludesLastItemInRange="true"', secret)?.rows[0]?.sensitivity, 'private');
  });

  it('gives the ids of what is no calendar item apart, and counts what has not even an id', () => {
    const read = page(
      'IncludesLastItemInRange="true"',
      `<t:Message><t:ItemId Id="M"/></t:Message><t:CalendarItem>${fields.replace('Single', 'Sometimes')}</t:CalendarItem><t:CalendarItem/>`,
    );
    assert.deepEqual([read?.rows, read?.unusable, read?.isComplete], [[], ['M', 'AAMk=', null], true]);
  });

  it('is complete only if the server says so and its count agrees', () => {
    const item = `<t:CalendarItem>${fields}</t:CalendarItem>`;
    assert.equal(page('IncludesLastItemInRange="true" TotalItemsInView="1"', item)?.isComplete, true);
    assert.equal(page('IncludesLastItemInRange="false" TotalItemsInView="1"', item)?.isComplete, false);
    assert.equal(page('IncludesLastItemInRange="true" TotalItemsInView="2"', item)?.isComplete, false);
    assert.equal(page('TotalItemsInView="1"', item), null);
  });
});

describe('an item', () => {
  const read = (inner: string, element = 'CalendarItem') => {
    const message = `<m:Items><t:${element}>${inner}</t:${element}></m:Items>`;
    const node = readAnswer(soap('GetItem', message), itemsShape)?.messages[0]?.node;
    assert.ok(node !== undefined);
    return readItem(node, () => utcZone);
  };
  const item = (inner: string): CalendarItem => {
    const found = read(inner);
    assert.ok(found.kind === 'item', JSON.stringify(found));
    return found.item;
  };

  it('keeps subject and body as they are, blank ones too', () => {
    const found = item(`${fields}<t:Subject>  </t:Subject><t:Body BodyType="Text">one&#xD;
two </t:Body>`);
    assert.deepEqual([found.subject, found.body], ['  ', 'one\ntwo ']);
    assert.equal(item(`${fields}<t:Subject/>`).subject, '');
  });

  it('is the first of an element that comes twice', () => {
    const attendee = (name: string) =>
      `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>${name}</t:Name></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
    const found = item(
      `${fields}<t:Subject>one</t:Subject><t:Subject>two</t:Subject>${attendee('Bo')}${attendee('Bo')}`,
    );
    assert.equal(found.subject, 'one');
    assert.equal(found.attendees.length, 1);
  });

  it('gives people without a usable address their name', () => {
    const organizer = `<t:Organizer><t:Mailbox><t:Name>Bo</t:Name><t:EmailAddress>/O=LAB/CN=BO</t:EmailAddress>
      <t:RoutingType>EX</t:RoutingType></t:Mailbox></t:Organizer>`;
    assert.deepEqual(item(fields + organizer).organizer, { name: 'Bo', address: '' });
    assert.equal(item(`${fields}<t:Organizer><t:Mailbox/></t:Organizer>`).organizer, null);
  });

  it('has an original start only where it is part of a series', () => {
    const dates = '<t:OriginalStart>2026-03-09T09:00:00Z</t:OriginalStart>';
    const recurrence = '<t:RecurrenceId>2026-03-08T09:00:00Z</t:RecurrenceId>';
    const as = (kind: string, inner: string) => item(fields.replace('Single', kind) + inner).originalStart;
    assert.equal(as('Single', dates), null);
    assert.equal(as('Single', recurrence), '2026-03-08T09:00:00Z');
    assert.equal(as('Exception', dates + recurrence), '2026-03-09T09:00:00Z');
    assert.equal(as('Occurrence', recurrence), '2026-03-08T09:00:00Z');
    assert.equal(as('RecurringMaster', dates), null);
  });

  it('is unusable, and says why, without type, times, uid or readable exceptions', () => {
    const why = (inner: string, element?: string) => {
      const found = read(inner, element);
      return found.kind === 'unusable' ? found.why : 'usable';
    };
    assert.equal(why('<t:ItemId Id="A"/>', 'MeetingRequest'), 'no-calendar-item');
    assert.equal(why(fields.replace('2026-03-10T10:00:00Z', 'later')), 'no-calendar-item');
    assert.equal(why(fields.replace('<t:UID>U1</t:UID>', '')), 'no-uid');
    const broken =
      '<t:ModifiedOccurrences><t:Occurrence><t:ItemId Id="X"/></t:Occurrence></t:ModifiedOccurrences>';
    assert.equal(why(fields.replace('Single', 'RecurringMaster') + broken), 'unreadable-occurrences');
    const hole = '<t:DeletedOccurrences><t:DeletedOccurrence/></t:DeletedOccurrences>';
    assert.equal(why(fields.replace('Single', 'RecurringMaster') + hole), 'unreadable-occurrences');
  });
});
