/** `outbound` and its answers on a data folder: what is listed, with which words and exit codes, and what an answer leaves on disk. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntryState, OutboundEntry } from '../../main/core/outbound/entry.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { type Room, withQueue } from './queue-room.ts';

const held = (reason: 'not-made-by-us' | 'many-removals'): EntryState => ({
  kind: 'held',
  reason,
  proposal: `remove:${reason}`,
});
const refused = {
  kind: 'parked',
  reason: 'series-code-unknown',
  facts: { field: 'recurrencepattern', code: 4 },
  lastModified: 'x',
} as const;
const another = { kind: 'parked', reason: 'several-agents', facts: {}, lastModified: 'x' } as const;
const resting = {
  kind: 'resting',
  until: '2099-01-01T00:00:00Z',
  tries: 2,
  problem: { code: 'mailbox.moving', scope: 'mailbox', retryable: true },
} as const;
const every: readonly OutboundEntry[] = [
  anEntry(1, { agentId: 7 }),
  anEntry(2, { agentId: 7, state: resting }),
  anEntry(3, { agentId: 8, state: refused, since: '2026-03-28T08:00:00Z' }),
  anEntry(4, { state: held('not-made-by-us') }),
  anEntry(5, { agentId: 7, state: held('many-removals'), approved: 'keep:remove:many-removals' }),
];

/** While changes in Halo are sent. */
function whileOn(entries: readonly OutboundEntry[], check: (room: Room) => Promise<void>): Promise<void> {
  return withQueue(entries, async room => {
    assert.equal((await room.run('config', 'set', 'outbound.enabled', 'true')).code, 0);
    await check(room);
  });
}

describe('outbound', () => {
  it('lists what waits, since when and why, held first, each with what to do; what was kept only when asked', () =>
    whileOn(every, async ({ run }) => {
      const { code, out } = await run('outbound');
      assert.equal(code, 1);
      assert.match(out, /^Nothing is sent to Exchange at the moment: /m);
      assert.match(out, /^2 on the way; the oldest for \d+ days; 1 cannot be sent; 1 held; last written /m);
      assert.match(out, /^ {2}agent 7: 2 on the way, the oldest for \d+ days$/m);
      assert.match(out, /^ {2}agent 8: 1 cannot be sent$/m);
      const lines = out.split('\n').filter(line => /^\d+(?:,| {2})/.test(line));
      assert.deepEqual(
        lines.map(line => /^(\d+)/.exec(line)?.[1]),
        ['4', '3', '2', '1'],
      );
      assert.match(
        out,
        /^4 {2}held since .*: It was deleted in Halo, but its event in Exchange was not made by this app\.$/m,
      );
      assert.match(out, /^ {2}Approve to move the event into Deleted Items, keep to leave it/m);
      assert.match(out, /^3, agent 8 {2}cannot be sent since .*\(in Halo: recurrencepattern 4\)\.$/m);
      assert.match(out, /^ {2}.*outbound\.seriesCodes/m);
      assert.match(
        out,
        /^What cannot be sent is tried again .*: outbound retry --all$/m,
        'words that the command takes',
      );
      assert.match(out, /^2, agent 7 {2}tried again later since .* Next try 2099-01-01/m);
      const all = (await run('outbound', '--all')).out;
      assert.match(
        all,
        /^5, agent 7 {2}kept in Exchange since .*\n {2}Nothing is asked of you: .*outbound approve 5$/m,
      );
      assert.equal(all.split('keep to leave').length, 2, 'only what is held is asked about');
    }));

  it('tells all of it as JSON too, and waits with exit code 3 for an answer alone', () =>
    whileOn(every.slice(3), async ({ run }) => {
      const { code, out } = await run('outbound', '--json');
      assert.equal(code, 3);
      const said = JSON.parse(out);
      assert.deepEqual(
        [said.enabled, said.waiting, said.held, said.oldest, said.lastWrite],
        [true, 0, 1, null, '2026-03-29T09:00:00Z'],
      );
      assert.deepEqual(
        said.entries.map((one: { haloId: number; state: string; reason: string }) => [
          one.haloId,
          one.state,
          one.reason,
        ]),
        [
          [4, 'held', 'not-made-by-us'],
          [5, 'kept', 'many-removals'],
        ],
      );
    }));

  it('says that nothing waits', () =>
    whileOn([], async ({ run }) => {
      const { code, out } = await run('outbound');
      assert.equal(code, 0);
      assert.match(out, /^Nothing waits; last written /m);
    }));
});

it('a no to another proposal is no answer to this one: the event has changed, so it is asked again', () =>
  whileOn([anEntry(4, { state: held('not-made-by-us'), approved: 'keep:remove:older' })], async ({ run }) => {
    const { code, out } = await run('outbound');
    assert.deepEqual([code, /^4 {2}held since/m.test(out)], [3, true]);
  }));

describe('answers to what waits for its way to Exchange', () => {
  it('retry looks again at what is named, also at what nobody has heard of, and --all at all that is stuck', () =>
    withQueue(every, async ({ run, entries }) => {
      assert.equal((await run('outbound', 'retry', '3', '77')).code, 0);
      const after = await entries();
      assert.deepEqual([after.get(3)?.state.kind, after.get(77)?.heard], ['waiting', 'by-hand']);
      assert.equal(after.get(2)?.state.kind, 'resting');
      assert.match((await run('outbound', 'retry', '--all')).out, /^1 appointment: both sides/);
      const kinds = [...(await entries()).values()].map(one => one.state.kind);
      assert.deepEqual(kinds, ['waiting', 'waiting', 'waiting', 'held', 'held', 'waiting']);
    }));

  it('a number entered in the settings has the series looked at again that wait for one, and says so; nothing else is', () =>
    withQueue([...every, anEntry(6, { agentId: 8, state: another })], async ({ run, entries }) => {
      const kinds = async () => {
        const after = await entries();
        return [after.get(3)?.state.kind, after.get(6)?.state.kind, after.get(2)?.state.kind];
      };
      const { out: other } = await run('config', 'set', 'import.daysAhead', '90');
      assert.doesNotMatch(other, /looked at again/);
      assert.deepEqual(await kinds(), ['parked', 'parked', 'resting']);
      const { code, out } = await run('config', 'set', 'outbound.seriesCodes.monthly', '4');
      assert.equal(code, 0);
      assert.match(out, /^1 series that waits for a number is looked at again with the next sync/m);
      assert.deepEqual(await kinds(), ['waiting', 'parked', 'resting']);
    }));

  it('drop gives up what is named and says what that was', () =>
    withQueue(every, async ({ run, entries }) => {
      const { code, out } = await run('outbound', 'drop', '3', '4');
      assert.equal(code, 0);
      assert.match(out, /3: its change in Halo \(cannot be sent\) is not carried out in Exchange\./);
      assert.match(out, /4: the removal of its event \(held\) is not carried out in Exchange\./);
      assert.deepEqual([...(await entries()).keys()], [1, 2, 5]);
    }));

  it('approve allows exactly what was proposed, keep remembers no for as long as the same is proposed', () =>
    whileOn(every, async ({ run, entries }) => {
      assert.equal((await run('outbound', 'keep', '4')).code, 0);
      const kept = (await entries()).get(4);
      assert.deepEqual([kept?.state.kind, kept?.approved], ['held', 'keep:remove:not-made-by-us']);
      assert.equal((await run('outbound', '--json')).code, 1);
      assert.match((await run('outbound', 'approve', '--all')).out, /nothing that this could be said of/);
      assert.equal((await run('outbound', 'approve', '4')).code, 0);
      const approved = (await entries()).get(4);
      assert.deepEqual([approved?.state.kind, approved?.approved], ['waiting', 'remove:not-made-by-us']);
    }));

  it('nothing is answered when one of the numbers cannot be', () =>
    withQueue(every, async ({ run, entries }) => {
      const before = await entries();
      const unknown = await run('outbound', 'drop', '1', '1234');
      assert.deepEqual([unknown.code, unknown.err.includes('1234 does not wait')], [2, true]);
      const unfit = await run('outbound', 'approve', '4', '1');
      assert.deepEqual([unfit.code, unfit.err.includes('1 is not held')], [2, true]);
      for (const words of [['drop'], ['retry'], ['keep', '4', '--all'], ['approve', 'x'], ['drop', '0']])
        assert.equal((await run('outbound', ...words)).code, 2, words.join(' '));
      assert.match((await run('outbound', 'retry')).err, /numbers that outbound lists, or --all\./);
      assert.match((await run('outbound', 'drop')).err, /numbers that outbound lists\./);
      assert.deepEqual(await entries(), before);
    }));
});
