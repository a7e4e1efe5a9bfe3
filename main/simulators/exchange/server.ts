/**
 * The simulated Exchange: EWS over real HTTP on loopback. Reads requests, asks who sends them, lets the operations answer
 * and ordered faults spoil the answer, and logs all of it. Knows nothing of calendars.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { answerAutodiscover, isAutodiscover } from './autodiscover.ts';
import { describedAt } from './description/documents.ts';
import { FaultList } from './faults.ts';
import type { ChannelBindingRule } from './ntlm/verify.ts';
import { type OfferedSignIn, signInMethods } from './offered-sign-ins.ts';
import { prepare } from './protocol/dispatch.ts';
import type { ServerVersion } from './protocol/versions.ts';
import { type LoggedRequest, RequestLog } from './request-log.ts';
import type { SignInMethod } from './sign-in.ts';
import { type ExchangeDialect, usualDialect } from './state/dialect.ts';
import { ExchangeState } from './state.ts';
import { type Scene, type Sent, strike } from './strike.ts';

export interface ExchangeSimulatorOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Default Exchange2016. */
  readonly version?: ServerVersion;
  /** Clock of creation and modification times, epoch ms. Default Date.now. */
  readonly now?: () => number;
  /** An account without a mailbox that may impersonate everybody. */
  readonly master?: { readonly user: string; readonly password: string };
  /** Time between a request and its answer. Default 0. */
  readonly latencyMs?: number;
  /** https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly dialect?: Partial<ExchangeDialect>;
  /** What the 401 offers, in this order. Default basic alone. */
  readonly signIn?: readonly OfferedSignIn[];
  /** Extended Protection of an https server. Default allow, as Microsoft recommends for EWS. */
  readonly channelBinding?: ChannelBindingRule;
}

export interface ExchangeSimulator {
  /** http(s)://127.0.0.1:PORT/EWS/Exchange.asmx */
  readonly url: string;
  /** Answers one request, for a server of another's own in the same process. */
  readonly listener: RequestListener;
  readonly state: ExchangeState;
  readonly faults: FaultList;
  readonly requests: readonly LoggedRequest[];
  /** Mails that the server would have sent. */
  readonly mailsSent: number;
  clearRequests(): void;
  /** From now on this bearer token is that user's. */
  acceptToken(token: string, user: string): void;
  close(): Promise<void>;
}

const longestRequest = 32 * 1024 * 1024;

function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= longestRequest) parts.push(part);
    });
    request.on('end', () => resolve(length <= longestRequest ? Buffer.concat(parts) : undefined));
    request.on('close', () => resolve(undefined));
  });
}

/** Ports are bound when this resolves; rejects when the port is taken. */
export async function startExchangeSimulator(
  options: ExchangeSimulatorOptions = {},
): Promise<ExchangeSimulator> {
  const now = options.now ?? Date.now;
  const state = new ExchangeState(now, { ...usualDialect, ...options.dialect });
  if (options.master !== undefined) {
    state.addUser(options.master.user, options.master.password);
    state.setImpersonation(options.master.user, true);
  }
  const tokens = new Map<string, string>();
  const methods = await signInMethods({ ...options, state, now, tokens });
  const door = new Door(state, options.version ?? 'Exchange2016', methods, now, options.latencyMs ?? 0);
  const handle = (request: IncomingMessage, reply: ServerResponse) => {
    door.handle(request, reply).catch(error => reply.destroy(error instanceof Error ? error : undefined));
  };
  const server: Server =
    options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    url: `http${options.tls === undefined ? '' : 's'}://127.0.0.1:${port}/EWS/Exchange.asmx`,
    listener: handle,
    state,
    faults: door.faults,
    requests: door.log.entries,
    get mailsSent() {
      return state.mailsSent;
    },
    clearRequests: () => door.log.clear(),
    acceptToken: (token, user) => tokens.set(token, user),
    close: () =>
      new Promise<void>(resolve => {
        door.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Handles the requests of one server. */
class Door {
  readonly faults = new FaultList();
  readonly log = new RequestLog();
  readonly #state: ExchangeState;
  readonly #server: ServerVersion;
  readonly #methods: readonly SignInMethod[];
  readonly #now: () => number;
  readonly #latencyMs: number;
  readonly #connections = new WeakMap<Socket, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #connectionCount = 0;

  constructor(
    state: ExchangeState,
    server: ServerVersion,
    methods: readonly SignInMethod[],
    now: () => number,
    latencyMs: number,
  ) {
    this.#state = state;
    this.#server = server;
    this.#methods = methods;
    this.#now = now;
    this.#latencyMs = latencyMs;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #connection(socket: Socket): number {
    const known = this.#connections.get(socket) ?? ++this.#connectionCount;
    this.#connections.set(socket, known);
    return known;
  }

  async handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const began = performance.now();
    const connection = this.#connection(request.socket);
    const asked = await readBody(request);
    if (asked === undefined) return;
    const entry = { at: this.#now(), connection };
    const { sent, ...who } = this.#answer(request, asked.toString('utf8'));
    const body = Buffer.from(sent.body);
    const send = () => {
      const ms = Math.round(performance.now() - began);
      this.log.add({ ...entry, ...who, status: sent.status, ms }, asked, body);
      deliver(sent, body, reply, request.socket);
      sent.afterwards?.();
    };
    const delay = this.#latencyMs + sent.delayMs;
    if (delay === 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      send();
    }, delay);
    this.#timers.add(timer);
  }

  #answer(
    request: IncomingMessage,
    xml: string,
  ): { sent: Sent; operation: string; mailbox: string | undefined; user: string | undefined } {
    const nobody = { operation: '', mailbox: undefined, user: undefined };
    const empty = { body: '', headers: {}, ending: 'whole', delayMs: 0 } as const;
    const { url = '' } = request;
    const description = describedAt(url);
    if (!/^\/ews\/exchange\.asmx(?:[/?]|$)/i.test(url) && !isAutodiscover(url) && description === undefined)
      return { ...nobody, sent: { ...empty, status: 404 } };
    const challenge = this.#methods.map(method => method.challenge);
    let offered: readonly string[] = challenge;
    let user: string | undefined;
    for (const method of this.#methods) {
      const found = method.identify(request);
      if (found.kind === 'user') user = found.user;
      if (found.kind === 'refused' && found.challenge !== undefined) offered = [found.challenge];
      if (found.kind !== 'unknown') break;
    }
    if (user === undefined)
      return { ...nobody, sent: { ...empty, status: 401, headers: { 'WWW-Authenticate': offered } } };
    if (description !== undefined && request.method === 'GET') {
      const headers = { 'Content-Type': 'text/xml' };
      return { ...nobody, user, sent: { ...empty, status: 200, body: description, headers } };
    }
    if (request.method !== 'POST') return { ...nobody, user, sent: { ...empty, status: 405 } };
    if (isAutodiscover(url)) {
      const scheme = 'encrypted' in request.socket ? 'https' : 'http';
      const ewsUrl = `${scheme}://${request.headers.host ?? ''}/EWS/Exchange.asmx`;
      const { operation, status, body } = answerAutodiscover(url, xml, this.#state, ewsUrl);
      const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
      return { operation, mailbox: undefined, user, sent: { ...empty, status, body, headers } };
    }
    const prepared = prepare(xml, user, this.#state, this.#server);
    const fault = this.faults.take(prepared.facts);
    const scene: Scene = { state: this.#state, server: this.#server, challenge };
    const { operation, mailbox } = prepared.facts;
    return { sent: strike(fault, prepared, scene), operation, mailbox, user };
  }
}

function deliver(sent: Sent, body: Buffer, reply: ServerResponse, socket: Socket): void {
  if (sent.ending === 'never') return;
  if (sent.ending === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  reply.writeHead(sent.status, { ...sent.headers, 'Content-Length': body.length });
  if (typeof sent.ending === 'object') {
    reply.write(body.subarray(0, sent.ending.cutAt), () => socket.destroy());
    return;
  }
  reply.end(body);
  if (sent.ending !== 'twice') return;
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n`;
  socket.write(Buffer.concat([Buffer.from(head), body]));
}
