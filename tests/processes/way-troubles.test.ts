/** What stands in the way from Halo to Exchange is told by the process that serves: where no window is open nobody else hears of it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { openHouse, secrets } from './house.ts';

const nudgeSecret = 'a secret that nobody guesses, 0123456789';

/** What the process says of trouble until it has said `part`; it is a failed test when it ends before. */
async function heardUntil(stream: AsyncIterable<unknown> | null, part: RegExp): Promise<string> {
  let heard = '';
  for await (const text of stream ?? []) {
    heard += String(text);
    if (part.test(heard)) return heard;
  }
  return assert.fail(`${part} was not said, but: ${heard}`);
}

test('serve says that nobody is listened to, why, and what to do', async () => {
  const house = await openHouse();
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  assert.ok(address !== null && typeof address !== 'string');
  const { port } = address;
  const rows = [
    { endpoint: { port }, secret: nudgeSecret, says: /another program[\s\S]*outbound\.endpoint\.port/i },
    // An address for documentation, of no computer.
    { endpoint: { address: '192.0.2.1' }, secret: nudgeSecret, says: /Get-NetIPAddress/ },
    { endpoint: {}, secret: 'short', says: /too short[\s\S]*HALO_NUDGE_SECRET/ },
  ];
  try {
    for (const { endpoint, secret, says } of rows) {
      const outbound = { enabled: true, pollSeconds: 3_600, endpoint: { enabled: true, ...endpoint } };
      const file = await house.settingsFile({ outbound });
      assert.equal((await house.here(['config', 'import', file])).code, 0);
      const serving = house.startIntegrator(['serve'], { ...secrets, HALO_NUDGE_SECRET: secret });
      await heardUntil(serving.child.stderr, says);
      // Any other program on the folder tells the same, as soon as it is on disk.
      let asked = await house.here(['outbound']);
      for (let look = 0; look < 100 && !says.test(asked.err); look += 1)
        asked = await house.here(['outbound']);
      assert.equal(asked.code, 1);
      assert.match(asked.err, says);
      assert.match(asked.out, /and not at once/);
      serving.child.kill('SIGTERM');
      assert.equal((await serving.ended).code, 0);
    }
  } finally {
    taken.close();
    await house.close();
  }
});
