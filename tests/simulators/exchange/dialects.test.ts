import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeDialect } from '../../../main/simulators/exchange/state/dialect.ts';
import { ask, codes, getFolder, getItems, sync, syncAll, texts, view, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const asAnna = { as: anna };
const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };

/** Books one item and a series under a dialect and returns what GetItem of the first says. */
async function itemUnder(dialect: Partial<ExchangeDialect>, uris: readonly string[] = []): Promise<string> {
  let xml = '';
  await withSimulator({ dialect }, async simulator => {
    const id = simulator.state.addMailbox({ address: anna }).book({ subject: 'one', ...at });
    xml = (await ask(simulator, getItems([id], uris, 'Default'), asAnna)).xml;
  });
  return xml;
}

test('times may carry fractions or an offset', async () => {
  assert.deepEqual(texts(await itemUnder({ fractions: true }), 'Start'), ['2026-11-02T09:00:00.627639500Z']);
  assert.deepEqual(texts(await itemUnder({ offset: '+02:00' }), 'Start'), ['2026-11-02T11:00:00+02:00']);
  assert.deepEqual(texts(await itemUnder({ offset: '-03:30' }), 'Start'), ['2026-11-02T05:30:00-03:30']);
});

test('elements may come twice, subjects with blanks, zones without rules', async () => {
  assert.equal(texts(await itemUnder({ duplicatedElements: true }, ['item:Subject']), 'Subject').length, 2);
  assert.deepEqual(texts(await itemUnder({ blankSubjects: true }), 'Subject'), [' one ']);
  const zoned = await itemUnder({ zonesIdOnly: true }, ['calendar:StartTimeZone']);
  assert.match(zoned, /<t:StartTimeZone Name="[^"]*" Id="W. Europe Standard Time"\/>/);
});

test('a server that does not expand shows masters by their own start and end', () =>
  withSimulator({ dialect: { mastersInView: true } }, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 'series',
      ...at,
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'noEnd' } },
    });
    const kinds = async (day: string) =>
      texts(
        (await ask(simulator, view(`2026-11-${day}T00:00:00Z`, '2026-11-09T00:00:00Z'), asAnna)).xml,
        'CalendarItemType',
      );
    assert.deepEqual(await kinds('01'), ['RecurringMaster']);
    assert.deepEqual(await kinds('03'), []);
  }));

test('sync may tell the oldest change first, deletes without change key, and forgive a bad state', () =>
  withSimulator(
    { dialect: { syncOrder: 'oldest', changeKeyOnDelete: false, forgivesSyncState: true } },
    async simulator => {
      const mailbox = simulator.state.addMailbox({ address: anna });
      const ids = ['one', 'two'].map(subject => mailbox.book({ subject, ...at }));
      const { changes, state } = await syncAll(simulator, asAnna);
      assert.deepEqual(
        changes,
        ids.map(id => `Create ${id}`),
      );
      assert.deepEqual((await syncAll(simulator, asAnna, 'rubbish')).changes, changes);
      mailbox.remove(ids[0] ?? '');
      assert.match(
        (await ask(simulator, sync(state), asAnna)).xml,
        /<t:Delete><t:ItemId Id="[^"]+"\/><\/t:Delete>/,
      );
    },
  ));

test('FindItem may leave details out instead of refusing them', () =>
  withSimulator({ dialect: { findRefusesDetails: false } }, async simulator => {
    simulator.state.addMailbox({ address: anna }).book({ subject: 'one', ...at, body: 'b' });
    const { xml } = await ask(
      simulator,
      view('2026-11-01T00:00:00Z', '2026-11-09T00:00:00Z', ['item:Body']),
      asAnna,
    );
    assert.deepEqual(codes(xml), ['NoError']);
    assert.doesNotMatch(xml, /<t:Body/);
  }));

test('refusals may take other forms: impersonation in a 200, rights and removed occurrences by another code', () =>
  withSimulator(
    {
      dialect: {
        impersonationFaultIn200: true,
        withoutRights: 'ErrorAccessDenied',
        removedOccurrence: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      },
    },
    async simulator => {
      const mailbox = simulator.state.addMailbox({ address: anna });
      const bob = simulator.state.addMailbox({ address: 'bob@corp.example' });
      const refused = await ask(simulator, getFolder(), { as: anna, user: bob.user, password: bob.password });
      assert.equal(refused.status, 200);
      assert.match(refused.xml, /<faultcode>ErrorImpersonateUserDenied/);
      const id = mailbox.book({
        subject: 'series',
        ...at,
        recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 2 } },
      });
      const code = async (body: string, as: string) => codes((await ask(simulator, body, { as })).xml).join();
      assert.equal(await code(getItems([id]), bob.address), 'ErrorAccessDenied');
      const [first] = mailbox.expand('2026-11-01T00:00:00Z', '2026-11-09T00:00:00Z');
      mailbox.remove(first?.id ?? '');
      assert.equal(
        await code(getItems([first?.id ?? '']), anna),
        'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      );
    },
  ));

test('whose zones are set is different by server: of everything, in the own calendar, or not of occurrences', async () => {
  for (const [setsZonesOf, mine, others] of [
    ['all', 'NoError', 'NoError'],
    ['own', 'NoError', 'ErrorInvalidPropertySet'],
    ['masters', 'ErrorInvalidPropertySet', 'ErrorInvalidPropertySet'],
  ] as const)
    await withSimulator({ dialect: { setsZonesOf } }, async simulator => {
      const mailbox = simulator.state.addMailbox({ address: anna });
      simulator.state.addMailbox({ address: 'helper@corp.example' });
      simulator.state.setRights('helper@corp.example', anna, 'editor');
      const daily = {
        pattern: { kind: 'Daily', interval: 1 },
        range: { kind: 'numbered', count: 3 },
      } as const;
      const day = { start: '2026-07-01T09:00:00', end: '2026-07-01T10:00:00' };
      const master = mailbox.book({ subject: 'Series', ...day, recurrence: daily });
      const occurrence = mailbox.expand('2026-07-02T00:00:00Z', '2026-07-03T00:00:00Z')[0]?.id ?? '';
      const set = (id: string) =>
        `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="calendar:StartTimeZone"/><t:CalendarItem><t:StartTimeZone Id="Romance Standard Time"/></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
      const answer = async (id: string, as: string) => codes((await ask(simulator, set(id), { as })).xml);
      assert.deepEqual(await answer(master, 'helper@corp.example'), [others]);
      assert.deepEqual(await answer(occurrence, anna), [mine]);
      assert.deepEqual(await answer(master, anna), ['NoError']);
    });
});
