/** `trace` of an appointment that was changed on both sides: who won, when, and what each side had, unless it is private. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sayConflicts, type TracedConflict } from '../../preload/contract/words/conflict.ts';
import { type House, withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const at = (hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00Z`;

interface Collision {
  readonly house: House;
  readonly haloId: number;
  readonly itemId: string;
}

/** An event in both, then changed on both sides and sent. */
function afterConflict(
  inHalo: Parameters<House['halo']['state']['edit']>[1],
  inExchange: Parameters<ReturnType<House['mailbox']>['change']>[1],
  check: (found: Collision) => Promise<void>,
  rule: 'exchange' | 'halo' = 'exchange',
): Promise<void> {
  return withHouse({ people: ['Anna'] }, async house => {
    const itemId = house.mailbox('Anna').book({ subject: 'Review', start: at(10), end: at(11) });
    for (const [key, value] of [
      ['outbound.enabled', 'true'],
      ['outbound.conflict', rule],
    ] as const)
      assert.equal((await house.here(['config', 'set', key, value])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const haloId = house.halo.state.appointments()[0]?.id ?? 0;
    house.halo.state.edit(haloId, inHalo);
    house.mailbox('Anna').change(itemId, inExchange);
    assert.equal((await house.here(['sync'])).code, 0);
    await check({ house, haloId, itemId });
  });
}

async function traceOf({ house }: Collision): Promise<string> {
  const { code, out, err } = await house.here(['trace', '--agent', 'Anna', '--date', day]);
  assert.equal(code, 0, err);
  return out;
}

describe('trace of what was changed on both sides', () => {
  it('says that Exchange won, when, and both texts', () =>
    afterConflict({ subject: 'As Halo says' }, { subject: 'As Outlook says' }, async found => {
      assert.match(
        await traceOf(found),
        /^ {2}\d{4}-\d\d-\d\d \d\d:\d\d.*: its subject was changed on both sides, and Exchange won: “As Outlook says” stands; Halo had “As Halo says”\.$/m,
      );
      const ended = await found.house.here(['trace', '--agent', 'Anna', '--date', day, '--json']);
      const [event] = objects(lastLine(ended)['events']);
      const [conflict] = objects(event?.['conflicts']);
      assert.deepEqual(
        [conflict?.['field'], conflict?.['winner'], conflict?.['kept'], conflict?.['lost']],
        ['subject', 'exchange', { text: 'As Outlook says' }, { text: 'As Halo says' }],
      );
      assert.ok(Date.parse(String(conflict?.['at'])) > Date.now() - 600_000);
    }));

  it('says that Halo won where the rule says so, and both times', () =>
    afterConflict(
      { start_date: at(12), end_date: at(13) },
      { start: at(14), end: at(15) },
      async found =>
        assert.match(
          await traceOf(found),
          / its time was changed on both sides, and Halo won: \S+ \S+ to \S+ \S+ stands; Exchange had \S+ \S+ to /,
        ),
      'halo',
    ));

  it('says nothing of texts once the event is private', () =>
    afterConflict({ subject: 'As Halo says' }, { subject: 'As Outlook says' }, async found => {
      found.house.mailbox('Anna').change(found.itemId, { sensitivity: 'Private' });
      const out = await traceOf(found);
      assert.match(
        out,
        /its subject was changed on both sides, and Exchange won\. What each had is not shown/,
      );
      assert.doesNotMatch(out, /As Halo says|As Outlook says/);
    }));

  it('is silent where the changes did not collide', () =>
    afterConflict({ start_date: at(12), end_date: at(13) }, { subject: 'As Outlook says' }, async found =>
      assert.doesNotMatch(await traceOf(found), /both sides/),
    ));
});

it('the sentence names a series, says what is empty, and cuts what is long', () => {
  const one: TracedConflict = {
    at: '2026-11-23T10:00:00Z',
    field: 'note',
    winner: 'halo',
    kept: { text: '' },
    lost: { text: `long\n${'x'.repeat(500)}` },
    isOfSeries: true,
  };
  const [said, ...more] = sayConflicts([one, one], () => '10:00');
  assert.deepEqual(more, [], 'the same is said once');
  assert.match(
    said ?? '',
    /^10:00: note of its series was changed on both sides, and Halo won: nothing stands; Exchange had “long x{115}…”\.$/,
  );
  const [back] = sayConflicts([{ ...one, winner: 'put-back', kept: { text: 'Room 1' } }], () => '10:00');
  assert.match(
    back ?? '',
    /was changed in Halo, Exchange alone decides it, and it was put back: “Room 1” stands; Halo had “long/,
  );
  const when = { start: '2026-11-23', end: '2026-11-24' };
  const [days] = sayConflicts(
    [{ ...one, field: 'when', kept: when, lost: when, isOfSeries: false }],
    () => '1',
  );
  assert.match(days ?? '', /its time was .* 2026-11-23 to 2026-11-24 stands; Exchange had 2026-11-23 to/);
});
