/** What an import has made in Halo and does not get to remember it to the end: deleted in Outlook before the next one, it goes from Halo, too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed } from '../../main/core/problem.ts';
import type { LinkStore } from '../../main/ports.ts';
import { install } from './installation.ts';
import { Mortal } from './mortal.ts';
import { installBothWays, runBothWays } from './two-way.ts';

/** A person stops the run as soon as one appointment is linked. */
function stoppedAtFirstLink() {
  const stop = new AbortController();
  const between = (store: LinkStore): LinkStore => ({
    ...store,
    append: async (mailbox, ...entries) => {
      const kept = await store.append(mailbox, ...entries);
      if (entries.some(entry => entry.kind === 'linked')) stop.abort(new Error('A person stops it.'));
      return kept;
    },
  });
  return { signal: stop.signal, between };
}

test('killed anywhere in the import that makes it in Halo, the appointment goes when its event is deleted before the next one', async () => {
  let isOver = false;
  for (let effect = 1; !isOver && effect < 40; effect += 1) {
    const house = await installBothWays();
    try {
      await house.sync();
      const anna = house.mailbox('Anna');
      const id = anna.book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
      const mortal = new Mortal(effect);
      await house.restart(async () => {
        const dying = await runBothWays(house, mortal);
        await dying.sync().catch(() => {});
        await dying.end();
      });
      anna.remove(id);
      await house.sync();
      assert.deepEqual(house.appointments('Anna'), [], `killed at effect ${effect}, ${mortal.death}`);
      isOver = mortal.death === null;
    } finally {
      await house.close();
    }
  }
  assert.ok(isOver);
});

test('an import that was stopped halfway leaves nothing of an event that is deleted before the next one', async () => {
  const house = await install({ settings: { halo: { rowsPerWrite: 1 } } });
  try {
    await house.sync();
    const anna = house.mailbox('Anna');
    const id = anna.book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
    anna.book({ subject: 'Review', start: '2026-03-24T11:00:00', end: '2026-03-24T12:00:00' });
    await house.run(stoppedAtFirstLink());
    assert.deepEqual(
      house.appointments('Anna').map(each => each.subject),
      ['Visit'],
    );
    anna.remove(id);
    await house.sync();
    assert.deepEqual(
      house.appointments('Anna').map(each => each.subject),
      ['Review'],
    );
  } finally {
    await house.close();
  }
});

test('killed, and stopped halfway when it runs again: nothing is left of what the killed one has made', async () => {
  const house = await install({ settings: { halo: { rowsPerWrite: 1 } } });
  try {
    await house.sync();
    const anna = house.mailbox('Anna');
    const id = anna.book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
    const noDisk = async () => failed({ code: 'store.failed', scope: 'mailbox', retryable: true } as const);
    await house.run({ between: store => ({ ...store, writeState: noDisk, writeMemory: noDisk }) });
    anna.book({ subject: 'Review', start: '2026-03-24T11:00:00', end: '2026-03-24T12:00:00' });
    anna.book({ subject: 'Talk', start: '2026-03-24T13:00:00', end: '2026-03-24T14:00:00' });
    await house.run(stoppedAtFirstLink());
    anna.remove(id);
    await house.sync();
    assert.deepEqual(
      house
        .appointments('Anna')
        .map(each => each.subject)
        .sort(),
      ['Review', 'Talk'],
    );
  } finally {
    await house.close();
  }
});
