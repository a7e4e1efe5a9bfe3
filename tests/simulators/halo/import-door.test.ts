import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, list, withHalo } from './halo-client.ts';

const door = '/IntegrationData/Import/ExchangeCalendars/EWS';

function change(
  changeType: number,
  item: Readonly<Record<string, unknown>> | null,
  id = 'item-1',
): Record<string, unknown> {
  return {
    changeType,
    itemId: { uniqueId: id, changeKey: 'CK' },
    agent: { id: 2, email: 'anna@example.com' },
    ...(item === null
      ? {}
      : {
          item: {
            id: { uniqueId: id, changeKey: 'CK' },
            iCalUid: 'UID-1',
            subject: 'Server review',
            start: '2026-03-03T09:00:00Z',
            end: '2026-03-03T10:00:00Z',
            organizer: { name: 'Zoe', address: 'zoe@elsewhere.example' },
            appointmentType: 0,
            isAllDayEvent: false,
            isRecurring: false,
            isMeeting: true,
            ...item,
          },
        }),
  };
}

test('the import door creates, updates and deletes by item id, and mails nobody', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const created = await call('POST', door, change(0, {}));
    assert.equal(created.status, 200);
    assert.equal(field(created.json, 'changeType'), 0);
    const [row] = halo.state.appointments();
    assert.deepEqual(
      [row?.subject, row?.start_date, row?.entryid, row?.exchange_uid, row?.external_organizer],
      ['Server review', '2026-03-03T09:00:00', 'item-1', 'UID-1', true],
    );
    await call('POST', door, change(0, { subject: 'Created again' }));
    await call('POST', door, change(1, { subject: 'Moved', start: '2026-03-03T09:30:00Z' }));
    assert.equal(halo.state.appointments().length, 1);
    assert.equal(halo.state.appointments()[0]?.subject, 'Moved');
    await call('POST', door, change(2, null));
    assert.equal(halo.state.appointments()[0]?.deleted, true);
    assert.equal((await call('POST', door, change(2, null))).status, 200);
    assert.equal(halo.mailsSent, 0);
  });
});

test('a Halo that does not know an item again doubles it', async () => {
  await withHalo(
    { dialect: { recognisesImportByItemId: false, importAnswer: 'empty' } },
    async ({ call, halo }) => {
      assert.equal((await call('POST', door, change(0, {}))).text, '');
      await call('POST', door, change(1, {}));
      assert.equal(halo.state.appointments().length, 2);
    },
  );
});

test('all-day items become whole days whatever the offset of their midnight', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const days = { isAllDayEvent: true, start: '2026-03-02T23:00:00Z', end: '2026-03-04T23:00:00Z' };
    await call('POST', door, change(0, days));
    const [row] = halo.state.appointments();
    assert.deepEqual(
      [row?.allday, row?.start_date, row?.end_date],
      [true, '2026-03-03T00:00:00', '2026-03-04T23:59:59'],
    );
  });
});

test('occurrences are tied to the master that Halo knows by the same UID', async () => {
  await withHalo({}, async ({ call, halo }) => {
    await call('POST', door, change(0, { appointmentType: 3, isRecurring: true }, 'master'));
    await call('POST', door, change(0, { appointmentType: 1 }, 'child'));
    const [master, child] = halo.state.appointments();
    assert.equal(master?._recurringmaster, true);
    assert.deepEqual([child?.halo_recurring_master_id, child?.recurring_master_id], [master?.id, 'master']);
    assert.equal(list((await call('GET', '/Appointment?isrecurringchild=true')).json).length, 1);
  });
});

test('the settings of Halo restrict the door: no delete, private, start date', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.state.control.exchange_disable_integrator_delete = true;
    halo.state.control.exchangeapptsprivate = true;
    halo.state.control.exchange_start_date = '2026-03-01T00:00:00';
    await call('POST', door, change(0, {}));
    await call('POST', door, change(2, null));
    await call(
      'POST',
      door,
      change(0, { start: '2026-02-01T09:00:00Z', end: '2026-02-01T10:00:00Z' }, 'old'),
    );
    assert.deepEqual(
      halo.state.appointments().map(row => [row.entryid, row.deleted, row.is_private]),
      [['item-1', false, true]],
    );
  });
});

test('the door takes one object with known fields, a known agent and an item id', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const status = async (body: unknown): Promise<number> => (await call('POST', door, body)).status;
    assert.equal(await status([change(0, {})]), 400);
    assert.equal(await status({ ...change(0, {}), location: 'x' }), 400);
    assert.equal(await status(change(0, { body: 'x' })), 400);
    assert.equal(await status({ ...change(0, {}), itemId: {} }), 400);
    assert.equal(await status({ ...change(0, {}), agent: { id: 99 } }), 400);
    assert.equal(await status(change(7, {})), 400);
    assert.equal(await status(change(0, null)), 400);
    assert.equal(halo.state.appointments().length, 0);
  });
});
