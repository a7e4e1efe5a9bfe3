/** Every fault of Halo in what is asked before an import begins: healed, or told before anything is read or written. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OrderedFault } from '../../main/simulators/halo/faults.ts';
import { differences } from './compare.ts';
import { type Ending, expectedOf, told } from './ending.ts';
import { type Gate, gates, haloFaultRows } from './halo-fault-rows.ts';
import { type Installation, install } from './installation.ts';

const allRows = Object.values(haloFaultRows).flatMap(rows => (rows === 'own tests' ? [] : rows));

function writes(house: Installation): number {
  return house.halo.requests.filter(each => each.method !== 'GET' && !each.path.startsWith('/auth/')).length;
}

const names: readonly Gate[] = ['discovery', 'token', 'settings', 'nhserver', 'agents'];
for (const name of names) {
  const place = gates[name];
  describe(`Halo, asked for its ${name} before anything else, answers with`, () => {
    let house: Installation;
    before(async () => {
      house = await install();
      house.mailbox('Anna').book({
        subject: 'Visit',
        start: '2026-03-24T09:00:00',
        end: '2026-03-24T10:00:00',
      });
    });
    after(() => house.close());

    async function meets(fault: OrderedFault, ending: Ending): Promise<void> {
      house.forgetAgents();
      house.halo.clearRequests();
      const asked = house.exchange.requests.length;
      const report = await house.sync();
      assert.ok(fault.hits > 0, 'the fault has not struck');
      assert.deepEqual(told(report), expectedOf(ending));
      if (ending === 'heals') return;
      assert.equal(report.outcome, 'could-not-run');
      assert.equal(writes(house), 0);
      assert.equal(house.exchange.requests.length, asked);
    }

    for (const row of allRows) {
      it(row.name, async () => {
        const ends = { ...row.gates, ...row.gates.at?.[name] };
        await meets(house.halo.faults.order({ ...row.fault, ...place }), ends.once);
        house.halo.faults.clear();
        await meets(house.halo.faults.order({ ...row.fault, ...place, times: 1_000 }), ends.lasting);
        house.halo.faults.clear();
      });
    }

    it('nothing more, and then the import is right', async () => {
      house.forgetAgents();
      const report = await house.sync();
      assert.equal(report.outcome, 'done');
      assert.deepEqual(differences(house), []);
      assert.equal((await house.sync()).haloWrites, 0);
    });
  });
}
