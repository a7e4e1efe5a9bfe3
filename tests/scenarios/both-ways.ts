/** A story in an installation that is both ways at rest when it begins, at the end of which nobody was mailed. */
import assert from 'node:assert/strict';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

export const morning = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

/** `options`: of the installation; default one agent, Anna. */
export async function both(
  work: (house: TwoWay) => Promise<void>,
  options: Parameters<typeof installBothWays>[0] = {},
): Promise<void> {
  const house = await installBothWays(options);
  try {
    await house.sync();
    await house.send();
    await work(house);
    assert.equal(house.exchange.mailsSent, 0, 'nobody is mailed by Exchange');
    assert.equal(house.halo.state.mails, 0, 'nobody is mailed by Halo');
  } finally {
    await house.close();
  }
}

/** Somebody in Halo makes an appointment of Anna's, in the morning where nothing else is said. */
export function book(house: TwoWay, fields: object = {}) {
  return house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning, ...fields });
}

/** Time for the next import, which runs, and a look of the way out; `count` times. */
export async function rounds(house: TwoWay, count = 1): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    house.clock.advance(16 * 60_000);
    await house.sync();
    await house.send();
  }
}

/** Three more rounds of everything write nothing on either side. */
export async function assertQuiet(house: TwoWay): Promise<void> {
  const from = requestsSoFar(house);
  await rounds(house, 3);
  assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 }, 'three more rounds write nothing');
  assert.deepEqual(house.queued(), []);
}
