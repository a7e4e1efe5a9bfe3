/**
 * One request and its whole answer on one socket of an agent. Always settles: answer, failure, deadline or abort, whichever is first.
 * Retries nothing.
 */
import { type Agent, type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createInflate } from 'node:zlib';
import type { HttpFailureKind, HttpOutcome, HttpRequest } from './http-client.ts';
import { failureOf } from './http-failure.ts';
import { whenAborted } from './when-aborted.ts';

const defaultCap = 64 * 1_048_576;

export interface Exchanged {
  readonly outcome: HttpOutcome;
  /** True when a pooled socket turned out to be closed before any of the answer came. */
  readonly staleSocket: boolean;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** On which it went; null when it never got one. */
  readonly socket: Socket | null;
}

/** The error with which our own side ends an exchange. */
class OwnEnd extends Error {
  readonly kind: HttpFailureKind;
  constructor(kind: HttpFailureKind) {
    super(kind);
    this.kind = kind;
  }
}

function headersOf(answer: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(answer.headersDistinct))
    headers[name] = (values ?? []).join(', ');
  return headers;
}

/** The body without its compression; an unknown coding is passed on as it is and fails in the reader of the answer. */
function decoded(answer: IncomingMessage): Readable {
  const coding = (answer.headers['content-encoding'] ?? '').toLowerCase();
  if (coding !== 'gzip' && coding !== 'deflate') return answer;
  const decoder = coding === 'gzip' ? createGunzip() : createInflate();
  // An error of either stream is an error of the decoder, where it is listened for.
  return pipeline(answer, decoder, () => undefined);
}

/** Calls back once the connection is up: from then on bytes of the request may have left. */
function whenConnected(socket: Socket, secure: boolean, then: () => void): void {
  if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', then);
  else then();
}

/** Rings once after the time; the returned function takes it back. */
export type StartTimer = (ms: number, ring: () => void) => () => void;

export const startRealTimer: StartTimer = (ms, ring) => {
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
};

export function exchangeOnce(
  agent: Agent,
  request: HttpRequest,
  deadlineMs: number,
  startTimer: StartTimer,
): Promise<Exchanged> {
  return new Promise(resolve => {
    const url = URL.parse(request.url);
    const secure = url?.protocol === 'https:';
    const body = request.body === undefined ? null : Buffer.from(request.body, 'utf8');
    const cap = request.maxResponseBytes ?? defaultCap;
    let requestSent = false;
    let bytesIn = 0;
    let answered = false;
    let settled = false;
    let outgoing: ClientRequest | null = null;
    let leaveSignal = () => {};
    let usedSocket: Socket | null = null;

    const settle = (outcome: HttpOutcome, staleSocket: boolean) => {
      if (settled) return;
      settled = true;
      cancelTimer();
      leaveSignal();
      resolve({ outcome, staleSocket, bytesOut: body?.length ?? 0, bytesIn, socket: usedSocket });
    };
    const fail = (error: Error) => {
      if (settled) return;
      const own = error instanceof OwnEnd ? error.kind : null;
      const staleSocket = own === null && !answered && outgoing?.reusedSocket === true;
      const failure = failureOf(error, own, {
        url,
        requestSent,
        deadlineMs: request.deadlineMs,
        limitBytes: cap,
      });
      settle({ ok: false, failure }, staleSocket);
      outgoing?.destroy();
    };
    const abort = () => fail(new OwnEnd('aborted'));
    const cancelTimer = startTimer(Math.max(1, deadlineMs), () => fail(new OwnEnd('timeout')));
    if (request.signal.aborted) return abort();
    leaveSignal = whenAborted(request.signal, abort);

    try {
      outgoing = (secure ? requestSecure : requestPlain)(url ?? '', {
        agent,
        method: request.method,
        headers: {
          'accept-encoding': 'gzip, deflate',
          ...request.headers,
          ...(body === null ? {} : { 'content-length': String(body.length) }),
        },
      });
    } catch {
      // What no header and no address can hold; Node says so by throwing.
      return fail(new OwnEnd('unsendable'));
    }
    outgoing.on('error', fail);
    outgoing.on('socket', socket => {
      usedSocket = socket;
      whenConnected(socket, secure, () => {
        requestSent = true;
      });
    });
    outgoing.on('response', answer => {
      answered = true;
      answer.on('data', (chunk: Buffer) => {
        bytesIn += chunk.length;
      });
      const take = answer.statusCode === 200 ? request.take : undefined;
      const decoder = new StringDecoder('utf8');
      const chunks: Buffer[] = [];
      let size = 0;
      const stream = decoded(answer);
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > cap) fail(new OwnEnd('too-large'));
        else if (settled) return;
        else if (take === undefined) chunks.push(chunk);
        else take(decoder.write(chunk));
      });
      // An answer that ends early is an error of the stream, too.
      stream.on('error', fail);
      stream.on('end', () => {
        if (!settled) take?.(decoder.end());
        const text = Buffer.concat(chunks).toString('utf8');
        settle(
          { ok: true, value: { status: answer.statusCode ?? 0, headers: headersOf(answer), text } },
          false,
        );
      });
    });
    outgoing.end(body ?? undefined);
  });
}
