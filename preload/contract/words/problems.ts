/**
 * Every problem in plain words: what is wrong and what to do about it, for a Windows administrator. Exhaustive by type:
 * a new code does not compile until it has words.
 */
import type { Problem, ProblemCode } from '../../../main/core/problem.ts';
import { exchangeProblems } from './exchange-problems.ts';
import type { Facts, ProblemWords, SayProblem } from './facts.ts';
import { haloProblems } from './halo-problems.ts';
import { localProblems } from './local-problems.ts';
import { mailboxProblems } from './mailbox-problems.ts';
import { outboundProblems } from './outbound-problems.ts';

export const problemWords: Readonly<Record<ProblemCode, SayProblem>> = {
  ...exchangeProblems,
  ...mailboxProblems,
  ...haloProblems,
  ...localProblems,
  ...outboundProblems,
};

/**
 * A problem in words. `about` are facts that the problem need not repeat because the reader of it knows them: the agent and mailbox
 * of a mailbox's report, the master account, the data folder.
 */
export function sayProblem(
  problem: Pick<Problem, 'code' | 'facts' | 'retryAfterMs'>,
  about: Facts = {},
): ProblemWords {
  const { code, facts, retryAfterMs } = problem;
  const wait: Facts = retryAfterMs === undefined ? {} : { retryAfterMs };
  return problemWords[code]({ ...about, ...wait, ...facts });
}

/** True for the code of a problem, e.g. as the reason of a decision. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemWords, text);
}
