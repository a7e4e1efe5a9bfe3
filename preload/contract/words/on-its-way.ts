/** What trace says of the way from Halo to Exchange: made there, tied to a series, waiting, tried again, refused, held. */
import type { EntryState } from '../../../main/core/outbound/entry.ts';
import { holdWords, sayRefusal } from './outbound.ts';
import { isProblemCode, sayProblem } from './problems.ts';
import { clauseOf } from './reasons.ts';

export interface OnItsWay {
  /** The appointment was made in Halo, and its event by us. */
  readonly isSent: boolean;
  /** The recurring appointment of Halo that its series belongs to; null: none. */
  readonly seriesOf: number | null;
  /** Where its last change in Halo is; null: in Exchange. */
  readonly queued: { readonly since: string; readonly state: EntryState; readonly isKept: boolean } | null;
}

function sayQueued(
  { since, state, isKept }: NonNullable<OnItsWay['queued']>,
  localTime: (instant: string) => string,
): string {
  const change = `Its change in Halo, heard of ${localTime(since)},`;
  switch (state.kind) {
    case 'waiting':
      return `${change} is on its way to Exchange.`;
    case 'resting': {
      const { code } = state.problem;
      const why = isProblemCode(code)
        ? sayProblem({ code, facts: state.problem.facts ?? {} }).sentence
        : `${code}.`;
      return `${change} is sent again from ${localTime(state.until)}: ${why}`;
    }
    case 'parked':
      return `${change} is not sent to Exchange: ${clauseOf(sayRefusal(state.reason, state.facts).sentence)}.`;
    case 'held': {
      const why = clauseOf(holdWords[state.reason].sentence);
      return isKept
        ? `Its event stays in Exchange, because a person said so: ${why}.`
        : `The removal of its event is held since ${localTime(since)}: ${why}.`;
    }
  }
}

/** In order; none when it has nothing to do with that way. */
export function sayOnItsWay(
  { isSent, seriesOf, queued }: OnItsWay,
  localTime: (instant: string) => string,
): readonly string[] {
  return [
    ...(isSent ? ['It was made in Halo, and its event was made for it.'] : []),
    ...(seriesOf === null ? [] : [`Its series is that of the recurring appointment ${seriesOf} in Halo.`]),
    ...(queued === null ? [] : [sayQueued(queued, localTime)]),
  ];
}
