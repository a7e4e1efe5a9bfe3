/**
 * How many mailboxes of a run are where: so many are read in Exchange while as many others are brought into Halo and remembered, so that
 * neither server waits for the other. What has been read keeps its place until one in Halo is free: read calendars never pile up.
 */

/** First come, first served. Each place is held by work that ends soon once the run is stopped. */
class Places {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** False: the run was stopped, and no place was taken. */
  take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise(resolve => {
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve(true);
      };
      const stop = () => {
        this.#waiting.delete(go);
        resolve(false);
      };
      this.#waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  give(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}

/** The way of one mailbox through a run. */
export interface Stay {
  /** Exchange has been read: gives that place back once there is one in Halo. False: the run was stopped meanwhile. */
  toHalo(): Promise<boolean>;
}

export class MailboxStages {
  readonly #reading: Places;
  readonly #inHalo: Places;

  /** `places`: of each kind. */
  constructor(places: number) {
    this.#reading = new Places(places);
    this.#inHalo = new Places(places);
  }

  /** Runs `work` once there is a place to read in. False: the run was stopped before that. */
  async run(work: (stay: Stay) => Promise<void>, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#reading.take(signal))) return false;
    let held = this.#reading;
    try {
      await work({
        toHalo: async () => {
          if (!(await this.#inHalo.take(signal))) return false;
          held.give();
          held = this.#inHalo;
          return true;
        },
      });
    } finally {
      held.give();
    }
    return true;
  }
}
