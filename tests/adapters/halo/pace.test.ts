/** The pace of requests, waits that Halo asks for, and what is and is not sent twice. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { retryAfterMs } from '../../../main/adapters/halo/retry-after.ts';
import { createThrottle } from '../../../main/adapters/halo/throttle.ts';
import type { FaultOrder } from '../../../main/simulators/halo/faults.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';
import { aDraft } from '../../contracts/desk-under-test.ts';
import { deskFor } from './desk-for-tests.ts';
import { quickClock } from './quick-clock.ts';

const never = new AbortController().signal;

/** Ends with the test, however that ends. */
async function simulated(t: TestContext, order: FaultOrder | null) {
  const halo = await startHaloSimulator();
  const agent = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const fault = order === null ? null : halo.faults.order(order);
  const made = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  t.after(async () => {
    made.close();
    await halo.close();
  });
  return {
    ...made,
    halo,
    agent,
    hits: () => fault?.hits ?? 0,
    write: () => made.desk.write([{ id: null, agentId: agent.id, draft: aDraft() }], never),
  };
}

test('no minute has more requests than the settings allow', async () => {
  const clock = quickClock();
  const throttle = createThrottle(clock, 3);
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      await throttle.pass(never);
      times.push(clock.monotonicMs());
    }),
  );
  assert.deepEqual(times, [0, 0, 0, 61_000, 61_000, 61_000, 122_000, 122_000]);
  clock.pass(30_000);
  await throttle.pass(never);
  clock.pass(40_000);
  for (let n = 0; n < 3; n += 1) await throttle.pass(never);
  assert.equal(clock.monotonicMs(), 213_000);
});

test('who is stopped while waiting for the pace neither waits on nor counts', async () => {
  const clock = quickClock();
  const throttle = createThrottle({ ...clock, wait: () => new Promise(() => undefined) }, 1);
  await throttle.pass(never);
  const stop = new AbortController();
  const waiting = throttle.pass(stop.signal);
  stop.abort();
  assert.deepEqual(await waiting, { kind: 'stopped' });
});

test('Retry-After is read as seconds and as a date, and never as less than a second', () => {
  const now = '2026-03-04T08:00:00Z';
  assert.equal(retryAfterMs('7', now), 7_000);
  assert.equal(retryAfterMs('0', now), 1_000);
  assert.equal(retryAfterMs('Wed, 04 Mar 2026 08:00:30 GMT', now), 30_000);
  assert.equal(retryAfterMs('Wed, 04 Mar 2026 07:00:00 GMT', now), 1_000);
  assert.equal(retryAfterMs('999999999', now), 86_400_000);
  for (const text of [undefined, '', '-5', '1.5', 'soon', '04.03.2026 08:00']) {
    assert.equal(retryAfterMs(text, now), null, String(text));
  }
});

test('a 429 is waited out as long as it says, and a write is then sent again: it was not looked at', async t => {
  const one = await simulated(t, {
    kind: 'too-many-requests',
    retryAfterSeconds: 7,
    method: 'POST',
    path: '/Appointment',
  });
  assert.equal((await one.write()).ok, true);
  assert.deepEqual(one.clock.waits, [7_000]);
  assert.equal(one.halo.state.appointments().length, 1);
});

test('a 429 without a time doubles the wait up to a minute and ends', async t => {
  const one = await simulated(t, {
    kind: 'too-many-requests',
    retryAfterSeconds: null,
    path: '/Control',
    times: 99,
  });
  const answer = await one.desk.facts(never);
  assert.equal(answer.ok || answer.problem.code, 'halo.throttled');
  assert.deepEqual(one.clock.waits, [5_000, 10_000, 20_000, 40_000, ...Array(6).fill(60_000)]);
  assert.equal(one.hits(), 11);
});

test('a wait that no run can sit out is a problem at once, for the next calls too', async t => {
  const one = await simulated(t, {
    kind: 'too-many-requests',
    retryAfterSeconds: 3_600,
    path: '/Appointment',
  });
  for (const answer of [await one.desk.read(1, never), await one.desk.read(1, never)]) {
    assert.equal(answer.ok || answer.problem.code, 'halo.throttled');
    assert.equal(answer.ok || answer.problem.retryAfterMs, 3_600_000);
  }
  assert.equal(one.hits(), 1);
  assert.deepEqual(one.clock.waits, []);
});

test('the limit of a Halo that counts is never met', async t => {
  let now = Date.parse('2026-03-04T08:00:00Z');
  const halo = await startHaloSimulator({ requestsPerMinute: 5, now: () => now });
  const settings = { requestsPerMinute: 5 };
  const { desk, clock, requests, close } = deskFor({
    url: halo.url,
    clientSecret: halo.clientSecret,
    settings,
  });
  t.after(async () => {
    close();
    await halo.close();
  });
  const wait = clock.wait.bind(clock);
  clock.wait = async (ms, signal) => {
    now += ms;
    await wait(ms, signal);
  };
  for (let n = 0; n < 14; n += 1) assert.equal((await desk.read(1, never)).ok, true);
  assert.ok(requests.every(request => request.status !== 429));
});

test('a read is tried three times and then a problem', async t => {
  const one = await simulated(t, { kind: 'http-status', status: 502, path: '/Appointment', times: 9 });
  const answer = await one.desk.list(
    one.agent.id,
    { start: '2026-03-02T00:00:00Z', end: '2026-03-03T00:00:00Z' },
    never,
  );
  assert.deepEqual(answer.ok || [answer.problem.code, answer.problem.scope], [
    'halo.server-error',
    'mailbox',
  ]);
  assert.equal(answer.ok || answer.problem.effectUnknown, undefined);
  assert.equal(one.hits(), 3);
  assert.deepEqual(one.clock.waits, [1_000, 4_000]);
});

for (const fault of ['reset-before', 'invalid-json', 'html-page'] as const) {
  test(`a read that meets ${fault} once ${fault === 'html-page' ? 'says so' : 'is repeated'}`, async t => {
    const one = await simulated(t, { kind: fault, path: '/Appointment' });
    const answer = await one.desk.read(1, never);
    assert.equal(
      answer.ok ? answer.value.kind : answer.problem.code,
      fault === 'html-page' ? 'halo.not-halo' : 'absent',
    );
  });
}

const lost: readonly (readonly [FaultOrder, code: string, stored: number])[] = [
  [{ kind: 'http-status', status: 500 }, 'halo.server-error', 0],
  [{ kind: 'partial-array', stored: 1 }, 'halo.server-error', 1],
  [{ kind: 'lost-answer' }, 'halo.connection-lost', 1],
  [{ kind: 'reset-before' }, 'halo.connection-lost', 0],
  [{ kind: 'cut-at', bytes: 20 }, 'halo.connection-lost', 2],
  [{ kind: 'invalid-json' }, 'halo.unreadable-answer', 2],
  [{ kind: 'html-page' }, 'halo.not-halo', 0],
];
for (const [order, code, stored] of lost) {
  test(`a write that meets ${order.kind} is sent once and its effect called unknown`, async t => {
    const one = await simulated(t, { ...order, method: 'POST', path: '/Appointment', times: 9 });
    const rows = Array.from({ length: stored === 2 ? 2 : stored + 1 }, () => ({
      id: null,
      agentId: one.agent.id,
      draft: aDraft(),
    })).slice(0, order.kind === 'lost-answer' ? 1 : 2);
    const answer = await one.desk.write(rows, never);
    assert.deepEqual(answer.ok || [answer.problem.code, answer.problem.effectUnknown], [code, true]);
    assert.equal(one.hits(), 1);
    assert.equal(one.halo.state.appointments().length, stored);
  });
}

test('a removal whose answer is lost is sent once and its effect called unknown', async t => {
  const one = await simulated(t, { kind: 'lost-answer', method: 'DELETE', times: 9 });
  await one.write();
  const [row] = one.halo.state.appointments();
  const answer = await one.desk.remove(row?.id ?? 0, never);
  assert.deepEqual(answer.ok || [answer.problem.code, answer.problem.effectUnknown], [
    'halo.connection-lost',
    true,
  ]);
  assert.equal(one.hits(), 1);
  const request = one.halo.requests.find(each => each.method === 'DELETE');
  assert.equal(request?.query['ignoreexchangedelete'], 'true');
});

test('a write that cannot leave is tried again and its effect is known: none', async t => {
  const one = await simulated(t, null);
  assert.equal((await one.write()).ok, true);
  await one.halo.close();
  const answer = await one.write();
  const problem = answer.ok ? null : answer.problem;
  // The pooled socket is gone with the server; what then tries to connect is refused.
  assert.ok(problem?.code === 'halo.refused' || problem?.effectUnknown === true, JSON.stringify(problem));
  const again = await one.write();
  assert.deepEqual(again.ok || [again.problem.code, again.problem.effectUnknown], [
    'halo.refused',
    undefined,
  ]);
  one.close();
});

test('a stop during a pause ends the call', async t => {
  const one = await simulated(t, {
    kind: 'too-many-requests',
    retryAfterSeconds: 30,
    path: '/Appointment',
    times: 9,
  });
  const stop = new AbortController();
  one.clock.wait = async (_, signal) => {
    stop.abort();
    signal.throwIfAborted();
  };
  const answer = await one.desk.read(1, stop.signal);
  assert.equal(answer.ok || answer.problem.code, 'run.stopped');
});

test('no write makes Halo mail or remind anybody, also where it mails unless told not to', async t => {
  const halo = await startHaloSimulator({ dialect: { mailsOnWrite: 'unless-forbidden' } });
  const agent = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  t.after(async () => {
    close();
    await halo.close();
  });
  await desk.write([{ id: null, agentId: agent.id, draft: aDraft({ attendees: 'Chris Doe' }) }], never);
  const [row] = halo.state.appointments();
  await desk.write([{ id: row?.id ?? 0, agentId: agent.id, draft: aDraft() }], never);
  assert.equal(halo.state.appointments().length, 1);
  assert.deepEqual([halo.mailsSent, halo.state.reminders], [0, 0]);
});
