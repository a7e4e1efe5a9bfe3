/** What a run did, in one or two sentences: "12 added, 3 changed (start, end), 1 held: …". Only words; reports are made elsewhere. */
import type { Problem } from '../../../main/core/problem.ts';
import type { Counts, MailboxReport, ReportLine, RunReport } from '../../../main/core/report.ts';
import type { Facts } from './facts.ts';
import { sayFields } from './fields.ts';
import { sayProblem } from './problems.ts';
import { sayReason } from './reasons.ts';

const numbers = new Intl.NumberFormat('en-GB');
const number = (value: number) => numbers.format(value);

/** Distinct texts, the most frequent first, at most `limit` of them and the rest as a count. */
function mostFrequent(texts: readonly string[], limit: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
  return sorted.length > limit ? [...sorted.slice(0, limit), `${sorted.length - limit} more`] : sorted;
}

/** `inHalo`: of what came from Halo, what was written into Halo; else the rest. */
function changedFields(lines: readonly ReportLine[], inHalo: boolean): string {
  const fields = lines
    .filter(line => line.action === 'update' && line.outcome === 'done')
    .flatMap(line => line.changed.filter(field => (line.inHalo ?? []).includes(field) === inHalo))
    .map(field => sayFields([field]));
  return fields.length === 0 ? '' : ` (${mostFrequent(fields, 4).join(', ')})`;
}

function heldReasons(lines: readonly ReportLine[]): string {
  const clauses = lines
    .filter(line => line.outcome === 'held')
    // The guard's reason comes last.
    .flatMap(line => line.reasons.slice(-1))
    .map(reason => sayReason(reason).clause);
  return clauses.length === 0 ? '' : `: ${mostFrequent(clauses, 2).join('; ')}`;
}

/** What a mailbox tells beside its counts; no appointment is written for it. */
type WithoutWrite = Pick<MailboxReport, 'adopted' | 'stayDeleted'>;

/** `12 added, 3 changed (start, end), 1 held: …`; `No change` when nothing happened. */
function sayCounts(counts: Counts, lines: readonly ReportLine[], about: WithoutWrite): string {
  const parts: string[] = [];
  const add = (count: number, words: string) => {
    if (count > 0) parts.push(`${number(count)} ${words}`);
  };
  add(counts.added, 'added');
  add(about.adopted, 'found in Halo and linked');
  add(counts.changed, `changed${changedFields(lines, false)}`);
  add(counts.removed, 'removed');
  add(counts.failed, 'failed');
  add(counts.held, `held${heldReasons(lines)}`);
  const done = parts.length === 0 ? 'No change' : parts.join(', ');
  const skipped = counts.skipped === 0 ? '' : ` ${number(counts.skipped)} skipped.`;
  const deleted = about.stayDeleted ?? 0;
  const stay = deleted === 0 ? '' : ` ${number(deleted)} deleted by hand in Halo, left so.`;
  return `${done}.${skipped}${stay}`;
}

/** Of what came from Halo: `From Exchange to Halo: 1 changed (subject).` or ''. */
function sayBack(lines: readonly ReportLine[], changed: number = 0): string {
  return changed === 0
    ? ''
    : `From Exchange to Halo: ${number(changed)} changed${changedFields(lines, true)}.`;
}

/** `before` stands in front of the counts. */
function sayBoth(before: string, counts: string, back: string): string {
  if (back === '') return `${before}${counts}`;
  return counts === 'No change.' ? back : `${before}${counts} ${back}`;
}

/** '' for a preview that was stopped before it found anything: that is no promise that nothing changes. */
function wouldDo(counts: Counts, adopted: number, isWhole: boolean): string {
  const parts: string[] = [];
  const add = (count: number, words: string) => {
    if (count > 0) parts.push(`${words} ${number(count)}`);
  };
  add(counts.added, 'add');
  add(adopted, 'link');
  add(counts.changed, 'change');
  add(counts.removed, 'remove');
  add(counts.held, 'hold');
  const skipped = counts.skipped === 0 ? '' : ` ${number(counts.skipped)} would be skipped.`;
  if (parts.length === 0 && !isWhole) return '';
  return `${parts.length === 0 ? 'Would change nothing' : `Would ${parts.join(', ')}`}.${skipped}`;
}

function firstProblem(report: { readonly problems: readonly Problem[] }, about: Facts = {}): string {
  const problem = report.problems[0];
  return problem === undefined ? '' : ` ${sayProblem(problem, about).sentence}`;
}

/** One mailbox of a run. */
export function sayMailbox(report: MailboxReport): string {
  const { lines, changedInHalo } = report;
  const counts = sayBoth('', sayCounts(report, lines, report), sayBack(lines, changedInHalo));
  switch (report.outcome) {
    case 'unchanged':
    case 'done':
      return counts;
    case 'incomplete':
      return `Not read in full, so nothing was removed. ${counts}`;
    case 'failed':
      return `Not synced.${firstProblem(report, { agent: report.agent, mailbox: report.address })}`;
    case 'parked':
      return `Not tried now.${firstProblem(report, { agent: report.agent, mailbox: report.address })}`;
    case 'stopped':
      return `Stopped before the end. ${counts}`;
  }
}

const isNotWhole = ({ outcome }: MailboxReport) =>
  outcome === 'failed' || outcome === 'parked' || outcome === 'incomplete';

/** `2 of 24 calendars have problems.` or ''. What somebody stopped is no problem. */
function troubled(report: RunReport): string {
  const total = report.mailboxes.length;
  const bad = report.mailboxes.filter(
    mailbox => mailbox.outcome !== 'stopped' && (isNotWhole(mailbox) || mailbox.problems.length > 0),
  ).length;
  if (bad === 0) return '';
  return ` ${number(bad)} of ${number(total)} ${total === 1 ? 'calendar' : 'calendars'} ${bad === 1 ? 'has' : 'have'} problems.`;
}

/** A whole run. */
export function sayRun(report: RunReport): string {
  const lines = report.mailboxes.flatMap(mailbox => mailbox.lines);
  const sum = (of: (mailbox: MailboxReport) => number) =>
    report.mailboxes.reduce((all, mailbox) => all + of(mailbox), 0);
  const adopted = sum(mailbox => mailbox.adopted);
  const stayDeleted = sum(mailbox => mailbox.stayDeleted ?? 0);
  if (report.trigger === 'outbound')
    return sayBoth(
      'From Halo to Exchange: ',
      sayCounts(report, lines, { adopted, stayDeleted }),
      sayBack(lines, report.changedInHalo),
    );
  if (report.outcome === 'could-not-run') return `Could not run.${firstProblem(report)}`;
  const counts =
    report.trigger === 'preview'
      ? wouldDo(report, adopted, report.outcome !== 'stopped')
      : sayCounts(report, lines, { adopted, stayDeleted });
  if (report.outcome !== 'stopped') return `${counts}${firstProblem(report)}${troubled(report)}`;
  const others = report.problems.filter(problem => problem.code !== 'run.stopped');
  const told = counts === '' ? '' : ` ${counts}`;
  return `Stopped before the end.${told}${firstProblem({ problems: others })}${troubled(report)}`;
}
