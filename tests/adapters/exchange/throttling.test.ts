/** A server that cannot keep up: everybody waits as long as it asks, or by a default that grows, and fewer ask at once afterwards. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { annas, never, type OverSimulator, onSimulator, until } from './over-simulator.ts';

const count = ({ server }: OverSimulator) => server.requests.length;

/** Moves the clock to just before and then to the end of a wait, and sees a request go out only then. */
async function waitsFor(over: OverSimulator, ms: number): Promise<void> {
  await until(over, () => over.clock.waiting() > 0);
  const before = count(over);
  await over.clock.advance(ms - 1);
  assert.equal(count(over), before);
  await over.clock.advance(1);
  await until(over, () => count(over) > before);
}

it(
  'waits to the second as long as the server asks, and lets nobody else ask meanwhile',
  onSimulator(
    async over => {
      over.server.state.addMailbox({ address: 'bo@example.org' });
      assert.ok((await over.source.openCalendar(annas, never)).ok);
      over.server.faults.order({ kind: 'server-busy', backOffMs: 37_000 });
      const first = over.source.openCalendar(annas, never);
      await until(over, () => over.clock.waiting() > 0);
      const other = over.source.openCalendar({ address: 'bo@example.org', folderId: null }, never);
      await waitsFor(over, 37_000);
      assert.ok((await first).ok && (await other).ok);
    },
    { skipsWaits: false },
  ),
);

it(
  'waits by a default that grows while the server is busy and names no time, or zero, and begins anew after a good answer',
  onSimulator(
    async over => {
      over.server.faults.order({ kind: 'server-busy', times: 2 });
      over.server.faults.order({ kind: 'server-busy', backOffMs: 0 });
      const tried = over.source.openCalendar(annas, never);
      await waitsFor(over, 2_000);
      await waitsFor(over, 10_000);
      const busy = await tried;
      assert.equal(!busy.ok && busy.problem.code, 'exchange.throttled');
      // The third answer was busy, too: the next one who comes waits for it.
      const next = over.source.openCalendar(annas, never);
      await waitsFor(over, 30_000);
      assert.ok((await next).ok);
      over.server.faults.order({ kind: 'server-busy' });
      const again = over.source.openCalendar(annas, never);
      await waitsFor(over, 2_000);
      assert.ok((await again).ok);
    },
    { skipsWaits: false },
  ),
);

it(
  'asks with half as many requests at once after the server could not keep up',
  onSimulator(
    async over => {
      const mailboxes = Array.from({ length: 8 }, (_, number) => {
        const address = `agent${number}@example.org`;
        over.server.state.addMailbox({ address });
        return { address, folderId: null };
      });
      assert.ok((await over.source.openCalendar(annas, never)).ok);
      over.server.faults.order({ kind: 'server-busy' });
      assert.ok((await over.source.openCalendar(annas, never)).ok);
      over.server.clearRequests();
      const run = new AbortController();
      over.server.faults.order({ kind: 'never', times: 99 });
      const calls = mailboxes.map(one => over.source.openCalendar(one, run.signal));
      await until(over, () => count(over) >= 2);
      for (let turn = 0; turn < 20; turn += 1) await over.clock.advance(0);
      assert.equal(count(over), 2);
      run.abort();
      await Promise.all(calls);
    },
    { settings: { concurrency: 4 } },
  ),
);
