/** How many may come in a burst and how many a second afterwards. Time comes from the caller. */

export interface TokenBucket {
  /** True: one was taken. */
  take(nowMs: number): boolean;
}

/** Full at first: `burst` may come at once, then `perSecond` in each second. */
export function createTokenBucket(burst: number, perSecond: number): TokenBucket {
  let tokens = burst;
  let last: number | null = null;
  return {
    take: nowMs => {
      if (last !== null) tokens = Math.min(burst, tokens + ((nowMs - last) / 1000) * perSecond);
      last = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
