/** A problem as the command line tells it: its code and scope for scripts, its sentence and remedy for people. */

import type { Instant } from '../core/event.ts';
import type { Problem, ProblemCode, ProblemScope } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import { viewProblem, type Whose } from '../engine/host/problem-view.ts';
import { localTime } from './local-time.ts';
import type { Output } from './output.ts';

export interface ToldProblem {
  readonly code: ProblemCode;
  readonly scope: ProblemScope;
  /** Whose calendar it is about. */
  readonly agent?: string;
  readonly message: string;
  readonly remedy: string;
  /** Where it is later than the next run. */
  readonly nextTry?: Instant;
}

export function tellProblem(problem: Problem, where: Surroundings, whose: Whose | null = null): ToldProblem {
  const { code, scope, nextTry } = problem;
  const { sentence, remedy, facts } = viewProblem(problem, where, whose);
  const agent = facts['agent'];
  const told = typeof agent === 'string' && agent !== '' ? { agent } : {};
  const later = nextTry === undefined ? {} : { nextTry };
  return { code, scope, ...told, message: sentence, remedy, ...later };
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

const mostNamed = 10;

/**
 * Each trouble once: what hits many mailboxes is told for the first of them and names the others, for two hundred remedies are none.
 * Whose problems differ in nothing are counted.
 */
export function warnOf(problems: readonly ToldProblem[], output: Output): void {
  const groups = Map.groupBy(problems, ({ code, agent, message, remedy }) =>
    agent !== undefined && code.startsWith('mailbox.') ? code : `${message}\n${remedy}`,
  );
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    output.warn(`${first.message}\n  ${first.remedy}`);
    if (first.nextTry !== undefined) output.warn(`  Tried again from ${localTime(first.nextTry)}.`);
    const agents = [...new Set(others.flatMap(({ agent }) => (agent === undefined ? [] : [agent])))];
    const more = agents.filter(agent => agent !== first.agent);
    if (more.length > 0) {
      const cut = more.length > mostNamed ? ` and ${more.length - mostNamed} more` : '';
      output.warn(`  The same holds for ${more.slice(0, mostNamed).join(', ')}${cut}.`);
    } else if (others.length > 0) output.warn(`  (${others.length + 1} times)`);
  }
}
