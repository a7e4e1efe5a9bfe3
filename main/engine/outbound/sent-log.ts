/**
 * Gathers what went to Exchange into reports: one for a quarter of an hour in which something was done, so that many single changes do not
 * push the reports of runs out. Each change is in the log at once.
 */
import type { SyncedAgent } from '../../core/agents.ts';
import type { Instant } from '../../core/event.ts';
import type { Clock, Log, RunLog } from '../../ports.ts';
import type { SentLine } from './sent-line.ts';
import { sentReport } from './sent-report.ts';

const gatheredMs = 15 * 60_000;
/** A report that grows larger is closed. */
const mostLines = 500;

export class SentLog {
  readonly #runs: Pick<RunLog, 'nextNumber' | 'save'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #open: {
    readonly number: number;
    readonly startedAt: Instant;
    readonly ms: number;
    lines: readonly SentLine[];
  } | null = null;

  constructor(parts: {
    readonly runs: Pick<RunLog, 'nextNumber' | 'save'>;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#runs = parts.runs;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** The report on disk holds these lines when it resolves; that it could not be kept is told in the log. */
  async add(told: readonly SentLine[], agents: readonly SyncedAgent[], showSubjects: boolean): Promise<void> {
    const at = this.#clock.now();
    const lines = told.map(line => ({ ...line, at }));
    for (const line of lines) this.#tell(line);
    const now = this.#clock.monotonicMs();
    const before = this.#open;
    const isOpen = before !== null && now - before.ms < gatheredMs && before.lines.length < mostLines;
    const number = isOpen ? { ok: true as const, value: before.number } : await this.#runs.nextNumber();
    if (!number.ok) return this.#log.problem(number.problem);
    const all = isOpen ? withoutAskedAgain([...before.lines, ...lines]) : lines;
    const open = isOpen
      ? { ...before, lines: all }
      : { number: number.value, startedAt: this.#clock.now(), ms: now, lines: all };
    this.#open = open;
    const { startedAt } = open;
    const ms = Math.round(now - open.ms);
    const saved = await this.#runs.save(
      sentReport({ number: open.number, lines: all, agents, startedAt, ms, showSubjects }),
    );
    if (!saved.ok) this.#log.problem(saved.problem);
  }

  #tell({
    address: mailbox,
    haloId,
    action,
    outcome,
    toExchange,
    toHalo,
    conflicts,
    reasons,
  }: SentLine): void {
    this.#log.write('info', 'From Halo to Exchange', {
      mailbox,
      haloId,
      action,
      outcome,
      toExchange: toExchange.join(' '),
      toHalo: toHalo.join(' '),
      conflicts: conflicts.map(({ field, winner }) => `${field}: ${winner}`).join(', '),
      reasons: reasons.join(' '),
    });
  }
}

/** A question that was looked at again is still one question. */
function withoutAskedAgain(lines: readonly SentLine[]): readonly SentLine[] {
  const last = new Map(lines.filter(line => line.outcome === 'held').map(line => [line.haloId, line]));
  return lines.filter(line => line.outcome !== 'held' || last.get(line.haloId) === line);
}
