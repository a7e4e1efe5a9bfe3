/**
 * What the reports of the way to Exchange remember of fields that were changed on both sides, for trace. It reads and never writes. What is
 * private in the report or by now has no texts here (rule 9).
 */
import type { ConflictValue, TracedConflict } from '../../preload/contract/words/conflict.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { ReportLine, RunOutcome, RunReport } from '../core/report.ts';
import { reportsRead } from './outbound/last-sent.ts';
import type { TracedEvent } from './traced-event.ts';

export interface SentRuns {
  /** The newest reports of what went from Halo to Exchange. */
  latestSent(limit: number): Promise<Result<readonly Pick<RunOutcome, 'number'>[]>>;
  read(number: number): Promise<Result<RunReport | null>>;
}

/** Of one event, the newest first. */
const mostTold = 5;

type Found = Omit<TracedConflict, 'isOfSeries'>;

function conflictValueOf(texts: Readonly<Record<string, string>>, field: string): ConflictValue {
  if (field !== 'when') {
    const text = texts[field];
    return text === undefined ? null : { text };
  }
  const { start, end } = texts;
  return start === undefined || end === undefined ? null : { start, end };
}

/** What was written over lost, whichever side it stood on. */
function conflictsOf(
  { conflicts = {}, before = {}, after = {}, at }: ReportLine,
  startedAt: string,
): Found[] {
  return Object.entries(conflicts).map(([field, winner]) => ({
    at: at ?? startedAt,
    field,
    winner,
    kept: conflictValueOf(after, field),
    lost: conflictValueOf(before, field),
  }));
}

const isAboutText = ({ field }: Found) => field !== 'when' && field !== 'isPrivate';

function withoutTexts(found: Found): Found {
  return isAboutText(found) ? { ...found, kept: null, lost: null } : found;
}

/** Problems: store.* */
async function readConflicts(
  wanted: ReadonlySet<number>,
  runs: SentRuns,
): Promise<Result<ReadonlyMap<number, readonly Found[]>>> {
  const found = new Map<number, Found[]>();
  if (wanted.size === 0) return succeeded(found);
  const newest = await runs.latestSent(reportsRead);
  if (!newest.ok) return newest;
  for (const { number } of newest.value) {
    const report = await runs.read(number);
    if (!report.ok) return report;
    if (report.value === null) continue;
    const { startedAt, mailboxes } = report.value;
    // Within a report the oldest stand first.
    for (const line of mailboxes.flatMap(({ lines }) => lines).reverse()) {
      if (line.haloId === null || !wanted.has(line.haloId) || line.conflicts === undefined) continue;
      found.set(line.haloId, [...(found.get(line.haloId) ?? []), ...conflictsOf(line, startedAt)]);
    }
  }
  return succeeded(found);
}

/** The events, each with what was changed on both sides of it. Problems: store.* */
export async function withConflicts(
  events: readonly TracedEvent[],
  runs: SentRuns,
): Promise<Result<readonly TracedEvent[]>> {
  const ids = events.flatMap(({ inHalo, way }) => [inHalo.id ?? [], way.seriesOf ?? []].flat());
  const read = await readConflicts(new Set(ids), runs);
  if (!read.ok) return read;
  const of = (id: number | null, isOfSeries: boolean): readonly TracedConflict[] =>
    (id === null ? [] : (read.value.get(id) ?? [])).map(one => ({ ...one, isOfSeries }));
  return succeeded(
    events.map((event): TracedEvent => {
      const { inHalo, way, subject } = event;
      const series = way.seriesOf === inHalo.id ? null : way.seriesOf;
      const all = [...of(inHalo.id, false), ...of(series, true)].slice(0, mostTold);
      // An event without a subject here is private, or nobody knows any more.
      const told = subject === null ? all.map(one => ({ ...one, ...withoutTexts(one) })) : all;
      return told.length === 0 ? event : { ...event, conflicts: told };
    }),
  );
}
