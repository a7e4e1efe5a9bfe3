/** A copy of an event of ours is an event of its own, whatever becomes of the appointment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';

test('a copy of our event in Outlook is an event of its own', () =>
  both(async house => {
    book(house);
    await house.send();
    const [event] = house.mailbox('Anna').items();
    house.mailbox('Anna').copy(event?.id ?? '');
    await house.sync();
    assert.equal(house.appointments('Anna').length, 2);
    await assertQuiet(house);
  }));

test('a copy of our event stays when its appointment is given to another agent, and becomes one of its own', () =>
  both(
    async house => {
      const made = book(house);
      await house.send();
      await house.sync();
      const [event] = house.mailbox('Anna').items();
      house.mailbox('Anna').copy(event?.id ?? '');
      house.clock.advance(2_000);
      house.halo.state.moveTo(made.id, house.agentId('Bob'));
      await house.send();
      await rounds(house, 3);
      assert.equal(house.mailbox('Anna').items().length, 1);
      assert.deepEqual([house.appointments('Anna').length, house.appointments('Bob').length], [1, 1]);
      await assertQuiet(house);
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));
