import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attendee } from '../../../main/core/event.ts';
import { guestsOf } from '../../../main/core/outbound/guests.ts';

const agent = {
  id: 1,
  name: 'Bob',
  email: 'bob@example.org',
  exchangeAccount: '',
  isDisabled: false,
  isApiAgent: false,
  appointmentSync: 1,
};
const invited = (name: string, address: string, kind: Attendee['kind'] = 'required') => ({
  name,
  address,
  kind,
});
const present = [
  invited('Carla Customer', 'carla@customer.example'),
  invited('Bob', 'bob@other.example'),
  invited('Olaf', 'olaf@customer.example', 'optional'),
  invited('Room; small', 'room@example.org', 'resource'),
  invited('', 'unnamed@customer.example'),
];

for (const [text, who] of [
  ['Carla Customer; Dora', ['carla@customer.example']],
  ['carla customer\nnew@customer.example', ['carla@customer.example', 'new@customer.example']],
  // Who is invited under that name is meant, not an agent who is called the same.
  ['Bob', ['bob@other.example']],
  ['Olaf; Room, small; olaf@customer.example', []],
  ['unnamed@customer.example; anna@example.org', ['unnamed@customer.example']],
  ['Bob; +3 more', ['bob@other.example', 'carla@customer.example', 'unnamed@customer.example']],
  ['', []],
] as const) {
  test(`of "${text.replace('\n', ' / ')}" are invited: ${who.join(', ') || 'nobody'}`, () => {
    const people = { agents: [agent], mailbox: 'anna@example.org', present };
    assert.deepEqual(
      guestsOf(text, people).map(({ address }) => address),
      who,
    );
  });
}
