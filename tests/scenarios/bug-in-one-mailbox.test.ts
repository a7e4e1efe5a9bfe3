/** A bug of ours that one calendar brings to light is told of that calendar, and takes the import from no other (rule 8). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentDesk } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { createDeskFor } from './desk.ts';
import { told } from './ending.ts';
import { install } from './installation.ts';

const hour = { start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' };
const agents = ['Anna', 'Bea', 'Carla', 'Dora', 'Eva'];

test('what nobody has thought of in one calendar stops that calendar alone, and it heals with the cause', async t => {
  const house = await install({ agents: agents.map(name => ({ name })) });
  t.after(() => house.close());
  for (const name of agents) house.mailbox(name).book({ subject: `Visit of ${name}`, ...hour });
  await house.sync();
  for (const name of agents) house.mailbox(name).book({ subject: `Second of ${name}`, ...hour });

  const { desk, close } = createDeskFor(house);
  const broken: AppointmentDesk = {
    ...desk,
    async write(rows, signal) {
      if (rows.some(row => row.agentId === house.agentId('Bea'))) throw new RangeError('Invalid time value');
      return desk.write(rows, signal);
    },
  };
  const report = await house.sync({ desk: broken });
  await close();
  assert.deepEqual(
    [report.outcome, report.added, told(report)],
    ['done-with-problems', 4, ['internal.bug mailbox']],
  );
  assert.deepEqual(
    report.mailboxes.filter(mailbox => mailbox.outcome === 'failed').map(mailbox => mailbox.agent),
    ['Bea'],
  );
  assert.ok(house.logged.some(line => line.includes('internal.bug') && line.includes('RangeError')));
  assert.equal((await house.sync()).added, 1);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});
