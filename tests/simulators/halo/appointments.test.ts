import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, list, meeting, start, withHalo } from './halo-client.ts';

test('a posted appointment comes back in lists with exactly the fields of the list shape, and whole by its id', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const posted = await call('POST', '/Appointment', [
      meeting(9, { note: 'Bring the key', entryid: 'AAA=', exchange_uid: 'uid-1', appointment_type_id: 3 }),
    ]);
    assert.equal(posted.status, 200);
    const [made] = list(posted.json);
    assert.equal(field(made, 'note'), 'Bring the key');
    const id = Number(field(made, 'id'));
    const [row] = list((await call('GET', '/appointment?agents=2')).json);
    assert.equal(Object.keys(Object(row)).length, 52);
    assert.equal(field(row, 'start_date'), '2026-03-03T09:00:00');
    assert.equal(field(row, 'last_modified'), '2026-03-02T08:00:00');
    assert.equal(field(row, 'entryid'), 'AAA=');
    assert.equal(field(row, 'agent_name'), 'Anna Berg');
    assert.equal(field(row, 'appointment_type_name'), 'Meeting');
    assert.equal(field(row, 'ticket_id'), -1);
    assert.equal(field(row, 'complete_status'), -1);
    assert.equal(field(row, 'note'), undefined);
    assert.equal(field(row, 'exchange_uid'), undefined);
    const whole = (await call('GET', `/Appointment/${id}?includedetails=true`)).json;
    assert.equal(field(whole, 'exchange_uid'), 'uid-1');
    assert.deepEqual(field(whole, 'agents'), [{ id: 2, name: 'Anna Berg', use: 'agent' }]);
    assert.equal(halo.mailsSent, 0);
  });
});

test('a partial object with an id updates only what it names; one without an id makes another', async () => {
  let clock = start;
  await withHalo({ now: () => clock }, async ({ call, halo }) => {
    await call('POST', '/Appointment', [meeting(9, { note: 'kept' })]);
    const [made] = halo.state.appointments();
    clock += 1500;
    await call('POST', '/Appointment', [{ id: made?.id, subject: 'Renamed' }]);
    const [after] = halo.state.appointments();
    assert.equal(after?.subject, 'Renamed');
    assert.equal(after?.note, 'kept');
    assert.equal(after?.last_modified, '2026-03-02T08:00:01.500');
    await call('POST', '/Appointment', [meeting(9, { _force: true })]);
    assert.equal(halo.state.appointments().length, 2);
  });
});

test('unknown fields, wrong kinds, missing fields, unknown ids and unknown agents are refused by name', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const refused = async (element: Record<string, unknown>, words: RegExp, status = 400): Promise<void> => {
      const answer = await call('POST', '/Appointment', [element]);
      assert.equal(answer.status, status);
      assert.match(String(field(answer.json, 'errorMessage')), words);
    };
    await refused(meeting(9, { location: 'Room 1' }), /'location'/);
    await refused(meeting(9, { agent_id: 'two' }), /'agent_id'/);
    await refused(meeting(9, { start_date: 'tomorrow' }), /'start_date'/);
    await refused({ agent_id: 2, subject: 'x', start_date: '2026-03-03T09:00:00Z' }, /end_date is required/);
    await refused(meeting(9, { subject: '' }), /subject is required/);
    await refused(meeting(9, { agent_id: 77 }), /77/);
    await refused(meeting(9, { end_date: '2026-03-03T08:00:00Z' }), /before/);
    await refused({ id: 123456, subject: 'x' }, /123456/, 404);
    await refused(meeting(9, { agents: [{ id: 2 }, { id: 1 }] }), /one agent/);
    assert.equal((await call('POST', '/Appointment', meeting(9))).status, 400);
    assert.equal(halo.state.appointments().length, 0);
  });
});

test('an overlap with the same agent is refused without _force, also when a time is changed', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.state.addAgent({ name: 'Bob', email: 'bob@example.com' });
    assert.equal((await call('POST', '/Appointment', [meeting(9), meeting(10)])).status, 200);
    assert.equal((await call('POST', '/Appointment', [meeting(9)])).status, 400);
    assert.equal((await call('POST', '/Appointment', [meeting(9, { agent_id: 3 })])).status, 200);
    assert.equal((await call('POST', '/Appointment', [meeting(9, { _force: true })])).status, 200);
    const second = halo.state.appointments()[1];
    const move = { id: second?.id, start_date: '2026-03-03T09:10:00Z', end_date: '2026-03-03T09:20:00Z' };
    assert.equal((await call('POST', '/Appointment', [move])).status, 400);
    assert.equal(
      (await call('POST', '/Appointment', [{ id: second?.id, subject: 'Only words' }])).status,
      200,
    );
    assert.equal((await call('POST', '/Appointment', [{ ...move, _force: true }])).status, 200);
  });
});

test('a window shows what touches it, of the agents asked for', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.state.addAgent({ name: 'Bob', email: 'bob@example.com' });
    const book = (day: number, agent = 2): number =>
      halo.state.book({
        agent_id: agent,
        subject: `Day ${day}`,
        start_date: `2026-03-0${day}T23:00:00Z`,
        end_date: `2026-03-0${day + 1}T01:00:00Z`,
      }).id;
    const ids = [book(3), book(4), book(5), book(4, 3)];
    const shown = async (query: string): Promise<readonly unknown[]> =>
      list((await call('GET', `/Appointment?${query}`)).json).map(row => field(row, 'id'));
    const window = 'start_date=2026-03-05T00:00:00Z&end_date=2026-03-05T12:00:00Z';
    assert.deepEqual(await shown(`agents=2&${window}`), [ids[1]]);
    assert.deepEqual(await shown(`agents=2,3&${window}`), [ids[1], ids[3]]);
    assert.deepEqual(await shown(`agents=0&order=id&orderdesc=true`), [ids[3], ids[2], ids[1], ids[0]]);
    assert.deepEqual(await shown('start_date=2026-03-05T01:00:00Z&end_date=2026-03-05T23:00:00Z'), []);
  });
});

test('at most 100 rows come whatever is asked, and pages in an envelope bring them all once', async () => {
  await withHalo({}, async ({ call, halo }) => {
    for (let i = 0; i < 230; i += 1) {
      halo.state.book({
        agent_id: 2,
        subject: `${i}`,
        start_date: '2026-03-03T09:00:00Z',
        end_date: '2026-03-03T10:00:00Z',
      });
    }
    assert.equal(list((await call('GET', '/Appointment?page_size=500')).json).length, 100);
    const seen = new Set<unknown>();
    for (const page of [1, 2, 3, 4]) {
      const answer = (await call('GET', `/Appointment?pageinate=true&page_size=500&page_no=${page}&order=id`))
        .json;
      assert.equal(field(answer, 'record_count'), 230);
      assert.equal(field(answer, 'page_size'), 100);
      assert.equal(field(answer, 'page_no'), page);
      for (const row of list(field(answer, 'appointments'))) seen.add(field(row, 'id'));
    }
    assert.equal(seen.size, 230);
  });
});

test('deleting is soft: gone from lists and from its id, there with includedeleted, and only once', async () => {
  await withHalo({}, async ({ call, halo }) => {
    await call('POST', '/Appointment', [meeting(9)]);
    const id = halo.state.appointments()[0]?.id ?? 0;
    assert.equal((await call('DELETE', `/Appointment/${id}?ignoreexchangedelete=true`)).status, 200);
    assert.equal((await call('DELETE', `/Appointment/${id}`)).status, 404);
    assert.equal((await call('GET', `/Appointment/${id}`)).status, 404);
    assert.deepEqual((await call('GET', '/Appointment')).json, []);
    assert.equal(list((await call('GET', '/Appointment?includedeleted=true')).json).length, 1);
    assert.equal(halo.state.appointments()[0]?.deleted, true);
    assert.equal(
      (await call('POST', '/Appointment', [meeting(9)])).status,
      200,
      'a deleted one overlaps nothing',
    );
  });
});

test('what people do in Halo shows in the API: completion, tickets, edits', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const first = halo.state.book({
      agent_id: 2,
      subject: 'A',
      start_date: '2026-03-03T09:00:00+01:00',
      end_date: '2026-03-03T09:30:00+01:00',
    });
    assert.equal(first.start_date, '2026-03-03T08:00:00');
    const second = halo.state.book({ ...first, subject: 'B' });
    halo.state.complete(first.id);
    halo.state.attachTicket(second.id, 4711);
    halo.state.edit(second.id, { subject: 'C' });
    const open = list((await call('GET', '/Appointment?hidecompleted=true')).json);
    assert.deepEqual(
      open.map(row => [field(row, 'subject'), field(row, 'ticket_id')]),
      [['C', 4711]],
    );
    assert.equal(list((await call('GET', '/Appointment?ticket_id=4711')).json).length, 1);
    halo.state.deleteByHand(second.id);
    assert.equal((await call('GET', `/Appointment/${second.id}`)).status, 404);
  });
});

test('masters and children of series are told apart by the recurring filters', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const at = { agent_id: 2, start_date: '2026-03-03T09:00:00Z', end_date: '2026-03-03T10:00:00Z' };
    halo.state.book({ ...at, subject: 'master', _recurringmaster: true, entryid: 'M1' });
    halo.state.book({ ...at, subject: 'child', recurring_master_id: 'M1' });
    halo.state.book({ ...at, subject: 'single' });
    const shown = async (query: string): Promise<readonly unknown[]> =>
      list((await call('GET', `/Appointment?order=id&${query}`)).json).map(row => field(row, 'subject'));
    assert.deepEqual(await shown(''), ['master', 'child', 'single']);
    assert.deepEqual(await shown('isrecurringmaster=true'), ['master']);
    assert.deepEqual(await shown('isrecurringchild=true'), ['child']);
    assert.deepEqual(await shown('excluderecurringmaster=true'), ['child', 'single']);
    assert.deepEqual(await shown('excluderecurring=true'), ['single']);
    assert.deepEqual(await shown('recurringmasterid=M1'), ['master']);
  });
});

test('a list asked again shows what changed in between', async () => {
  await withHalo({}, async ({ call, halo }) => {
    await call('POST', '/Appointment', [meeting(9)]);
    const shown = async (): Promise<unknown> => (await call('GET', '/Appointment?agents=2')).json;
    const before = await shown();
    halo.state.edit(5001, { subject: 'Other' });
    assert.notDeepEqual(await shown(), before);
  });
});
