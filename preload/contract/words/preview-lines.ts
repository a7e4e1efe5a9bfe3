/** One line of a plan in words, for a terminal: when, which appointment, what would be done, and why. */
import type { ReportLine } from '../../../main/core/report.ts';
import { sayFields } from './fields.ts';
import { sayReason } from './reasons.ts';

const verbs: Readonly<Record<ReportLine['action'], string>> = {
  create: 'add',
  update: 'change',
  remove: 'remove',
  adopt: 'link',
};

/** Fields of an update; of anything else the reason that a person can weigh. */
function why(line: ReportLine): string {
  const clauseOf = (reason: string | undefined) => (reason === undefined ? '' : sayReason(reason).clause);
  // The guard's reason comes last.
  if (line.outcome !== 'done') return clauseOf(line.reasons.at(-1));
  switch (line.action) {
    case 'create':
      return '';
    case 'update':
      return sayFields(line.changed);
    case 'remove':
      return clauseOf(line.reasons[0]);
    case 'adopt':
      return [clauseOf(line.reasons[0]), sayFields(line.changed)].filter(text => text !== '').join('; ');
  }
}

/** `add 2026-11-24 10:00 "Server review"`, `hold 2026-11-25 "Fair", would remove: more removals …`; a private subject is never said. */
export function sayPlanned(line: ReportLine, localTime: (instant: string) => string): string {
  const { action, outcome, start, subject } = line;
  const texts = line.after ?? line.before ?? {};
  const when = texts['allDay'] === 'yes' ? (texts['start'] ?? localTime(start)) : localTime(start);
  const what = texts['subject'] === undefined ? 'private' : `"${subject}"`;
  const reason = why(line);
  const because = reason === '' ? '' : `: ${reason}`;
  return outcome === 'held'
    ? `hold ${when} ${what}, would ${verbs[action]}${because}`
    : `${verbs[action]} ${when} ${what}${because}`;
}
