/** An Exchange that says that it has taken a change and leaves the event as it was: that is told, and not tried without end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both } from './both-ways.ts';

test('a change that Exchange answers as done and does not keep is told as failed, what it keeps as done', () =>
  both(async house => {
    const visit = book(house);
    await house.send();
    const anna = house.mailbox('Anna');
    const change = anna.change.bind(anna);
    anna.change = (id, { subject: _, ...kept }, ...rest) => change(id, kept, ...rest);
    house.clock.advance(5_000);
    house.halo.state.edit(visit.id, { subject: 'Visit, moved', appointment_location_free_text: 'Site 3' });
    await house.send();
    assert.deepEqual(
      house
        .sentLines()
        .filter(line => line.action === 'update')
        .map(({ outcome, changed, reasons }) => [outcome, changed, reasons]),
      [
        ['failed', ['subject'], ['item.refused']],
        ['done', ['location'], []],
      ],
    );
    assert.deepEqual(
      anna.items().map(item => [item.subject, item.location]),
      [['Visit', 'Site 3']],
    );
    await assertQuiet(house);
    assert.equal(house.appointments('Anna')[0]?.subject, 'Visit, moved', 'nor is it taken back in Halo');
    anna.change = change;
    house.halo.state.edit(visit.id, { subject: 'Visit, moved again' });
    await house.send();
    assert.deepEqual(
      anna.items().map(item => item.subject),
      ['Visit, moved again'],
    );
  }));
