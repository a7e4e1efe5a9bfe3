import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { dailySchedule, weeklySchedule } from '../../../main/simulators/halo/schedule.ts';
import type { HaloSimulatorOptions } from '../../../main/simulators/halo/server.ts';
import type { Client } from './halo-client.ts';
import { field, list, meeting, withHalo } from './halo-client.ts';

interface HeardCall {
  readonly operation: string;
  readonly xml: string;
  readonly authorization: string;
}

/** An Exchange that only listens: says yes to everything (or the given code) and hands out item ids. */
async function withExchange(
  options: HaloSimulatorOptions,
  run: (client: Client, heard: HeardCall[], answerWith: (code: string) => void) => Promise<void>,
): Promise<void> {
  const heard: HeardCall[] = [];
  let code = 'NoError';
  let made = 0;
  const exchange = createServer((incoming, outgoing) => {
    let xml = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      xml += chunk;
    });
    incoming.on('end', () => {
      const operation = /<m:(\w+Item)\b/.exec(xml)?.[1] ?? '';
      if (operation === 'CreateItem') made += 1;
      heard.push({ operation, xml, authorization: incoming.headers.authorization ?? '' });
      if (code === 'NoItemId') {
        outgoing.end('<m:ResponseCode>NoError</m:ResponseCode>');
        return;
      }
      outgoing.end(
        `<m:ResponseCode>${code}</m:ResponseCode><t:ItemId Id="new-${made}&amp;" ChangeKey="k${heard.length}"/><t:UID>uid-${made}</t:UID>`,
      );
    });
  });
  await new Promise<void>(resolve => exchange.listen(0, '127.0.0.1', resolve));
  const address = exchange.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const url = `http://127.0.0.1:${port}/EWS/Exchange.asmx`;
    await withHalo({ ...options, exchangeModule: { url, user: 'EXAMPLE\\halo', password: 'p' } }, client =>
      run(client, heard, next => {
        code = next;
      }),
    );
  } finally {
    exchange.closeAllConnections();
    await new Promise(resolve => exchange.close(resolve));
  }
}

test('an appointment made in Halo is in the calendar of its agent before the answer comes, and knows its item', async () => {
  await withExchange({}, async ({ call, halo }, heard) => {
    const note = { note: 'a & b', appointment_location_free_text: 'Room <1>', is_private: true };
    const posted = await call('POST', '/Appointment', [meeting(9, note)]);
    assert.equal(field(list(posted.json)[0], 'entryid'), 'new-1&');
    assert.deepEqual(
      heard.map(({ operation }) => operation),
      ['CreateItem', 'GetItem'],
    );
    const xml = heard[0]?.xml ?? '';
    assert.match(xml, /SendMeetingInvitations="SendToNone"/);
    assert.match(xml, /<t:PrimarySmtpAddress>anna@example\.com</);
    assert.match(xml, /<t:Start>2026-03-03T09:00:00Z<\/t:Start>/);
    assert.match(xml, /<t:Body BodyType="Text">a &amp; b</);
    assert.match(xml, /<t:Location>Room &lt;1&gt;</);
    assert.match(xml, /<t:Sensitivity>Private</);
    assert.equal(heard[0]?.authorization, `Basic ${Buffer.from('EXAMPLE\\halo:p').toString('base64')}`);
    assert.equal(halo.state.appointments()[0]?.exchange_uid, 'uid-1');
    assert.equal(field((await call('GET', '/control')).json, 'halointegrator_exchange'), true);
    assert.equal(list((await call('GET', '/agent?exchangecalendars=true')).json).length, 1);
  });
});

test('changes send only what changed, by people too; what Exchange does not see sends nothing', async () => {
  await withExchange({}, async ({ call, halo }, heard) => {
    const row = halo.state.book({
      agent_id: 2,
      subject: 'A',
      start_date: '2026-03-03T09:00:00Z',
      end_date: '2026-03-03T10:00:00Z',
    });
    await halo.settled();
    assert.equal(heard.length, 2);
    halo.state.complete(row.id);
    await halo.settled();
    assert.equal(heard.length, 2);
    await call('POST', '/Appointment', [{ id: row.id, subject: 'B' }]);
    const xml = heard[2]?.xml ?? '';
    assert.equal(heard.length, 3);
    assert.match(xml, /<t:ItemId Id="new-1&amp;"\/>/);
    assert.deepEqual(xml.match(/FieldURI="[^"]+"/g), ['FieldURI="item:Subject"']);
    assert.equal(halo.state.appointments()[0]?.changekey, 'k3');
  });
});

test('a deletion follows to Exchange unless Exchange is to be left alone', async () => {
  await withExchange({}, async ({ call }, heard) => {
    await call('POST', '/Appointment', [meeting(9), meeting(10)]);
    heard.length = 0;
    await call('DELETE', '/Appointment/5001?ignoreexchangedelete=true');
    assert.equal(heard.length, 0);
    await call('DELETE', '/Appointment/5002');
    assert.equal(heard[0]?.operation, 'DeleteItem');
    assert.match(heard[0]?.xml ?? '', /SendMeetingCancellations="SendToNone"/);
  });
});

test('what the import door stores is not sent back, but an edit of it in Halo is', async () => {
  await withExchange({}, async ({ call, halo }, heard) => {
    const item = { start: '2026-03-03T09:00:00Z', end: '2026-03-03T10:00:00Z' };
    for (const subject of ['I', 'I again']) {
      await call('POST', '/IntegrationData/Import/ExchangeCalendars/EWS', {
        changeType: 0,
        itemId: { uniqueId: 'from-exchange' },
        agent: { id: 2 },
        item: { ...item, subject },
      });
    }
    assert.equal(heard.length, 0);
    halo.state.edit(5001, { subject: 'J' });
    await halo.settled();
    assert.match(heard[0]?.xml ?? '', /Id="from-exchange"/);
  });
});

test('an appointment that is posted with an item id is left, or doubled where Halo does so', async () => {
  await withExchange({}, async ({ call }, heard) => {
    await call('POST', '/Appointment', [meeting(9, { entryid: 'known' })]);
    assert.equal(heard.length, 0);
  });
  await withExchange({ dialect: { pushOfMarked: 'creates-again' } }, async ({ call }, heard) => {
    await call('POST', '/Appointment', [meeting(9, { entryid: 'known' })]);
    assert.equal(heard[0]?.operation, 'CreateItem');
  });
});

test('a master made in Halo becomes a series that starts on the day of the agent, all-day ones on whole days', async () => {
  await withExchange({}, async ({ call, halo }, heard) => {
    halo.state.setAgent(2, { timeZone: 'AUS Eastern Standard Time' });
    const weekly = weeklySchedule(2, ['Monday', 'Wednesday'], 5);
    const late = { start_date: '2026-03-03T22:00:00Z', end_date: '2026-03-03T23:00:00Z' };
    await call('POST', '/Appointment', [meeting(9, { ...late, _recurringmaster: true, schedule: weekly })]);
    const xml = heard[0]?.xml ?? '';
    assert.match(xml, /<t:Interval>2<\/t:Interval><t:DaysOfWeek>Monday Wednesday</);
    assert.match(xml, /<t:StartDate>2026-03-04<\/t:StartDate><t:NumberOfOccurrences>5</);
    assert.match(xml, /<t:StartTimeZone Id="AUS Eastern Standard Time"\/>/);
    const master = list((await call('GET', '/Appointment?isrecurringmaster=true')).json);
    assert.equal(field(master[0], 'entryid'), 'new-1&');
    halo.state.book({
      agent_id: 2,
      subject: 'On call',
      start_date: '2026-03-03T00:00:00',
      end_date: '2026-03-03T23:59:59',
      allday: true,
      _recurringmaster: true,
      schedule: dailySchedule(1),
    });
    await halo.settled();
    const days = heard.at(-2)?.xml ?? '';
    assert.match(days, /<t:Start>2026-03-03T00:00:00<\/t:Start><t:End>2026-03-04T00:00:00</);
    assert.match(days, /<t:NoEndRecurrence><t:StartDate>2026-03-03</);
  });
});

test('a refusal of Exchange is kept in the integration errors and the appointment stays in Halo', async () => {
  await withExchange({}, async ({ call, halo }, _, answerWith) => {
    answerWith('ErrorImpersonateUserDenied');
    assert.equal((await call('POST', '/Appointment', [meeting(9)])).status, 200);
    const [error] = list((await call('GET', '/IntegrationError')).json);
    assert.equal(field(error, 'error'), 'ErrorImpersonateUserDenied');
    assert.equal(list((await call('GET', '/IntegrationRequest?outbound_only=true')).json).length, 1);
    assert.equal(halo.state.appointments()[0]?.entryid, '');
    answerWith('NoError');
    halo.state.edit(5001, { subject: 'Again' });
    await halo.settled();
    assert.equal(halo.state.appointments()[0]?.entryid, 'new-2&');
  });
});

test('an Exchange that says yes without an item id is not asked for ever', async () => {
  await withExchange({}, async ({ call, halo }, heard, answerWith) => {
    answerWith('NoItemId');
    await call('POST', '/Appointment', [meeting(9)]);
    await halo.settled();
    assert.deepEqual(
      heard.map(({ operation }) => operation),
      ['CreateItem', 'GetItem'],
    );
  });
});
