/**
 * Bounds the part of its memory in which the engine of JavaScript makes what is new. V8 doubles it up to two halves of 32 MB as soon as a run has
 * much in hand, and keeps them filled with what nobody needs any more: the peak of a process is then how long it ran, not what it holds.
 * Nothing but memory changes. Only here and in `collect-memory.ts` flags of V8 are set.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Of each half, MB. Reading calendars takes no longer than with 32; with 4 it takes an eighth longer, with 1 a quarter. */
const mostMb = 8;
const usualFactor = 2;

/** Both halves, as V8 has them now; 0 where there is no such part (another engine, another collector). */
function youngBytes(): number {
  return getHeapSpaceStatistics().find(space => space.space_name === 'new_space')?.space_size ?? 0;
}

let isWatched = false;

/** For the whole process, from its start to its end; again is no error. What was larger before stays as it is. */
export function boundYoungMemory(): void {
  if (isWatched) return;
  isWatched = true;
  let factor = usualFactor;
  // The size itself cannot be set once V8 runs; by how much it grows can. When an idle V8 has made it small it may grow again.
  const look = () => {
    const wanted = youngBytes() < 2 * mostMb * 1_048_576 ? usualFactor : 1;
    if (wanted === factor) return;
    factor = wanted;
    setFlagsFromString(`--semi-space-growth-factor=${wanted}`);
  };
  new PerformanceObserver(look).observe({ entryTypes: ['gc'] });
  look();
}
