/**
 * Makes a problem of an error of the disk. Only errors that carry a system code are problems; anything else is a bug and is thrown on.
 */
import type { Problem, ProblemCode } from '../../core/problem.ts';
import { failed, type Result, succeeded } from '../../core/problem.ts';

const codeOf: Readonly<Record<string, ProblemCode>> = {
  ENOSPC: 'store.full',
  EDQUOT: 'store.full',
  EFBIG: 'store.full',
  EROFS: 'store.read-only',
  EACCES: 'store.read-only',
  EPERM: 'store.read-only',
};

/** The system's code of an error (`ENOSPC`), or null when it has none. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
    ? error.code
    : null;
}

/** A problem on its way through a foreign interface that knows only exceptions (lowdb). */
export class StoreFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'StoreFailure';
    this.problem = problem;
  }
}

/** What is wrong with the disk, with `file` as the name inside the data folder. Throws what is not the disk's. */
function diskProblem(error: unknown, file: string): Problem {
  if (error instanceof StoreFailure) return error.problem;
  const code = systemCode(error);
  if (code === null) throw error;
  return {
    code: codeOf[code] ?? 'store.failed',
    scope: 'installation',
    retryable: false,
    facts: { file, error: code },
  };
}

/** Runs a step on the disk and answers with a Result. */
export async function onDisk<T>(file: string, step: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeeded(await step());
  } catch (error) {
    return failed(diskProblem(error, file));
  }
}
