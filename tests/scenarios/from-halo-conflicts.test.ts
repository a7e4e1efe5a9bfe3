/** Both sides are changed before either has heard of the other: fields that do not collide merge, others go by the rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../preload/contract/settings.ts';
import { rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

type Rule = Settings['outbound']['conflict'];
const rules: readonly Rule[] = ['exchange', 'halo', 'newest'];
const morning = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

interface Pair {
  readonly house: TwoWay;
  readonly haloId: number;
  readonly itemId: string;
}

/** A pair that both sides agree on, made on either side; then `both` change it, and everything runs until it is quiet. */
async function collide(
  conflict: Rule,
  madeIn: 'halo' | 'exchange',
  change: (pair: Pair) => void,
  first: 'import' | 'outbound',
  judge: (pair: Pair) => void,
): Promise<void> {
  const house = await installBothWays({ settings: { outbound: { conflict } } });
  try {
    const anna = house.mailbox('Anna');
    await house.sync();
    await house.send();
    if (madeIn === 'halo')
      house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
    else anna.book({ subject: 'Visit', start: morning.start_date, end: morning.end_date });
    await house.send();
    await house.sync();
    await house.send();
    house.clock.advance(60_000);
    const pair = { house, haloId: house.appointments('Anna')[0]?.id ?? 0, itemId: anna.items()[0]?.id ?? '' };
    change(pair);
    if (first === 'import') await house.sync();
    await house.send();
    await rounds(house, 2);
    judge(pair);
    const from = requestsSoFar(house);
    await rounds(house, 3);
    assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
    assert.equal(house.exchange.mailsSent, 0);
  } finally {
    await house.close();
  }
}

const inExchange = ({ house }: Pair) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => [item.subject, item.location, item.start.slice(0, 16)]);
const inHalo = ({ house }: Pair) =>
  house
    .appointments('Anna')
    .map(row => [row.subject, row.appointment_location_free_text, row.start_date.slice(0, 16)]);

function assertBoth(pair: Pair, wanted: readonly (readonly string[])[]): void {
  assert.deepEqual(inExchange(pair), wanted, 'in Exchange');
  assert.deepEqual(inHalo(pair), wanted, 'in Halo');
}

for (const conflict of rules)
  for (const madeIn of ['halo', 'exchange'] as const)
    for (const first of ['import', 'outbound'] as const) {
      const about = `${conflict} wins, made in ${madeIn}, ${first} first`;
      test(`different fields merge (${about})`, () =>
        collide(
          conflict,
          madeIn,
          ({ house, haloId, itemId }) => {
            house.halo.state.edit(haloId, { subject: 'Visit of Bob' });
            house.mailbox('Anna').change(itemId, { location: 'Room 9' });
          },
          first,
          pair => assertBoth(pair, [['Visit of Bob', 'Room 9', '2026-03-25T09:00']]),
        ));
      test(`the same field goes by the rule (${about})`, () =>
        collide(
          conflict,
          madeIn,
          ({ house, haloId, itemId }) => {
            house.mailbox('Anna').change(itemId, { subject: 'As Outlook says' });
            house.clock.advance(5_000);
            house.halo.state.edit(haloId, {
              subject: 'As Halo says',
              appointment_location_free_text: 'Room 2',
            });
          },
          first,
          pair =>
            assertBoth(pair, [
              [conflict === 'exchange' ? 'As Outlook says' : 'As Halo says', 'Room 2', '2026-03-25T09:00'],
            ]),
        ));
      test(`deleted in Exchange and changed in Halo (${about})`, () =>
        collide(
          conflict,
          madeIn,
          ({ house, haloId, itemId }) => {
            house.mailbox('Anna').remove(itemId);
            house.clock.advance(5_000);
            house.halo.state.edit(haloId, { subject: 'Still needed' });
          },
          first,
          pair => assertBoth(pair, conflict === 'exchange' ? [] : [['Still needed', '', '2026-03-25T09:00']]),
        ));
    }

for (const first of ['import', 'outbound'] as const)
  test(`deleted in Halo and changed in Exchange: a person is asked, unless Halo wins (${first} first)`, async () => {
    const change = ({ house, haloId, itemId }: Pair) => {
      house.halo.state.deleteByHand(haloId);
      house.clock.advance(5_000);
      house.mailbox('Anna').change(itemId, { subject: 'Moved on' });
    };
    await collide('halo', 'halo', change, first, pair => assertBoth(pair, []));
    for (const conflict of ['exchange', 'newest'] as const)
      await collide(conflict, 'halo', change, first, pair => {
        assert.deepEqual(inExchange(pair), [['Moved on', '', '2026-03-25T09:00']]);
        assert.deepEqual(inHalo(pair), []);
        const [held] = pair.house.queued();
        assert.equal(held?.state.kind === 'held' && held.state.reason, 'changed-in-exchange');
      });
  });

test('deleted on both sides it is forgotten', () =>
  collide(
    'exchange',
    'halo',
    ({ house, haloId, itemId }) => {
      house.mailbox('Anna').remove(itemId);
      house.halo.state.deleteByHand(haloId);
    },
    'outbound',
    pair => {
      assertBoth(pair, []);
      assert.deepEqual(pair.house.queued(), []);
    },
  ));

async function reported(change: (pair: Pair) => void) {
  const lines: object[] = [];
  await collide('exchange', 'halo', change, 'outbound', ({ house }) => {
    const line = house.sentLines().find(each => each.reasons.includes('exchange-won'));
    const { before, after, subject, conflicts } = line ?? {};
    lines.push({ before, after, subject, conflicts });
  });
  return lines;
}

test('a conflict is reported with both values, also where reports show no subjects', async () => {
  const told = await reported(({ house, haloId, itemId }) => {
    house.mailbox('Anna').change(itemId, { subject: 'As Outlook says' });
    house.halo.state.edit(haloId, { subject: 'As Halo says' });
  });
  const [before, after] = [{ subject: 'As Halo says' }, { subject: 'As Outlook says' }];
  assert.deepEqual(told, [{ before, after, subject: '', conflicts: { subject: 'exchange' } }]);
});

test('a report counts what was written into Halo apart from what was written into Exchange', async () => {
  for (const [conflict, inHalo, changed, changedInHalo] of [
    ['exchange', ['subject'], 1, 1],
    ['halo', undefined, 1, undefined],
  ] as const)
    await collide(
      conflict,
      'halo',
      ({ house, haloId, itemId }) => {
        house.mailbox('Anna').change(itemId, { subject: 'As Outlook says' });
        house.clock.advance(5_000);
        house.halo.state.edit(haloId, {
          subject: 'As Halo says',
          appointment_location_free_text: 'Room 2',
        });
      },
      'outbound',
      ({ house }) => {
        const line = house.sentLines().find(each => each.reasons.includes(`${conflict}-won`));
        assert.deepEqual([line?.changed.toSorted(), line?.inHalo], [['location', 'subject'], inHalo]);
        const [mailbox] = house.sentReports().at(-1)?.mailboxes ?? [];
        assert.deepEqual([mailbox?.changed, mailbox?.changedInHalo], [changed, changedInHalo]);
      },
    );
});

test('a conflict of a private appointment shows no text', async () => {
  const told = await reported(({ house, haloId, itemId }) => {
    house.mailbox('Anna').change(itemId, { subject: 'Secret in Outlook', sensitivity: 'Private' });
    house.halo.state.edit(haloId, { subject: 'Secret in Halo' });
  });
  const conflicts = { subject: 'exchange' };
  assert.deepEqual(told, [{ before: {}, after: {}, subject: '', conflicts }]);
});
