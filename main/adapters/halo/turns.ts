/** One at a time, in the order of asking; and waiting that ends when the run is stopped. */
import { whenAborted } from '../http/when-aborted.ts';

/** Gives each piece of work its turn. The work itself must end soon when nobody wants it any more. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** The value, or `stopped` as soon as the signal is aborted; the work goes on without us. */
export function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'stopped'> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.resolve('stopped');
  }
  return new Promise((resolve, reject) => {
    const done = whenAborted(signal, () => resolve('stopped'));
    work.then(resolve, reject).finally(done);
  });
}
