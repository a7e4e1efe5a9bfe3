/**
 * Sends what is due, a few at once. A problem of a whole server ends a round, and nobody is blamed for it. But one appointment alone may make
 * Exchange look broken: when it answers something else, or another got through, that one rests like all that fail by themselves.
 */
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { Problem, ProblemCode, Result } from '../../core/problem.ts';
import { failed } from '../../core/problem.ts';
import type { Clock, Log } from '../../ports.ts';
import type { OutboundQueue, Sent } from './outbound-queue.ts';
import { sendAppointment } from './send-appointment.ts';
import type { SendContext } from './send-context.ts';

const width = 4;
/** So many one after another without anything that got through, and it is the server. */
const mostInARow = 2;

/** What a server says when it fails over one item, too. */
const perhapsOfOne: ReadonlySet<ProblemCode> = new Set([
  'exchange.server-error',
  'exchange.timeout',
  'exchange.connection-lost',
  'exchange.unreadable-answer',
  'exchange.answer-too-large',
]);

interface Round {
  /** What keeps everything waiting. */
  stoppedBy: Problem | null;
  /** Somebody got an answer of Exchange. */
  isWell: boolean;
  inARow: number;
  struck: { readonly entry: OutboundEntry; readonly problem: Problem }[];
}

export class SendRounds {
  readonly #queue: OutboundQueue;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #changed: () => void;
  /** How often each was there when the server seemed broken, since it was last done with. */
  readonly #strikes = new Map<number, number>();

  constructor(parts: {
    readonly queue: OutboundQueue;
    readonly clock: Clock;
    readonly log: Log;
    /** An entry is in another state now. */
    readonly changed: () => void;
  }) {
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#changed = parts.changed;
  }

  /** Null when everything that was due was tried; else what keeps all of it waiting. */
  async send(context: SendContext, signal: AbortSignal): Promise<Problem | null> {
    const round: Round = { stoppedBy: null, isWell: false, inARow: 0, struck: [] };
    const taken = new Set<number>();
    let due: OutboundEntry[] = [];
    // What was heard meanwhile comes after what was due before it; each is tried once in a round.
    const next = () => {
      if (due.length === 0) due = this.#due(taken);
      return due.shift();
    };
    const work = async () => {
      while (round.stoppedBy === null && !signal.aborted) {
        const listed = next();
        if (listed === undefined) return;
        taken.add(listed.haloId);
        const entry = this.#queue.memory.entries.get(listed.haloId) ?? listed;
        await this.#sendOne(context, round, entry, signal);
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    const last = round.struck.at(-1)?.problem ?? null;
    if (!round.isWell || signal.aborted) return round.stoppedBy ?? last;
    for (const { entry, problem } of round.struck) {
      const kept = await this.#finish(entry, { kind: 'rest', problem });
      if (kept !== null) return kept;
    }
    // Who was struck twice after others got through has stopped nobody but the round.
    return round.stoppedBy !== null && perhapsOfOne.has(round.stoppedBy.code) ? null : round.stoppedBy;
  }

  #due(taken: ReadonlySet<number>): OutboundEntry[] {
    const strikes = ({ haloId }: OutboundEntry) => this.#strikes.get(haloId) ?? 0;
    return this.#queue
      .due(this.#clock.now())
      .filter(({ haloId }) => !taken.has(haloId))
      .sort((one, other) => strikes(one) - strikes(other));
  }

  /** A problem of a whole server leaves the entry as it is: it is not to blame. */
  async #sendOne(
    context: SendContext,
    round: Round,
    entry: OutboundEntry,
    signal: AbortSignal,
  ): Promise<void> {
    const sent = await sendAppointment(context, entry, signal).catch((thrown: unknown): Result<Sent> => {
      const problem: Problem = { code: 'internal.bug', scope: 'item', retryable: true };
      const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.#log.problem(problem, { haloId: entry.haloId, stack });
      return failed(problem);
    });
    if (!sent.ok && (signal.aborted || isOfServer(sent.problem))) {
      const mayBeOfOne = !signal.aborted && perhapsOfOne.has(sent.problem.code);
      if (!mayBeOfOne) round.stoppedBy ??= sent.problem;
      else if (await answers(context, entry, signal)) {
        this.#well(round);
        round.stoppedBy ??= await this.#finish(entry, { kind: 'rest', problem: sent.problem });
      } else this.#strike(round, entry, sent.problem);
      return;
    }
    if (isAnswered(sent)) this.#well(round);
    round.stoppedBy ??= await this.#finish(entry, sent.ok ? sent.value : restOrPark(sent.problem));
  }

  #well(round: Round): void {
    round.isWell = true;
    round.inARow = 0;
  }

  #strike(round: Round, entry: OutboundEntry, problem: Problem): void {
    this.#strikes.set(entry.haloId, (this.#strikes.get(entry.haloId) ?? 0) + 1);
    round.struck.push({ entry, problem });
    round.inARow += 1;
    if (round.inARow >= mostInARow) round.stoppedBy ??= problem;
  }

  async #finish(entry: OutboundEntry, sent: Sent): Promise<Problem | null> {
    if (sent.kind !== 'rest') this.#strikes.delete(entry.haloId);
    const kept = await this.#queue.finish(entry, sent);
    this.#changed();
    return kept.ok ? null : kept.problem;
  }
}

function isOfServer({ scope }: Problem): boolean {
  return scope === 'exchange' || scope === 'halo' || scope === 'installation';
}

/** Whether Exchange answers a harmless question about the same calendar, or else about another. */
async function answers(
  { source, synced }: SendContext,
  { agentId }: OutboundEntry,
  signal: AbortSignal,
): Promise<boolean> {
  const own = synced.find(each => each.agentId === agentId);
  const other = synced.find(each => each.agentId !== agentId);
  for (const agent of [own, other]) {
    if (agent === undefined) continue;
    const opened = await source.openCalendar({ address: agent.address, folderId: null }, signal);
    if (opened.ok) return true;
  }
  return false;
}

/** Exchange has carried something out, or has said what is wrong with this very item. */
function isAnswered(sent: Result<Sent>): boolean {
  if (!sent.ok) return sent.problem.code.startsWith('item.');
  return sent.value.kind === 'done' && sent.value.wrote;
}

/** What Exchange refuses today it refuses in five seconds too: it waits for another change. */
function restOrPark(problem: Problem): Sent {
  if (problem.code !== 'item.refused') return { kind: 'rest', problem };
  const facts = problem.facts === undefined ? {} : { facts: problem.facts };
  const state = { kind: 'parked', reason: 'refused-by-exchange', lastModified: '', ...facts } as const;
  return { kind: 'wait', state };
}
