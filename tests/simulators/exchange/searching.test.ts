/** Restrictions and sort orders beyond EWS names: tagged properties, Outlook's named sets, comparisons of two properties. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, calendarFolder, codes, getItems, items, text, texts, withSimulator } from './raw-client.ts';

const asAnna = { as: 'anna@corp.example' };
const tag = (number: string, type: string) =>
  `<t:ExtendedFieldURI PropertyTag="${number}" PropertyType="${type}"/>`;
const ofAppointment = (id: number, type: string) =>
  `<t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="${id}" PropertyType="${type}"/>`;
const uri = (name: string) => `<t:FieldURI FieldURI="${name}"/>`;
const constant = (value: string) => `<t:Constant Value="${value}"/>`;
const compare = (how: string, of: string, with_: string) =>
  `<t:${how}>${of}<t:FieldURIOrConstant>${with_}</t:FieldURIOrConstant></t:${how}>`;

test('a client searches and sorts by the properties that it knows from MAPI or WebDAV', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: asAnna.as });
    const recurrence = {
      pattern: { kind: 'Daily', interval: 1 },
      range: { kind: 'numbered', count: 2 },
    } as const;
    mailbox.book({
      subject: 'C private',
      start: '2026-03-10T09:00',
      end: '2026-03-10T10:00',
      sensitivity: 'Private',
      location: 'Lab',
    });
    mailbox.book({ subject: 'a day', start: '2026-03-08', end: '2026-03-09', allDay: true });
    mailbox.book({
      subject: 'B series',
      start: '2026-03-12T09:00:00',
      end: '2026-03-12T10:00:00',
      recurrence,
    });
    const find = async (restriction: string, sort = '') => {
      const only = restriction === '' ? '' : `<m:Restriction>${restriction}</m:Restriction>`;
      const body = `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:IndexedPageItemView Offset="0" BasePoint="Beginning"/>${only}${sort}<m:ParentFolderIds>${calendarFolder()}</m:ParentFolderIds></m:FindItem>`;
      const { xml } = await ask(simulator, body, asAnna);
      return codes(xml).join() === 'NoError' ? texts(xml, 'Subject') : codes(xml);
    };
    const order = (by: string, how = 'Ascending') =>
      `<m:SortOrder><t:FieldOrder Order="${how}">${by}</t:FieldOrder></m:SortOrder>`;
    assert.deepEqual(await find(compare('IsEqualTo', tag('0x36', 'Integer'), constant('2'))), ['C private']);
    assert.deepEqual(
      await find(compare('IsLessThan', tag('0x36', 'Integer'), constant('10')), order(uri('item:Subject'))),
      ['a day', 'B series', 'C private'],
    );
    assert.deepEqual(
      (await find(compare('IsEqualTo', tag('0x1a', 'String'), constant('IPM.Appointment')))).length,
      3,
    );
    for (const yes of ['true', '1'])
      assert.deepEqual(await find(compare('IsEqualTo', ofAppointment(33315, 'Boolean'), constant(yes))), [
        'B series',
      ]);
    assert.deepEqual(
      await find(
        compare('IsEqualTo', ofAppointment(33301, 'Boolean'), constant('0')),
        order(uri('calendar:Start'), 'Descending'),
      ),
      ['B series', 'C private'],
    );
    assert.deepEqual(
      await find(compare('IsLessThan', uri('calendar:Start'), constant('2026-03-09T00:00:00Z'))),
      ['a day'],
    );
    assert.deepEqual(
      (await find(compare('IsLessThan', uri('calendar:Start'), uri('calendar:End')))).length,
      3,
    );
    assert.deepEqual(
      await find(compare('IsEqualTo', ofAppointment(33288, 'String'), uri('calendar:Location'))),
      ['C private'],
    );
    assert.deepEqual(await find('', order(uri('calendar:UID'))), ['ErrorUnsupportedPathForSortGroup']);
    assert.deepEqual(await find(`<t:Exists>${tag('0x10f3', 'String')}</t:Exists>`), []);
  }));

test('the same properties can be read, and hold what the item says', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: asAnna.as });
    const id = mailbox.book({
      subject: 'x',
      start: '2026-03-10T09:00:00Z',
      end: '2026-03-10T10:00:00Z',
      freeBusy: 'OOF',
    });
    const asked = [
      tag('0x37', 'String'),
      tag('26', 'String'),
      ofAppointment(33285, 'Integer'),
      ofAppointment(33293, 'SystemTime'),
      ofAppointment(33294, 'SystemTime'),
    ];
    const [item = ''] = items((await ask(simulator, getItems([id], asked, 'IdOnly'), asAnna)).xml);
    assert.deepEqual(texts(item, 'Value'), [
      'x',
      'IPM.Appointment',
      '3',
      '2026-03-10T09:00:00Z',
      '2026-03-10T10:00:00Z',
    ]);
    assert.equal(text(item, 'Subject'), undefined);
  }));

test('a client that writes or takes away such a property means what it stands for', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: asAnna.as });
    const id = mailbox.book({ subject: 'x', start: '2026-03-10T09:00:00Z', end: '2026-03-10T10:00:00Z' });
    const update = (updates: string) =>
      `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
    const set = (path: string, value: string) =>
      `<t:SetItemField>${path}<t:Item><t:ExtendedProperty>${path}<t:Value>${value}</t:Value></t:ExtendedProperty></t:Item></t:SetItemField>`;
    const written: readonly (readonly [string, string])[] = [
      [tag('0x37', 'String'), 'Subject'],
      [tag('0x1000', 'String'), 'Body'],
      [tag('0x36', 'Integer'), '3'],
      [ofAppointment(33285, 'Integer'), '3'],
      [ofAppointment(33288, 'String'), 'Lab'],
    ];
    const shown = () => {
      const [item] = mailbox.items();
      return [item?.subject, item?.body, item?.sensitivity, item?.freeBusy, item?.location, item?.extended];
    };
    const all = written.map(([path, value]) => set(path, value)).join('');
    assert.deepEqual(codes((await ask(simulator, update(all), asAnna)).xml), ['NoError']);
    assert.deepEqual(shown(), ['Subject', 'Body', 'Confidential', 'OOF', 'Lab', {}]);
    const none = written.map(([path]) => `<t:DeleteItemField>${path}</t:DeleteItemField>`).join('');
    assert.deepEqual(codes((await ask(simulator, update(none), asAnna)).xml), ['NoError']);
    assert.deepEqual(shown(), ['', '', 'Normal', 'Busy', '', {}]);
  }));
