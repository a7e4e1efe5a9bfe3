/** The queue to Exchange is gone without a trace, as after a power failure that left its file empty: what waited in it is found again. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertQuiet, book } from './both-ways.ts';
import { installBothWays } from './two-way.ts';

for (const [what, left] of [
  ['empty', ''],
  ['full of zeros', '\0'.repeat(4_096)],
] as const)
  for (const listOrder of ['as-asked', 'by-id'] as const)
    test(`what waited is sent after the file was left ${what} (lists ${listOrder})`, async t => {
      const house = await installBothWays({ halo: { dialect: { listOrder } } });
      t.after(() => house.close());
      book(house, { subject: 'Made before it began' });
      await house.sync();
      await house.send();
      house.clock.advance(5_000);
      const visit = book(house);
      await house.outbound().heard([{ haloId: visit.id, agentId: null }], 'nudge');
      await house.send();
      house.clock.advance(5_000);
      house.exchange.faults.order({ kind: 'http-503', operation: 'CreateItem', times: 9 });
      book(house, { subject: 'Waiting' });
      await house.send();
      await house.restart(async () => {
        await writeFile(join(house.folderPath, 'outbound', 'journal.jsonl'), left);
      });
      house.exchange.faults.clear();
      await house.send(3);
      house.clock.advance(24 * 60 * 60_000);
      await house.send(3);
      assert.deepEqual(
        house
          .mailbox('Anna')
          .items()
          .map(item => item.subject)
          .sort(),
        ['Visit', 'Waiting'],
      );
      await assertQuiet(house);
    });
