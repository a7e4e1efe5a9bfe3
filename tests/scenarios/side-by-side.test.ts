/** Many mailboxes in one run: Exchange is read while Halo is written, and neither of both has more to do at once than was set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentDesk, LinkStore } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { createDeskFor } from './desk.ts';
import { install } from './installation.ts';

const names = ['Anna', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fritz'];

async function aHouse(concurrency: number) {
  const house = await install({
    agents: names.map(name => ({ name })),
    settings: { exchange: { concurrency }, halo: { rowsPerWrite: 1 } },
  });
  for (const name of names) {
    for (const hour of ['09', '11'])
      house
        .mailbox(name)
        .book({ subject: 'Visit', start: `2026-03-24T${hour}:00:00`, end: `2026-03-24T${hour}:30:00` });
  }
  return house;
}

test('a calendar is read while Halo has not yet answered the write of the one before', {
  timeout: 120_000,
}, async t => {
  const house = await aHouse(1);
  const { desk, close } = createDeskFor(house);
  t.after(async () => {
    await close();
    await house.close();
  });
  let next = () => {};
  const nextIsRead = new Promise<void>(resolve => {
    next = resolve;
  });
  const between = (store: LinkStore): LinkStore => ({
    ...store,
    readState: mailbox => {
      if (mailbox.agentId === house.agentId('Ben')) next();
      return store.readState(mailbox);
    },
  });
  // Halo answers nothing of Anna before somebody has begun with Ben.
  const slow: AppointmentDesk = {
    ...desk,
    async write(rows, signal) {
      await nextIsRead;
      return desk.write(rows, signal);
    },
  };
  assert.equal((await house.sync({ desk: slow, between })).added, names.length * 2);
  assert.deepEqual(differences(house), []);
});

for (const concurrency of [1, 2]) {
  test(`with ${concurrency} at once no more calendars are in Halo, and no more others in Exchange`, async t => {
    const house = await aHouse(concurrency);
    const { desk, close } = createDeskFor(house);
    t.after(async () => {
      await close();
      await house.close();
    });
    const begun = new Set<number>();
    const inHalo = new Set<number>();
    const most = { begun: 0, inHalo: 0 };
    const enter = (agentId: number, where: 'begun' | 'inHalo') => {
      const all = where === 'begun' ? begun : inHalo;
      all.add(agentId);
      most[where] = Math.max(most[where], all.size);
    };
    const between = (store: LinkStore): LinkStore => ({
      ...store,
      readState: mailbox => {
        enter(mailbox.agentId, 'begun');
        return store.readState(mailbox);
      },
      // The last of a mailbox.
      writeState: async (mailbox, state) => {
        const written = await store.writeState(mailbox, state);
        for (const all of [begun, inHalo]) all.delete(mailbox.agentId);
        return written;
      },
    });
    const watched: AppointmentDesk = {
      ...desk,
      list: (agentId, span, signal) => {
        enter(agentId, 'inHalo');
        return desk.list(agentId, span, signal);
      },
    };
    assert.equal((await house.sync({ desk: watched, between })).added, names.length * 2);
    assert.ok(most.inHalo <= concurrency, `${most.inHalo} in Halo`);
    assert.ok(most.begun <= 2 * concurrency, `${most.begun} in all`);
    assert.deepEqual(differences(house), []);
  });
}
