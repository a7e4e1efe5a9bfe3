/** The last runs as two rows of bars: how long they took, and what they changed; removals hollow. Oldest left. */
import type { RunSummary } from '../../../preload/contract/views/runs.ts';
import { formatNumber, formatTook, formatWhen } from '../../formats.ts';
import { Bars, middleOf } from '../../parts/bars.tsx';
import { useNow } from '../../use-now.ts';
import { runWords } from '../../words/runs.ts';

const labels = 5;
/** Labels nearer than this, in percent of the width, would touch. */
const leastGap = 16;

export function RunPicture({
  runs,
  marked,
}: {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** Number of the run that is open. */
  readonly marked: number | null;
}) {
  const now = useNow();
  // What goes to Exchange is gathered for a quarter of an hour: that is no duration.
  const shown = runs.filter(run => run.trigger !== 'outbound').reverse();
  const durations = shown.map(run => run.ms);
  const longest = Math.max(0, ...durations);
  const mostChanged = Math.max(
    0,
    ...shown.map(run => run.counts.added + run.counts.changed + run.counts.removed),
  );
  const bar = (run: RunSummary, full: number, hollow: number) => ({
    key: String(run.number),
    full,
    hollow,
    isMarked: run.number === marked,
    title: runWords.bar(run.number, formatWhen(run.startedAt, now), formatTook(run.ms), run.says),
  });
  const places = Array.from({ length: labels }, (_, index) =>
    Math.round(((labels - 1 - index) * (shown.length - 1)) / (labels - 1)),
  );
  const labelOf = (place: number) => formatWhen(shown[place]?.startedAt ?? '', now);
  const labelled: number[] = [];
  for (const place of places) {
    const last = labelled.at(-1);
    const isFree =
      last === undefined || middleOf(last, shown.length) - middleOf(place, shown.length) >= leastGap;
    if (isFree && !labelled.some(other => labelOf(other) === labelOf(place))) labelled.push(place);
  }
  return (
    <figure className="panel picture">
      <span className="lab">{runWords.duration}</span>
      <Bars
        tone="b1"
        bars={shown.map(run => bar(run, run.ms, 0))}
        label={runWords.durationLabel(
          shown.length,
          formatTook(Math.min(longest, ...durations)),
          formatTook(longest),
        )}
      />
      <span className="max">{formatTook(longest)}</span>
      <span className="lab">{runWords.changes}</span>
      <Bars
        tone="b2"
        bars={shown.map(run => bar(run, run.counts.added + run.counts.changed, run.counts.removed))}
        label={runWords.changesLabel(shown.length, mostChanged)}
      />
      <span className="max">{formatNumber(mostChanged)}</span>
      <div className="axis" aria-hidden="true">
        {labelled.map(place => (
          <span key={place} style={{ left: `${middleOf(place, shown.length)}%` }}>
            {labelOf(place)}
          </span>
        ))}
      </div>
    </figure>
  );
}
