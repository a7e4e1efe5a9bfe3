/** What went from Halo to Exchange, for people: `serve` tells it round by round, `sync` after its run. It shows no text of an appointment. */
import { sayFields } from '../../preload/contract/words/fields.ts';
import { sayRun } from '../../preload/contract/words/results.ts';
import type { ReportLine, RunReport } from '../core/report.ts';
import { conflictWinners } from '../core/report.ts';

const ends = {
  exchange: 'changed on both sides, Exchange won',
  halo: 'changed on both sides, Halo won',
  'put-back': 'decided in Exchange alone, put back in Halo',
} as const;

/** A field that was changed on both sides, or that Exchange alone decides, is written on the side that lost. */
function collisionsOf({ haloId, conflicts }: ReportLine): readonly string[] {
  const all = Object.entries(conflicts ?? {});
  return conflictWinners.flatMap(winner => {
    const fields = all.filter(([, won]) => won === winner).map(([field]) => field);
    return fields.length === 0 ? [] : [`  ${haloId}: ${ends[winner]} (${sayFields(fields)}).`];
  });
}

/** The lines for one round; `time` stands before the first. */
export function sentLines(report: RunReport, time: string = ''): readonly string[] {
  const collisions = report.mailboxes.flatMap(({ lines }) => lines.flatMap(collisionsOf));
  const values =
    collisions.length === 0
      ? []
      : [
          '  Both values are in the window under Runs, From Halo; of what is private only the one that won is kept.',
        ];
  return [`${time === '' ? '' : `${time}: `}${sayRun(report)}`, ...collisions, ...values];
}
