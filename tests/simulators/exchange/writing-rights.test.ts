/** What a delegate sees and may write, by its right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, calendarFolder, codes, getItems, text, withSimulator } from './raw-client.ts';
import { anna, create, remove, set, update } from './write-requests.ts';

test('a delegate sees and writes what its right allows; private items show their time alone', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    simulator.state.addUser('delegate', 'd');
    const asking = { user: 'delegate', password: 'd' };
    const folder = calendarFolder(anna);
    const id = mailbox.book({
      subject: 'Doctor',
      location: 'Clinic',
      body: 'secret',
      sensitivity: 'Private',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
    });
    const code = async (body: string) => codes((await ask(simulator, body, asking)).xml).join();
    const read = getItems([id]);
    const write = create('<t:Subject>x</t:Subject>', undefined, folder);
    assert.deepEqual([await code(read), await code(write)], ['ErrorItemNotFound', 'ErrorFolderNotFound']);
    simulator.state.setRights('delegate', anna, 'reviewer');
    assert.deepEqual([await code(read), await code(write)], ['NoError', 'ErrorAccessDenied']);
    assert.equal(await code(remove(id)), 'ErrorAccessDenied');
    const subject = update(id, undefined, set('item:Subject', '<t:Subject>y</t:Subject>'), 'AlwaysOverwrite');
    assert.equal(await code(subject), 'ErrorAccessDenied');
    const hidden = (await ask(simulator, read, asking)).xml;
    assert.equal(text(hidden, 'Subject'), 'Private Appointment');
    assert.doesNotMatch(hidden, /Clinic|secret|Doctor/);
    assert.equal(text(hidden, 'Start'), '2026-11-02T09:00:00Z');
    simulator.state.setRights('delegate', anna, 'editor', true);
    assert.deepEqual([await code(read), await code(write)], ['NoError', 'NoError']);
    assert.match((await ask(simulator, read, asking)).xml, /Clinic/);
  }));
