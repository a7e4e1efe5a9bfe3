/** Whether the young memory of a process that has much in hand stays within its bound. In a process of its own: it is set for all of one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const bound = pathToFileURL(join(import.meta.dirname, '../../../main/adapters/system/young-memory.ts')).href;

/** What V8 gave to young values, MB, of a process that always holds the newest 40 of 400 batches: at most, and when `end` was done. */
function youngMb(begin: string, end = ''): { readonly most: number; readonly last: number } {
  const work = `${begin}
    import { getHeapSpaceStatistics } from 'node:v8';
    const youngMb = () => getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size / 1048576;
    const held = [];
    let most = 0;
    for (let turn = 0; turn < 400; turn += 1) {
      held[turn % 40] = Array.from({ length: 5000 }, (_, place) => ({ place, text: String(turn) }));
      most = Math.max(most, youngMb());
      await new Promise(resolve => setImmediate(resolve));
    }
    ${end}
    console.log(JSON.stringify({ most, last: youngMb() }));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', work], { encoding: 'utf8' }),
  );
}

const all = `import { boundYoungMemory, giveBackLoading } from '${bound}';`;

test('young memory stays within its bound, which V8 alone does not keep', () => {
  assert.ok(youngMb('').most >= 64);
  // A step more may be taken before it is seen.
  assert.ok(youngMb(`${all} boundYoungMemory(); boundYoungMemory();`).most <= 32);
});

test('what was beyond the bound before is given back, and is not taken again', () => {
  const { most, last } = youngMb(all, 'giveBackLoading();');
  assert.ok(most >= 64);
  assert.ok(last <= 16);
});
