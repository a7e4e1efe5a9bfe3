/** What `status` and `outbound` say of the way to Exchange is true at the moment at which they say it, whoever sends. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import type { Problem } from '../../main/core/problem.ts';
import { noCounts, type RunReport } from '../../main/core/report.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { type Room, withQueue } from './queue-room.ts';

const portInUse: Problem = {
  code: 'outbound.port-in-use',
  scope: 'installation',
  retryable: true,
  facts: { host: '127.0.0.1', port: 8765 },
};
const running = { ...idleWay, isRunning: true };
const refused = { kind: 'parked', reason: 'several-agents', lastModified: 'x' } as const;
const ofNobody = { kind: 'parked', reason: 'agent-not-synced', lastModified: 'x' } as const;
const lately = new Date(Date.now() - 5_000).toISOString().replace(/\.\d+/, '');

async function switchOn({ run }: Room): Promise<void> {
  assert.equal((await run('config', 'set', 'outbound.enabled', 'true')).code, 0);
  assert.equal((await run('config', 'set', 'outbound.endpoint.enabled', 'true')).code, 0);
}
const commands = ['outbound', 'status'] as const;

describe('how soon a change in Halo is in Exchange', () => {
  for (const command of commands)
    it(`${command} says that nudges are not heard while their port is in use, with the remedy, and does not end with 0`, () =>
      withQueue([], async room => {
        await switchOn(room);
        await room.whileItRuns({ ...running, nudgeProblem: portInUse }, async () => {
          const { code, out, err } = await room.run(command);
          assert.equal(code, 1);
          assert.match(out, /within 30 seconds, and not at once: .* nobody is listened to\./);
          assert.match(err, /127\.0\.0\.1, port 8765 already[\s\S]*Get-NetTCPConnection .*8765/);
          const told = JSON.parse((await room.run(command, '--json')).out);
          assert.equal((told.outbound ?? told).howSoon, 'unheard');
          assert.deepEqual(
            told.problems.map((one: { code: string }) => one.code),
            ['outbound.port-in-use'],
          );
        });
      }));

  for (const command of commands)
    it(`${command} says at once only while somebody listens, and that nobody sends while nobody does`, () =>
      withQueue([], async room => {
        await switchOn(room);
        await room.whileItRuns({ ...running, isNudged: true }, async () => {
          const { out } = await room.run(command);
          assert.match(out, /at once where Halo tells of them, else within 30 seconds\./);
        });
        const { out } = await room.run(command);
        assert.match(
          out,
          /Nothing is sent to Exchange at the moment: neither the window nor serve is running\./,
        );
        assert.doesNotMatch(out, /at once/);
      }));

  it('what keeps everything waiting is told with its remedy', () =>
    withQueue([anEntry(1, { since: lately })], async room => {
      await switchOn(room);
      const problem: Problem = { code: 'halo.refused', scope: 'halo', retryable: true };
      await room.whileItRuns({ ...running, problem }, async () => {
        const { code, out, err } = await room.run('outbound');
        assert.equal(code, 1);
        assert.match(out, /Nothing reaches Exchange at the moment\./);
        assert.match(err, /Halo/);
      });
      const unordered: Problem = { code: 'halo.order-ignored', scope: 'halo', retryable: false };
      await room.whileItRuns({ ...running, isNudged: true, problem: unordered }, async () => {
        assert.match((await room.run('outbound')).out, /at once where Halo tells of them, else once a day\./);
      });
    }));

  it('where Halo writes Exchange itself, that is said', () =>
    withQueue([], async room => {
      await switchOn(room);
      assert.equal((await room.run('config', 'set', 'halo.door', 'integrator')).code, 0);
      assert.match((await room.run('outbound')).out, /Halo writes it itself/);
      assert.equal(JSON.parse((await room.run('status', '--json')).out).outbound, null);
    }));
});

const sent = (number: number, lastAt: string): RunReport => ({
  ...noCounts,
  ...{ number, trigger: 'outbound', startedAt: lastAt, ms: 1, outcome: 'done' },
  ...{ exchangeRequests: 0, haloReads: 0, haloWrites: 0, problems: [], added: 1 },
  mailboxes: [
    {
      ...noCounts,
      ...{ agentId: 7, agent: 'Anna', address: 'anna@example.org', outcome: 'done', adopted: 0 },
      ...{ added: 1, lastAt, problems: [], lines: [] },
    },
  ],
});

describe('what waits for the way to Exchange', () => {
  it('is told for each agent: on the way, the oldest, refused, held, and the last write into the calendar', () =>
    withQueue(
      [
        anEntry(1, { agentId: 8, since: lately }),
        anEntry(2, { agentId: 8, state: refused }),
        anEntry(3, { agentId: 8, state: { kind: 'held', reason: 'many-removals', proposal: 'p' } }),
      ],
      async room => {
        await switchOn(room);
        await room.keep(sent(1, '2026-03-28T09:00:00Z'));
        await room.keep(sent(2, '2026-03-29T09:00:00Z'));
        for (const command of commands) {
          const { out } = await room.run(command);
          assert.match(out, /agent 8: 1 on the way, the oldest for \d+ seconds; 1 cannot be sent; 1 held$/m);
          assert.match(out, /agent 7: last written 2026-03-29/m);
        }
        const { agents } = JSON.parse((await room.run('outbound', '--json')).out);
        assert.deepEqual(
          agents.map((one: Record<string, unknown>) => [one['agentId'], one['count'], one['lastSent']]),
          [
            [8, 3, null],
            [7, 0, '2026-03-29T09:00:00Z'],
          ],
        );
      },
    ));

  it('and does not get there is told by status, which does not end with 0; of agents that are not synced nobody is bothered', () =>
    withQueue([anEntry(1, { state: refused }), anEntry(2, { state: ofNobody })], async room => {
      await switchOn(room);
      const { err } = await room.run('status');
      assert.match(
        err,
        /1 appointment of Halo is not sent to Exchange until somebody acts\.\n.*: outbound$/m,
      );
      const told = JSON.parse((await room.run('status', '--json')).out);
      assert.deepEqual([told.unsent, told.outbound.stuck, told.outbound.parked], [1, [1], 2]);
    }));

  it('for longer than usual although it is tried is told too, but not while nobody sends', () =>
    withQueue([anEntry(1)], async room => {
      await switchOn(room);
      assert.doesNotMatch((await room.run('status')).err, /longer than usual/);
      await room.whileItRuns(running, async () => {
        assert.match((await room.run('status')).err, /1 appointment of Halo waits for longer than usual/);
      });
    }));
});
