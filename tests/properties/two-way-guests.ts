/** Whom people invite in a life on both sides, in the words of either, and who that is. Shares no code with the product. */

const addresses = ['anna@example.org', 'bea@example.org', 'carla@customer.example', 'dora@customer.example'];
/** Agents are called by their names in Halo, others by their addresses. */
const names = ['Anna', 'Bea', 'carla@customer.example', 'dora@customer.example'];

export function inHaloWords(guests: readonly number[]): string {
  return guests.map(guest => names[guest] ?? '').join('; ');
}

export function inExchangeWords(guests: readonly number[]) {
  return guests.map(guest => ({
    name: names[guest] ?? '',
    address: addresses[guest] ?? '',
    kind: 'required' as const,
  }));
}

/** Their addresses without the one whose calendar it is. */
export function whoIs(people: readonly string[], own: string): string {
  const found = people.map(one => addresses[names.indexOf(one.trim())] ?? one.trim());
  return [...new Set(found)]
    .filter(address => address !== '' && address !== `${own.toLowerCase()}@example.org`)
    .sort()
    .join(' ');
}
