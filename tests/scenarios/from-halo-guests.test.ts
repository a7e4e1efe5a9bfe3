/** Who is invited to an event that was made in Halo: Halo knows names, Exchange the addresses behind them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';

const agents = { agents: [{ name: 'Anna' }, { name: 'Bob' }] };
const person = (name: string, kind: 'required' | 'optional' = 'required') => ({
  name,
  address: `${name.split(' ')[0]?.toLowerCase()}@customer.example`,
  kind,
});

test('whoever was invited in Outlook stays invited when somebody is added in Halo', () =>
  both(async house => {
    const row = book(house);
    await rounds(house);
    const anna = house.mailbox('Anna');
    const id = anna.items()[0]?.id ?? '';
    anna.change(id, { attendees: [person('Carla Customer'), person('Olaf Optional', 'optional')] });
    await rounds(house);
    assert.equal(house.appointments('Anna')[0]?.attendees, 'Carla Customer; Olaf Optional');
    house.halo.state.edit(row.id, { attendees: 'Carla Customer; Olaf Optional; Bob' });
    await rounds(house);
    assert.deepEqual(
      anna
        .items()[0]
        ?.attendees.map(each => `${each.kind} ${each.address}`)
        .sort(),
      ['optional olaf@customer.example', 'required bob@example.org', 'required carla@customer.example'],
    );
    house.clock.advance(60_000);
    house.halo.state.edit(row.id, { attendees: 'Olaf Optional; Bob' });
    await rounds(house);
    assert.deepEqual(
      anna
        .items()[0]
        ?.attendees.map(each => `${each.kind} ${each.address}`)
        .sort(),
      ['optional olaf@customer.example', 'required bob@example.org'],
    );
    await assertQuiet(house);
    assert.equal(house.appointments('Anna')[0]?.attendees, 'Olaf Optional; Bob');
  }, agents));
