/** Which failures of the network leave a write to be sent again: those before a byte of it has left. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createExchange } from '../../../../main/adapters/exchange/exchange.ts';
import type {
  HttpClient,
  HttpFailureKind,
  HttpOutcome,
  HttpRequest,
} from '../../../../main/adapters/http/http-client.ts';
import { defaultSettings } from '../../../../preload/contract/settings.ts';
import { review } from '../../../contracts/writer-under-test.ts';
import { createCollectingLog } from '../../../fakes/collecting-log.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';
import { annas, never } from '../over-simulator.ts';

function answering(outcome: HttpOutcome) {
  const sent: HttpRequest[] = [];
  const http: HttpClient = {
    request: async request => {
      sent.push(request);
      return outcome;
    },
    certificateOf: () => null,
    close: () => undefined,
  };
  const url = 'https://mail.example.org/EWS/Exchange.asmx';
  const { writer, source } = createExchange({
    settings: { ...defaultSettings.exchange, url, user: 'x' },
    mailAttendees: 'nobody',
    password: 'p',
    http,
    clock: createManualClock(undefined, { skipsWaits: true }),
    log: createCollectingLog(),
  });
  return { writer, source, sent };
}

const failing = (kind: HttpFailureKind, requestSent: boolean) =>
  answering({ ok: false, failure: { kind, requestSent, facts: {} } });

/** Kind of failure -> how often a create is tried while nothing of it was sent. */
const beforeAByte: readonly (readonly [HttpFailureKind, number])[] = [
  ['refused', 2],
  ['name-not-resolved', 2],
  ['proxy', 3],
  ['timeout', 3],
  ['connection-lost', 3],
  ['certificate', 1],
];

for (const [kind, times] of beforeAByte) {
  it(`a create is tried ${times} times when it fails as ${kind} before a byte was sent, and had no effect`, async () => {
    const { writer, sent } = failing(kind, false);
    const made = await writer.create(annas, review, 'mark', never);
    assert.ok(!made.ok);
    assert.equal(made.problem.effectUnknown, undefined);
    assert.equal(sent.length, times);
  });
}

for (const kind of ['timeout', 'connection-lost', 'too-large', 'aborted', 'proxy'] as const) {
  it(`nothing that writes is tried twice when it fails as ${kind} after it was sent, and its effect is unknown`, async () => {
    const ref = { itemId: 'AAMk', changeKey: 'DwAA' };
    for (const write of ['create', 'update', 'unmark', 'remove'] as const) {
      const { writer, sent } = failing(kind, true);
      const done = await {
        create: () => writer.create(annas, review, 'mark', never),
        update: () => writer.update(annas, ref, review, ['subject'], never),
        unmark: () => writer.unmark(annas, ref, never),
        remove: () => writer.remove(annas, 'AAMk', never),
      }[write]();
      assert.ok(!done.ok);
      assert.equal(done.problem.effectUnknown, true);
      assert.equal(sent.length, 1);
    }
  });
}

it('what writes is never sent again on a fresh socket by the HTTP client, what reads may be', async () => {
  const { writer, source, sent } = failing('certificate', false);
  await writer.create(annas, review, 'mark', never);
  await writer.findByMark(annas, 'mark', never);
  await source.openCalendar(annas, never);
  assert.deepEqual(
    sent.map(request => [request.operation, request.repeatable]),
    [
      ['CreateItem', false],
      ['FindItem', true],
      ['GetFolder', true],
    ],
  );
});

const saying = (status: number, text: string) =>
  answering({ ok: true, value: { status, text, headers: {} } });
const soap = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const message = (content: string) =>
  `<m:CreateItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:CreateItemResponseMessage>`;
const response = (messages: string) =>
  soap(`<m:CreateItemResponse><m:ResponseMessages>${messages}</m:ResponseMessages></m:CreateItemResponse>`);

/** What claims to be an answer and does not say what was made. */
const worthless: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'something that is no XML': 'OK',
  'an envelope without a body': '<s:Envelope></s:Envelope>',
  'no message': response(''),
  'two messages': response(message('') + message('')),
  'a success without an item': response(message('')),
  'an item without an id': response(message('<m:Items><t:CalendarItem/></m:Items>')),
  'an item with an empty id': response(
    message('<m:Items><t:CalendarItem><t:ItemId Id=""/></t:CalendarItem></m:Items>'),
  ),
};

for (const [name, text] of Object.entries(worthless)) {
  it(`a create that is answered with ${name} may have been done`, async () => {
    const { writer, sent } = saying(200, text);
    const made = await writer.create(annas, review, 'mark', never);
    assert.ok(!made.ok);
    assert.deepEqual([made.problem.effectUnknown, sent.length], [true, 1]);
  });
}

it('a web server that refuses has done nothing; one that breaks down may have', async () => {
  for (const status of [401, 403, 404, 405, 413, 429, 456]) {
    const made = await saying(status, '').writer.create(annas, review, 'mark', never);
    assert.ok(!made.ok);
    assert.equal(made.problem.effectUnknown, undefined, String(status));
  }
  for (const status of [200, 204, 301, 302, 400, 408, 500, 501, 502, 503, 504, 599]) {
    const { writer, sent } = saying(status, '<html></html>');
    const made = await writer.create(annas, review, 'mark', never);
    assert.ok(!made.ok);
    assert.deepEqual([made.problem.effectUnknown, sent.length], [true, 1], String(status));
  }
});
