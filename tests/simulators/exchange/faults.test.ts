import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import type { OrderedFault } from '../../../main/simulators/exchange/faults.ts';
import type { ExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import {
  ask,
  codes,
  getFolder,
  getItems,
  master,
  soap,
  sync,
  syncAll,
  text,
  texts,
  view,
  withSimulator,
} from './raw-client.ts';

const anna = 'anna@corp.example';
const bob = 'bob@corp.example';
const asAnna = { as: anna };
const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };
const week = ['2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z'] as const;

function withAnna(work: (simulator: ExchangeSimulator, ids: string[]) => Promise<void>): Promise<void> {
  return withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    simulator.state.addMailbox({ address: bob });
    await work(
      simulator,
      ['one', 'two', 'three'].map(subject => mailbox.book({ subject, ...at })),
    );
  });
}

function isWellFormed(xml: string): boolean {
  const parser = new SaxesParser();
  let good = true;
  parser.on('error', () => {
    good = false;
  });
  parser.write(xml).close();
  return good;
}

test('a fault strikes the request it was ordered for, as often as ordered, and no other', () =>
  withAnna(async (simulator, [id = '']) => {
    simulator.faults.order({ operation: 'GetFolder', mailbox: bob, after: 1, times: 2, kind: 'empty-500' });
    const status = async (as: string, body = getFolder()) => (await ask(simulator, body, { as })).status;
    assert.deepEqual([await status(anna), await status(bob), await status(bob, sync())], [200, 200, 200]);
    assert.equal(simulator.faults.pending, 1);
    assert.deepEqual(
      [await status(bob), await status(anna), await status(bob), await status(bob)],
      [500, 200, 500, 200],
    );
    assert.equal(simulator.faults.pending, 0);
    simulator.faults.order({ itemId: id, kind: 'empty-500' });
    simulator.faults.clear();
    assert.equal(await status(anna, getItems([id])), 200);
  }));

const wire: [OrderedFault, number, RegExp][] = [
  [
    { kind: 'soap-fault', code: 'ErrorInternalServerError' },
    500,
    /<s:Fault>.*<e:ResponseCode[^>]*>ErrorInternalServerError</,
  ],
  [{ kind: 'server-busy', backOffMs: 3000 }, 500, /<t:Value Name="BackOffMilliseconds">3000</],
  [{ kind: 'server-busy' }, 500, /<e:ResponseCode[^>]*>ErrorServerBusy(?!.*BackOff)/],
  [
    { kind: 'server-busy', backOffMs: 5, as: 'message' },
    200,
    /<m:ResponseCode>ErrorServerBusy<.*<m:MessageXml><t:Value Name="BackOffMilliseconds">5</,
  ],
  [{ kind: 'http-401' }, 401, /^$/],
  [{ kind: 'http-403' }, 403, /^$/],
  [{ kind: 'http-503', retryAfter: 7 }, 503, /unavailable/],
  [{ kind: 'empty-500' }, 500, /^$/],
  [{ kind: 'html-page' }, 200, /^<html>/],
  [{ kind: 'fault-in-200', code: 'ErrorImpersonateUserDenied' }, 200, /<SOAP:Fault><faultcode>ErrorImp/],
];

for (const [fault, status, body] of wire)
  test(`${fault.kind}${'as' in fault ? ` as ${fault.as}` : ''} answers ${status}`, () =>
    withAnna(async simulator => {
      simulator.faults.order(fault);
      const answer = await ask(simulator, getFolder(), asAnna);
      assert.equal(answer.status, status);
      assert.match(answer.xml, body);
      if (fault.kind === 'http-503') assert.equal(answer.headers.get('retry-after'), '7');
      if (fault.kind === 'http-401') assert.match(answer.headers.get('www-authenticate') ?? '', /Basic/);
      assert.equal((await ask(simulator, getFolder(), asAnna)).status, 200);
    }));

test('a lost answer leaves the write done or not, as ordered', () =>
  withAnna(async simulator => {
    const create =
      '<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Subject>made</t:Subject></t:CalendarItem></m:Items></m:CreateItem>';
    const count = () => simulator.state.mailbox(anna).items().length;
    for (const fault of [{ kind: 'reset' }, { kind: 'empty-500' }, { kind: 'http-503' }] as const) {
      for (const effect of ['done', 'not-done'] as const) {
        const before = count();
        simulator.faults.order({ ...fault, effect, operation: 'CreateItem' });
        await ask(simulator, create, asAnna).catch(() => undefined);
        assert.equal(count() - before, effect === 'done' ? 1 : 0, `${fault.kind} ${effect}`);
      }
    }
    const before = count();
    simulator.faults.order({ kind: 'cut-at', bytes: 300 });
    await assert.rejects(ask(simulator, create, asAnna));
    assert.equal(count() - before, 1);
  }));

test('an answer is cut after so many bytes although its headers promise all of it', () =>
  withAnna(async simulator => {
    simulator.faults.order({ kind: 'cut-at', bytes: 120 });
    const seen = await new Promise<{ length: number; promised: string | undefined }>(resolve => {
      const auth = `${master.user}:${master.password}`;
      const call = request(simulator.url, { method: 'POST', auth }, answer => {
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
        });
        answer.on('error', () => undefined);
        answer.on('close', () => resolve({ length, promised: answer.headers['content-length'] }));
      });
      call.end(soap(getFolder(), asAnna));
    });
    assert.equal(seen.length, 120);
    assert.ok(Number(seen.promised) > 120);
  }));

test('a request without an answer waits until its client gives up', () =>
  withAnna(async simulator => {
    simulator.faults.order({ kind: 'never' });
    const controller = new AbortController();
    const waiting = fetch(simulator.url, {
      method: 'POST',
      body: soap(getFolder(), asAnna),
      headers: { Authorization: `Basic ${btoa(`${master.user}:${master.password}`)}` },
      signal: controller.signal,
    });
    const other = await ask(simulator, getFolder(), asAnna);
    assert.equal(other.status, 200);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  }));

test('a slow answer is whole and late', () =>
  withAnna(async simulator => {
    simulator.faults.order({ kind: 'slow', ms: 30 });
    assert.deepEqual(codes((await ask(simulator, getFolder(), asAnna)).xml), ['NoError']);
    assert.ok((simulator.requests[0]?.ms ?? 0) >= 29);
  }));

test('one item of a batch, or all of them, can fail', () =>
  withAnna(async (simulator, ids) => {
    simulator.faults.order({ kind: 'item-error', code: 'ErrorCorruptData', itemId: ids[1] ?? '' });
    assert.deepEqual(codes((await ask(simulator, getItems(ids), asAnna)).xml), [
      'NoError',
      'ErrorCorruptData',
      'NoError',
    ]);
    simulator.faults.order({ kind: 'item-error', code: 'ErrorTimeoutExpired', operation: 'GetItem' });
    assert.equal(new Set(codes((await ask(simulator, getItems(ids), asAnna)).xml)).size, 1);
  }));

test('illegal characters come in the subject and break a strict parser', () =>
  withAnna(async (simulator, ids) => {
    simulator.faults.order({ kind: 'illegal-characters', itemId: ids[1] ?? '' });
    const { xml } = await ask(simulator, getItems(ids), asAnna);
    assert.match(xml, /<t:Subject>&#x0;&#x1F;\u0001\u000b&#xFFFE;two</);
    assert.equal(isWellFormed(xml), false);
  }));

test('a poisoned item spoils every batch that fetches it and no other, until the list is cleared', () =>
  withAnna(async (simulator, ids) => {
    const [one = '', poison = ''] = ids;
    simulator.faults.order({ kind: 'poison-item', itemId: poison });
    for (let round = 0; round < 2; round++) {
      assert.equal(isWellFormed((await ask(simulator, getItems(ids), asAnna)).xml), false);
      assert.equal(isWellFormed((await ask(simulator, getItems([poison], [], 'IdOnly'), asAnna)).xml), false);
    }
    assert.equal(isWellFormed((await ask(simulator, getItems([one]), asAnna)).xml), true);
    assert.equal(isWellFormed((await ask(simulator, view(...week), asAnna)).xml), true);
    simulator.faults.clear();
    assert.equal(isWellFormed((await ask(simulator, getItems(ids), asAnna)).xml), true);
    simulator.faults.order({ kind: 'poison-item', itemId: poison, as: 'http-500' });
    assert.equal((await ask(simulator, getItems(ids), asAnna)).status, 500);
  }));

test('a partial view misses rows and says so, or lies', () =>
  withAnna(async simulator => {
    simulator.faults.order({ kind: 'partial-view', missing: 2 });
    const marked = await ask(simulator, view(...week), asAnna);
    assert.match(marked.xml, /TotalItemsInView="1" IncludesLastItemInRange="false"/);
    simulator.faults.order({ kind: 'partial-view', marked: false });
    const lying = await ask(simulator, view(...week), asAnna);
    assert.match(lying.xml, /TotalItemsInView="2" IncludesLastItemInRange="true"/);
    const whole = await syncAll(simulator, asAnna);
    simulator.faults.order({ kind: 'partial-view' });
    const partial = await ask(simulator, sync(), asAnna);
    assert.equal(text(partial.xml, 'IncludesLastItemInRange'), 'false');
    assert.equal(texts(partial.xml, 'Create').length, whole.changes.length - 1);
  }));

test('an item moves between the two halves of a view', () =>
  withAnna(async (simulator, [id = '']) => {
    simulator.faults.order({
      kind: 'moved-between-views',
      moves: id,
      start: '2026-11-06T10:00:00',
      end: '2026-11-06T11:00:00',
    });
    const subjects = async (from: string, until: string) =>
      texts(
        (await ask(simulator, view(`2026-11-${from}T00:00:00Z`, `2026-11-${until}T00:00:00Z`), asAnna)).xml,
        'Subject',
      );
    assert.equal((await subjects('01', '05')).includes('one'), true);
    assert.deepEqual(await subjects('05', '08'), ['one']);
  }));

test('a doubled answer leaves a stray one on the connection', () =>
  withAnna(async simulator => {
    simulator.faults.order({ kind: 'duplicate-response' });
    const body = soap(getFolder(), asAnna);
    const auth = btoa(`${master.user}:${master.password}`);
    const received = await new Promise<string>(resolve => {
      const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
      let all = '';
      socket.on('data', part => {
        all += part.toString();
        if (all.split('</s:Envelope>').length === 3) {
          socket.destroy();
          resolve(all);
        }
      });
      socket.write(
        `POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${auth}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    assert.equal(received.split('HTTP/1.1 200 OK').length, 3);
  }));
