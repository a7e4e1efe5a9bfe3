/** Deadlines of requests that ring when the test says so, whatever the clock on the wall shows. */
import type { StartTimer } from '../../main/adapters/http/exchange-once.ts';

export class HeldDeadlines {
  readonly #held = new Set<() => void>();

  readonly start: StartTimer = (_, ring) => {
    this.#held.add(ring);
    return () => this.#held.delete(ring);
  };

  ring(): void {
    const ringing = [...this.#held];
    this.#held.clear();
    for (const ring of ringing) ring();
  }
}
