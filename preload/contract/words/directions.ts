/**
 * Inbound and outbound as Halo's Exchange screen has them, for window and command line: whatever the import asks of either server belongs
 * to the way from Exchange to Halo.
 */
export type Direction = 'inbound' | 'outbound';

export const directionWords: Readonly<Record<Direction, string>> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
};

/** `sent`: which way the request itself went, seen from this program. */
export function directionOf(sent: Direction): Direction {
  return sent === 'outbound' ? 'inbound' : 'outbound';
}
