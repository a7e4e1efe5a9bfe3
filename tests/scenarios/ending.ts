/** How an import ends under a fault, and what it tells of it. */
import type { ProblemCode, ProblemScope } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';

/** `heals`: the same import ends right. Else what is told, and of whom. */
export type Ending = 'heals' | `${ProblemCode} ${ProblemScope}`;

/** Code and scope of everything that a report tells, each once. */
export function told(report: RunReport): readonly string[] {
  const problems = [...report.problems, ...report.mailboxes.flatMap(mailbox => mailbox.problems)];
  return [...new Set(problems.map(problem => `${problem.code} ${problem.scope}`))];
}

export function expectedOf(ending: Ending): readonly string[] {
  return ending === 'heals' ? [] : [ending];
}
