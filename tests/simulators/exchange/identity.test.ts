import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, codes, getFolder, getItems, text, texts, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const at = { start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' };
const meeting = '6ED8DA90-450B-101B-98DA-00AA003F1305';
const clean = `<t:ExtendedFieldURI PropertySetId="${meeting}" PropertyId="35" PropertyType="Binary"/>`;
const dated =
  '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="3" PropertyType="Binary"/>';

function hexes(xml: string): string[] {
  return texts(xml, 'Value').map(value => Buffer.from(value, 'base64').toString('hex').toUpperCase());
}

test('all occurrences and the lone invited one share the clean object id and carry their date in the other', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const master = mailbox.book({
      subject: 's',
      ...at,
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 2 } },
    });
    const uid = mailbox.items()[0]?.uid ?? '';
    assert.match(
      uid,
      /^040000008200E00074C5B7101A82E00800000000[0-9A-F]{16}000000000000000010000000[0-9A-F]{32}$/,
    );
    const shown = mailbox.expand('2026-11-01T00:00:00Z', '2026-11-09T00:00:00Z');
    const withDate = `${uid.slice(0, 32)}07EA0B05${uid.slice(40)}`;
    const lone = mailbox.book({ subject: 'lone', ...at, uid: withDate, instanceDate: '2026-11-05' });
    const ids = [master, ...shown.map(event => event.id), lone];
    const { xml } = await ask(simulator, getItems(ids, [clean, dated], 'IdOnly'), { as: anna });
    const values = hexes(xml);
    assert.deepEqual(new Set(values.filter((_, index) => index % 2 === 0)), new Set([uid]));
    const dates = values.filter((_, index) => index % 2 === 1).map(value => value.slice(32, 40));
    assert.deepEqual(dates, ['00000000', '07EA0B02', '07EA0B03', '07EA0B05']);
  }));

test('a UID that Outlook did not make is wrapped, and comes back as it is', () =>
  withSimulator({}, async simulator => {
    const id = simulator.state
      .addMailbox({ address: anna })
      .book({ subject: 'x', ...at, uid: 'a-b@example' });
    const { xml } = await ask(simulator, getItems([id], [clean, 'calendar:UID'], 'IdOnly'), { as: anna });
    assert.equal(text(xml, 'UID'), 'a-b@example');
    const wrapped = Buffer.from(text(xml, 'Value') ?? '', 'base64').toString('latin1');
    assert.match(wrapped, /vCal-Uid\u0001\u0000\u0000\u0000a-b@example\u0000$/);
  }));

test('a renamed mailbox keeps folder, items and sign-in, and is found by its new address alone', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna, user: 'CORP\\anna', password: 'p' });
    mailbox.book({ subject: 'x', ...at });
    const folder = mailbox.folderId;
    simulator.state.renameMailbox(anna, 'anna.new@corp.example');
    const code = async (as: string) => codes((await ask(simulator, getFolder(), { as })).xml).join();
    assert.equal(await code('anna.new@corp.example'), 'NoError');
    assert.equal(await code(anna), 'ErrorNonExistentMailbox');
    const own = await ask(simulator, getFolder(), { user: 'corp\\ANNA', password: 'p' });
    assert.match(own.xml, new RegExp(`FolderId Id="${folder.replace(/[+]/g, '\\+')}"`));
    assert.equal(text(own.xml, 'TotalCount'), '1');
  }));
