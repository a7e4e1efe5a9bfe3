/** Answers that no Exchange should give: short, shuffled, without end. Canned, at the HTTP client. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createCalendarSource } from '../../../main/adapters/exchange/calendar-source.ts';
import type { HttpRequest } from '../../../main/adapters/http/http-client.ts';
import type { ItemAnswer } from '../../../main/core/event.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { canned } from './canned-server.ts';
import { annas, never } from './over-simulator.ts';

function soap(operation: string, messages: string): string {
  return `<s:Envelope xmlns:s="s"><s:Body><${operation}Response><ResponseMessages>${messages}</ResponseMessages></${operation}Response></s:Body></s:Envelope>`;
}

function itemMessage(id: string): string {
  return `<GetItemResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><Items><CalendarItem><ItemId Id="${id}"/>
    <Subject>${id}</Subject><CalendarItemType>Single</CalendarItemType><UID>U</UID><Start>2026-03-10T09:00:00Z</Start>
    <End>2026-03-10T10:00:00Z</End></CalendarItem></Items></GetItemResponseMessage>`;
}

const notFound =
  '<GetItemResponseMessage ResponseClass="Error"><ResponseCode>ErrorItemNotFound</ResponseCode></GetItemResponseMessage>';

const askedIds = (request: HttpRequest) =>
  [...(request.body ?? '').matchAll(/(?:ItemId|OccurrenceId)[^>]*? ?Id="([^"]+)"/g)].map(
    match => match[1] ?? '',
  );

const kindOf = (answer: ItemAnswer) => (answer.kind === 'found' ? answer.item.subject : answer.kind);

it('asks one by one when an answer leaves an id out, and calls none of them gone', async () => {
  const { source, sent } = canned(request => {
    const ids = askedIds(request);
    return soap('GetItem', (ids.length > 1 ? ids.slice(1) : ids).map(itemMessage).join(''));
  });
  const answers = await source.items(annas, ['A', 'B', 'C'], never);
  assert.deepEqual(answers.ok && answers.value.map(kindOf), ['A', 'B', 'C']);
  assert.deepEqual(
    sent.map(request => askedIds(request).length),
    [3, 1, 2, 1, 1],
  );
});

it('believes no answer that puts one item in another’s place', async () => {
  const { source } = canned(request => {
    const [first, ...others] = askedIds(request);
    return soap(
      'GetItem',
      [...others, first ?? ''].map(id => (id === 'A' ? notFound : itemMessage(id))).join(''),
    );
  });
  const answers = await source.items(annas, ['A', 'B', 'C'], never);
  assert.deepEqual(answers.ok && answers.value.map(kindOf), ['gone', 'B', 'C']);
});

it('does not let the error of one id stand for another that was left out', async () => {
  const { source } = canned(request => {
    const ids = askedIds(request);
    const answered = ids.length === 3 ? ['A', 'C'] : ids;
    return soap('GetItem', answered.map(id => (id === 'C' ? notFound : itemMessage(id))).join(''));
  });
  const answers = await source.items(annas, ['A', 'B', 'C'], never);
  assert.deepEqual(answers.ok && answers.value.map(kindOf), ['A', 'B', 'gone']);
});

it('takes an id that the server writes in another form by its place', async () => {
  const { source } = canned(request =>
    soap(
      'GetItem',
      askedIds(request)
        .map(id => itemMessage(`other-${id}`))
        .join(''),
    ),
  );
  const answers = await source.items(annas, ['A', 'B'], never);
  assert.deepEqual(answers.ok && answers.value.map(kindOf), ['other-A', 'other-B']);
  assert.deepEqual(answers.ok && answers.value.map(answer => answer.id), ['A', 'B']);
});

it('calls an id that gets no answer at all unreadable', async () => {
  const { source, sent } = canned(request =>
    soap(
      'GetItem',
      askedIds(request)
        .filter(id => id !== 'B')
        .map(itemMessage)
        .join(''),
    ),
  );
  const answers = await source.items(annas, ['A', 'B', 'C'], never);
  assert.deepEqual(answers.ok && answers.value.map(kindOf), ['A', 'unreadable', 'C']);
  assert.ok(sent.length < 12);
});

function changesPage(state: string, last: boolean, ids: readonly string[]): string {
  const changes = ids
    .map(id => `<Create><CalendarItem><ItemId Id="${id}"/></CalendarItem></Create>`)
    .join('');
  return soap(
    'SyncFolderItems',
    `<SyncFolderItemsResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><SyncState>${state}</SyncState>
     <IncludesLastItemInRange>${last}</IncludesLastItemInRange><Changes>${changes}</Changes></SyncFolderItemsResponseMessage>`,
  );
}

it('ends a feed that makes no progress', async () => {
  const { source, sent } = canned(() => changesPage('same', false, ['A']));
  const feed = await source.changes(annas, null, never);
  assert.deepEqual(!feed.ok && feed.problem.facts?.['reason'], 'no-progress');
  assert.equal(sent.length, 2);
});

it('ends a feed that never ends', async () => {
  const { source, sent } = canned((_, number) => changesPage(`state-${number}`, false, []));
  const feed = await source.changes(annas, null, never);
  assert.deepEqual(!feed.ok && feed.problem.facts?.['reason'], 'too-many-pages');
  assert.equal(sent.length, 1_000);
});

it('asks for an id that a feed both changes and removes, instead of taking it for gone', async () => {
  const both = changesPage('s', true, ['A', 'B']).replace(
    '</Changes>',
    '<Delete><ItemId Id="A"/></Delete><Delete><ItemId Id="C"/></Delete></Changes>',
  );
  const { source } = canned(() => both);
  const feed = await source.changes(annas, null, never);
  assert.deepEqual(feed.ok && [feed.value.changed, feed.value.removed], [['A', 'B'], ['C']]);
});

it('ends a view that is never complete, within bounds', async () => {
  const never900 = soap(
    'FindItem',
    '<FindItemResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><RootFolder IncludesLastItemInRange="false"><Items/></RootFolder></FindItemResponseMessage>',
  );
  const { source, sent } = canned(() => never900);
  const year = { start: '2026-01-01T00:00:00Z', end: '2027-01-01T00:00:00Z' };
  const view = await source.view(annas, year, never);
  assert.equal(!view.ok && view.problem.code, 'mailbox.read-incomplete');
  assert.ok(sent.length <= 256);
});

it('ends a view that is complete only in very many parts', async () => {
  const { source, sent } = canned(request => {
    const bounds = [...(request.body ?? '').matchAll(/(?:Start|End)Date="([^"]+)"/g)];
    const [start, end] = bounds.map(bound => Date.parse(bound[1] ?? ''));
    const last = (end ?? 0) - (start ?? 0) < 86_400_000;
    return soap(
      'FindItem',
      `<FindItemResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><RootFolder IncludesLastItemInRange="${last}"><Items/></RootFolder></FindItemResponseMessage>`,
    );
  });
  const year = { start: '2026-01-01T00:00:00Z', end: '2027-01-01T00:00:00Z' };
  const view = await source.view(annas, year, never);
  assert.equal(!view.ok && view.problem.facts?.['reason'], 'too-many-parts');
  assert.equal(sent.length, 256);
});

it('reads a view that reaches its limit in parts, although the server calls it complete', async () => {
  const { source, sent } = canned((_, number) => {
    const rows = Array.from(
      { length: number === 1 ? 900 : 450 },
      (
        _unused,
        row,
      ) => `<CalendarItem><ItemId Id="${number}-${row}"/><CalendarItemType>Single</CalendarItemType>
        <Start>2026-03-10T09:00:00Z</Start><End>2026-03-10T10:00:00Z</End></CalendarItem>`,
    ).join('');
    return soap(
      'FindItem',
      `<FindItemResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode><RootFolder IncludesLastItemInRange="true"><Items>${rows}</Items></RootFolder></FindItemResponseMessage>`,
    );
  });
  const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
  const view = await source.view(annas, march, never);
  assert.equal(sent.length, 3);
  assert.equal(view.ok && view.value.rows.length, 1_800);
  assert.match(sent[0]?.body ?? '', /MaxEntriesReturned="900"/);
});

it('says which setting is missing when there is no address', async () => {
  const clock = createManualClock();
  const { source } = canned(() => '');
  assert.equal(source.access, 'impersonation:x@mail.example.org');
  const none = createCalendarSource({
    settings: defaultSettings.exchange,
    password: '',
    http: { request: () => assert.fail('asked'), certificateOf: () => null, close: () => undefined },
    clock,
    log: createCollectingLog(),
  });
  const opened = await none.openCalendar(annas, never);
  assert.deepEqual(!opened.ok && opened.problem, {
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field: 'exchange.url', reason: 'missing' },
  });
});

it('sends what routes, identifies and is traced, and the password only as a header', async () => {
  const { source, sent } = canned(() => changesPage('s', true, []));
  await source.changes(annas, null, never);
  const headers = sent[0]?.headers ?? {};
  assert.equal(headers['x-anchormailbox'], annas.address);
  assert.equal(headers['content-type'], 'text/xml; charset=utf-8');
  assert.equal(headers['authorization'], `Basic ${Buffer.from('x:p').toString('base64')}`);
  assert.match(headers['client-request-id'] ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(sent[0]?.operation, 'SyncFolderItems');
  assert.equal(sent[0]?.mailbox, annas.address);
});

it('names a mailbox whose address no header can carry in the envelope alone', async () => {
  const { source, sent } = canned(() => changesPage('s', true, []));
  for (const address of ['jörg@exämple.org', 'a\r\nx: y@example.org', '\u{1f4c5}@example.org']) {
    assert.equal((await source.changes({ address, folderId: null }, null, never)).ok, true);
  }
  assert.equal(sent.filter(request => 'x-anchormailbox' in (request.headers ?? {})).length, 0);
  assert.match(sent[0]?.body ?? '', /<t:SmtpAddress>jörg@exämple.org</);
});

it('names server, account and mailbox in a problem, as far as its remedy needs them', async () => {
  const facts = async (code: string) => {
    const fault = `<s:Envelope xmlns:s="s"><s:Body><s:Fault><faultcode>a:${code}</faultcode></s:Fault></s:Body></s:Envelope>`;
    const result = await canned(() => fault).source.openCalendar(annas, never);
    return result.ok ? {} : result.problem.facts;
  };
  const host = 'mail.example.org';
  const mailbox = annas.address;
  const status = 200;
  const responseCode = 'ErrorImpersonateUserDenied';
  assert.deepEqual(await facts(responseCode), { mailbox, account: 'x', status, responseCode });
  assert.deepEqual(await facts('ErrorServerBusy'), { host, status, responseCode: 'ErrorServerBusy' });
  assert.deepEqual(await facts('ErrorNonExistentMailbox'), {
    mailbox,
    status,
    responseCode: 'ErrorNonExistentMailbox',
  });
  const other = await canned(() => '<html></html>').source.openCalendar(annas, never);
  assert.equal(!other.ok && other.problem.facts?.['url'], 'https://mail.example.org/EWS/Exchange.asmx');
});
