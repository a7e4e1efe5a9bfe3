/** Runs as the window shows them: a line each, calendars, and items with before and after. */

import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { CountsView, RunDetail, RunItem, RunSummary } from '../../../preload/contract/views/runs.ts';
import { sayFields } from '../../../preload/contract/words/fields.ts';
import { sayReason } from '../../../preload/contract/words/reasons.ts';
import { sayMailbox, sayRun } from '../../../preload/contract/words/results.ts';
import { triggerWords } from '../../../preload/contract/words/status.ts';
import type { Instant } from '../../core/event.ts';
import type { Counts, MailboxReport, ReportLine, RunReport } from '../../core/report.ts';
import { answered, type Context, refused, reply, told } from './context.ts';
import type { Surroundings } from './parts.ts';
import { requestProblem, viewProblem } from './problem-view.ts';

type ConflictValue = RunItem['conflicts'][number]['lost'];
type Head = Omit<RunReport, 'mailboxes'>;

/** Runs that one sentence sums up. */
const summedUp = 60;
const mostRead = 500;

const did = { create: 'added', update: 'changed', remove: 'removed', adopt: 'linked' } as const;

export function countsOf({ added, changed, removed, held, skipped, failed }: Counts): CountsView {
  return { added, changed, removed, held, skipped, failed };
}

export function summarise(head: Head, where: Surroundings): RunSummary {
  return {
    number: head.number,
    trigger: head.trigger,
    triggerWord: triggerWords[head.trigger],
    startedAt: head.startedAt,
    ms: Math.round(head.ms),
    outcome: head.outcome,
    counts: countsOf(head),
    changedInHalo: head.changedInHalo ?? 0,
    says: sayRun({ ...head, mailboxes: [] }),
    exchangeRequests: head.exchangeRequests,
    haloReads: head.haloReads,
    haloWrites: head.haloWrites,
    problems: head.problems.map(problem => viewProblem(problem, where)),
  };
}

/** Of a time its two moments, of anything else its text; null: it is not in the report. */
function conflictValueOf(texts: Readonly<Record<string, string>>, field: string): ConflictValue {
  if (field !== 'when') {
    const text = texts[field];
    return text === undefined ? null : { text, span: null };
  }
  const { start, end } = texts;
  return start === undefined || end === undefined ? null : { text: '', span: { start, end } };
}

/** What was written over lost, whichever side it stood on. */
function conflictsOf({ conflicts = {}, before = {}, after = {} }: ReportLine): RunItem['conflicts'] {
  return Object.entries(conflicts).map(([field, winner]) => ({
    field: sayFields([field]),
    winner: winner === 'halo' ? 'Halo' : 'Exchange',
    isPutBack: winner === 'put-back',
    kept: conflictValueOf(after, field),
    lost: conflictValueOf(before, field),
  }));
}

/** An import writes into Halo alone; of a time a report tells the edges. */
function sideOf({ inHalo = [] }: ReportLine, field: string, isFromHalo: boolean): 'Exchange' | 'Halo' {
  const owned = field === 'start' || field === 'end' ? 'when' : field;
  return !isFromHalo || inHalo.includes(owned) ? 'Halo' : 'Exchange';
}

function sidesOf(line: ReportLine, isFromHalo: boolean): RunItem['writtenIn'] {
  const sides = new Set(line.changed.map(field => sideOf(line, field, isFromHalo)));
  const [only = isFromHalo ? 'Exchange' : 'Halo'] = sides;
  return sides.size > 1 ? 'both' : only;
}

/** Why, and of what was written on both sides which where. */
function reasonOf(line: ReportLine, isFromHalo: boolean): string {
  const { reasons, action, changed } = line;
  if (reasons.length === 0 && action === 'create') return isFromHalo ? 'new in Halo' : 'new in Exchange';
  const why = reasons.map(reason => sayReason(reason).clause);
  if (sidesOf(line, isFromHalo) !== 'both')
    return why.length === 0 && changed.length > 0 ? `${sayFields(changed)} differ` : why.join('; ');
  const written = (['Exchange', 'Halo'] as const).map(
    side =>
      `${sayFields(changed.filter(field => sideOf(line, field, isFromHalo) === side))} written into ${side}`,
  );
  return [...why, ...written].join('; ');
}

function itemOf(mailbox: MailboxReport, line: ReportLine, isFromHalo: boolean): RunItem {
  const { before = {}, after = {} } = line;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return {
    agentId: mailbox.agentId,
    agent: mailbox.agent,
    did: did[line.action],
    writtenIn: sidesOf(line, isFromHalo),
    outcome: line.outcome,
    because: reasonOf(line, isFromHalo),
    start: line.start,
    end: line.end,
    subject: line.subject,
    haloId: line.haloId,
    changes: fields
      .map(field => ({
        field: sayFields([field]),
        before: before[field] ?? '',
        after: after[field] ?? '',
        writtenIn: sideOf(line, field, isFromHalo),
      }))
      .filter(change => change.before !== change.after),
    conflicts: conflictsOf(line),
    date: line.start.slice(0, 10),
  };
}

/** The first moment to come at which something of this calendar is tried again; null: in the next run, or it has passed. */
function nextTryOf({ problems }: MailboxReport, now: Instant): Instant | null {
  const coming = problems.flatMap(({ nextTry }) => (nextTry !== undefined && nextTry > now ? [nextTry] : []));
  return coming.sort()[0] ?? null;
}

function detailOf(
  report: RunReport,
  where: Surroundings,
  page: { readonly agentId: number | null; readonly offset: number; readonly limit: number },
  now: Instant,
): RunDetail {
  const shown = report.mailboxes.filter(one => page.agentId === null || one.agentId === page.agentId);
  const items = shown.flatMap(mailbox => mailbox.lines.map(line => ({ mailbox, line })));
  const { mailboxes: _, ...head } = report;
  return {
    run: summarise(head, where),
    calendars: shown.map(mailbox => ({
      agentId: mailbox.agentId,
      agent: mailbox.agent,
      address: mailbox.address,
      outcome: mailbox.outcome,
      counts: countsOf(mailbox),
      linked: mailbox.adopted,
      says: sayMailbox(mailbox),
      nextTry: nextTryOf(mailbox, now),
      problems: mailbox.problems.map(problem =>
        viewProblem(problem, where, { agent: mailbox.agent, mailbox: mailbox.address }),
      ),
    })),
    items: items
      .slice(page.offset, page.offset + page.limit)
      .map(({ mailbox, line }) => itemOf(mailbox, line, report.trigger === 'outbound')),
    itemCount: items.length,
  };
}

function sayRuns(runs: readonly Head[]): string {
  const last = runs.slice(0, summedUp);
  if (last.length === 0) return 'There was no run yet.';
  const bad = last.filter(run => run.outcome === 'done-with-problems').length;
  const not = last.filter(run => run.outcome === 'could-not-run' || run.outcome === 'stopped').length;
  if (last.length === 1 && not === 1) return 'The last run did not finish.';
  const many = last.length === 1 ? 'The last run' : `The last ${last.length} runs`;
  const ended =
    not === 0 ? `${many} finished` : `${last.length - not} of the last ${last.length} runs finished`;
  if (bad === 0) return `${ended}.`;
  return last.length === 1 ? `${ended} with problems.` : `${ended}, ${bad} of them with problems.`;
}

export async function listRuns(
  context: Context,
  { before, limit }: ParsedArgumentsOf<'runs.list'>,
): Promise<Reply<AnswerOf<'runs.list'>>> {
  const heads = await context.parts.runs.heads(mostRead, 'everything');
  const where = await context.parts.surroundings();
  return reply(context, heads, all => {
    const newest = [...all].sort((a, b) => b.number - a.number);
    const older = newest.filter(head => before === null || head.number < before);
    const page = older.slice(0, limit);
    return {
      runs: page.map(head => summarise(head, where)),
      next: older.length > page.length ? (page.at(-1)?.number ?? null) : null,
      sentence: sayRuns(newest.filter(head => head.trigger !== 'outbound')),
    };
  });
}

export async function readRun(
  context: Context,
  args: ParsedArgumentsOf<'runs.read'>,
): Promise<Reply<RunDetail>> {
  const report = await context.parts.runs.read(args.number);
  if (!report.ok) return told(context, report.problem);
  if (report.value === null) return refused(requestProblem('request.not-found', { run: args.number }));
  const { surroundings, clock } = context.parts;
  return answered(detailOf(report.value, await surroundings(), args, clock.now()));
}

export async function readPreview(
  context: Context,
  { offset, limit }: ParsedArgumentsOf<'preview.read'>,
): Promise<Reply<AnswerOf<'preview.read'>>> {
  const { report, problem, isRunning } = context.remembered.preview;
  const where = await context.parts.surroundings();
  const page = { agentId: null, offset, limit };
  const detail = report === null ? null : detailOf(report, where, page, context.parts.clock.now());
  if (isRunning)
    return answered({ state: 'running', sentence: 'The preview is being made.', detail, problem: null });
  if (problem !== null) {
    const view = viewProblem(problem, where);
    return answered({ state: 'failed', sentence: view.sentence, detail: null, problem: view });
  }
  return report === null
    ? answered({ state: 'none', sentence: 'No preview was made yet.', detail: null, problem: null })
    : answered({ state: 'ready', sentence: sayRun(report), detail, problem: null });
}
