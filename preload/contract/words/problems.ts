/**
 * Every problem in plain words: what is wrong and what to do about it, for a Windows administrator. Exhaustive by type:
 * a new code does not compile until it has words.
 */
import type { Problem, ProblemCode } from '../../../main/core/problem.ts';
import { exchangeProblems } from './exchange-problems.ts';
import type { ProblemWords, SayProblem } from './facts.ts';
import { haloProblems } from './halo-problems.ts';
import { localProblems } from './local-problems.ts';

export const problemWords: Readonly<Record<ProblemCode, SayProblem>> = {
  ...exchangeProblems,
  ...haloProblems,
  ...localProblems,
};

export function sayProblem(problem: Pick<Problem, 'code' | 'facts' | 'retryAfterMs'>): ProblemWords {
  const { code, facts, retryAfterMs } = problem;
  return problemWords[code](retryAfterMs === undefined ? (facts ?? {}) : { retryAfterMs, ...facts });
}
