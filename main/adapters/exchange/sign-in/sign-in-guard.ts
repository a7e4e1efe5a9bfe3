/**
 * Keeps a wrong password from locking the master account, which would stop every mailbox. Until the password has signed in once, one
 * request goes alone, and again after a minute in which nothing was let in: a password may have ended meanwhile. A later 401 is confirmed
 * once, alone, after a minute; a confirmed one ends all traffic with this password.
 */
import type { Clock } from '../../../ports.ts';
import { untilAborted } from '../until-aborted.ts';

/** A server that is overloaded answers 401 too; a minute later it knows better. */
const confirmAfterMs = 60_000;

/** An acceptance speaks for those who come so soon after it. */
const freshMs = 60_000;

/** What an answer says of the sign-in; nothing when none came. */
export type SignInVerdict = 'accepted' | 'refused' | 'unknown';

export interface SignInGuard {
  /**
   * Sends, perhaps later, perhaps a second time, perhaps never: null means that the sign-in is refused and nothing went out.
   * Rejects with the signal's reason.
   */
  guard<T extends { readonly signIn: SignInVerdict }>(
    send: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | null>;
}

export function createSignInGuard(clock: Clock): SignInGuard {
  let state: 'unproven' | 'proven' | 'refused' = 'unproven';
  /** The end of the request that goes alone: the first of all, or the one that confirms. */
  let alone: Promise<void> | null = null;
  /** So that a 401 of a request sent before a confirmation does not ask for another one. */
  let confirmations = 0;
  let acceptedAt = 0;

  const isRefused = () => state === 'refused';

  function note<T extends { readonly signIn: SignInVerdict }>(answer: T): T {
    if (answer.signIn !== 'accepted' || isRefused()) return answer;
    state = 'proven';
    acceptedAt = clock.monotonicMs();
    return answer;
  }

  /** Must be called without anything awaited since `alone` was seen to be null. Refused now is refused for ever. */
  async function goAlone<T extends { readonly signIn: SignInVerdict }>(send: () => Promise<T>): Promise<T> {
    const sending = send();
    alone = sending.then(
      () => undefined,
      () => undefined,
    );
    try {
      const answer = await sending;
      if (answer.signIn === 'refused') state = 'refused';
      return note(answer);
    } finally {
      alone = null;
    }
  }

  async function confirm<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await clock.wait(confirmAfterMs, signal);
    confirmations += 1;
    return await send();
  }

  return {
    async guard(send, signal) {
      while (alone !== null) await untilAborted(alone, signal);
      if (isRefused()) return null;
      if (state === 'unproven') return await goAlone(send);
      if (clock.monotonicMs() - acceptedAt >= freshMs) {
        return await goAlone(async () => {
          const answer = await send();
          return answer.signIn === 'refused' ? await confirm(send, signal) : answer;
        });
      }
      const seen = confirmations;
      const answer = note(await send());
      if (answer.signIn !== 'refused') return answer;
      while (alone !== null) await untilAborted(alone, signal);
      if (seen !== confirmations) return isRefused() ? null : note(await send());
      return await goAlone(() => confirm(send, signal));
    },
  };
}
