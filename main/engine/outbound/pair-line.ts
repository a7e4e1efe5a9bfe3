/** What was done about a pair, as a line of the report. */
import type { ReadPair } from './read-pair.ts';
import type { SentLine } from './sent-line.ts';

export function lineOf(
  pair: ReadPair,
  haloId: number,
  change: Partial<SentLine> & Pick<SentLine, 'action'>,
): SentLine {
  return {
    ...pair.home.key,
    haloId,
    outcome: 'done',
    reasons: [],
    toExchange: [],
    toHalo: [],
    conflicts: [],
    halo: pair.wanted?.fields ?? null,
    exchange: pair.event?.mapped ?? null,
    ...change,
  };
}
