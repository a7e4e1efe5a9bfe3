/**
 * What a run used goes back to the system once nothing happens: a program that waits 15 minutes for its next run must not look as large as
 * the largest run it ever did. Knows nothing of how memory is collected.
 */
import type { Clock } from '../ports.ts';

/** The status, the list of runs and the page look at a run that has just ended; after that nothing needs what it left. */
const quietMs = 10_000;

export interface MemoryRelease {
  /** Carries out `run`; collects once when no run has been under way for a while. */
  after<T>(run: () => Promise<T>): Promise<T>;
  close(): void;
}

export function createMemoryRelease(parts: {
  /** The computer's: nothing that a test or the sample data turn may keep it waiting. */
  readonly clock: Clock;
  readonly collect: () => void;
}): MemoryRelease {
  const { clock, collect } = parts;
  let underWay = 0;
  let isClosed = false;
  let waiting: AbortController | null = null;

  async function collectSoon(stop: AbortController): Promise<void> {
    try {
      await clock.wait(quietMs, stop.signal);
    } catch {
      return;
    }
    waiting = null;
    collect();
  }

  return {
    async after(run) {
      waiting?.abort();
      waiting = null;
      underWay += 1;
      try {
        return await run();
      } finally {
        underWay -= 1;
        if (underWay === 0 && !isClosed) {
          waiting = new AbortController();
          void collectSoon(waiting);
        }
      }
    },
    close() {
      isClosed = true;
      waiting?.abort();
    },
  };
}
