/** Whether the young memory of a process that has much in hand stays within its bound. In a process of its own: it is set for all of one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const bound = pathToFileURL(join(import.meta.dirname, '../../../main/adapters/system/young-memory.ts')).href;

/** The most that V8 gave to young values, MB, of a process that always holds the newest 40 of 400 batches. */
function mostYoungMb(begin: string): number {
  const work = `${begin}
    import { getHeapSpaceStatistics } from 'node:v8';
    const held = [];
    let most = 0;
    for (let turn = 0; turn < 400; turn += 1) {
      held[turn % 40] = Array.from({ length: 5000 }, (_, place) => ({ place, text: String(turn) }));
      const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
      most = Math.max(most, young.space_size / 1048576);
      await new Promise(resolve => setImmediate(resolve));
    }
    console.log(most);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', work], { encoding: 'utf8' }),
  );
}

test('young memory stays within its bound, which V8 alone does not keep', () => {
  assert.ok(mostYoungMb('') >= 64);
  // A step more may be taken before it is seen.
  assert.ok(
    mostYoungMb(`import { boundYoungMemory } from '${bound}'; boundYoungMemory(); boundYoungMemory();`) <= 32,
  );
});
