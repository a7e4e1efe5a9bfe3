/** A look at everything that finds more than the change feed told, and cannot carry it out: the next run must not call the calendar unchanged. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { install } from './installation.ts';

test('what a look at everything found and did not write is found by the next import, too', async t => {
  const house = await install({ halo: { dialect: { marksKept: [] } } });
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  for (const day of [24, 25])
    anna.book({ subject: 'Visit', start: `2026-03-${day}T09:00:00`, end: `2026-03-${day}T10:00:00` });
  const hidden = { kind: 'partial-view', operation: 'FindItem', marked: false, missing: 2 } as const;
  house.exchange.faults.order({ ...hidden, times: 2 });
  assert.equal((await house.sync()).added, 0);
  house.exchange.faults.clear();
  for (const verify of [true, false]) {
    const { problems } = await house.sync({ verify });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['halo.marks-dropped'],
    );
  }
});
