/**
 * Bounds the part of its memory in which the engine of JavaScript makes what is new. V8 doubles it up to two halves of 32 MB as soon as a run has
 * much in hand, and keeps them filled with what nobody needs any more: the peak of a process is then how long it ran, not what it holds.
 * Nothing but memory changes. Only here and in `collect-memory.ts` flags of V8 are set.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { collectAllMemory } from './collect-memory.ts';

/** Of both halves: 8 MB each. Reading calendars takes no longer than with 32; with 4 it takes an eighth longer, with 1 a quarter. */
const mostBytes = 16 * 1_048_576;
const usualFactor = 2;

/** Both halves, as V8 has them now; 0 where there is no such part (another engine, another collector). */
function youngBytes(): number {
  return getHeapSpaceStatistics().find(space => space.space_name === 'new_space')?.space_size ?? 0;
}

let isWatched = false;
let isGivenBack = false;

/** For the whole process, from its start to its end; again is no error. What was larger before stays as it is (`giveBackLoading`). */
export function boundYoungMemory(): void {
  if (isWatched) return;
  isWatched = true;
  let factor = usualFactor;
  // The size itself cannot be set once V8 runs; by how much it grows can. When an idle V8 has made it small it may grow again.
  const look = () => {
    const wanted = youngBytes() < mostBytes ? usualFactor : 1;
    if (wanted === factor) return;
    factor = wanted;
    setFlagsFromString(`--semi-space-growth-factor=${wanted}`);
  };
  new PerformanceObserver(look).observe({ entryTypes: ['gc'] });
  look();
}

/**
 * What loading the program took beyond the bound, once, before its work begins. A bundle stays within it, and nothing is done; a program
 * that runs from its sources does not.
 */
export function giveBackLoading(): void {
  if (isGivenBack) return;
  isGivenBack = true;
  if (youngBytes() > mostBytes) collectAllMemory();
}
