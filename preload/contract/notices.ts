/** What the main process tells the window unasked. A notice may be missed (window closed, reloaded): each can be asked for again. */
import { z } from 'zod';
import { runSummary } from './views/runs.ts';
import { effectView } from './views/setup.ts';
import { statusView } from './views/status.ts';

export const notices = {
  /** Something in the status changed (at most four times a second); the same as `status.read`. */
  status: statusView,
  /** A run or preview ended: lists of runs, log, agents, held changes may be read anew. */
  'run-ended': runSummary,
  /** What was done for so many appointments on their way from Halo to Exchange is in a report: lists of runs and of what waits may be read anew. */
  sent: z.object({ appointments: z.int().nonnegative() }),
  /** The counting of a draft's effect went on or ended; the same as `settings.effect-read`. */
  effect: effectView,
} as const;

export type Notices = typeof notices;
export type NoticeName = keyof Notices;
export type NoticeOf<N extends NoticeName> = z.output<Notices[N]>;
