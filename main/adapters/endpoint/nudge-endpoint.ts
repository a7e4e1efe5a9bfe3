/**
 * The one place where this app listens: `POST /changed` says that something changed in Halo. Nothing can be read or listed here. It holds
 * the bounds of connections and time; what a request is answered is in `answer-nudge.ts`. Nobody listens unless a person switched it on.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { ChangeDoor } from '../../outbound-ports.ts';
import type { Clock, Log, RequestLog } from '../../ports.ts';
import { createAnswering, type NudgeAnswer, type Refusal } from './answer-nudge.ts';
import { type ListenPlace, listen, problemOfSecret } from './listen.ts';
import { createNudgeRecorder } from './record-nudge.ts';

/** Of port 0 `start` tells which one it is. */
export interface NudgeEndpointOptions extends ListenPlace, Pick<ChangeDoor, 'heard' | 'lookAt'> {
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: Pick<RequestLog, 'record'>;
  /** For tests. */
  readonly limits?: Partial<NudgeLimits>;
}

/** Milliseconds, unless the name says otherwise. */
export interface NudgeLimits {
  readonly headers: number;
  /** For headers and body together. */
  readonly request: number;
  /** How long a connection stays open for the next request. */
  readonly keepAlive: number;
  /** How often the three are looked at. */
  readonly look: number;
  readonly connections: number;
  readonly remembered: number;
}

const usualLimits: NudgeLimits = {
  headers: 5_000,
  request: 10_000,
  keepAlive: 5_000,
  look: 1_000,
  connections: 64,
  remembered: 32_000,
};
const mostHeaderBytes = 8 * 1024;
/** How long those who are being answered may go on when it stops. */
const lastAnswersMs = 2_000;
/** Refusals are told in the log this often, with their number. */
const tellEveryMs = 60_000;

export interface NudgeEndpoint {
  /**
   * Listens. Problems: outbound.port-in-use, outbound.cannot-listen (no such address here, no right to the port), outbound.weak-secret.
   */
  start(): Promise<Result<{ readonly address: string; readonly port: number }>>;
  /** Nobody new is heard; who is being answered gets the answer within a bound. */
  stop(): Promise<void>;
  /** Bounded, all of them: signatures remembered, requests under way, open connections. */
  counts(): { readonly remembered: number; readonly underWay: number; readonly connections: number };
}

/** Counts refusals and says them at most once a minute each, so that a flood does not fill the log. */
function createRefusalLog(clock: Clock, log: Log): (refusal: Refusal, problem: Problem | null) => void {
  const told = new Map<Refusal, { at: number; since: number }>();
  return (refusal, problem) => {
    const now = clock.monotonicMs();
    const known = told.get(refusal);
    if (known !== undefined && now - known.at < tellEveryMs) {
      known.since += 1;
      return;
    }
    const count = (known?.since ?? 0) + 1;
    told.set(refusal, { at: now, since: 0 });
    log.write('warning', 'a nudge was refused', { reason: refusal, count });
    if (problem !== null) log.problem(problem);
  };
}

function send(response: ServerResponse, answer: NudgeAnswer): void {
  const { status, retryAfter } = answer;
  response.statusCode = status;
  response.setHeader('Content-Length', 0);
  if (status === 405) response.setHeader('Allow', 'POST');
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  // What was not read to its end, or comes from who may not speak, is not waited for.
  const goesOn = response.req.complete && (status === 202 || status === 429 || status === 503);
  if (!goesOn) response.setHeader('Connection', 'close');
  response.end();
}

export function createNudgeEndpoint(options: NudgeEndpointOptions): NudgeEndpoint {
  const { clock, log, secret, address, port } = options;
  const limits = { ...usualLimits, ...options.limits };
  const answering = createAnswering({ ...options, mostRemembered: limits.remembered });
  const tellRefusal = createRefusalLog(clock, log);
  const record = createNudgeRecorder(options.requestLog, clock);
  let server: Server | null = null;
  let connections = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const began = clock.monotonicMs();
    let answer: NudgeAnswer;
    try {
      answer = await answering.answer(request);
    } catch (error) {
      const facts = { error: error instanceof Error ? error.name : 'unknown' };
      log.problem({ code: 'internal.bug', scope: 'installation', retryable: true, facts });
      answer = { status: 503, refusal: 'store-failed', retryAfter: 30 };
    }
    if (answer.refusal !== null) tellRefusal(answer.refusal, answer.problem ?? null);
    record(request, answer, began);
    if (!response.destroyed) send(response, answer);
  };

  const make = (): Server => {
    const made = createServer(
      {
        maxHeaderSize: mostHeaderBytes,
        headersTimeout: limits.headers,
        requestTimeout: limits.request,
        keepAliveTimeout: limits.keepAlive,
        connectionsCheckingInterval: limits.look,
      },
      (request, response) => void handle(request, response),
    );
    made.maxConnections = limits.connections;
    made.maxHeadersCount = 50;
    made.on('connection', socket => {
      connections += 1;
      socket.once('close', () => {
        connections -= 1;
      });
    });
    // Nothing is ever promised to who wants something else than a request.
    made.on('upgrade', (_, socket) => socket.destroy());
    return made;
  };

  return {
    start: async () => {
      if (server !== null) throw new Error('the endpoint listens already');
      const weak = problemOfSecret(secret);
      if (weak !== null) return failed(weak);
      const made = make();
      const listening = await listen(made, options);
      if (!listening.ok) return listening;
      made.on('error', error => log.write('error', 'the endpoint had an error', { error: String(error) }));
      server = made;
      const where = made.address();
      return succeeded({ address, port: where !== null && typeof where === 'object' ? where.port : port });
    },
    stop: async () => {
      const stopping = server;
      server = null;
      if (stopping === null) return;
      const over = new AbortController();
      const closed = new Promise<void>(resolve => stopping.close(() => resolve()));
      stopping.closeIdleConnections();
      const late = clock.wait(lastAnswersMs, over.signal).catch(() => undefined);
      await Promise.race([closed, late]);
      over.abort();
      stopping.closeAllConnections();
      await closed;
    },
    counts: () => ({ ...answering.counts(), connections }),
  };
}
