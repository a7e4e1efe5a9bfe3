/** One appointment that waits for its way from Halo to Exchange, for people and for scripts. Words come from the catalogue. */
import { holdWords, keptRemedy, sayRefusal } from '../../preload/contract/words/outbound.ts';
import type { OutboundEntry } from '../core/outbound/entry.ts';
import { assertNever } from '../core/problem.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import { isKept } from '../engine/outbound/answer-outbound.ts';
import { localTime } from './local-time.ts';
import { tellProblem } from './told-problem.ts';

/** For scripts: fields may be added, none renamed. */
export interface ToldEntry {
  readonly haloId: number;
  readonly agentId: number | null;
  readonly since: string;
  readonly heard: OutboundEntry['heard'];
  readonly state: 'waiting' | 'resting' | 'parked' | 'held' | 'kept';
  readonly reason: string;
  /** Null for what simply waits. */
  readonly message: string | null;
  readonly remedy: string | null;
  readonly nextTry: string | null;
  readonly tries: number;
  /** A moment, or a date of an all-day appointment; null: not known. */
  readonly start: string | null;
  /** Null: private, or not known. */
  readonly subject: string | null;
}

export function tellEntry(entry: OutboundEntry, where: Surroundings): ToldEntry {
  const { haloId, agentId, since, heard, state, about } = entry;
  const when = about?.when;
  const start = when === undefined ? null : when.kind === 'timed' ? when.start : when.first;
  const known = { start, subject: about?.subject ?? null };
  const base = { haloId, agentId, since, heard, reason: '', nextTry: null, tries: 0, ...known };
  switch (state.kind) {
    case 'waiting':
      return { ...base, state: 'waiting', message: null, remedy: null };
    case 'resting': {
      const { code, message, remedy } = tellProblem(state.problem, where);
      const { until, tries } = state;
      return { ...base, state: 'resting', reason: code, message, remedy, nextTry: until, tries };
    }
    case 'parked': {
      const { sentence, remedy } = sayRefusal(state.reason, state.facts);
      return { ...base, state: 'parked', reason: state.reason, message: sentence, remedy };
    }
    case 'held': {
      const { sentence, remedy } = holdWords[state.reason];
      const said = { reason: state.reason, message: sentence };
      return isKept(entry)
        ? { ...base, ...said, state: 'kept', remedy: keptRemedy(haloId) }
        : { ...base, ...said, state: 'held', remedy };
    }
    default:
      return assertNever(state);
  }
}

export const stateWords: Readonly<Record<ToldEntry['state'], string>> = {
  waiting: 'waiting',
  resting: 'tried again later',
  parked: 'cannot be sent',
  held: 'held',
  kept: 'kept in Exchange',
};

/** Without its remedy. */
export function entryLine(entry: ToldEntry, names: (agentId: number) => string): string {
  const { haloId, agentId, since, state, message, nextTry, start, subject } = entry;
  const what = `${haloId}${subject === null ? '' : ` "${subject}"`}${start === null ? '' : ` of ${start.length === 10 ? start : localTime(start)}`}`;
  const whose = agentId === null ? '' : `, ${names(agentId)}`;
  const next = nextTry === null ? '' : ` Next try ${localTime(nextTry)}.`;
  const why = message === null ? '' : `: ${message}`;
  return `${what}${whose}  ${stateWords[state]} since ${localTime(since)}${why}${next}`;
}
