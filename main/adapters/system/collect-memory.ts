/**
 * Asks the engine of JavaScript to collect what nobody holds any more. It changes nothing but memory.
 * V8 collects when something allocates. An app that waits for its next run allocates nothing, so what a run left would stay for minutes or
 * hours; one collection also wakes V8's own reducer, which gives the pages back to the system within half a minute.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collector = (how: 'regular' | 'last-resort') => void;
let collect: Collector | null = null;

/** A function that Node shows only to contexts made while its flag is set; where there is none (another engine) nothing is done. */
function findCollector(): Collector {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof found === 'function'
    ? flavor => void found({ type: 'major', execution: 'sync', flavor })
    : () => {};
}

/** Stops the thread for some tens of milliseconds. */
export function collectMemory(): void {
  collect ??= findCollector();
  collect('regular');
}

/** As before V8 would give up for want of memory: it also makes its parts as small as what is in them. Stops the thread for about 100 ms. */
export function collectAllMemory(): void {
  collect ??= findCollector();
  collect('last-resort');
}
