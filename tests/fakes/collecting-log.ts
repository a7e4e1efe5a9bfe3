/** A log that keeps what was written, for tests to look at. */
import type { Problem } from '../../main/core/problem.ts';
import type { Log, LogLevel } from '../../main/ports.ts';

type Fields = Readonly<Record<string, string | number | boolean>>;

export interface CollectingLog extends Log {
  readonly lines: readonly { readonly level: LogLevel; readonly message: string; readonly fields: Fields }[];
  readonly problems: readonly { readonly problem: Problem; readonly fields: Fields }[];
}

export function createCollectingLog(): CollectingLog {
  const lines: { level: LogLevel; message: string; fields: Fields }[] = [];
  const problems: { problem: Problem; fields: Fields }[] = [];
  return {
    lines,
    problems,
    write: (level, message, fields = {}) => {
      lines.push({ level, message, fields });
    },
    problem: (problem, fields = {}) => {
      problems.push({ problem, fields });
    },
  };
}
