/** A problem as the command line tells it: its code and scope for scripts, its sentence and remedy for people. */

import { sayProblem } from '../../preload/contract/words/problems.ts';
import type { Surroundings } from '../compose.ts';
import type { Problem, ProblemCode, ProblemScope } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { Output } from './output.ts';

export interface ToldProblem {
  readonly code: ProblemCode;
  readonly scope: ProblemScope;
  /** Whose calendar it is about. */
  readonly agent?: string;
  readonly message: string;
  readonly remedy: string;
}

/** Whose calendar a problem is about. */
export interface Whose {
  readonly agent: string;
  readonly mailbox: string;
}

/** Facts that the sentences need and the problem's own place does not know. Its own facts count before them. */
function factsOf(code: ProblemCode, where: Surroundings, whose: Whose | null): Record<string, string> {
  const facts: Record<string, string> = whose === null ? {} : { ...whose };
  if (/^(?:exchange|mailbox|item)\./.test(code)) {
    return { ...facts, host: where.exchangeHost, account: where.account };
  }
  if (code.startsWith('halo.')) return { ...facts, host: where.haloHost };
  return code.startsWith('store.') ? { ...facts, folder: where.folder } : facts;
}

export function tellProblem(problem: Problem, where: Surroundings, whose: Whose | null = null): ToldProblem {
  const { code, scope, retryAfterMs } = problem;
  const facts = { ...factsOf(code, where, whose), ...problem.facts };
  const { sentence, remedy } = sayProblem({
    code,
    facts,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  const agent = facts['agent'];
  const told = typeof agent === 'string' && agent !== '' ? { agent } : {};
  return { code, scope, ...told, message: sentence, remedy };
}

/** Those of the whole run first, then each mailbox's. */
export function tellRunProblems(report: RunReport, where: Surroundings): readonly ToldProblem[] {
  return [
    ...report.problems.map(problem => tellProblem(problem, where)),
    ...report.mailboxes.flatMap(({ agent, address, problems }) =>
      problems.map(problem => tellProblem(problem, where, { agent, mailbox: address })),
    ),
  ];
}

/** Each different problem once, with the number of its repetitions. */
export function warnOf(problems: readonly ToldProblem[], output: Output): void {
  const times = new Map<string, number>();
  for (const { message, remedy } of problems) {
    const text = `${message}\n  ${remedy}`;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  for (const [text, count] of times) output.warn(count === 1 ? text : `${text}\n  (${count} times)`);
}
