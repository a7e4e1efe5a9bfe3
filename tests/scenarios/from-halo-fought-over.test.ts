/** Two rules fight over a field, one on each side: the way out stops writing it, says so, and goes on with all else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theValue } from '../builders/results.ts';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import { requestsSoFar, type TwoWay, writesSince } from './two-way.ts';

const word = '[EXT] ';

/** A rule of Exchange puts a word before each subject. */
function ruleOfExchange(house: TwoWay): void {
  const anna = house.mailbox('Anna');
  for (const { id, subject } of anna.items())
    if (!subject.startsWith(word)) anna.change(id, { subject: `${word}${subject}` });
}

/** A rule of Halo takes it off. */
function ruleOfHalo(house: TwoWay): void {
  for (const { id, subject } of house.appointments('Anna'))
    if (subject.startsWith(word)) house.halo.state.edit(id, { subject: subject.slice(word.length) });
}

async function fight(house: TwoWay, count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await rounds(house);
    ruleOfExchange(house);
    ruleOfHalo(house);
  }
}

const parked = (house: TwoWay) =>
  house.queued().map(({ state }) => (state.kind === 'parked' ? [state.reason, state.facts] : state.kind));
const told = [['fought-over', { field: 'subject' }]];
const subjects = (house: TwoWay) => [
  house.mailbox('Anna').items()[0]?.subject,
  house.appointments('Anna')[0]?.subject,
];

for (const [madeIn, isPrivate] of [
  ['Halo', false],
  ['Exchange', false],
  ['Halo', true],
] as const)
  test(`made in ${madeIn}${isPrivate ? ', private' : ''}, it is written some times, then it waits for somebody while other fields go on`, () =>
    both(
      async house => {
        const anna = house.mailbox('Anna');
        const [start, end] = [morning.start_date, morning.end_date];
        if (madeIn === 'Halo') book(house, { is_private: isPrivate });
        else anna.book({ subject: 'Visit', start, end });
        const begun = requestsSoFar(house);
        await fight(house, 20);
        const { exchange, halo } = writesSince(house, begun);
        assert.ok(exchange <= 6 && halo <= 7, `${exchange} writes to Exchange, ${halo} to Halo`);
        const quiet = requestsSoFar(house);
        await fight(house, 6);
        assert.deepEqual(writesSince(house, quiet), { exchange: 0, halo: 0 });
        assert.deepEqual([parked(house), subjects(house)], [told, [`${word}Visit`, 'Visit']]);
        const failed = house.sentLines().filter(({ outcome }) => outcome === 'failed');
        assert.deepEqual(
          failed.map(({ reasons, changed }) => [reasons, changed]),
          [[['fought-over'], ['subject']]],
        );

        const [row] = house.appointments('Anna');
        house.halo.state.edit(row?.id ?? 0, { appointment_location_free_text: 'Room 9' });
        await fight(house, 1);
        assert.equal(anna.items()[0]?.location, 'Room 9');
        anna.change(anna.items()[0]?.id ?? '', { location: 'Room 10' });
        await rounds(house);
        assert.equal(house.appointments('Anna')[0]?.appointment_location_free_text, 'Room 10');
        assert.deepEqual(subjects(house), [`${word}Visit`, 'Visit'], 'an import leaves it alone, too');

        await fight(house, 12);
        assert.deepEqual([parked(house), subjects(house)], [told, [`${word}Visit`, 'Visit']]);
        // The rule of Exchange is switched off.
        await house.outbound().queue.answer('all', 'retry');
        await house.send();
        assert.deepEqual(subjects(house), ['Visit', 'Visit']);
        await assertQuiet(house);
      },
      { settings: { import: { private: 'full' } } },
    ));

test('made private meanwhile, what is remembered of it is no text any more', () =>
  both(
    async house => {
      const { id } = book(house);
      await fight(house, 14);
      assert.deepEqual(parked(house), told);
      house.halo.state.edit(id, { is_private: true });
      await house.send();
      const remembered = async () => {
        const [mailbox] = theValue(await house.store().known());
        assert.ok(mailbox !== undefined);
        const { links } = theValue(await house.store().readMemory(mailbox)).book;
        return [...links.values()].map(({ values }) => values);
      };
      const [values] = await remembered();
      assert.equal(values?.isPrivate, true);
      assert.doesNotMatch(JSON.stringify(values), /Visit/);
    },
    { settings: { import: { private: 'full' } } },
  ));

test('people who change their minds are not taken for rules', () =>
  both(async house => {
    const { id } = book(house);
    for (let turn = 0; turn < 4; turn += 1)
      for (const subject of ['One', 'Other', 'Third']) {
        house.halo.state.edit(id, { subject });
        await rounds(house);
        assert.deepEqual(subjects(house), [subject, subject]);
      }
    assert.deepEqual(house.queued(), []);
  }));

test('a rule of Halo that changes what only the organizer decides is undone some times, then it waits for somebody', () =>
  both(async house => {
    const anna = house.mailbox('Anna');
    const organizer = { name: 'Boss', address: 'boss@example.org' };
    const [start, end] = [morning.start_date, morning.end_date];
    const meeting = { isMeeting: true, organizer, myResponse: 'Accept' } as const;
    const itemId = anna.book({ subject: 'Board', start, end, ...meeting });
    const rule = async (count: number) => {
      for (let round = 0; round < count; round += 1) {
        await rounds(house);
        for (const { id, subject } of house.appointments('Anna'))
          if (!subject.startsWith(word)) house.halo.state.edit(id, { subject: `${word}${subject}` });
      }
    };
    await rule(20);
    const quiet = requestsSoFar(house);
    await rule(6);
    assert.deepEqual(writesSince(house, quiet), { exchange: 0, halo: 0 });
    assert.deepEqual([parked(house), subjects(house)], [told, ['Board', `${word}Board`]]);
    // What its organizer changes comes as ever.
    anna.change(itemId, { location: 'Room 9' });
    await rounds(house, 2);
    assert.equal(house.appointments('Anna')[0]?.appointment_location_free_text, 'Room 9');
    assert.deepEqual(subjects(house), ['Board', `${word}Board`]);
    await house.outbound().queue.answer('all', 'retry');
    await house.send();
    assert.deepEqual(subjects(house), ['Board', 'Board']);
    await assertQuiet(house);
  }));
