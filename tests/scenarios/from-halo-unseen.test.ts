/** Texts that Halo is not shown of what was made in Halo: an edit of them in Outlook is one, although nobody in Halo sees it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import type { installBothWays, TwoWay } from './two-way.ts';

type Settings = NonNullable<NonNullable<Parameters<typeof installBothWays>[0]>['settings']>;
interface Hiding {
  readonly import: NonNullable<Settings['import']>;
  readonly isPrivate: boolean;
}
type Rule = 'exchange' | 'halo' | 'newest';

const inExchange = (house: TwoWay) => house.mailbox('Anna').items()[0]?.subject;
const inHalo = (house: TwoWay, id: number) => house.appointments('Anna').find(row => row.id === id)?.subject;

const hiding: Readonly<Record<string, Hiding>> = {
  'a private appointment': { import: { private: 'time-only' }, isPrivate: true },
  'one subject for all': { import: { subject: { rule: 'fixed', text: 'Busy' } }, isPrivate: false },
};
const winners: Readonly<Record<Rule, 'exchange' | 'halo'>> = {
  exchange: 'exchange',
  halo: 'halo',
  newest: 'halo',
};
const kinds = {
  single: (house: TwoWay, is_private: boolean) => book(house, { subject: 'Doctor', is_private }).id,
  series: (house: TwoWay, is_private: boolean) =>
    house.halo.state.makeSeries(
      { agent_id: house.agentId('Anna'), subject: 'Doctor', is_private, ...morning },
      { kind: 'daily', every: 1 },
      { times: 2 },
    ).id,
};

for (const [what, { import: rules, isPrivate }] of Object.entries(hiding))
  for (const [kind, make] of Object.entries(kinds))
    for (const [conflict, winner] of Object.entries(winners))
      test(`${what}: a subject edited in Outlook and then in Halo goes by the rule (${kind}, ${conflict})`, () =>
        both(
          async house => {
            const id = make(house, isPrivate);
            await house.send();
            await rounds(house, 2);
            const [event] = house.mailbox('Anna').items();
            house.mailbox('Anna').change(event?.id ?? '', { subject: 'Surgeon' });
            await rounds(house, 2);
            assert.deepEqual([inExchange(house), inHalo(house, id)], ['Surgeon', 'Doctor']);
            for (const subject of ['Dentist', 'Dentist in town']) {
              house.halo.state.edit(id, { subject });
              await rounds(house, 2);
              assert.equal(inExchange(house), winner === 'halo' ? subject : 'Surgeon');
              assert.equal(inHalo(house, id), subject, 'it stays as Halo has it there');
            }
            const told = house.sentLines().filter(({ action }) => action === 'update');
            // What went out once is what both had in common when Halo was edited again.
            const expected =
              winner === 'halo'
                ? [
                    ['done', ['halo-won'], { subject: 'halo' }],
                    ['done', [], undefined],
                  ]
                : [
                    ['failed', ['left-apart'], undefined],
                    ['failed', ['left-apart'], undefined],
                  ];
            assert.deepEqual(
              told.map(line => [line.outcome, line.reasons, line.conflicts]),
              expected,
            );
            assert.ok(!JSON.stringify(house.sentLines()).includes('Surgeon'), 'no report shows it');
            assert.ok(house.appointments('Anna').every(row => row.subject !== 'Surgeon'));
            await assertQuiet(house);
          },
          { settings: { import: rules, outbound: { conflict: conflict as Rule } } },
        ));

const hidden = { settings: { import: { private: 'time-only' } } } as const;

test('an edit that Halo is not shown is still one after an import has moved the appointment, and in the next process', () =>
  both(async house => {
    const { id } = book(house, { subject: 'Doctor', note: 'Knee', is_private: true });
    await rounds(house, 2);
    const anna = house.mailbox('Anna');
    const itemId = anna.items()[0]?.id ?? '';
    anna.change(itemId, { body: 'Knee, and the letter', bodyType: 'Text' });
    anna.change(itemId, { start: '2026-03-25T11:00:00Z', end: '2026-03-25T12:00:00Z' });
    await rounds(house, 2);
    assert.equal(house.appointments('Anna')[0]?.start_date.slice(11, 13), '11');
    await house.restart();
    house.halo.state.edit(id, { note: 'Other knee', appointment_location_free_text: 'Clinic' });
    await rounds(house, 2);
    const [event] = anna.items();
    assert.deepEqual([event?.body.trim(), event?.location], ['Knee, and the letter', 'Clinic']);
    assert.deepEqual(
      house.sentLines().flatMap(({ outcome, changed }) => (outcome === 'failed' ? [changed] : [])),
      [['note']],
    );
    await assertQuiet(house);
  }, hidden));

test('a removal in Halo of what was edited unseen in Outlook is asked about', () =>
  both(async house => {
    const { id } = book(house, { subject: 'Doctor', is_private: true });
    await rounds(house, 2);
    const anna = house.mailbox('Anna');
    anna.change(anna.items()[0]?.id ?? '', { subject: 'Surgeon' });
    await rounds(house, 2);
    house.halo.state.deleteByHand(id);
    await rounds(house, 2);
    assert.equal(inExchange(house), 'Surgeon');
    const [entry] = house.queued();
    assert.ok(entry?.state.kind === 'held');
    assert.equal(entry.state.reason, 'changed-in-exchange');
  }, hidden));

test('the same text on both sides is no collision', () =>
  both(async house => {
    const { id } = book(house, { subject: 'Doctor', is_private: true });
    await rounds(house, 2);
    const anna = house.mailbox('Anna');
    anna.change(anna.items()[0]?.id ?? '', { subject: 'Surgeon' });
    house.halo.state.edit(id, { subject: 'Surgeon' });
    await rounds(house, 2);
    assert.deepEqual([inExchange(house), inHalo(house, id)], ['Surgeon', 'Surgeon']);
    assert.ok(house.sentLines().every(({ outcome }) => outcome === 'done'));
    await assertQuiet(house);
  }, hidden));
