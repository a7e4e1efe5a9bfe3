/** Why a change is held, in words, whichever way it goes: the two lists of reasons share names that do not mean the same. */
import { holdWords } from './outbound.ts';
import { clauseOf, type ReasonWords, sayReason } from './reasons.ts';

const isHold = (reason: string): reason is keyof typeof holdWords => Object.hasOwn(holdWords, reason);

export function sayHeld({
  at,
  reason,
}: {
  readonly at: 'halo' | 'exchange';
  readonly reason: string;
}): ReasonWords {
  if (at === 'halo' || !isHold(reason)) return sayReason(reason);
  return { clause: clauseOf(holdWords[reason].sentence) };
}

/** What becomes of it when nobody answers. */
export const untouchedWords = {
  halo: 'If you do nothing, Halo stays as it is.',
  exchange: 'If you do nothing, the event stays in Exchange.',
} as const;
