/**
 * Sends one SOAP envelope and gives its answer read, or the problem: sign-in, places, back-off, a bounded number of repeats.
 * A read is repeated whatever became of it; what modifies only when it is certain that nothing was done.
 */
import { randomUUID } from 'node:crypto';
import type { Settings } from '../../../preload/contract/settings.ts';
import type { ProblemCode } from '../../core/problem.ts';
import type { Clock, Pace } from '../../ports.ts';
import type { HttpClient, HttpOutcome, HttpResponse } from '../http/http-client.ts';
import { readResponse, stopped, type Trouble, troubleOfFailure } from './answer-problem.ts';
import { ofUnknownEffect, saysNothingWasDone } from './effect.ts';
import type { SoapAnswer } from './read-answers/envelope.ts';
import type { XmlShape } from './read-answers/xml-tree.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createSignInGuard, type SignInVerdict } from './sign-in/sign-in-guard.ts';
import { createTrafficGate, type HowItWent } from './traffic-gate.ts';

/** For one request, from a free socket to the last byte. */
const deadlineMs = 100_000;
/** A full page of 50 items with large bodies stays far below. */
const maxResponseBytes = 48 * 1_048_576;
/** A retryable problem is met this often before it is told. */
const attempts = 3;
/** Before the second and the third attempt, when the server names no time. */
const longestOwnBackOffMs = 10_000;
const ownBackOffMs = [2_000, longestOwnBackOffMs];
/** How long everybody waits when the server is too busy and names no time, or zero: longer each time in a row. */
const throttledMs = [2_000, 10_000, 30_000, 60_000];
/** What fewer requests at once may help against. */
const overloads: ReadonlySet<ProblemCode> = new Set(['exchange.throttled', 'exchange.timeout']);
/** Where nobody listens, or the name is not known, a short hiccup is met once more; a longer one is for the next run. */
const toldSoon: ReadonlySet<ProblemCode> = new Set(['exchange.refused', 'exchange.name-not-resolved']);
const attemptsOfToldSoon = 2;

export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

export interface Question<T> {
  /** EWS operation, for the request log. */
  readonly operation: string;
  /** SMTP address: place in the gate, X-AnchorMailbox, request log. */
  readonly mailbox: string;
  readonly envelope: string;
  readonly shape: XmlShape;
  /** Makes the value of the answer; its trouble is treated like one of the transport's own. */
  readonly read: (answer: SoapAnswer) => Asked<T>;
  /** True: trouble that a smaller batch may escape is told at once instead of being met again. */
  readonly mayShrink: boolean;
  /** True: it must not be done twice. Default false. */
  readonly modifies?: boolean;
}

export interface ExchangeTransport {
  /** Always settles. An aborted question is `run.stopped`. */
  ask<T>(question: Question<T>, signal: AbortSignal): Promise<Asked<T>>;
  pace(): Pace;
}

/** What came of one sending: an outcome, or why nothing was sent or nobody was let in. */
type Sent =
  | { readonly signIn: SignInVerdict; readonly outcome: HttpOutcome }
  | { readonly signIn: SignInVerdict; readonly trouble: Trouble };

export function createTransport(options: {
  settings: Settings['exchange'];
  /** The account's password; the application's client secret for OAuth. */
  secret: string;
  http: HttpClient;
  clock: Clock;
  askedToWait?: ((ms: number) => void) | undefined;
}): ExchangeTransport {
  const { http, clock, settings, askedToWait } = options;
  const gate = createTrafficGate({ concurrency: settings.concurrency, clock, askedToWait });
  const guard = createSignInGuard(clock);
  const signIn = createSignIn(options);
  /** Why the sign-in was refused last; told again when the guard lets nothing out any more. */
  let refused = signInRefused;
  let throttledInARow = 0;

  async function send<T>(question: Question<T>, signal: AbortSignal): Promise<Sent> {
    const credentials = await signIn.credentials(signal);
    if (!credentials.ok) {
      if (credentials.verdict === 'refused') refused = credentials.trouble;
      return { signIn: credentials.verdict, trouble: credentials.trouble };
    }
    const outcome = await http.request({
      ...credentials.signIn,
      method: 'POST',
      url: settings.url,
      headers: {
        ...credentials.headers,
        'content-type': 'text/xml; charset=utf-8',
        accept: 'text/xml',
        ...anchor(question.mailbox),
        // Found again in the server's own logs.
        'client-request-id': randomUUID(),
        'return-client-request-id': 'true',
        'user-agent': 'HaloIntegratorForExchange',
      },
      body: question.envelope,
      deadlineMs,
      signal,
      maxResponseBytes,
      repeatable: question.modifies !== true,
      peer: 'exchange',
      operation: question.operation,
      mailbox: question.mailbox,
    });
    if (!outcome.ok) return { signIn: 'unknown', outcome };
    if (outcome.value.status !== 401) return { signIn: 'accepted', outcome };
    const refusal = signIn.refusal(outcome.value);
    if (refusal.verdict === 'refused') refused = refusal.trouble;
    return { signIn: refusal.verdict, trouble: refusal.trouble };
  }

  function readAsked<T>(question: Question<T>, response: HttpResponse): Asked<T> {
    const modifies = question.modifies === true;
    const reading = readResponse(response, question.shape, clock.now(), modifies ? 'write' : 'read');
    const asked = reading.ok ? question.read(reading.value) : reading;
    if (asked.ok || !modifies || saysNothingWasDone(asked.trouble.problem)) return asked;
    return { ok: false, trouble: ofUnknownEffect(asked.trouble) };
  }

  async function once<T>(question: Question<T>, signal: AbortSignal): Promise<Asked<T>> {
    const leave = await gate.enter(question.mailbox, signal);
    let went: HowItWent = 'neither';
    try {
      const sent = await guard.guard(() => send(question, signal), signal);
      if (sent === null) return { ok: false, trouble: refused };
      if ('trouble' in sent) return { ok: false, trouble: sent.trouble };
      if (!sent.outcome.ok) {
        const told = troubleOfFailure(sent.outcome.failure);
        const left = question.modifies === true && sent.outcome.failure.requestSent;
        const trouble = left ? ofUnknownEffect(told) : told;
        if (overloads.has(trouble.problem.code)) went = 'overloaded';
        return { ok: false, trouble };
      }
      const asked = readAsked(question, sent.outcome.value);
      if (asked.ok) {
        went = 'well';
        throttledInARow = 0;
        return asked;
      }
      const { code, retryAfterMs } = asked.trouble.problem;
      if (overloads.has(code)) went = 'overloaded';
      // Before the place is given back: nobody may slip in between.
      if (retryAfterMs !== undefined) gate.pause(retryAfterMs);
      else if (code === 'exchange.throttled') {
        gate.pause(throttledMs[Math.min(throttledInARow, throttledMs.length - 1)] ?? 0);
        throttledInARow += 1;
      }
      return asked;
    } finally {
      leave(went);
    }
  }

  return {
    pace: gate.pace,
    async ask(question, signal) {
      if (settings.url === '') return { ok: false, trouble: addressMissing };
      try {
        for (let attempt = 1; ; attempt += 1) {
          const asked = await once(question, signal);
          if (asked.ok || !asked.trouble.problem.retryable) return asked;
          const { code, retryAfterMs, effectUnknown } = asked.trouble.problem;
          if (effectUnknown === true) return asked;
          if (attempt >= (toldSoon.has(code) ? attemptsOfToldSoon : attempts)) return asked;
          if (question.mayShrink && asked.trouble.shrink) return asked;
          // The gate keeps us waiting.
          if (retryAfterMs !== undefined || code === 'exchange.throttled') continue;
          await clock.wait(ownBackOffMs[attempt - 1] ?? longestOwnBackOffMs, signal);
        }
      } catch (error) {
        if (signal.aborted) return { ok: false, trouble: { problem: stopped(), shrink: false } };
        throw error;
      }
    },
  };
}

/** Routes to the mailbox's own server; without it Exchange proxies, slowly, and may fail. Only an ASCII address can be a header. */
function anchor(mailbox: string): Readonly<Record<string, string>> {
  return /^[\x21-\x7e]+$/.test(mailbox) ? { 'x-anchormailbox': mailbox } : {};
}

const addressMissing: Trouble = {
  problem: {
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field: 'exchange.url', reason: 'missing' },
  },
  shrink: false,
};

const signInRefused: Trouble = {
  problem: { code: 'exchange.unauthorized', scope: 'exchange', retryable: false, facts: { status: 401 } },
  shrink: false,
};
