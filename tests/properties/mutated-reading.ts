/**
 * One mutated reading after the other: a question of the import is asked while one answer, some or all of them are mutated. It must end as data or
 * as a problem within a bounded number of requests and of waiting; and after damage, what it gives as data is what the server holds.
 */
import type { HttpOutcome, HttpRequest } from '../../main/adapters/http/http-client.ts';
import type { Result } from '../../main/core/problem.ts';
import { SeededNumbers } from '../torture/seeded-numbers.ts';
import type { Question } from './asked-questions.ts';
import type { AskedServers } from './asked-servers.ts';
import { mutateAnswer } from './mutate-answer.ts';
import type { Mutated } from './mutation.ts';

/** A view in 256 parts, each asked for three times, is the longest that there is. */
const mostSteps = 800;
/** A run waits for a server that asks for it, in all less than this. */
const longestWaitMs = 2 * 3_600_000;

export interface ReadingCounts {
  mutated: number;
  trials: number;
  asData: number;
  asProblem: number;
  readonly failures: string[];
}

export function noReadings(): ReadingCounts {
  return { mutated: 0, trials: 0, asData: 0, asProblem: 0, failures: [] };
}

/** Null in a value that has no place for it, and times that are none, would go on to Halo. */
function oddity(value: unknown, path = ''): string | null {
  if (value === undefined) return `${path} is undefined`;
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    if (/^(start|end|originalStart)$/.test(key) && typeof each === 'string' && each.endsWith('Z')) {
      const time = Date.parse(each);
      if (Number.isNaN(time)) return `${path}.${key} is ${each}`;
    }
    const found = oddity(each, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

async function ended(asking: Promise<Result<unknown>>): Promise<Result<unknown> | { thrown: string }> {
  try {
    return await asking;
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Reads until so many answers were mutated, or something is not as it must be. `seed` decides all of it. */
export async function readMutated(
  servers: AskedServers,
  options: {
    readonly seed: number;
    readonly mutations: number;
    /** Is written in. */
    readonly counts: ReadingCounts;
    readonly progress?: () => void;
  },
): Promise<ReadingCounts> {
  const { counts } = options;
  const real = new Map<string, unknown>();
  for (const question of servers.questions) {
    const asked = await question.ask(servers.trial(outcome => outcome, mostSteps).asker);
    if (!asked.ok) throw new Error(`${question.name}: ${JSON.stringify(asked.problem)}`);
    real.set(question.name, asked.value);
  }
  for (let trial = 0; counts.mutated < options.mutations && counts.failures.length === 0; trial += 1) {
    const question = servers.questions[trial % servers.questions.length];
    if (question === undefined) break;
    const numbers = new SeededNumbers(options.seed + trial);
    await readOnce(servers, question, numbers, real.get(question.name), counts);
    if (trial % 1_000 === 999) options.progress?.();
  }
  return counts;
}

async function readOnce(
  servers: AskedServers,
  question: Question,
  numbers: SeededNumbers,
  real: unknown,
  counts: ReadingCounts,
): Promise<void> {
  const lies = numbers.below(2) === 0;
  const first = numbers.below(3);
  const many = [1, 1, 2, 5, Number.POSITIVE_INFINITY][numbers.below(5)] ?? 1;
  const mutations: Mutated[] = [];
  let answers = 0;
  const onTheWay = (outcome: HttpOutcome, { peer }: HttpRequest): HttpOutcome => {
    const number = answers;
    answers += 1;
    if (!outcome.ok || number < first || mutations.length >= many) return outcome;
    const { status, headers, text } = outcome.value;
    const answer = { status, headers, body: Buffer.from(text, 'utf8') };
    const made = mutateAnswer(answer, numbers, { peer, lies, hasEffect: false, wire: false });
    mutations.push(made);
    const { body, ...rest } = made.answer;
    return { ok: true, value: { ...rest, text: body.toString('utf8') } };
  };
  const trial = servers.trial(onTheWay, mostSteps);
  const done = await ended(question.ask(trial.asker));
  counts.trials += 1;
  counts.mutated += mutations.length;
  const about = `${question.name} (${mutations
    .map(each => each.kind.slice(0, 60))
    .slice(0, 8)
    .join('; ')})`;
  const fail = (what: string) => counts.failures.push(`${about}: ${what.slice(0, 1_500)}`);
  if ('thrown' in done) return void fail(`threw ${done.thrown}`);
  if (trial.clock.monotonicMs() > longestWaitMs) fail(`waited ${trial.clock.monotonicMs()} ms`);
  if (!done.ok) {
    counts.asProblem += 1;
    return;
  }
  counts.asData += 1;
  const odd = oddity(done.value);
  if (odd !== null) fail(`gave what cannot be: ${odd}`);
  if (mutations.every(each => !each.isLie) && !question.isTrue(done.value, real))
    fail(`took damage for the truth: ${JSON.stringify(done.value)} instead of ${JSON.stringify(real)}`);
}
