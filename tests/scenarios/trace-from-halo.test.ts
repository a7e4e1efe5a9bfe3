/** Trace tells of the way from Halo to Exchange: what was made there, what waits or rests and why, what is refused or held, and series. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayTraced } from '../../main/cli/trace.ts';
import type { EntryState } from '../../main/core/outbound/entry.ts';
import { succeeded } from '../../main/core/problem.ts';
import { trace } from '../../main/engine/trace.ts';
import type { TraceSearch } from '../../main/engine/trace-memory.ts';
import { sayOnItsWay } from '../../preload/contract/words/on-its-way.ts';
import { sayDecision } from '../../preload/contract/words/reasons.ts';
import { theValue } from '../builders/results.ts';
import { installBothWays, type TwoWay } from './two-way.ts';

const noReports = { latestSent: async () => succeeded([]), read: async () => succeeded(null) };
const date = '2026-03-25';
const morning = { start_date: `${date}T09:00:00Z`, end_date: `${date}T10:00:00Z` };

async function both(
  work: (house: TwoWay, find: (search: TraceSearch) => Promise<readonly string[]>) => Promise<void>,
): Promise<void> {
  const house = await installBothWays();
  try {
    await house.sync();
    await house.send();
    const find = async (search: TraceSearch) => {
      const { source, desk } = theValue(await house.connect());
      const { queue } = house.outbound();
      const parts = { settings: house.settings(), source, desk, store: house.store(), clock: house.clock };
      const signal = new AbortController().signal;
      const found = theValue(
        await trace({ ...parts, runs: noReports, way: queue.memory }, 'Anna', search, signal),
      );
      assert.ok(found.kind === 'events');
      return found.events.map(event => `${event.subject}: ${sayTraced(event).join(' ')}`);
    };
    await work(house, find);
  } finally {
    await house.close();
  }
}

test('an appointment that was made in Halo is said to be, and one on its way is found by day and by subject', () =>
  both(async (house, find) => {
    const agent_id = house.agentId('Anna');
    const made = house.halo.state.book({ agent_id, subject: 'Visit', ...morning });
    theValue(await house.outbound().heard([{ haloId: made.id, agentId: null }], 'nudge'));
    const [waits, ...more] = await find({ by: 'date', date });
    assert.deepEqual(more, []);
    assert.match(
      waits ?? '',
      /^Visit: In Exchange: no\. In Halo: yes \(appointment \d+\)\. .*is on its way to Exchange\.$/,
    );
    assert.equal((await find({ by: 'subject', text: 'visi' })).length, 1);
    assert.deepEqual(await find({ by: 'subject', text: 'nothing' }), []);
    assert.deepEqual(await find({ by: 'date', date: '2026-03-20' }), []);
    await house.send();
    await house.sync();
    const [there, ...others] = await find({ by: 'date', date });
    assert.deepEqual(others, []);
    assert.match(
      there ?? '',
      /In Exchange: yes.*In Halo: yes.*It was made in Halo, and its event was made for it\.$/,
    );
  }));

test('a private appointment on its way is found by its day, without its subject, and by no subject', () =>
  both(async (house, find) => {
    const fields = { agent_id: house.agentId('Anna'), subject: 'Doctor', is_private: true, ...morning };
    const made = house.halo.state.book(fields);
    theValue(await house.outbound().heard([{ haloId: made.id, agentId: null }], 'nudge'));
    assert.match((await find({ by: 'date', date }))[0] ?? '', /^null: /);
    assert.deepEqual(await find({ by: 'subject', text: 'doctor' }), []);
  }));

test('a removal that is held is told with its event', () =>
  both(async (house, find) => {
    house.mailbox('Anna').book({ subject: 'Lunch', start: `${date}T11:00:00Z`, end: `${date}T12:00:00Z` });
    await house.sync();
    house.clock.advance(1_000);
    for (const row of house.appointments('Anna')) house.halo.state.deleteByHand(row.id);
    await house.send();
    assert.match(
      (await find({ by: 'date', date }))[0] ?? '',
      /In Halo: not any more.*The removal of its event is held since .*: it was deleted in Halo, but its event in Exchange was not made by this app\./,
    );
  }));

const say = (state: EntryState, isKept = false) =>
  sayOnItsWay({ isSent: false, seriesOf: 7, queued: { since: '08:00', state, isKept } }, text => text).join(
    ' ',
  );

test('what rests, cannot be sent or was kept says until when and why, and a series names its appointment', () => {
  const problem = { code: 'mailbox.moving', scope: 'mailbox', retryable: true } as const;
  assert.match(
    say({ kind: 'resting', until: '09:30', tries: 2, problem }),
    /^Its series is that of the recurring appointment 7 in Halo\. Its change in Halo, heard of 08:00, is sent again from 09:30: \S.*\.$/,
  );
  assert.match(
    say({ kind: 'parked', reason: 'several-agents', lastModified: '' }),
    /is not sent to Exchange: it is given to several agents in Halo, .*\.$/,
  );
  const held = { kind: 'held', reason: 'not-made-by-us', proposal: 'p' } as const;
  assert.match(
    say(held, true),
    /Its event stays in Exchange, because a person said so: it was deleted in Halo/,
  );
});

test('a decision that leaves an event to the way out says so', () => {
  assert.match(
    sayDecision({ verdict: 'skipped', reason: 'made-in-halo' }),
    /made for an appointment of Halo/,
  );
  assert.match(sayDecision({ verdict: 'skipped', reason: 'changed-in-halo' }), /changed in Halo too/);
});
