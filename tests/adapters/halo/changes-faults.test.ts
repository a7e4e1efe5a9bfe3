/** The changes of a Halo that is busy, forgetful, cut off or garbled: right in the end, or a named problem; no write is ever repeated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../../main/core/problem.ts';
import type { HaloChanges } from '../../../main/outbound-ports.ts';
import type { FaultOrder } from '../../../main/simulators/halo/faults.ts';
import type { HaloSimulator } from '../../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';
import { answered } from '../../contracts/desk-under-test.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;

interface House {
  readonly halo: HaloSimulator;
  readonly changes: HaloChanges;
  readonly id: number;
  readonly waits: readonly number[];
}

async function withHouse(run: (house: House) => Promise<void>): Promise<void> {
  let now = Date.parse('2026-03-04T08:00:00Z');
  const halo = await startHaloSimulator({ now: () => (now += 1_010) });
  const { changes, clock, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  const anna = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const { id } = halo.state.book({
    agent_id: anna.id,
    subject: 'Review',
    start_date: '2026-03-04T09:00:00Z',
    end_date: '2026-03-04T10:00:00Z',
  });
  try {
    await run({ halo, changes, id, waits: clock.waits });
    assert.equal(halo.mailsSent, 0);
  } finally {
    close();
    await halo.close();
  }
}

function codeOf(answer: Result<unknown>): string {
  return answer.ok
    ? 'done'
    : `${answer.problem.code}${answer.problem.effectUnknown === true ? ' effect unknown' : ''}`;
}

async function rename({ changes, id }: House): Promise<Result<unknown>> {
  const reading = answered(await changes.whole(id, never));
  if (reading.kind !== 'found') assert.fail(reading.kind);
  const { appointment } = reading.whole;
  return changes.writeFields(appointment, { ...appointment, subject: 'From Exchange' }, ['subject'], never);
}

function writes({ halo }: House): number {
  return halo.requests.filter(({ method, path }) => method === 'POST' && path.includes('ppointment')).length;
}

function subject({ halo, id }: House): string {
  return halo.state.appointmentBook.find(id)?.subject ?? '';
}

const readFaults: readonly (readonly [FaultOrder, recent: string, whole: string])[] = [
  [{ kind: 'too-many-requests', retryAfterSeconds: 7 }, 'done', 'done'],
  [{ kind: 'too-many-requests', retryAfterSeconds: null }, 'done', 'done'],
  [{ kind: 'http-status', status: 401 }, 'done', 'done'],
  [{ kind: 'http-status', status: 401, times: 9 }, 'halo.unauthorized', 'halo.unauthorized'],
  [{ kind: 'http-status', status: 403 }, 'halo.forbidden', 'halo.forbidden'],
  [{ kind: 'http-status', status: 503, times: 2 }, 'done', 'done'],
  [{ kind: 'http-status', status: 503, times: 9 }, 'halo.server-error', 'halo.server-error'],
  [{ kind: 'http-status', status: 404 }, 'halo.not-halo', 'done'],
  [{ kind: 'reset-before' }, 'done', 'done'],
  [{ kind: 'lost-answer' }, 'done', 'done'],
  [{ kind: 'cut-at', bytes: 20 }, 'done', 'done'],
  [{ kind: 'invalid-json', times: 9 }, 'halo.unreadable-answer', 'halo.unreadable-answer'],
  [{ kind: 'html-page', times: 9 }, 'halo.not-halo', 'halo.not-halo'],
];
for (const [fault, recent, whole] of readFaults) {
  const { kind, ...more } = fault;
  const times = JSON.stringify(more);
  test(`${kind} ${times}: recent changes are ${recent}, an appointment is ${whole}`, async () => {
    for (const [expected, ask] of [
      [recent, (changes: HaloChanges) => changes.recent('', null, never)],
      [whole, (changes: HaloChanges, id: number) => changes.whole(id, never)],
    ] as const) {
      await withHouse(async ({ halo, changes, id }) => {
        const met = halo.faults.order({ ...fault, method: 'GET', path: '/Appointment' });
        assert.equal(codeOf(await ask(changes, id)), expected);
        assert.ok(met.hits > 0);
      });
    }
  });
}

test('a page in the middle that fails makes the whole look a problem, never a part of it', async () => {
  await withHouse(async ({ halo, changes, id }) => {
    const since = halo.state.appointmentBook.find(id)?.last_modified ?? '';
    const anna = halo.state.agents().at(-1)?.id ?? 0;
    for (let count = 0; count < 250; count += 1) {
      const times = { start_date: '2026-03-04T09:00:00Z', end_date: '2026-03-04T10:00:00Z' };
      halo.state.book({ agent_id: anna, subject: 'More', ...times });
    }
    halo.faults.order({ kind: 'http-status', status: 500, after: 1, times: 9, path: '/Appointment' });
    assert.equal(codeOf(await changes.recent(since, null, never)), 'halo.server-error');
    halo.faults.clear();
    assert.equal(answered(await changes.recent(since, null, never)).changes.length, 251);
  });
});

test('a token that Halo has forgotten is renewed once, and the write goes out once', async () => {
  await withHouse(async house => {
    answered(await house.changes.recent('', null, never));
    house.halo.forgetTokens();
    assert.equal(codeOf(await rename(house)), 'done');
    assert.equal(subject(house), 'From Exchange');
  });
});

const writeFaults: readonly (readonly [FaultOrder, code: string, sent: number, stored: boolean])[] = [
  [{ kind: 'too-many-requests', retryAfterSeconds: 7 }, 'done', 2, true],
  [{ kind: 'http-status', status: 401 }, 'done', 2, true],
  [{ kind: 'http-status', status: 400 }, 'halo.rejected', 1, false],
  [{ kind: 'http-status', status: 500 }, 'halo.server-error effect unknown', 1, false],
  [{ kind: 'partial-array', stored: 0 }, 'halo.server-error effect unknown', 1, false],
  [{ kind: 'partial-array', stored: 1 }, 'done', 1, true],
  [{ kind: 'reset-before' }, 'halo.connection-lost effect unknown', 1, false],
  [{ kind: 'lost-answer' }, 'halo.connection-lost effect unknown', 1, true],
  [{ kind: 'cut-at', bytes: 20 }, 'halo.connection-lost effect unknown', 1, true],
  [{ kind: 'invalid-json' }, 'halo.unreadable-answer effect unknown', 1, true],
  [{ kind: 'html-page' }, 'halo.not-halo effect unknown', 1, false],
];
for (const [fault, code, sent, stored] of writeFaults) {
  const { kind, ...more } = fault;
  test(`a write that meets ${kind} ${JSON.stringify(more)} is ${code}`, async () => {
    await withHouse(async house => {
      house.halo.faults.order({ ...fault, method: 'POST', path: '/Appointment' });
      assert.equal(codeOf(await rename(house)), code);
      assert.deepEqual([writes(house), subject(house) === 'From Exchange'], [sent, stored]);
    });
  });
}
