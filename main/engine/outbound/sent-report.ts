/**
 * What went from Halo to Exchange, as a report among those of the runs: what changed, why, and of a conflict both values, so that the one
 * that lost can be copied back by hand.
 */

import type { SyncedAgent } from '../../core/agents.ts';
import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import type { Instant } from '../../core/event.ts';
import type { Counts, MailboxReport, ReportLine, RunReport } from '../../core/report.ts';
import { addCounts, noCounts } from '../../core/report.ts';
import type { SentLine } from './sent-line.ts';

/** Texts of the fields; of a private appointment its times alone. */
function texts(
  fields: OwnedFields,
  names: readonly OwnedFieldName[],
  isShown: boolean,
): Record<string, string> {
  const { when, subject, location, note, attendees } = fields;
  const found: Record<string, string> = {};
  if (names.includes('when')) {
    found['start'] = when.kind === 'timed' ? when.start : when.first;
    found['end'] = when.kind === 'timed' ? when.end : when.last;
  }
  if (!isShown || fields.isPrivate) return found;
  if (names.includes('subject')) found['subject'] = subject;
  if (names.includes('location')) found['location'] = location;
  if (names.includes('note')) found['note'] = note;
  if (names.includes('attendees')) found['attendees'] = attendees;
  return found;
}

function startOf({ when }: OwnedFields): Instant {
  return when.kind === 'timed' ? when.start : `${when.first}T00:00:00Z`;
}

function endOf({ when }: OwnedFields): Instant {
  return when.kind === 'timed' ? when.end : `${when.last}T23:59:59Z`;
}

const reasonOf = { exchange: 'exchange-won', halo: 'halo-won', 'put-back': 'put-back' } as const;

function lineOf(line: SentLine, showSubjects: boolean): ReportLine {
  const { halo, exchange, conflicts, toExchange, toHalo } = line;
  const fields = halo ?? exchange;
  const written: readonly OwnedFieldName[] = [...toExchange, ...toHalo];
  // Of what was not written for another reason nothing is lost.
  const lost = conflicts.filter(({ field }) => written.includes(field));
  const collided = lost.map(conflict => conflict.field);
  // What lost is nowhere else any more: a conflict shows its texts also where reports are to show none.
  const isHidden = fields?.isPrivate === true || exchange?.isPrivate === true;
  const both = (from: OwnedFields, names: readonly OwnedFieldName[]) => ({
    ...texts(from, names, showSubjects && !isHidden),
    ...texts(
      from,
      names.filter(name => collided.includes(name)),
      !isHidden,
    ),
    ...(names.includes('isPrivate') && collided.includes('isPrivate')
      ? { isPrivate: from.isPrivate ? 'private' : 'not private' }
      : {}),
  });
  const before =
    exchange === null || halo === null ? {} : { ...both(exchange, toExchange), ...both(halo, toHalo) };
  const after =
    exchange === null || halo === null ? {} : { ...both(halo, toExchange), ...both(exchange, toHalo) };
  return {
    key: `halo:${line.haloId}`,
    action: line.action,
    outcome: line.outcome,
    reasons: [...line.reasons, ...conflicts.map(({ winner }) => reasonOf[winner])].filter(isFirst),
    changed: [...written, ...(line.isPattern === true ? ['series'] : [])],
    ...(toHalo.length === 0 ? {} : { inHalo: toHalo }),
    ...(lost.length === 0
      ? {}
      : { conflicts: Object.fromEntries(lost.map(({ field, winner }) => [field, winner])) }),
    start: fields === null ? '' : startOf(fields),
    end: fields === null ? '' : endOf(fields),
    subject: showSubjects && !isHidden && fields !== null ? fields.subject : '',
    haloId: line.haloId,
    ...(line.at === undefined ? {} : { at: line.at }),
    before,
    after,
  };
}

const isFirst = (reason: string, index: number, all: readonly string[]) => all.indexOf(reason) === index;

/** What is held or failed was not written; what Exchange alone had changed, or won, was written into Halo alone. */
function isInExchange({ outcome, toExchange, toHalo, isPattern }: SentLine): boolean {
  return outcome === 'done' && (toExchange.length > 0 || toHalo.length === 0 || isPattern === true);
}

function countsOf(lines: readonly SentLine[]): Counts {
  const of = (action: SentLine['action']) =>
    lines.filter(line => line.action === action && isInExchange(line)).length;
  return {
    added: of('create'),
    changed: of('update'),
    removed: of('remove'),
    held: lines.filter(({ outcome }) => outcome === 'held').length,
    skipped: 0,
    failed: lines.filter(({ outcome }) => outcome === 'failed').length,
  };
}

function changedInHalo(lines: readonly SentLine[]): Pick<RunReport, 'changedInHalo'> {
  const count = lines.filter(({ outcome, toHalo }) => outcome === 'done' && toHalo.length > 0).length;
  return count === 0 ? {} : { changedInHalo: count };
}

function lastAtOf(lines: readonly SentLine[]): { readonly lastAt?: Instant } {
  const times = lines.flatMap(line => (isInExchange(line) && line.at !== undefined ? [line.at] : []));
  const lastAt = times.sort().at(-1);
  return lastAt === undefined ? {} : { lastAt };
}

export interface SentReportInput {
  readonly number: number;
  readonly lines: readonly SentLine[];
  readonly agents: readonly SyncedAgent[];
  readonly startedAt: Instant;
  readonly ms: number;
  readonly showSubjects: boolean;
}

export function sentReport(input: SentReportInput): RunReport {
  const byMailbox = Map.groupBy(input.lines, line => `${line.agentId} ${line.address}`);
  const mailboxes = [...byMailbox.values()].flatMap((lines): MailboxReport[] => {
    const [first] = lines;
    if (first === undefined) return [];
    const { agentId, address } = first;
    const agent = input.agents.find(each => each.agentId === agentId)?.name ?? '';
    const told = lines.map(line => lineOf(line, input.showSubjects));
    const about = { agentId, agent, address, outcome: 'done', adopted: 0, problems: [] } as const;
    return [{ ...countsOf(lines), ...about, ...changedInHalo(lines), ...lastAtOf(lines), lines: told }];
  });
  return {
    number: input.number,
    trigger: 'outbound',
    startedAt: input.startedAt,
    ms: input.ms,
    ...mailboxes.reduce<Counts>(addCounts, noCounts),
    ...changedInHalo(input.lines),
    outcome: 'done',
    exchangeRequests: 0,
    haloReads: 0,
    haloWrites: 0,
    problems: [],
    mailboxes,
  };
}
