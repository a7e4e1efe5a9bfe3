/**
 * Compares all links with Halo once a day, when somebody asks, and when an agent is synced who was not: beside everything else, because
 * over many calendars it takes long.
 */
import type { SyncedAgent } from '../../core/agents.ts';
import type { Clock, Log } from '../../ports.ts';
import { takenUp } from './begin-again.ts';
import { confirmLinks } from './confirm-links.ts';
import type { SendContext } from './send-context.ts';

const dayMs = 24 * 60 * 60_000;
/** After one that failed. */
const restMs = 60_000;

export class DailyConfirmation {
  readonly #clock: Clock;
  readonly #log: Log;
  #isAsked = false;
  #notBeforeMs = 0;
  /** The agents of the round before; null before the first one, because a start is no change. */
  #synced: ReadonlySet<number> | null = null;
  #running: Promise<void> | null = null;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** A look could not read everything: what lies between is found by comparing. */
  ask(): void {
    this.#isAsked = true;
  }

  beginWhenDue(context: SendContext, signal: AbortSignal): void {
    this.#notice(context.synced);
    const { confirmedAt } = context.queue.memory;
    const now = Date.parse(this.#clock.now());
    const isDue = confirmedAt === null || Math.abs(now - Date.parse(confirmedAt)) >= dayMs;
    const isResting = this.#clock.monotonicMs() < this.#notBeforeMs;
    if (this.#running !== null || isResting || (!isDue && !this.#isAsked)) return;
    this.#isAsked = false;
    this.#running = this.#confirm(context, signal)
      .catch((thrown: unknown) => {
        const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        this.#failed();
        if (!signal.aborted) this.#log.write('error', 'Comparing links with Halo failed', { stack });
      })
      .finally(() => {
        this.#running = null;
      });
  }

  /** Resolves when none is under way. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** What was changed in Halo while an agent was not synced was heard and could not be sent. */
  #notice(synced: readonly SyncedAgent[]): void {
    const before = this.#synced;
    this.#synced = new Set(synced.map(agent => agent.agentId));
    if (before !== null && [...this.#synced].some(agentId => !before.has(agentId))) this.ask();
  }

  #failed(): void {
    this.#isAsked = true;
    this.#notBeforeMs = this.#clock.monotonicMs() + restMs;
  }

  async #confirm(context: SendContext, signal: AbortSignal): Promise<void> {
    const taken = await takenUp(context);
    if (taken.ok && taken.value !== null && context.queue.memory.watermark === null)
      await context.queue.note({ kind: 'watermark', watermark: taken.value });
    let found = 0;
    let newest = '';
    for (const agent of context.synced) {
      if (signal.aborted) return;
      const confirmed = await confirmLinks(context, agent, signal);
      if (!confirmed.ok && !signal.aborted) this.#log.problem(confirmed.problem, { mailbox: agent.address });
      // What is wrong with one calendar alone is no reason to leave out the others, nor to compare them again and again.
      if (!confirmed.ok && !signal.aborted && confirmed.problem.scope === 'mailbox') continue;
      if (!confirmed.ok) {
        this.#failed();
        return;
      }
      found += confirmed.value.found;
      if (confirmed.value.newest > newest) newest = confirmed.value.newest;
    }
    if (context.queue.memory.watermark === null) {
      // No look has come to an end (a Halo that orders as it likes): what is there now was there before.
      const begun = { kind: 'watermark', watermark: { begun: newest, newest: '', seen: [] } } as const;
      const kept = await context.queue.note(begun);
      if (!kept.ok) {
        this.#failed();
        return;
      }
    }
    const noted = await context.queue.note({ kind: 'confirmed', at: this.#clock.now() });
    if (!noted.ok) this.#failed();
    this.#log.write('info', 'All links were compared with Halo', { found });
  }
}
