/** The status as it is told: of single calendars, of time that passes, and numbers that agree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentList } from '../../preload/contract/views/agents.ts';
import { calendar, denied, hostOn, run } from './status-room.ts';

test('a calendar that waits shows its own next try, not that of a run which passes it by', async () => {
  const late = '2026-03-02T09:40:00Z';
  const early = '2026-03-02T09:10:00Z';
  const { host, read } = hostOn({
    lastRun: run('done-with-problems', []),
    calendars: [
      calendar(1, { problems: [{ ...denied, nextTry: late }], nextTry: late }),
      calendar(2, { problems: [{ ...denied, nextTry: early }], nextTry: early }),
      calendar(3),
    ],
    held: 0,
  });
  assert.deepEqual(
    (await read()).attention.map(entry => [entry.agents[0]?.agentId, entry.nextTry]),
    [
      [1, late],
      [2, '2026-03-02T09:15:00Z'],
    ],
  );
  const list = await host.ask('agents.list', {});
  assert.ok(list.ok);
  assert.deepEqual(
    agentList.parse(list.value).rows.map(row => row.nextTry),
    [late, '2026-03-02T09:15:00Z', '2026-03-02T09:15:00Z'],
  );
  host.close();
});

test('one calendar with a problem is one entry with its agent, and the sentence counts', async () => {
  const { host, read } = hostOn({
    lastRun: run('done-with-problems', []),
    calendars: [calendar(1, { problems: [denied] }), calendar(2), calendar(3, { held: 2 })],
    held: 2,
  });
  const status = await read();
  assert.equal(status.health, 'needs-you');
  assert.equal(status.sentence, '1 of 3 calendars is up to date. 2 need you.');
  assert.deepEqual(
    status.attention.map(entry => entry.verb?.does),
    ['check', 'review-held'],
  );
  assert.deepEqual(status.attention[0]?.agents, [{ agentId: 1, name: 'Agent 1' }]);
  host.close();
});

test('time alone turns green to amber, and the window is told', async () => {
  const { host, clock, read } = hostOn({ lastRun: run('done', []), calendars: [calendar(1)], held: 0 });
  const told: string[] = [];
  host.listen((name, notice) => {
    if (name === 'status' && 'health' in notice) told.push(notice.health);
  });
  assert.equal((await read()).health, 'up-to-date');
  for (let minute = 0; minute < 35; minute += 1) await clock.advance(60_000);
  const status = await read();
  assert.equal(status.health, 'needs-you');
  assert.equal(status.sentence, '0 of 1 calendars are up to date. 1 needs you.');
  assert.equal(status.attention[0]?.id, 'stale');
  assert.equal(told.at(-1), 'needs-you');
  host.close();
});

test('the numbers agree with each other, and the foot counts what needs somebody', async () => {
  const { host, read } = hostOn({
    lastRun: run('done', []),
    calendars: [calendar(1), calendar(2, { lastSuccess: null })],
    held: 0,
  });
  const status = await read();
  const { all, upToDate, needsYou, notSyncing } = status.calendars;
  assert.equal(all, upToDate + needsYou + notSyncing);
  assert.equal(status.foot, '1 calendar · next 09:15');
  host.close();
});
