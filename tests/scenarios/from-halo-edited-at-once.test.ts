/** Somebody in Outlook edits an event in the moment between our write and the look at what became of it: that is an edit, not how Exchange keeps it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import { assertQuiet, book, both, rounds } from './both-ways.ts';

/** The next write of ours to this calendar is followed by an edit before anything else is asked. */
function editAfterWrite(mailbox: Mailbox, way: 'store' | 'change', location: string): void {
  const write = mailbox[way].bind(mailbox) as (...args: readonly unknown[]) => unknown;
  const change = mailbox.change.bind(mailbox);
  Object.assign(mailbox, {
    [way]: (...args: readonly unknown[]) => {
      Object.assign(mailbox, { [way]: write });
      const done = write(...args);
      queueMicrotask(() => {
        for (const { id } of mailbox.items()) change(id, { location });
      });
      return done;
    },
  });
}

test('what is edited in Outlook the moment it was made reaches Halo, and a later change in Halo does not undo it', () =>
  both(async house => {
    const anna = house.mailbox('Anna');
    editAfterWrite(anna, 'store', 'Room 7');
    const visit = book(house);
    await house.send();
    assert.equal(anna.items()[0]?.location, 'Room 7');
    house.clock.advance(5_000);
    house.halo.state.edit(visit.id, { subject: 'Visit, moved' });
    await house.send();
    await rounds(house);
    assert.deepEqual(
      anna.items().map(item => [item.subject, item.location]),
      [['Visit, moved', 'Room 7']],
    );
    assert.equal(house.appointments('Anna')[0]?.appointment_location_free_text, 'Room 7');
    await assertQuiet(house);
  }));

test('what is edited in Outlook the moment it was changed reaches Halo', () =>
  both(async house => {
    const anna = house.mailbox('Anna');
    const visit = book(house);
    await house.send();
    house.clock.advance(5_000);
    editAfterWrite(anna, 'change', 'Room 7');
    house.halo.state.edit(visit.id, { subject: 'Visit, moved' });
    await house.send();
    await rounds(house);
    assert.deepEqual(
      anna.items().map(item => [item.subject, item.location]),
      [['Visit, moved', 'Room 7']],
    );
    assert.equal(house.appointments('Anna')[0]?.appointment_location_free_text, 'Room 7');
    await assertQuiet(house);
  }));
