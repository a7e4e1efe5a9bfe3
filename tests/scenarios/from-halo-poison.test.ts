/** Appointments that Exchange fails over as if it were broken itself: the others go on, and a server that is really away is known as such. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwoWay } from './two-way.ts';
import { installBothWays } from './two-way.ts';

const hour = (start: number) => ({
  start_date: `2026-03-25T${String(start).padStart(2, '0')}:00:00Z`,
  end_date: `2026-03-25T${String(start).padStart(2, '0')}:30:00Z`,
});
const numbers = [0, 1, 2, 3, 4];
const always = 1_000_000;

async function both(work: (house: TwoWay) => Promise<void>) {
  const house = await installBothWays({ agents: [{ name: 'Anna' }, { name: 'Bob' }] });
  try {
    await house.sync();
    await house.send();
    await work(house);
  } finally {
    await house.close();
  }
}

const book = (house: TwoWay, agent: string, subject: string, start: number) =>
  house.halo.state.book({ agent_id: house.agentId(agent), subject, ...hour(start) });

const subjects = (house: TwoWay, agent: string) =>
  house
    .mailbox(agent)
    .items()
    .map(item => item.subject)
    .sort();

test('five appointments over which Exchange breaks down keep nobody else waiting', () =>
  both(async house => {
    const broken = numbers.map(number => book(house, 'Anna', `Broken ${number}`, number));
    await house.send();
    for (const { id } of house.mailbox('Anna').items())
      house.exchange.faults.order({
        kind: 'item-error',
        operation: 'UpdateItem',
        itemId: id,
        code: 'ErrorInternalServerError',
        times: always,
      });
    for (const { id } of broken) house.halo.state.edit(id, { note: 'Edited' });
    await house.send();
    assert.equal(house.outbound().status().problem, null, 'nothing is wrong with Exchange');
    const others = numbers.map(number => `Other ${number}`);
    for (const [number, subject] of others.entries()) book(house, 'Bob', subject, number + 8);
    await house.send(3);
    assert.deepEqual(subjects(house, 'Bob'), others);
    assert.deepEqual(
      house.queued().map(({ state }) => state.kind === 'resting' && state.problem.code),
      numbers.map(() => 'exchange.server-error'),
      'each of them says what is wrong with it',
    );
    house.exchange.faults.clear();
    house.clock.advance(15 * 60_000);
    await house.send();
    assert.deepEqual(house.queued(), []);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.body.trim()),
      numbers.map(() => 'Edited'),
    );
  }));

test('a calendar that is broken altogether keeps only itself waiting', () =>
  both(async house => {
    const fault = { kind: 'soap-fault', code: 'ErrorInternalServerError', times: always } as const;
    house.exchange.faults.order({ ...fault, mailbox: 'anna@example.org' });
    for (const number of numbers) book(house, 'Anna', `Broken ${number}`, number);
    await house.send();
    const others = numbers.map(number => `Other ${number}`);
    for (const [number, subject] of others.entries()) book(house, 'Bob', subject, number + 8);
    await house.send(3);
    assert.deepEqual(subjects(house, 'Bob'), others);
    assert.equal(house.outbound().status().problem, null);
    house.exchange.faults.clear();
    house.clock.advance(15 * 60_000);
    await house.send();
    assert.equal(subjects(house, 'Anna').length, 5);
    assert.deepEqual(house.queued(), []);
  }));

test('a server that is broken itself is told as such, asked little, and everything goes at once when it is back', () =>
  both(async house => {
    house.exchange.faults.order({ kind: 'soap-fault', code: 'ErrorInternalServerError', times: always });
    for (const number of numbers) book(house, 'Bob', `Visit ${number}`, number + 8);
    await house.send(4);
    assert.equal(house.outbound().status().problem?.code, 'exchange.server-error');
    assert.deepEqual(
      house.queued().map(({ state }) => state.kind),
      numbers.map(() => 'waiting'),
    );
    house.exchange.faults.clear();
    await house.send();
    assert.equal(subjects(house, 'Bob').length, 5);
    assert.equal(house.outbound().status().problem, null);
    assert.deepEqual(house.queued(), []);
  }));
