/** What happened in one mailbox, in numbers and lines. Subjects appear only when the settings say so, private ones never. */
import type { SyncedAgent } from '../core/agents.ts';
import type { OwnedFields } from '../core/appointment.ts';
import type { Instant } from '../core/event.ts';
import type { Link } from '../core/link.ts';
import type { PlannedAction } from '../core/plan/action.ts';
import { isEffect } from '../core/plan/action.ts';
import type { Problem } from '../core/problem.ts';
import type { Counts, MailboxReport, ReportLine } from '../core/report.ts';
import type { MailboxMemory, RestingItems } from '../ports.ts';
import type { Outcome } from './remember.ts';

export interface MailboxReportInput extends Outcome {
  readonly agent: SyncedAgent;
  readonly showSubjects: boolean;
  /** What is remembered after this run. */
  readonly memory: MailboxMemory;
  /** When what could not be read is asked for again; null: in the next run. */
  readonly nextTry: Instant | null;
  /** When what Halo refused is sent again. */
  readonly nextRoll: Instant;
}

/** An adoption that writes nothing only makes a tie: it is told apart from changes. */
function counts(input: MailboxReportInput): Pick<MailboxReport, keyof Counts | 'adopted' | 'stayDeleted'> {
  const { applied, guarded, skips } = input;
  const done = (test: (action: PlannedAction) => boolean) => applied.done.filter(test).length;
  const deleted = done(action => action.kind === 'leave' && action.reason === 'deleted-in-halo');
  return {
    added: done(action => action.kind === 'create'),
    changed: done(
      action => action.kind === 'update' || (action.kind === 'adopt' && action.changed.length > 0),
    ),
    removed: done(action => action.kind === 'remove'),
    held: guarded.held.length,
    skipped: skips.length,
    failed: applied.failed.length + refusedBefore(input) + input.reading.unreadable.length,
    adopted: done(action => action.kind === 'adopt'),
    ...(deleted === 0 ? {} : { stayDeleted: deleted }),
  };
}

/** Events that Halo refused in an earlier run and that were not tried now: still not in Halo, so still told. */
function refusedBefore({ memory, applied }: MailboxReportInput): number {
  const tried = new Set(applied.failed.map(each => each.action.key));
  return [...memory.decisions.values()].filter(each => each.verdict === 'failed' && !tried.has(each.key))
    .length;
}

/** What Halo held before; null when nothing of it is written over. */
function valuesBefore(action: PlannedAction): OwnedFields | null {
  if (action.kind === 'update' || action.kind === 'remove') return action.link.values;
  if (action.kind !== 'adopt' || action.changed.length === 0) return null;
  return { ...action.appointment, note: action.appointment.note ?? '' };
}

function texts(fields: OwnedFields, isShown: boolean): Readonly<Record<string, string>> {
  const { when } = fields;
  const times: Record<string, string> =
    when.kind === 'timed'
      ? { start: when.start, end: when.end }
      : { start: when.first, end: when.last, allDay: 'yes' };
  if (!isShown || fields.isPrivate) return times;
  return { ...times, subject: fields.subject, location: fields.location };
}

function lineOf(
  action: PlannedAction,
  outcome: ReportLine['outcome'],
  reasons: readonly string[],
  input: MailboxReportInput,
): readonly ReportLine[] {
  if (!isEffect(action)) return [];
  const isShown = input.showSubjects;
  const about = action.kind === 'remove' ? action.link : action.keyed.event;
  const draft = action.kind === 'remove' ? null : action.draft;
  const before = valuesBefore(action);
  const wasHalo =
    action.kind === 'create' ? null : action.kind === 'adopt' ? action.appointment.id : action.link.haloId;
  const fields: OwnedFields | null = draft ?? before;
  return [
    {
      key: action.key,
      action: action.kind,
      outcome,
      reasons: [...action.reasons, ...reasons],
      changed:
        'changed' in action
          ? action.changed.flatMap(field => (field === 'when' ? whenFields(action) : [field]))
          : [],
      start: about.start,
      end: about.end,
      subject: isShown && fields !== null && !fields.isPrivate ? fields.subject : '',
      haloId: wasHalo ?? input.applied.haloIds.get(action.key) ?? null,
      // What has become private was not so before, but its old texts tell as much.
      ...(before === null ? {} : { before: texts(before, isShown && draft?.isPrivate !== true) }),
      ...(draft === null ? {} : { after: texts(draft, isShown) }),
    },
  ];
}

/** `when` in the words of a person: which of start, end and all-day differ. */
function whenFields(action: PlannedAction): readonly string[] {
  if (action.kind !== 'update' && action.kind !== 'adopt') return [];
  const was = action.kind === 'adopt' ? action.appointment.when : action.link.values.when;
  const is = action.draft.when;
  if (was.kind !== is.kind) return ['all-day'];
  const edges = was.kind === 'timed' ? [was.start, was.end] : [was.first, was.last];
  const now = is.kind === 'timed' ? [is.start, is.end] : [is.first, is.last];
  return [...(edges[0] === now[0] ? [] : ['start']), ...(edges[1] === now[1] ? [] : ['end'])];
}

export function reportMailbox(input: MailboxReportInput): MailboxReport {
  const { agent, applied, guarded, reading } = input;
  const lines = [
    ...applied.done.flatMap(action => lineOf(action, 'done', [], input)),
    ...guarded.held.flatMap(({ action, reason }) => lineOf(action, 'held', [reason], input)),
    ...applied.failed.flatMap(({ action, problem }) => lineOf(action, 'failed', [problem.code], input)),
  ];
  const stopped = applied.stoppedBy;
  const outcome =
    stopped !== null
      ? stopped.code === 'run.stopped'
        ? 'stopped'
        : 'failed'
      : reading.incomplete !== null
        ? 'incomplete'
        : 'done';
  return {
    agentId: agent.agentId,
    agent: agent.name,
    address: agent.address,
    outcome,
    ...counts(input),
    problems: problemsOf(input),
    lines,
  };
}

/** What was found in Halo of a run that was cut off is told as linked: it is there, and no report has told of it yet. */
export function withRecovered(
  report: MailboxReport,
  found: readonly Link[],
  showSubjects: boolean,
): MailboxReport {
  if (found.length === 0) return report;
  const lines = found.map(
    ({ key, start, end, haloId, values }): ReportLine => ({
      key,
      action: 'adopt',
      outcome: 'done',
      reasons: ['our-mark'],
      changed: [],
      start,
      end,
      subject: showSubjects && !values.isPrivate ? values.subject : '',
      haloId,
    }),
  );
  return {
    ...report,
    outcome: report.outcome === 'unchanged' ? 'done' : report.outcome,
    adopted: report.adopted + found.length,
    lines: [...lines, ...report.lines],
  };
}

/** Everything that a person should know of this mailbox's run; items that could not be read are counted by their code. */
function problemsOf(input: MailboxReportInput): readonly Problem[] {
  const { reading, applied } = input;
  const problems: Problem[] = [];
  if (reading.replaced) problems.push({ code: 'mailbox.replaced', scope: 'mailbox', retryable: false });
  if (reading.incomplete !== null) problems.push(reading.incomplete);
  problems.push(...unreadableProblems(reading.unreadable, input.nextTry));
  const failures = countedByCode(applied.failed.map(each => each.problem));
  problems.push(
    ...failures.map(each => (each.code === 'halo.rejected' ? { ...each, nextTry: input.nextRoll } : each)),
  );
  const count = refusedBefore(input);
  if (count > 0) problems.push(refusedProblem(count, input.nextRoll));
  if (applied.stoppedBy !== null) problems.push(applied.stoppedBy);
  return problems;
}

/** Items that could not be read, by the code that Exchange gave, with their next try. */
export function unreadableProblems(
  unreadable: RestingItems['items'],
  nextTry: Instant | null,
): readonly Problem[] {
  return [...Map.groupBy(unreadable, item => item.responseCode)].map(([responseCode, items]) => ({
    code: 'item.unreadable',
    scope: 'item',
    retryable: true,
    ...(nextTry === null ? {} : { nextTry }),
    facts: { responseCode, count: items.length },
  }));
}

/** Events that Halo refused before and still does not hold. */
export function refusedProblem(count: number, nextRoll: Instant): Problem {
  return { code: 'halo.rejected', scope: 'item', retryable: false, nextTry: nextRoll, facts: { count } };
}

/** One problem per code, with the number of items that it hit. */
function countedByCode(problems: readonly Problem[]): readonly Problem[] {
  const byCode = Map.groupBy(problems, problem => problem.code);
  return [...byCode.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
    return [{ ...first, facts: { ...first.facts, count: others.length + 1 } }];
  });
}
