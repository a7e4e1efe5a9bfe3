/** The window hears of what went to Exchange once a report has it: the page Outbound reads anew then, and no status tells it to. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSession } from '../../main/compose/session.ts';
import { notices } from '../../preload/contract/notices.ts';
import { theValue } from '../builders/results.ts';
import { type House, secrets, withHouse } from '../processes/house.ts';
import { createIdleParts } from './idle-parts.ts';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

function bookInHalo({ halo }: House, subject: string): void {
  const agent_id = halo.state.agents().find(agent => agent.name === 'Anna')?.id ?? 0;
  const times = { start_date: `${tomorrow}T10:00:00Z`, end_date: `${tomorrow}T11:00:00Z` };
  halo.state.book({ agent_id, subject, ...times });
}

/** Whether a report on disk is one of the way out. */
function isReported(house: House): boolean {
  const folder = join(house.data, 'runs');
  const reports = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
  return reports.some(file => readFileSync(join(file.parentPath, file.name), 'utf8').includes('"outbound"'));
}

test('what was sent is told when its report is on disk, with how many appointments it was', () =>
  withHouse({ people: ['Anna'] }, async house => {
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const { product, sampleData } = createIdleParts();
    const session = theValue(
      await openSession({
        dataPath: house.data,
        environment: secrets,
        isSampleData: false,
        product,
        sampleData,
      }),
    );
    try {
      const told: { readonly appointments: number; readonly isOnDisk: boolean }[] = [];
      session.host.listen((name, notice) => {
        if (name !== 'sent') return;
        const { appointments } = notices.sent.parse(notice);
        told.push({ appointments, isOnDisk: isReported(house) });
      });
      const { outbound } = session.integrator.way;
      const { signal } = new AbortController();
      await outbound.turn(signal);
      assert.deepEqual(told, [], 'nothing was sent');
      bookInHalo(house, 'Visit to a customer');
      bookInHalo(house, 'Visit to another');
      outbound.lookNow();
      await outbound.turn(signal);
      assert.deepEqual(told, [{ appointments: 2, isOnDisk: true }]);
    } finally {
      await session.close();
    }
  }));
