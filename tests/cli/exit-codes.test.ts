/** Every command ends with the same number for the same state: whoever watches by a script may ask any of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActivityFile } from '../../main/adapters/store/activity.ts';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createSystemClock } from '../../main/adapters/system/clock.ts';
import type { EntryState, OutboundEntry } from '../../main/core/outbound/entry.ts';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import { openOutbound } from '../adapters/store/open-outbound.ts';
import { theValue } from '../builders/results.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { type House, withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';
import { runWords } from './run-words.ts';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, '');
const parked = (reason: 'several-agents' | 'agent-not-synced'): EntryState => ({
  kind: 'parked',
  reason,
  lastModified: 'x',
});
const resting: EntryState = {
  kind: 'resting',
  until: '2099-01-01T00:00:00Z',
  tries: 2,
  problem: { code: 'mailbox.moving', scope: 'mailbox', retryable: true },
};
const held: EntryState = { kind: 'held', reason: 'not-made-by-us', proposal: 'remove' };

/** An installation with one calendar that is up to date and is sent to, and this in its queue. */
function withEntries(
  entries: readonly OutboundEntry[],
  check: (house: House, codes: () => Promise<readonly (number | null)[]>) => Promise<void>,
): Promise<void> {
  return withHouse({ people: ['Anna'] }, async house => {
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const open = await openOutbound(house.data);
    theValue(await open.store.append([{ kind: 'entries', entries }]));
    await open.close();
    const codeOf = async (command: string) => (await house.here([command])).code;
    await check(house, async () => [await codeOf('outbound'), await codeOf('status'), await codeOf('held')]);
  });
}

async function whileSomebodySends(house: House, check: () => Promise<void>): Promise<void> {
  const folder = theValue(await openDataFolder(house.data, { role: 'writer', clock: createSystemClock() }));
  try {
    await createActivityFile(folder).tellWay({ ...idleWay, isRunning: true });
    await check();
  } finally {
    await folder.close();
  }
}

describe('exit codes of outbound, status and held', () => {
  it('are 0 where nothing needs anybody: nothing waits, or the agent is not synced', () =>
    withEntries([anEntry(1, { state: parked('agent-not-synced') })], async (_, codes) =>
      assert.deepEqual(await codes(), [0, 0, 0]),
    ));

  it('are 1 where an appointment cannot be sent, which is no question', () =>
    withEntries(
      [anEntry(1, { state: parked('several-agents') }), anEntry(2, { state: held })],
      async (_, codes) => assert.deepEqual(await codes(), [1, 1, 3]),
    ));

  it('are 3 where all that waits is an answer', () =>
    withEntries([anEntry(1, { state: held })], async (_, codes) =>
      assert.deepEqual(await codes(), [3, 3, 3]),
    ));

  it('are 1 where the last try failed, unless somebody tries again by itself and it did not take long yet', () =>
    withEntries([anEntry(1, { state: resting, since: ago(2) })], async (house, codes) => {
      assert.deepEqual(await codes(), [1, 1, 0]);
      assert.match(
        (await house.here(['status'])).err,
        /^1 appointment could not be sent yet\.\n.*outbound$/m,
      );
      assert.deepEqual(lastLine(await house.here(['outbound', '--json']))['failed'], [1]);
      await whileSomebodySends(house, async () => assert.deepEqual(await codes(), [0, 0, 0]));
    }));

  it('are 1 where it took long although somebody tries', () =>
    withEntries([anEntry(1, { state: resting, since: ago(60) })], async (house, codes) =>
      whileSomebodySends(house, async () => assert.deepEqual(await codes(), [1, 1, 0])),
    ));

  for (const [setting, value] of [
    ['halo.door', 'integrator'],
    ['outbound.enabled', 'false'],
  ] as const)
    it(`are 0 for what is left from before ${setting} was ${value}, and both say that it is left`, () =>
      withEntries(
        [anEntry(1, { state: held }), anEntry(2, { state: parked('several-agents') })],
        async (house, codes) => {
          assert.equal((await house.here(['config', 'set', setting, value])).code, 0);
          assert.deepEqual(await codes(), [0, 0, 0]);
          const { out } = await house.here(['status']);
          assert.match(
            out,
            /^ {2}2 appointments are left from before, and nothing is done about it\. .*outbound$/m,
          );
          assert.equal(lastLine(await house.here(['status', '--json']))['outboundLeft'], 2);
          assert.match((await house.here(['outbound'])).out, /is left from before\. Nothing of it is sent/);
        },
      ));
});

describe('the exit code of sync', () => {
  const booking = (house: House) => {
    const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const [anna] = house.halo.state.agents().filter(agent => agent.name === 'Anna');
    const times = { start_date: `${date}T10:00:00Z`, end_date: `${date}T11:00:00Z` };
    return house.halo.state.book({ agent_id: anna?.id ?? 0, subject: 'Two people', ...times });
  };

  it('is 1 when an appointment cannot be sent, as that of status and outbound, until it can', () =>
    withEntries([], async (house, codes) => {
      const { id } = booking(house);
      house.halo.state.shareWith(id, [1]);
      const { code, err } = await house.here(['sync']);
      assert.equal(code, 1);
      assert.match(err, /^1 appointment of Halo is not sent to Exchange until somebody acts\.\n.*outbound$/m);
      assert.deepEqual(await codes(), [1, 1, 0]);
      assert.equal((await house.here(['sync'])).code, 1);
      house.halo.state.shareWith(id, []);
      house.halo.state.edit(id, { subject: 'One' });
      assert.equal((await house.here(['sync'])).code, 0);
      assert.deepEqual(await codes(), [0, 0, 0]);
    }));

  it('is 1 with the problem when Halo cannot be looked at for changes, and all else went well', () =>
    withHouse({ people: ['Anna'], halo: { dialect: { listOrder: 'by-id' } } }, async house => {
      assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
      booking(house);
      assert.equal((await house.here(['sync', '--json'])).code, 0);
      booking(house);
      const ended = await house.here(['sync', '--json']);
      assert.deepEqual(
        objects(lastLine(ended)['problems']).map(({ code }) => code),
        ['halo.order-ignored'],
      );
      assert.equal(ended.code, 1);
    }));
});

it('the help says what each number means, and every command has the line', async () => {
  const { out } = await runWords(['help']);
  for (const line of [/^ {2}0 {2}done, and/m, /^ {2}1 {2}done, and something/m, /^ {2}2 {2}could not run/m])
    assert.match(out, line);
  assert.match(out, /^ {2}3 {2}done without a problem, and held changes wait/m);
  assert.match((await runWords(['help', 'status'])).out, /^Exit code 0 done, 1 /m);
});
