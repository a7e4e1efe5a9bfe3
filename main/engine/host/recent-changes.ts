/** *Changed lately*: what the last runs wrote in Halo. A run that changed nothing does not hide what was changed before it. */
import type { StatusView } from '../../../preload/contract/views/status.ts';
import { sayFields } from '../../../preload/contract/words/fields.ts';
import { sayReason } from '../../../preload/contract/words/reasons.ts';
import type { ReportLine, RunReport } from '../../core/report.ts';
import type { Context } from './context.ts';

type Head = Omit<RunReport, 'mailboxes'>;
type RecentChange = StatusView['recent'][number];

/** As far back as it looks, and of how many runs it reads the lines. */
const headsLookedAt = 50;
const runsRead = 4;
const mostShown = 8;

const done = { create: 'added', update: 'changed', remove: 'removed', adopt: 'linked' } as const;

/** Before and after in one line, or which fields; dates without a time of day are told by their name alone. */
function sayUpdate(
  { changed, before = {}, after = {} }: ReportLine,
  localTime: (at: string) => string,
): string {
  for (const field of ['start', 'end', ...changed]) {
    const [was, is] = [before[field] ?? '', after[field] ?? ''];
    if (!changed.includes(field) || was === '' || is === '' || was === is) continue;
    if (field !== 'start' && field !== 'end') return `${was} → ${is}`;
    if (was.length === 10 || is.length === 10) break;
    const until = field === 'end' ? 'until ' : '';
    return `${until}${localTime(was)} → ${until}${localTime(is)}`;
  }
  return sayFields(changed);
}

/** Why an appointment was written, in a few words. */
function saysOf(line: ReportLine, localTime: (at: string) => string): string {
  if (line.action === 'update') return sayUpdate(line, localTime);
  const [reason] = line.reasons;
  if (line.action === 'create') return 'new in Exchange';
  return reason === undefined ? '' : sayReason(reason).clause;
}

function changesOf(report: RunReport, localTime: (at: string) => string): readonly RecentChange[] {
  return report.mailboxes.flatMap(({ agentId, agent, lines }) =>
    lines
      .filter(line => line.outcome === 'done')
      .map(line => ({
        at: report.startedAt,
        run: report.number,
        agentId,
        agent,
        did: done[line.action],
        start: line.start,
        end: line.end,
        subject: line.subject,
        says: saysOf(line, localTime),
      })),
  );
}

export async function recentOf(
  { parts, remembered }: Context,
  newest: Head | null,
): Promise<StatusView['recent']> {
  if (newest === null) return [];
  if (remembered.recent?.run === newest.number) return [...remembered.recent.changes];
  const heads = await parts.runs.heads(headsLookedAt);
  const candidates = (heads.ok ? heads.value : [newest])
    .filter(head => head.number === newest.number || head.added + head.changed + head.removed > 0)
    .sort((a, b) => b.number - a.number)
    .slice(0, runsRead);
  const changes: RecentChange[] = [];
  for (const { number } of candidates) {
    if (changes.length >= mostShown) break;
    const report = await parts.runs.read(number);
    if (report.ok && report.value !== null) changes.push(...changesOf(report.value, parts.localTime));
  }
  remembered.recent = { run: newest.number, changes: changes.slice(0, mostShown) };
  return [...remembered.recent.changes];
}
