/** The description that the server gives of itself, for clients that build their requests from it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, getItems, master, syncAll, withSimulator } from './raw-client.ts';

const names = ['Services.wsdl', 'messages.xsd', 'types.xsd'] as const;

async function fetched(url: string, name: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${master.user}:${master.password}`).toString('base64')}`;
  const answer = await fetch(url.replace('Exchange.asmx', name), { headers: { authorization } });
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/xml']);
  return answer.text();
}

test('the description is there for who may sign in, in any case of its name, and nothing else beside it', () =>
  withSimulator({}, async simulator => {
    for (const name of names) {
      const url = simulator.url.replace('Exchange.asmx', name);
      const bare = await fetch(url);
      await bare.text();
      assert.equal(bare.status, 401);
      assert.equal(await fetched(simulator.url, name.toLowerCase()), await fetched(simulator.url, name));
    }
    const none = await fetch(simulator.url.replace('Exchange.asmx', 'other.xsd'));
    await none.text();
    assert.equal(none.status, 404);
    const wsdl = await fetched(simulator.url, 'Services.wsdl');
    assert.match(wsdl, /<wsdl:binding name="ExchangeServiceBinding"/);
    assert.doesNotMatch(wsdl, /<wsdl:service/);
  }));

test('every operation that is described is served, and every one that is described has its messages', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: 'anna@corp.example' });
    const wsdl = await fetched(simulator.url, 'Services.wsdl');
    const messages = await fetched(simulator.url, 'messages.xsd');
    const operations = new Set(
      [...wsdl.matchAll(/<wsdl:operation name="([^"]+)"/g)].map(one => one[1] ?? ''),
    );
    assert.ok(operations.size >= 18);
    for (const operation of operations) {
      const { xml } = await ask(simulator, `<m:${operation}/>`, { as: 'anna@corp.example' });
      assert.doesNotMatch(xml, /is not known here/, operation);
      for (const name of [operation, `${operation}Response`, `${operation}ResponseMessage`])
        assert.ok(messages.includes(`<xs:element name="${name}"`), name);
    }
  }));

test('every word that an item is told with is described, and so is every type that is named', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: 'anna@corp.example' });
    const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };
    const id = mailbox.book({
      subject: 'x',
      ...at,
      categories: ['Red'],
      attendees: [{ address: 'bo@corp.example', name: 'Bo', kind: 'optional', response: 'Accept' }],
    });
    const recurrence = {
      pattern: { kind: 'Daily', interval: 1 },
      range: { kind: 'numbered', count: 3 },
    } as const;
    const series = mailbox.book({ subject: 'y', ...at, recurrence });
    mailbox.changeOccurrence(series, '2026-11-02', { subject: 'z' });
    mailbox.removeOccurrence(series, '2026-11-03');
    const asked = getItems([id, series], ['item:MimeContent', 'item:TextBody', 'calendar:IsOrganizer']);
    const { xml } = await ask(simulator, asked, { as: 'anna@corp.example' });
    assert.equal((await syncAll(simulator, { as: 'anna@corp.example' })).changes.length, 2);
    const types = await fetched(simulator.url, 'types.xsd');
    const told = new Set([...xml.matchAll(/<t:([A-Za-z]+)[\s/>]/g)].map(one => one[1] ?? ''));
    assert.ok(told.size > 60);
    for (const word of told) {
      assert.ok(word === 'CalendarItem' || types.includes(`<xs:element name="${word}"`), word);
    }
    for (const text of [types, await fetched(simulator.url, 'messages.xsd')])
      for (const [, name] of text.matchAll(/type="t:([A-Za-z]+)"/g))
        assert.ok(types.includes(`<xs:complexType name="${name}"`), name);
  }));
