/** More than an answer can hold: a full day, a full moment, an item over the cap. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answersOf,
  askedIds,
  canned,
  itemsAnswer,
  itemXml,
  marchOf2026,
  viewAnswer,
} from './canned-server.ts';
import { annas, never, onSimulator } from './over-simulator.ts';

describe('size', () => {
  it(
    'of a day with more than 1,000 entries is no obstacle: each is there once',
    onSimulator(async over => {
      const two = (value: number) => String(value).padStart(2, '0');
      const ids = Array.from({ length: 1_400 }, (_, minute) => {
        const at = `2026-03-10T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
        return over.calendar.book({ subject: `Event ${minute}`, start: `${at}:00`, end: `${at}:30` });
      });
      const day = { start: '2026-03-10T00:00:00Z', end: '2026-03-11T00:00:00Z' };
      const rows = await over.source.view(annas, { ...day, start: '2026-03-09T00:00:00Z' }, never);
      assert.deepEqual(rows.ok && rows.value.rows.map(row => row.itemId).toSorted(), ids.toSorted());
      assert.ok(over.requests.length < 20, `${over.requests.length} requests`);
    }),
  );

  it('of one moment with more events than a view may hold is told, and nothing is taken from it', async () => {
    const full = Array.from({ length: 1_000 }, (_, number) => itemXml(`A${number}`));
    const { source, sent } = canned(() => viewAnswer(full.slice(0, 900), false));
    const result = await source.view(annas, marchOf2026, never);
    assert.ok(!result.ok);
    const { code, scope, facts } = result.problem;
    assert.deepEqual([code, scope, facts?.['reason']], ['mailbox.read-incomplete', 'mailbox', 'one-instant']);
    assert.ok(sent.length < 40, `${sent.length} requests`);
  });

  it('of an item over the cap costs it its body alone, and the others nothing', async () => {
    const server = canned(request => {
      const ids = askedIds(request);
      const isHeavy = ids.includes('B') && (request.body ?? '').includes('item:Body');
      if (isHeavy) return { over: 67_108_864 };
      return itemsAnswer(
        ids.map(id => itemXml(id, `<t:Subject>${id}</t:Subject><t:Body BodyType="Text">${id}</t:Body>`)),
      );
    });
    const found = await answersOf(server, ['A', 'B', 'C']);
    assert.deepEqual(
      found.map(one => one.kind === 'found' && one.item.subject),
      ['A', 'B', 'C'],
    );
    const [last] = server.sent.slice(-1);
    assert.deepEqual([last && askedIds(last), last?.body?.includes('item:Body')], [['B'], false]);
    assert.deepEqual(
      server.log.lines.map(line => [line.level, line.fields]),
      [['warning', { mailbox: annas.address, count: 1 }]],
    );
  });

  it('of a whole calendar of such items is read without bodies, of masters too', async () => {
    const ids = Array.from({ length: 12 }, (_, number) => `M${number}`);
    const server = canned(request =>
      (request.body ?? '').includes('item:Body')
        ? { over: 67_108_864 }
        : itemsAnswer(askedIds(request).map(id => itemXml(id, '', 'RecurringMaster'))),
    );
    const masters = await server.source.masters(annas, ids, never);
    assert.deepEqual(
      masters.ok && masters.value.map(one => one.kind),
      ids.map(() => 'found'),
    );
  });

  it('is the server’s own limit as well; an item that stays too large is unreadable, never gone', async () => {
    const refusal =
      '<m:GetItemResponseMessage ResponseClass="Error"><m:ResponseCode>ErrorMessageSizeExceeded</m:ResponseCode></m:GetItemResponseMessage>';
    const answer = itemsAnswer([]).replace('<m:ResponseMessages>', `<m:ResponseMessages>${refusal}`);
    const light = canned(request =>
      (request.body ?? '').includes('item:Body') ? answer : itemsAnswer([itemXml('A')]),
    );
    assert.deepEqual(
      (await answersOf(light, ['A'])).map(one => one.kind),
      ['found'],
    );
    const [kept] = await answersOf(
      canned(() => answer),
      ['A'],
    );
    assert.deepEqual(kept, { id: 'A', kind: 'unreadable', responseCode: 'ErrorMessageSizeExceeded' });
  });
});
