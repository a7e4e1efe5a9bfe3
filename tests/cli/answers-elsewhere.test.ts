/** Where another program has the data folder, lists of what waits for an answer say where to give it, and a refused answer says so too. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { withQueue } from './queue-room.ts';

const held = { kind: 'held', reason: 'not-made-by-us', proposal: 'p' } as const;
const parked = { kind: 'parked', reason: 'several-agents', lastModified: 'x' } as const;
const where =
  /Answer in the window that has it\. Where it is serve, .*: end it with the command stop, answer here/;
const running = { ...idleWay, isRunning: true };

describe('while another program has the data folder', () => {
  for (const command of ['held', 'outbound'])
    it(`${command} says below what waits where an answer can be given, and only then`, () =>
      withQueue([anEntry(4, { state: held })], async ({ run, whileItRuns }) => {
        await run('config', 'set', 'outbound.enabled', 'true');
        assert.doesNotMatch((await run(command)).out, where);
        await whileItRuns(running, async () => assert.match((await run(command)).out, where));
      }));

  it('nothing is said of answers where nothing waits for one', () =>
    withQueue([], async ({ run, whileItRuns }) => {
      await whileItRuns(running, async () => {
        for (const command of ['held', 'outbound']) assert.doesNotMatch((await run(command)).out, where);
      });
    }));

  for (const words of [
    ['held', 'approve', '--all'],
    ['held', 'keep', '--all'],
    ['outbound', 'approve', '4'],
    ['outbound', 'keep', '4'],
    ['outbound', 'retry', '5'],
    ['outbound', 'drop', '5'],
  ])
    it(`${words.join(' ')} is refused with the way to answer, and changes nothing`, () =>
      withQueue([anEntry(4, { state: held }), anEntry(5, { state: parked })], async room => {
        await room.run('config', 'set', 'outbound.enabled', 'true');
        const before = await room.entries();
        await room.whileItRuns(running, async () => {
          const { code, err } = await room.run(...words);
          assert.equal(code, 2);
          assert.match(err, /in use by another copy/);
          assert.match(err, where);
          const [told] = JSON.parse((await room.run(...words, '--json')).out).problems;
          assert.deepEqual([told.code, where.test(told.remedy)], ['store.locked', true]);
        });
        assert.deepEqual(await room.entries(), before);
      }));
});
