import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloDialect } from '../../../main/simulators/halo/dialect.ts';
import type { Client } from './halo-client.ts';
import { field, list, meeting, withHalo } from './halo-client.ts';

async function speaking(
  dialect: Partial<HaloDialect>,
  run: (client: Client) => Promise<void>,
): Promise<void> {
  await withHalo({ dialect }, run);
}

test('POST answers an array, the first object or an envelope', async () => {
  for (const [postAnswer, ids] of [
    ['array', (json: unknown) => list(json)],
    ['first-object', (json: unknown) => [json]],
    ['envelope', (json: unknown) => list(field(json, 'appointments'))],
  ] as const) {
    await speaking({ postAnswer }, async ({ call }) => {
      const answer = await call('POST', '/Appointment', [meeting(9), meeting(10)]);
      const rows = ids(answer.json).map(row => field(row, 'id'));
      assert.deepEqual(rows, postAnswer === 'first-object' ? [5001] : [5001, 5002]);
    });
  }
});

test('lists can be one shape always, and cap their rows lower', async () => {
  await speaking({ listShape: 'always-array', pageCap: 1 }, async ({ call }) => {
    await call('POST', '/Appointment', [meeting(9), meeting(10)]);
    const second = list((await call('GET', '/Appointment?pageinate=true&page_no=2')).json);
    assert.deepEqual(
      second.map(row => field(row, 'id')),
      [5002],
    );
  });
  await speaking({ listShape: 'always-envelope' }, async ({ call }) => {
    assert.equal(field((await call('GET', '/Appointment')).json, 'record_count'), 0);
    assert.equal(list(field((await call('GET', '/Agent')).json, 'agents')).length, 1);
  });
});

test('deleted rows can stay in lists, be marked, answer by id, and live again', async () => {
  const gone = async ({ call }: Client): Promise<number> => {
    await call('POST', '/Appointment', [meeting(9)]);
    await call('DELETE', '/Appointment/5001');
    return 5001;
  };
  await speaking({ listsShowDeleted: true, deletedMark: 'deleted-true', getDeleted: 'row' }, async client => {
    const id = await gone(client);
    const [row] = list((await client.call('GET', '/Appointment')).json);
    assert.equal(field(row, 'deleted'), true);
    assert.equal((await client.call('GET', `/Appointment/${id}`)).status, 200);
    assert.equal((await client.call('POST', '/Appointment', [{ id, subject: 'x' }])).status, 400);
  });
  await speaking({ deletedMark: 'no-rights', postDeleted: 'revives' }, async client => {
    const id = await gone(client);
    const [row] = list((await client.call('GET', '/Appointment?includedeleted=true')).json);
    assert.equal(field(row, '_candelete'), false);
    assert.equal((await client.call('POST', '/Appointment', [{ id, subject: 'x' }])).status, 200);
    assert.equal(list((await client.call('GET', '/Appointment')).json).length, 1);
  });
  await speaking({ postDeleted: 'stays-deleted' }, async client => {
    const id = await gone(client);
    assert.equal((await client.call('POST', '/Appointment', [{ id, subject: 'x' }])).status, 200);
    assert.equal(list((await client.call('GET', '/Appointment')).json).length, 0);
  });
});

test('before a refused element the earlier ones are stored, or none of the array', async () => {
  for (const [arrayRefusal, stored] of [
    ['earlier-stored', 1],
    ['none-stored', 0],
  ] as const) {
    await speaking({ arrayRefusal }, async ({ call, halo }) => {
      const answer = await call('POST', '/Appointment', [meeting(9), meeting(10, { agent_id: 99 })]);
      assert.equal(answer.status, 400);
      assert.equal(halo.state.appointments().length, stored);
    });
  }
});

test('marks that Halo does not keep are dropped without a word', async () => {
  await speaking({ marksKept: ['entryid'] }, async ({ call, halo }) => {
    await call('POST', '/Appointment', [
      meeting(9, { entryid: 'A', changekey: 'B', exchange_uid: 'C', recurring_master_id: 'D' }),
    ]);
    const [row] = halo.state.appointments();
    assert.deepEqual(
      [row?.entryid, row?.changekey, row?.exchange_uid, row?.recurring_master_id],
      ['A', '', '', ''],
    );
  });
});

test('a window can mean touching, starting in, or lying in it', async () => {
  for (const [windowRule, shown] of [
    ['overlap', ['into', 'in', 'out of']],
    ['starts-inside', ['in', 'out of']],
    ['inside', ['in']],
  ] as const) {
    await speaking({ windowRule }, async ({ call, halo }) => {
      const book = (subject: string, from: string, to: string): void => {
        const at = (time: string): string => `2026-03-0${time}:00:00Z`;
        halo.state.book({ agent_id: 2, subject, start_date: at(from), end_date: at(to) });
      };
      book('into', '2T20', '3T02');
      book('in', '3T10', '3T11');
      book('out of', '3T22', '4T02');
      const rows = await call(
        'GET',
        '/Appointment?start_date=2026-03-03T00:00:00&end_date=2026-03-04T00:00:00',
      );
      assert.deepEqual(
        list(rows.json).map(row => field(row, 'subject')),
        shown,
      );
    });
  }
});

test('dates come with Z, all-day ends exclusive, or dates alone besides', async () => {
  const holiday = {
    ...meeting(0),
    allday: true,
    start_date: '2026-03-03T00:00:00',
    end_date: '2026-03-04T23:59:59',
  };
  const shown = async (dialect: Partial<HaloDialect>): Promise<unknown> => {
    let row: unknown;
    await speaking(dialect, async ({ call }) => {
      await call('POST', '/Appointment', [holiday]);
      row = (await call('GET', '/Appointment/5001')).json;
    });
    return row;
  };
  const plain = await shown({});
  assert.equal(field(plain, 'start_date'), '2026-03-03T00:00:00');
  assert.equal(field(plain, 'end_date'), '2026-03-04T23:59:59');
  assert.equal(field(plain, 'end_date_only'), null);
  const exclusive = await shown({ dateForm: 'with-z', allDayForm: 'exclusive-end' });
  assert.equal(field(exclusive, 'start_date'), '2026-03-03T00:00:00Z');
  assert.equal(field(exclusive, 'end_date'), '2026-03-05T00:00:00Z');
  const besides = await shown({ allDayForm: 'date-only-fields' });
  assert.equal(field(besides, 'end_date_only'), '2026-03-04T00:00:00');
});

test('a Halo that is not set to UTC answers and reads its own local time', async () => {
  await speaking({ serverOffsetMinutes: 120 }, async ({ call, halo }) => {
    halo.state.control.useutcforappointments = false;
    await call('POST', '/Appointment', [meeting(9), { ...meeting(10), start_date: '2026-03-03T12:00:00' }]);
    const rows = list((await call('GET', '/Appointment?order=id')).json);
    assert.deepEqual(
      rows.map(row => field(row, 'start_date')),
      ['2026-03-03T11:00:00', '2026-03-03T12:00:00'],
    );
    assert.equal(halo.state.appointments()[1]?.start_date, '2026-03-03T10:00:00');
  });
});

test('overlaps are allowed, trailing blanks trimmed, long texts cut or refused, notes made HTML', async () => {
  await speaking(
    { overlapRefusal: false, trimsTrailingBlanks: true, noteKept: 'html' },
    async ({ call, halo }) => {
      const texts = { subject: 'A ', note: 'a<b\nc', appointment_location_free_text: 'x'.repeat(600) };
      await call('POST', '/Appointment', [meeting(9, texts), meeting(9)]);
      const [row, other] = halo.state.appointments();
      assert.equal(row?.subject, 'A');
      assert.equal(row?.note, '<p>a&lt;b<br>c</p>');
      assert.equal(row?.appointment_location_free_text.length, 500);
      assert.equal(other?.id, 5002);
    },
  );
  await speaking({ longTexts: 'refused' }, async ({ call }) => {
    assert.equal(
      (await call('POST', '/Appointment', [meeting(9, { subject: 'x'.repeat(4001) })])).status,
      400,
    );
  });
});

test('mails are counted when a write asks for them, or unless it forbids them, or always', async () => {
  const mailed = async (dialect: Partial<HaloDialect>, more: Record<string, unknown>): Promise<number> => {
    let count = -1;
    await speaking(dialect, async ({ call, halo }) => {
      assert.equal((await call('POST', '/Appointment', [meeting(9, more)])).status, 200);
      count = halo.mailsSent;
    });
    return count;
  };
  const quiet = { inform_agents: false, inform_user: false };
  assert.equal(await mailed({}, {}), 0);
  assert.equal(await mailed({}, { inform_agents: true }), 1);
  assert.equal(await mailed({}, { tolist: 'a@b' }), 1);
  assert.equal(await mailed({ mailsOnWrite: 'unless-forbidden' }, {}), 1);
  assert.equal(await mailed({ mailsOnWrite: 'unless-forbidden' }, quiet), 0);
  assert.equal(await mailed({ mailsOnWrite: 'always' }, quiet), 1);
});

test('refusals wear the shape of the dialect, and a dry run stores nothing', async () => {
  await speaking({ errorShape: 'message' }, async ({ call, halo }) => {
    assert.deepEqual(Object.keys(Object((await call('GET', '/Appointment/1')).json)), ['Message']);
    assert.equal((await call('POST', '/Appointment', [meeting(9, { _validateonly: true })])).status, 200);
    assert.equal(halo.state.appointments().length, 0);
  });
});
