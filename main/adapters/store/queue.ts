/**
 * One thing at a time per name: what is asked while another step with the same name runs waits for it. Other names go on.
 */

export interface Queue {
  /** Runs the step when all earlier ones of this name are over, whatever became of them. */
  run<T>(name: string, step: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

/** A name is forgotten once nothing of it is left. */
export function createQueue(): Queue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (name, step) => {
      const before = tails.get(name) ?? Promise.resolve();
      const result = before.then(step);
      const tail: Promise<unknown> = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(name) === tail) tails.delete(name);
        });
      tails.set(name, tail);
      return result;
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
