/**
 * Hears of the abort of a signal that outlives the work by far, as the one of a run does. A signal keeps its listeners in a chain (and a
 * Set its tables), and a link that has grown old keeps what came after it in memory long after both were taken off: every answer of a
 * run, until the next full collection. So a signal gets one listener, and whoever waits has a place in a row behind it, which the next
 * one takes over.
 */
interface Row {
  readonly places: ((() => void) | null)[];
  taken: number;
  readonly tell: () => void;
}

const rows = new WeakMap<AbortSignal, Row>();

function newRow(signal: AbortSignal): Row {
  const row: Row = {
    places: [],
    taken: 0,
    tell() {
      rows.delete(signal);
      for (const then of row.places.splice(0)) then?.();
    },
  };
  rows.set(signal, row);
  signal.addEventListener('abort', row.tell, { once: true });
  return row;
}

/**
 * Calls `then` once when the signal is aborted, unless the returned function was called before. Of a past abort nobody is told. Where
 * nobody waits any more, no listener is left.
 */
export function whenAborted(signal: AbortSignal, then: () => void): () => void {
  const row = rows.get(signal) ?? newRow(signal);
  const free = row.places.indexOf(null);
  const place = free < 0 ? row.places.length : free;
  let isWaiting = true;
  const mine = () => {
    if (isWaiting) then();
  };
  row.places[place] = mine;
  row.taken += 1;
  return () => {
    isWaiting = false;
    if (row.places[place] !== mine) return;
    row.places[place] = null;
    row.taken -= 1;
    if (row.taken > 0) return;
    rows.delete(signal);
    signal.removeEventListener('abort', row.tell);
  };
}
