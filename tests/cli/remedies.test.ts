/** What the command line refuses or cannot do is a sentence, and beside it stands what to do: also in the JSON. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { anEntry } from '../contracts/outbound-store.ts';
import { withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';
import { withQueue } from './queue-room.ts';
import { runWords } from './run-words.ts';

test('words that make no sense are told with the help that knows better, for scripts too', async () => {
  for (const words of [['sync', '--nothing'], ['outbound', 'drop', 'x'], ['trace'], ['nothing']]) {
    const ended = await runWords([...words, '--data', '/nowhere', '--json']);
    assert.equal(ended.code, 2);
    for (const problem of objects(lastLine(ended)['problems']))
      assert.match(String(problem['remedy']), /help/, words.join(' '));
  }
});

test('an answer that cannot be taken says where the right names stand', () =>
  withQueue([anEntry(1)], async ({ run }) => {
    const unknown = await run('outbound', 'drop', '77');
    assert.match(
      unknown.err,
      /^77 does not wait for its way to Exchange\.\nNothing was answered\. .*: outbound --all$/m,
    );
    const unfit = await run('outbound', 'approve', '1');
    assert.match(unfit.err, /^1 is not held, .*\. To have it looked at now: outbound retry 1$/m);
    const held = await run('held', 'approve', 'abc');
    assert.match(held.err, /^No held change is called abc\.\nNothing was answered\. .*: held$/m);
  }));

test('a request to end that cannot be written is told in words, with what to do, and once', () =>
  withHouse({}, async house => {
    await mkdir(join(house.data, 'stop.json'));
    const { err } = await house.here(['stop', '--minutes', '0']);
    assert.match(err, /^The file stop\.json of the data folder .*\n {2}\S.*/m);
    assert.doesNotMatch(err, /store\.failed/);
    const told = objects(lastLine(await house.here(['stop', '--minutes', '0', '--json']))['problems']);
    assert.equal(told.length, 1);
  }));
