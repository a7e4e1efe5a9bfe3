/** Problems as the window gets them: with words, without anything that is not for eyes. */
import type { ProblemView, RequestProblemCode } from '../../../preload/contract/reply.ts';
import { sayProblem } from '../../../preload/contract/words/problems.ts';
import type { Problem, ProblemCode } from '../../core/problem.ts';
import type { Surroundings } from './parts.ts';

/** Whose calendar a problem is about. */
export interface Whose {
  readonly agent: string;
  readonly mailbox: string;
}

/** Facts that the sentences need and the place of the problem does not know. */
function surroundingFacts(code: ProblemCode, where: Surroundings, whose: Whose | null) {
  const facts: Record<string, string> = whose === null ? {} : { ...whose };
  if (/^(?:exchange|mailbox|item)\./.test(code)) {
    return { ...facts, host: where.exchangeHost, account: where.account };
  }
  if (code.startsWith('halo.')) return { ...facts, host: where.haloHost };
  return code.startsWith('store.') ? { ...facts, folder: where.folder } : facts;
}

export function viewProblem(problem: Problem, where: Surroundings, whose: Whose | null = null): ProblemView {
  const { code, retryAfterMs } = problem;
  const facts = { ...surroundingFacts(code, where, whose), ...problem.facts };
  const { sentence, remedy } = sayProblem({
    code,
    facts,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  return { code, sentence, remedy, facts };
}

const requestWords: Readonly<Record<RequestProblemCode, { sentence: string; remedy: string }>> = {
  'request.refused': {
    sentence: 'The window asked for something that is not understood.',
    remedy: 'Open the window anew. If it happens again, send the log to support.',
  },
  'request.viewer': {
    sentence: 'This window only looks: the data folder is written by somebody else.',
    remedy: 'Do it where the app writes, or end it there first.',
  },
  'request.not-found': {
    sentence: 'What was asked for is not there any more.',
    remedy: 'Look at the list again.',
  },
  'request.ending': {
    sentence: 'The app is ending.',
    remedy: 'Start it again.',
  },
};

export function requestProblem(
  code: RequestProblemCode,
  facts: ProblemView['facts'] = {},
  words: Partial<{ sentence: string; remedy: string }> = {},
): ProblemView {
  return { code, ...requestWords[code], ...words, facts };
}
