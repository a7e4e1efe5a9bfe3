/** Waiting for a promise, or for the signal, whichever is first; leaves no listener behind. */
import { whenAborted } from '../http/when-aborted.ts';

/** Rejects with the signal's reason when aborted. What `promise` brings later is nobody's. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    const leaveSignal = whenAborted(signal, abort);
    promise.then(resolve, reject).finally(leaveSignal);
  });
}
