/**
 * The sockets of one identity at one server, for sign-ins that belong to the socket: one handshake on each, then request after request
 * without a further word about it. A socket carries one request at a time and never serves another identity. Decides nothing about
 * passwords: a refusal is the server's answer, given back as it is.
 */
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchanged, StartTimer } from './exchange-once.ts';
import type { HttpRequest } from './http-client.ts';
import { failureOf } from './http-failure.ts';
import { certificateOn } from './server-certificate.ts';
import type { SocketSignIn } from './socket-sign-in.ts';
import { whenAborted } from './when-aborted.ts';

/** A place for one socket at most. */
interface Lane {
  readonly agent: Agent;
  /** The socket on which the handshake succeeded. */
  signedIn: Socket | null;
}

export interface SignedSocketsOptions {
  readonly signIn: SocketSignIn;
  readonly mostSockets: number;
  readonly newAgent: () => Agent;
  /** One exchange on the wire, with its line in the log. */
  readonly send: (agent: Agent, request: HttpRequest, deadlineMs: number) => Promise<Exchanged>;
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
}

export interface SignedSockets {
  request(request: HttpRequest): Promise<Exchanged>;
}

/** A second try is for a socket that the server had closed or forgotten, never for a refused sign-in. */
const attempts = 2;

function statusOf(sent: Exchanged): number {
  return sent.outcome.ok ? sent.outcome.value.status : 0;
}

/** Whether the next request of the lane can go the same way. */
function staysOpen(sent: Exchanged): boolean {
  const closes = sent.outcome.ok && /\bclose\b/i.test(sent.outcome.value.headers['connection'] ?? '');
  return !closes && sent.socket !== null && !sent.socket.destroyed;
}

function withAuthorization(request: HttpRequest, authorization: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization } };
}

export function createSignedSockets(options: SignedSocketsOptions): SignedSockets {
  const { signIn, send } = options;
  const free: Lane[] = [];
  let waiting: ((lane: Lane) => void)[] = [];
  let made = 0;

  /** The lane used last, so that few sockets do most of the work. */
  function lane(request: HttpRequest): Promise<Lane | 'timeout' | 'aborted'> {
    const ready = free.pop();
    if (ready !== undefined) return Promise.resolve(ready);
    if (made < options.mostSockets) {
      made += 1;
      return Promise.resolve({ agent: options.newAgent(), signedIn: null });
    }
    return new Promise(resolve => {
      const end = (result: Lane | 'timeout' | 'aborted') => {
        cancel();
        leaveSignal();
        waiting = waiting.filter(one => one !== end);
        resolve(result);
      };
      const leaveSignal = whenAborted(request.signal, () => end('aborted'));
      const cancel = options.startTimer(Math.max(1, request.deadlineMs), () => end('timeout'));
      waiting.push(end);
    });
  }

  function giveBack(lane: Lane): void {
    const next = waiting[0];
    if (next === undefined) free.push(lane);
    else next(lane);
  }

  function failed(request: HttpRequest, kind: 'timeout' | 'aborted' | 'connection-lost'): Exchanged {
    const about = { url: URL.parse(request.url), requestSent: false, limitBytes: 0 };
    const failure = failureOf(new Error(kind), kind, { ...about, deadlineMs: request.deadlineMs });
    const reason = kind === 'connection-lost' ? { reason: 'sign-in-cut' } : {};
    const outcome = { ok: false, failure: { ...failure, facts: { ...failure.facts, ...reason } } } as const;
    return { outcome, staleSocket: false, bytesOut: 0, bytesIn: 0, socket: null };
  }

  /** Null: the socket did not live through it, so that nothing is known. */
  async function shakeHands(on: Lane, request: HttpRequest, left: () => number): Promise<Exchanged | null> {
    const handshake = signIn.begin(URL.parse(request.url)?.hostname ?? '');
    const empty = request.body === undefined ? {} : { body: '' };
    const asking = { ...request, ...empty, operation: 'sign-in', mailbox: null };
    const opening = await send(on.agent, withAuthorization(asking, handshake.first), left());
    if (opening.staleSocket) return null;
    if (statusOf(opening) !== 401 || !opening.outcome.ok) return opening;
    const challenges = opening.outcome.value.headers['www-authenticate'] ?? '';
    const authorization = await handshake.answer(challenges, certificateOn(opening.socket)?.raw ?? null);
    if (authorization === null) return opening;
    if (!staysOpen(opening)) return null;
    const sent = await send(on.agent, withAuthorization(request, authorization), left());
    if (sent.socket !== opening.socket || (sent.staleSocket && request.repeatable === true)) return null;
    if (sent.outcome.ok && statusOf(sent) !== 401) on.signedIn = sent.socket;
    return sent;
  }

  async function through(on: Lane, request: HttpRequest, left: () => number): Promise<Exchanged> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (on.signedIn === null || on.signedIn.destroyed) {
        const sent = await shakeHands(on, request, left);
        if (sent !== null) return sent;
        continue;
      }
      const sent = await send(on.agent, request, left());
      const again = statusOf(sent) === 401 || (sent.staleSocket && request.repeatable === true);
      if (!again) return sent;
      on.signedIn = null;
    }
    return failed(request, 'connection-lost');
  }

  return {
    async request(request) {
      const from = options.monotonicMs();
      const on = await lane(request);
      if (on === 'timeout' || on === 'aborted') return failed(request, on);
      try {
        return await through(on, request, () => request.deadlineMs - (options.monotonicMs() - from));
      } finally {
        giveBack(on);
      }
    },
  };
}
