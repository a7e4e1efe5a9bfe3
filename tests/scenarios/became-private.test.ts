/** An event is made private after it was imported: its old texts are told no more, not even as what was there before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { install } from './installation.ts';

test('the report of an event that became private shows neither its new nor its old texts', async t => {
  const house = await install({ settings: { safety: { showSubjects: true } } });
  t.after(() => house.close());
  const id = house.mailbox('Anna').book({
    subject: 'Oncologist',
    location: 'Clinic',
    start: '2026-03-25T09:00:00Z',
    end: '2026-03-25T10:00:00Z',
  });
  await house.sync();
  house.mailbox('Anna').change(id, { sensitivity: 'Private' });
  const report = await house.sync();
  assert.equal(report.changed, 1);
  assert.doesNotMatch(JSON.stringify([report, house.logged, house.entries]), /Oncologist|Clinic/);
  assert.equal(house.appointments('Anna')[0]?.subject, 'Private appointment');
});
