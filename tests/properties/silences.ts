/** Requests that nobody ever answers: their deadlines pass when the story says so, not when a clock on the wall does. */
import { type StartTimer, startRealTimer } from '../../main/adapters/http/exchange-once.ts';
import { HeldDeadlines } from '../fakes/held-deadlines.ts';
import type { Installation } from '../scenarios/installation.ts';

export class Silences {
  readonly #deadlines = new HeldDeadlines();

  /** A deadline that nobody rings passes by itself: a fault of the program must not hang the story. */
  readonly start: StartTimer = (ms, ring) => {
    const stopReal = startRealTimer(ms, ring);
    const stopHeld = this.#deadlines.start(ms, ring);
    return () => {
      stopReal();
      stopHeld();
    };
  };

  /** Lets a run come to its end; all deadlines pass whenever a further request stays without an answer. */
  async outwait<T>(house: Installation, run: Promise<T>): Promise<T> {
    const unanswered = () =>
      [...house.exchange.requests, ...house.halo.requests].filter(each => each.status === 0).length;
    let isOver = false;
    const ending = run.finally(() => {
      isOver = true;
    });
    for (let passed = unanswered(); !isOver; await new Promise(resolve => setImmediate(resolve))) {
      if (unanswered() <= passed) continue;
      passed = unanswered();
      this.#deadlines.ring();
    }
    return ending;
  }
}
