/** Lets viewers of a data folder see a run while it is under way, whoever started it: window, `serve` or `sync`. */
import type { ActivityFile } from '../adapters/store/activity.ts';
import type { Result } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { RunRequest } from '../engine/run-import.ts';
import type { Clock } from '../ports.ts';

/** A large run ends many calendars a second; nobody looks that fast. */
const tellEveryMs = 1_000;

/** Carries out `run` and tells its beginning, its progress and its end. */
export async function tellActivity(
  file: ActivityFile,
  clock: Clock,
  request: RunRequest,
  run: (request: RunRequest) => Promise<Result<RunReport>>,
): Promise<Result<RunReport>> {
  const { trigger, agent, verify } = request;
  const since = clock.now();
  let toldMs = clock.monotonicMs();
  const tell = (done: number, all: number) => file.tell({ trigger, agent, verify, since, done, all });
  void tell(0, 0);
  try {
    return await run({
      ...request,
      progress(done, all) {
        request.progress(done, all);
        if (clock.monotonicMs() - toldMs < tellEveryMs) return;
        toldMs = clock.monotonicMs();
        void tell(done, all);
      },
    });
  } finally {
    await file.tell(null);
  }
}
