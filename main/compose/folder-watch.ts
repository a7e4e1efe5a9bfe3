/**
 * What a long-lived program keeps an eye on in its data folder: whether it may begin to write because the writer has gone, and whether
 * somebody asks all programs to end (an upgrade), which is obeyed after the run under way.
 */
import type { Clock } from '../ports.ts';

/** Of a program that would write if it could. */
const lookEveryMs = 2_000;
/** Of a writer: only a request to end concerns it, and who asks waits for minutes. */
const writerLooksEveryMs = 5_000;
/** A writer that died leaves its claim behind; whether it lives costs more to find out. */
const tryEveryLooks = 15;

/** Longer than any upgrade takes: a request to end holds the schedule back so long. */
export const holdBackMs = 3_600_000;

/** Looks until `signal` is aborted or `end` was called. `clock`: the computer's. */
export async function watchFolder(parts: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether this program writes already, or shows something else. */
  readonly isContent: () => boolean;
  /** A quick look whether the folder is free. */
  readonly isFree: () => Promise<boolean>;
  /** Tries to become the writer. */
  readonly takeOver: () => Promise<void>;
  readonly isStopAsked: () => Promise<boolean>;
  /** Starts no other run by itself. */
  readonly startNoMore: () => void;
  readonly isRunning: () => boolean;
  readonly end: () => void;
}): Promise<void> {
  const { clock, signal, isContent, isFree, takeOver, isStopAsked, startNoMore, isRunning, end } = parts;
  for (let looks = 1; !signal.aborted; ) {
    try {
      await clock.wait(isContent() ? writerLooksEveryMs : lookEveryMs, signal);
    } catch {
      return;
    }
    if (await isStopAsked()) {
      startNoMore();
      if (isRunning()) continue;
      end();
      return;
    }
    if (isContent()) continue;
    if (looks % tryEveryLooks === 0 || (await isFree())) await takeOver();
    looks += 1;
  }
}
