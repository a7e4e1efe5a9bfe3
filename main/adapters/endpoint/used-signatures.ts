/**
 * The signatures that were used already, so that a recorded request cannot be sent again. Bounded: none is forgotten while its timestamp
 * would still be accepted, so when the memory is full nothing new is taken. Time comes from the caller.
 */
import { mostSkewSeconds } from './signature.ts';

/** More than 50 a second over the ten minutes in which a timestamp may be good. */
const mostRemembered = 32_000;
const spanSeconds = 60;

export interface UsedSignatures {
  /** `used`: seen before. `full`: it was not remembered, so it must not be served. */
  use(signature: string, seconds: number, nowMs: number): 'new' | 'used' | 'full';
  /** It had no effect: the same request may come again. */
  giveBack(signature: string, seconds: number): void;
  /** How many are remembered. */
  count(): number;
}

/** `most`: how many are remembered at once. Default 32,000. */
export function createUsedSignatures(most: number = mostRemembered): UsedSignatures {
  /** By the minute of their timestamp: what is too old goes by the minute. */
  const spans = new Map<number, Set<string>>();
  let count = 0;

  const sweep = (nowMs: number) => {
    const oldest = nowMs / 1000 - mostSkewSeconds;
    for (const [span, signatures] of spans) {
      if ((span + 1) * spanSeconds > oldest) continue;
      spans.delete(span);
      count -= signatures.size;
    }
  };
  return {
    use: (signature, seconds, nowMs) => {
      sweep(nowMs);
      const span = Math.floor(seconds / spanSeconds);
      const signatures = spans.get(span) ?? new Set<string>();
      if (signatures.has(signature)) return 'used';
      if (count >= most) return 'full';
      signatures.add(signature);
      spans.set(span, signatures);
      count += 1;
      return 'new';
    },
    giveBack: (signature, seconds) => {
      if (spans.get(Math.floor(seconds / spanSeconds))?.delete(signature) === true) count -= 1;
    },
    count: () => count,
  };
}
