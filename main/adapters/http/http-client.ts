/**
 * One HTTP stack for Exchange and Halo: pooled keep-alive sockets owned by a client object, one hard deadline per exchange, abort,
 * a cap on the answer, TLS that is always verified, a line in the request log for everything that goes out.
 * It follows no redirect, knows no password (a sign-in that belongs to the socket is handed in), knows neither SOAP nor JSON, and never throws for what the network does.
 */
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, RequestLog } from '../../ports.ts';
import { createConnectionPool, type TlsRules } from './connection-pool.ts';
import { type Exchanged, exchangeOnce, type StartTimer, startRealTimer } from './exchange-once.ts';
import { type ProxyRules, proxyFor, straight } from './proxy-route.ts';
import {
  certificateOn,
  describeCertificate,
  lookAtCertificates,
  type ServerCertificate,
} from './server-certificate.ts';
import { createSignedSockets, type SignedSockets } from './signed-sockets.ts';
import type { SocketSignIn } from './socket-sign-in.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute http or https address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as UTF-8 with its Content-Length. */
  readonly body?: string;
  /** For the whole exchange, waiting for a free socket included; milliseconds. At its end the socket is destroyed. */
  readonly deadlineMs: number;
  /** Abort destroys the socket; the answer is the failure `aborted`. */
  readonly signal: AbortSignal;
  /** Cap on the answer's body after decompression, default 64 MiB. Beyond it: `too-large`. */
  readonly maxResponseBytes?: number;
  /**
   * True when sending it twice does no harm (a read). Only then a request that met a pooled socket which the peer had closed is
   * sent once more, on a fresh socket; otherwise the caller gets `connection-lost` with `requestSent`. Default false.
   */
  readonly repeatable?: boolean;
  /**
   * Takes the body of an answer of status 200 part by part as it arrives, decompressed and read as UTF-8; `text` of that answer is ''.
   * For answers too large to be held at once. It must not throw. What it was given of an answer that fails later is not whole.
   */
  readonly take?: (part: string) => void;
  /**
   * A sign-in that belongs to the socket. Sockets are shared only by requests with the same object and the same server; the handshakes
   * are lines of their own in the log. A 401 that is given back is the answer to a handshake, or what was offered instead of one.
   */
  readonly signIn?: SocketSignIn;
  /** For the request log. */
  readonly peer: 'exchange' | 'halo';
  /** For the request log: EWS operation, or method and path without values. */
  readonly operation: string;
  /** For the request log: whose calendar. */
  readonly mailbox?: string | null;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers are joined by ', '. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed, read as UTF-8; '' where `take` took it. */
  readonly text: string;
}

export type HttpFailureKind =
  | 'name-not-resolved'
  | 'refused'
  | 'timeout'
  | 'connection-lost'
  | 'certificate'
  /** The way to the server is a proxy, and it did not lead there. */
  | 'proxy'
  | 'too-large'
  /** The request cannot be written: an illegal character in a header, or no address. */
  | 'unsendable'
  | 'aborted';

export interface HttpFailure {
  readonly kind: HttpFailureKind;
  /**
   * `host`, `port`, and where known `system` (the system's error code), `deadlineMs`, `limitBytes`; for `proxy` its
   * `proxy` and the `status` that it answered; for `certificate` also
   * `reason`: `expired`, `not-yet-valid`, `wrong-host`, `self-signed`, `unknown-authority`, `revoked`, `not-pinned`, `other` and what the certificate says of
   * itself (`subject`, `names`, `issuer`, `from`, `until`, `fingerprint`), or `no-tls` when what
   * answers speaks no TLS, or none that we speak.
   */
  readonly facts: Readonly<Record<string, string | number>>;
  /** True when a byte of the request may have reached the peer, so it may have had its effect. */
  readonly requestSent: boolean;
}

export type HttpOutcome =
  | { readonly ok: true; readonly value: HttpResponse }
  | { readonly ok: false; readonly failure: HttpFailure };

export interface HttpClientOptions {
  /** Further certificate authorities, PEM text, trusted besides the built-in and the system's ones. Empty or absent: none. */
  readonly caPem?: string;
  /** What is asked of single servers besides, by origin (`https://mail.example.org`). Others: a trusted certificate and TLS 1.2. */
  readonly tls?: ReadonlyMap<string, TlsRules>;
  /** The way to the servers. Default: straight, whatever the environment says. */
  readonly proxy?: ProxyRules;
  /** Most sockets at once to one host. */
  readonly maxSockets: number;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  /** What rings at a deadline. Default: a real timer; tests of silent servers ring it themselves. */
  readonly startTimer?: StartTimer;
}

export interface HttpClient {
  /** Always settles, at the latest at the deadline. An HTTP error status and a redirect are answers, not failures. */
  request(request: HttpRequest): Promise<HttpOutcome>;
  /** The certificate that the server of an address showed last and that was accepted; null when there was none yet. */
  certificateOf(url: string): ServerCertificate | null;
  /** Destroys all sockets; requests under way fail with `connection-lost`. */
  close(): void;
}

const beforeTheServer: ReadonlySet<HttpFailureKind> = new Set([
  'name-not-resolved',
  'refused',
  'connection-lost',
]);

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const startTimer = options.startTimer ?? startRealTimer;
  const rules: ReadonlyMap<string, TlsRules> = options.tls ?? new Map();
  const proxy = options.proxy ?? straight;
  const pool = createConnectionPool({
    maxSockets: options.maxSockets,
    caPem: options.caPem ?? '',
    tls: rules,
    proxy,
  });
  const shown = new Map<string, ServerCertificate>();
  const seen = new WeakSet<Socket>();

  const signed = new Map<SocketSignIn, Map<string, SignedSockets>>();

  /** Remembers the certificate of a new socket; says of a refused one what it is. */
  async function withCertificate(request: HttpRequest, sent: Exchanged): Promise<Exchanged> {
    const url = URL.parse(request.url);
    if (url?.protocol !== 'https:') return sent;
    const { outcome, socket } = sent;
    if (outcome.ok && socket !== null && !seen.has(socket)) {
      seen.add(socket);
      const certificate = certificateOn(socket);
      if (certificate !== null) shown.set(url.origin, describeCertificate(certificate));
    }
    if (outcome.ok || outcome.failure.kind !== 'certificate') return sent;
    const { reason } = outcome.failure.facts;
    if (reason === 'no-tls') return sent;
    const looked = await lookAtCertificates(url, request.deadlineMs, request.signal);
    const facts = { ...outcome.failure.facts, ...looked?.chain[0] };
    const isPinned = rules.has(url.origin) && rules.get(url.origin)?.pinned !== '';
    const told = isPinned && reason !== 'expired' && reason !== 'not-yet-valid' ? 'not-pinned' : reason;
    const failure = { ...outcome.failure, facts: { ...facts, reason: told ?? 'other' } };
    return { ...sent, outcome: { ok: false, failure } };
  }

  /** What fails before the server is reached fails at the proxy, where there is one. */
  function blamedOnProxy(request: HttpRequest, sent: Exchanged): Exchanged {
    if (sent.outcome.ok) return sent;
    const url = URL.parse(request.url);
    const through = url === null ? null : proxyFor(url, proxy);
    if (through === null) return sent;
    const { failure } = sent.outcome;
    if (failure.requestSent || !beforeTheServer.has(failure.kind)) return sent;
    const facts = { ...failure.facts, proxy: URL.parse(through)?.host ?? '' };
    return { ...sent, outcome: { ok: false, failure: { ...failure, kind: 'proxy', facts } } };
  }

  /** One exchange on the wire, and its line in the log. */
  async function send(agent: Agent, request: HttpRequest, deadlineMs: number) {
    const at = options.clock.now();
    const from = options.clock.monotonicMs();
    const exchanged = await exchangeOnce(agent, request, deadlineMs, startTimer);
    const sent = blamedOnProxy(request, await withCertificate(request, exchanged));
    options.requestLog.record({
      at,
      direction: 'outbound',
      peer: request.peer,
      operation: request.operation,
      mailbox: request.mailbox ?? null,
      status: sent.outcome.ok ? sent.outcome.value.status : 0,
      problem: sent.outcome.ok ? null : sent.outcome.failure.kind,
      ms: Math.round(options.clock.monotonicMs() - from),
      bytesOut: sent.bytesOut,
      bytesIn: sent.bytesIn,
    });
    return sent;
  }

  function signedSockets(signIn: SocketSignIn, url: string): SignedSockets {
    const origin = URL.parse(url)?.origin ?? '';
    const byOrigin = signed.get(signIn) ?? new Map<string, SignedSockets>();
    signed.set(signIn, byOrigin);
    const sockets =
      byOrigin.get(origin) ??
      createSignedSockets({
        signIn,
        mostSockets: options.maxSockets,
        newAgent: () => pool.agentOfOneSocket(url),
        send,
        monotonicMs: () => options.clock.monotonicMs(),
        startTimer,
      });
    byOrigin.set(origin, sockets);
    return sockets;
  }

  return {
    async request(request) {
      if (request.signIn !== undefined) {
        return (await signedSockets(request.signIn, request.url).request(request)).outcome;
      }
      const from = options.clock.monotonicMs();
      const agent = pool.agentFor(request.url);
      const first = await send(agent, request, request.deadlineMs);
      const left = request.deadlineMs - (options.clock.monotonicMs() - from);
      if (!first.staleSocket || request.repeatable !== true || left < 1) return first.outcome;
      const second = await send(agent, request, left);
      return second.outcome;
    },
    certificateOf: url => shown.get(URL.parse(url)?.origin ?? '') ?? null,
    close: () => pool.close(),
  };
}
