/**
 * The way from Halo to Exchange while the app runs: look at what changed every few seconds, send what waits, compare all links once a day.
 * What cannot be done now stays in the queue; nothing here ever gives an appointment up by itself.
 */
import type { Settings } from '../../../preload/contract/settings.ts';
import type { Instant } from '../../core/event.ts';
import type { OutboundMemory } from '../../core/outbound/entry.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { instantOf } from '../../core/window.ts';
import type { ChangeDoor, OutboundStore } from '../../outbound-ports.ts';
import type { Clock, Log } from '../../ports.ts';
import { sendsChanges } from '../run-context.ts';
import { DailyConfirmation } from './daily-confirmation.ts';
import { FoughtOver } from './fought-over.ts';
import { KeptInHalo } from './kept-in-halo.ts';
import { OutboundQueue } from './outbound-queue.ts';
import { RecentRemovals } from './recent-removals.ts';
import type { SendContext } from './send-context.ts';
import { SendRounds } from './send-rounds.ts';
import type { SentLine } from './sent-line.ts';
import { watchAgent, watchHalo } from './watch-halo.ts';

/** What is made anew for every round, because settings, agents and servers may change; the rest is the app's for its life. */
export type RoundContext = Omit<SendContext, 'queue' | 'removals' | 'foughtOver' | 'keptInHalo' | 'tell'>;

export interface OutboundParts {
  readonly store: OutboundStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Settings, servers and agents of this moment, or why nothing may be sent. */
  readonly round: (signal: AbortSignal) => Promise<Result<RoundContext>>;
  readonly settings: () => Promise<Result<Settings>>;
  /** What was done since the last time, for the report. */
  readonly report: (lines: readonly SentLine[], context: RoundContext) => Promise<void>;
  /** Something that a status shows is different now. */
  readonly changed: () => void;
}

export interface OutboundStatus {
  readonly memory: OutboundMemory;
  /** What keeps everything waiting; null when nothing does. */
  readonly problem: Problem | null;
  readonly nextLook: Instant | null;
}

const longestPauseMs = 5 * 60_000;
/** While it is switched off the settings are asked so often whether it is on. */
const offMs = 30_000;
/** A look may fail for reasons that pass; a lower bound keeps a broken server from being asked in a circle. */
const firstPauseMs = 5_000;

export class Outbound implements ChangeDoor {
  readonly queue: OutboundQueue;
  readonly #parts: OutboundParts;
  readonly #removals: RecentRemovals;
  readonly #foughtOver: FoughtOver;
  readonly #keptInHalo = new KeptInHalo();
  readonly #confirmation: DailyConfirmation;
  readonly #rounds: SendRounds;
  readonly #stop = new AbortController();
  readonly #agentsToLookAt = new Set<number>();
  #wake: () => void = () => {};
  #isWoken = false;
  #lines: SentLine[] = [];
  #problem: Problem | null = null;
  #failures = 0;
  #lookDueMs = 0;
  #nextLook: Instant | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: OutboundParts) {
    this.#parts = parts;
    this.queue = new OutboundQueue(parts.store, parts.clock);
    this.#removals = new RecentRemovals(parts.clock);
    this.#foughtOver = new FoughtOver(parts.clock);
    this.#confirmation = new DailyConfirmation(parts.clock, parts.log);
    const { clock, log, changed } = parts;
    this.#rounds = new SendRounds({ queue: this.queue, clock, log, changed });
    this.queue.listen(() => this.#awaken());
  }

  /** Problems: store.*; then nothing runs. */
  async start(): Promise<Result<void>> {
    const loaded = await this.queue.load();
    if (!loaded.ok) return loaded;
    this.#running = this.#run(this.#stop.signal);
    return succeeded(undefined);
  }

  /** What is under way is cut; what was cut is looked at again after the next start. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('The way out is stopped.'));
    await this.#running;
    await this.#confirmation.ended();
  }

  /** Resolves when no comparison of all links is under way. */
  settled(): Promise<void> {
    return this.#confirmation.ended();
  }

  status(): OutboundStatus {
    return { memory: this.queue.memory, problem: this.#problem, nextLook: this.#nextLook };
  }

  heard(...[changes, by]: Parameters<ChangeDoor['heard']>): ReturnType<ChangeDoor['heard']> {
    return this.queue.heard(changes, by);
  }

  lookAt(agentIds: readonly number[]): void {
    for (const agentId of agentIds) this.#agentsToLookAt.add(agentId);
    this.#awaken();
  }

  /** Looks at Halo now, whatever the interval says; after a change of settings too. */
  lookNow(): void {
    this.#lookDueMs = 0;
    this.#awaken();
  }

  #awaken(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pauseMs = await this.turn(signal).catch((thrown: unknown) => {
        if (signal.aborted) return 0;
        const problem: Problem = { code: 'internal.bug', scope: 'installation', retryable: true };
        const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        this.#parts.log.problem(problem, { stack });
        return this.#pauseAfter(problem);
      });
      this.#parts.changed();
      if (!signal.aborted) await this.#sleep(pauseMs, signal);
    }
  }

  /** One look, and everything that is due. Answers for how many milliseconds there is nothing to do. `start` calls it by itself. */
  async turn(signal: AbortSignal): Promise<number> {
    this.#isWoken = false;
    const loaded = await this.queue.load();
    if (!loaded.ok) return this.#pauseAfter(loaded.problem);
    const settings = await this.#parts.settings();
    if (!settings.ok) return this.#pauseAfter(settings.problem);
    if (!sendsChanges(settings.value)) {
      this.#problem = null;
      this.#nextLook = null;
      return offMs;
    }
    const made = await this.#parts.round(signal);
    if (!made.ok) return this.#pauseAfter(made.problem);
    const tell = (line: SentLine) => this.#lines.push(line);
    const own = {
      queue: this.queue,
      removals: this.#removals,
      foughtOver: this.#foughtOver,
      keptInHalo: this.#keptInHalo,
    };
    const context: SendContext = { ...made.value, ...own, tell };
    const looked = await this.#look(context, signal);
    const sent = await this.#rounds.send(context, signal);
    await this.#reportLines(made.value);
    await this.#parts.store.compact();
    this.#confirmation.beginWhenDue(context, signal);
    const problem = sent ?? looked;
    if (problem?.retryable === true) return this.#pauseAfter(problem);
    this.#problem = problem;
    this.#failures = 0;
    return this.#idleMs();
  }

  async #look(context: SendContext, signal: AbortSignal): Promise<Problem | null> {
    const { clock } = this.#parts;
    for (const agentId of [...this.#agentsToLookAt]) {
      this.#agentsToLookAt.delete(agentId);
      const looked = await watchAgent(context, agentId, signal);
      if (!looked.ok) return looked.problem;
    }
    if (clock.monotonicMs() < this.#lookDueMs) return null;
    const everyMs = context.settings.outbound.pollSeconds * 1_000;
    this.#lookDueMs = clock.monotonicMs() + everyMs;
    this.#nextLook = instantOf(Date.parse(clock.now()) + everyMs);
    const looked = await watchHalo(context, signal);
    if (!looked.ok) return looked.problem;
    if (looked.value.gap) this.#confirmation.ask();
    return null;
  }

  async #reportLines(context: RoundContext): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) await this.#parts.report(lines, context);
  }

  #pauseAfter(problem: Problem): number {
    if (problem.code !== this.#problem?.code) this.#parts.log.problem(problem);
    this.#problem = problem;
    this.#failures += 1;
    const own = Math.min(firstPauseMs * 2 ** Math.min(this.#failures - 1, 10), longestPauseMs);
    return Math.max(own, problem.retryAfterMs ?? 0);
  }

  #idleMs(): number {
    const { clock } = this.#parts;
    const look = this.#lookDueMs - clock.monotonicMs();
    const next = this.queue.nextTry();
    const rest = next === null ? look : Date.parse(next) - Date.parse(clock.now());
    return Math.max(0, Math.min(look, Math.max(rest, 1_000)));
  }

  /** Until the time is over or something was heard. After a problem a nudge does not shorten it. */
  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const isFree = this.#failures === 0;
    if (isFree && this.#isWoken) return;
    const woken = new AbortController();
    this.#wake = isFree ? () => woken.abort(new Error('Something was heard.')) : () => {};
    await this.#parts.clock.wait(ms, AbortSignal.any([signal, woken.signal])).catch(() => {});
    this.#wake = () => {};
  }
}
