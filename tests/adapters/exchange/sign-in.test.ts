/** No lock-outs: how a wrong, an expired and a merely doubted password are treated (rule 8). */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Result } from '../../../main/core/problem.ts';
import type { MailboxAddress } from '../../../main/ports.ts';
import { annas, never, type OverSimulator, onSimulator, until } from './over-simulator.ts';

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);

function tenMailboxes({ server }: OverSimulator): readonly MailboxAddress[] {
  return Array.from({ length: 10 }, (_, number) => {
    const address = `agent${number}@example.org`;
    server.state.addMailbox({ address });
    return { address, folderId: null };
  });
}

/** Lets everything happen that needs no clock; ends when the server has seen nothing new for a while. */
async function quiet({ server, clock }: OverSimulator): Promise<void> {
  for (let still = 0, seen = -1; still < 20; still += 1) {
    if (server.requests.length !== seen) still = 0;
    seen = server.requests.length;
    await new Promise(resolve => setImmediate(resolve));
    await clock.advance(0);
  }
}

it(
  'tries a wrong password once, however many mailboxes wait',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      const results = await Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      assert.deepEqual(new Set(results.map(codeOf)), new Set(['exchange.unauthorized']));
      assert.equal(over.server.requests.length, 1);
      assert.equal(codeOf(await over.source.changes(annas, null, never)), 'exchange.unauthorized');
      assert.equal(over.server.requests.length, 1);
    },
    { password: 'wrong' },
  ),
);

it(
  'lets one request go alone until the password has signed in, then many',
  onSimulator(
    async over => {
      const [first, ...mailboxes] = tenMailboxes(over);
      assert.ok(first !== undefined);
      const run = new AbortController();
      over.server.faults.order({ kind: 'never' });
      const unanswered = over.source.openCalendar(first, run.signal);
      const others = Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      await quiet(over);
      assert.equal(over.server.requests.length, 1);
      run.abort();
      assert.equal(codeOf(await unanswered), 'run.stopped');
      assert.deepEqual(new Set((await others).map(codeOf)), new Set(['ok']));
      over.server.clearRequests();
      const later = new AbortController();
      over.server.faults.order({ kind: 'never', times: 99 });
      const calls = Promise.all(mailboxes.map(one => over.source.openCalendar(one, later.signal)));
      await until(over, () => over.server.requests.length >= 8);
      later.abort();
      assert.deepEqual(new Set((await calls).map(codeOf)), new Set(['run.stopped']));
      assert.equal(over.server.requests.length, 8);
    },
    { skipsWaits: false },
  ),
);

it(
  'confirms a 401 of a password that used to work once, alone, after a minute, and goes on when it was a passing one',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      over.server.clearRequests();
      over.server.faults.order({ kind: 'http-401' });
      const all = Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      await quiet(over);
      const before = over.server.requests.length;
      assert.ok(before <= 8, `${before} requests before the confirmation`);
      await over.clock.advance(59_999);
      await quiet(over);
      assert.equal(over.server.requests.length, before);
      await over.clock.advance(1);
      assert.deepEqual(new Set((await all).map(codeOf)), new Set(['ok']));
    },
    { skipsWaits: false },
  ),
);

it(
  'ends all traffic when the confirmation is refused too',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      over.server.clearRequests();
      over.server.faults.order({ kind: 'http-401', times: 999 });
      const all = Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      await quiet(over);
      const before = over.server.requests.length;
      assert.ok(before <= 8, `${before} requests before the confirmation`);
      await over.clock.advance(60_000);
      assert.deepEqual(new Set((await all).map(codeOf)), new Set(['exchange.unauthorized']));
      assert.equal(over.server.requests.length, before + 1);
      over.server.faults.clear();
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'exchange.unauthorized');
      assert.equal(over.server.requests.length, before + 1);
    },
    { skipsWaits: false },
  ),
);

it(
  'lets one request go alone again after a quiet minute, so that a password that ended meanwhile is tried twice and no more',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      await over.clock.advance(60_000);
      over.server.clearRequests();
      over.server.faults.order({ kind: 'http-401', times: 999 });
      const all = Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      await quiet(over);
      assert.equal(over.server.requests.length, 1);
      await over.clock.advance(60_000);
      assert.deepEqual(new Set((await all).map(codeOf)), new Set(['exchange.unauthorized']));
      assert.equal(over.server.requests.length, 2);
    },
    { skipsWaits: false },
  ),
);

it(
  'goes on with many at once when the one after a quiet minute was let in',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      await over.clock.advance(60_000);
      over.server.clearRequests();
      const run = new AbortController();
      over.server.faults.order({ kind: 'never', times: 99, after: 1 });
      const calls = Promise.all(mailboxes.map(one => over.source.openCalendar(one, run.signal)));
      await until(over, () => over.server.requests.length >= 9);
      run.abort();
      assert.equal((await calls).filter(one => one.ok).length, 1);
    },
    { skipsWaits: false },
  ),
);

it(
  'leaves the confirmation to another request when the run that began it is stopped',
  onSimulator(
    async over => {
      const run = new AbortController();
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      over.server.faults.order({ kind: 'http-401' });
      const stopped = over.source.openCalendar(annas, run.signal);
      await until(over, () => over.clock.waiting() > 0);
      run.abort();
      assert.equal(codeOf(await stopped), 'run.stopped');
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
    },
    { skipsWaits: false },
  ),
);

it(
  'asks one mailbox one thing at a time, and the server at most as many as it is set to',
  onSimulator(
    async over => {
      const mailboxes = tenMailboxes(over);
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      over.server.clearRequests();
      over.server.faults.order({ kind: 'slow', ms: 5, times: 999 });
      const calls = [...mailboxes, ...mailboxes].map(one => over.source.changes(one, null, never));
      assert.deepEqual(new Set((await Promise.all(calls)).map(codeOf)), new Set(['ok']));
      assert.equal(over.server.requests.length, 20);
      assert.ok(new Set(over.server.requests.map(request => request.connection)).size <= 3);
    },
    { settings: { concurrency: 3 } },
  ),
);
