/**
 * Inbound and outbound as Halo's Exchange screen has them, for window and command line: what brings Exchange's events into Halo is inbound;
 * what is written to Exchange, and what tells us that it is to be, is outbound.
 */
export type Direction = 'inbound' | 'outbound';

export const directionWords: Readonly<Record<Direction, string>> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
};

/** A request as the log has it. `direction`: which way the request itself went, seen from this program. */
export interface DirectedRequest {
  readonly direction: Direction;
  readonly peer: 'exchange' | 'halo';
  readonly operation: string;
}

const writesToExchange = new Set(['CreateItem', 'UpdateItem', 'DeleteItem']);

/** What came in is a nudge: Halo telling of a change that is to go to Exchange. */
export function directionOf({ direction, peer, operation }: DirectedRequest): Direction {
  if (direction === 'inbound') return 'outbound';
  return peer === 'exchange' && writesToExchange.has(operation) ? 'outbound' : 'inbound';
}
