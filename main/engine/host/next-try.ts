/** The next try that is shown: of a mailbox or item that waits, or of the whole. */
import type { Instant } from '../../core/event.ts';

/** A run that comes before the next try of its own passes it by. */
export function laterOf(own: Instant | null, run: Instant | null): Instant | null {
  return own !== null && (run === null || own > run) ? own : run;
}
