/**
 * The HTTP side of this Halo: reads a request whole, meets faults and limits, lets the router answer, logs, sends.
 * Knows no appointment.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { errorAnswer } from './answer.ts';
import { exchangeMarks } from './dialect.ts';
import type { Call, WriteLimits } from './endpoint.ts';
import type { FaultKind, FaultList } from './faults.ts';
import { isRecord } from './field-check.ts';
import type { Query } from './query.ts';
import { readQuery } from './query.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RequestLog } from './request-log.ts';
import { route } from './router.ts';
import type { TokenDesk } from './tokens.ts';

export interface DoorParts {
  readonly call: Omit<Call, 'id' | 'body' | 'query' | 'limits'>;
  readonly tokens: TokenDesk;
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly limit: RateLimit | null;
  readonly latencyMs: number;
  /** Aborted when the simulator closes: ends every wait. */
  readonly closing: AbortSignal;
}

interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** How an answer leaves: whole, cut after some bytes, as a reset, or never. */
interface Departure {
  readonly answer: Answer;
  readonly as: 'whole' | 'reset' | 'silence' | { readonly cutAt: number };
}

const mostBytes = 20_000_000;
const htmlPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>';
const noLimits: WriteLimits = { storeOnly: null, dropMarks: [] };

export function httpDoor(parts: DoorParts): RequestListener {
  return (incoming, outgoing) => {
    serve(parts, incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end(`The simulator itself failed: ${String(error)}`);
    });
  };
}

async function serve(parts: DoorParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const began = performance.now();
  const at = parts.call.now();
  const heard = await hear(incoming);
  if (heard === null) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  if (parts.latencyMs > 0) await pause(parts.latencyMs, parts.closing);
  const { answer, as } = await depart(parts, heard);
  const gone = as === 'reset' || as === 'silence';
  parts.log.add({
    at,
    method: heard.method,
    path: heard.path,
    query: Object.fromEntries(heard.query),
    body: isTokenPath(heard.path) ? '' : heard.body,
    status: gone ? 0 : answer.status,
    answer: gone || isTokenPath(heard.path) ? '' : answer.body,
    ms: Math.round(performance.now() - began),
  });
  if (as === 'silence') return;
  if (as === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(answer.body, 'utf8');
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (as === 'whole') {
    outgoing.end(bytes);
    return;
  }
  outgoing.write(bytes.subarray(0, as.cutAt), () => incoming.socket.destroy());
}

async function depart(parts: DoorParts, heard: HeardRequest): Promise<Departure> {
  const fault = parts.faults.take({
    method: heard.method,
    path: heard.path,
    appointmentIds: appointmentIds(heard),
  });
  if (fault === null) return whole(await work(parts, heard, noLimits));
  const { dialect } = parts.call;
  switch (fault.kind) {
    case 'http-status':
      return whole(
        errorAnswer(fault.status, fault.message ?? 'Ordered fault.', fault.shape ?? dialect.errorShape),
      );
    case 'too-many-requests':
      return whole(tooMany(fault.retryAfterSeconds, parts));
    case 'html-page':
      return whole({ status: fault.status ?? 200, headers: { 'content-type': 'text/html' }, body: htmlPage });
    case 'reset-before':
      return { answer: nothing, as: 'reset' };
    case 'never':
      if (fault.done === true) await work(parts, heard, noLimits);
      return { answer: nothing, as: 'silence' };
    case 'slow':
      await pause(fault.ms, parts.closing);
      return whole(await work(parts, heard, noLimits));
    default:
      return afterWork(fault, await work(parts, heard, limitsOf(fault)));
  }
}

type WorkedFault = Extract<
  FaultKind,
  { kind: 'lost-answer' | 'partial-array' | 'invalid-json' | 'cut-at' | 'drop-marks' }
>;

function limitsOf(fault: WorkedFault): WriteLimits {
  if (fault.kind === 'partial-array') return { storeOnly: fault.stored, dropMarks: [] };
  if (fault.kind === 'drop-marks') return { storeOnly: null, dropMarks: fault.marks ?? exchangeMarks };
  return noLimits;
}

function afterWork(fault: WorkedFault, answer: Answer): Departure {
  switch (fault.kind) {
    case 'lost-answer':
      return { answer, as: 'reset' };
    case 'invalid-json':
      return whole({ ...answer, body: `{"id": 1, "subject": ${answer.body.slice(0, 40)}` });
    case 'cut-at':
      return { answer, as: { cutAt: fault.bytes } };
    case 'partial-array':
    case 'drop-marks':
      return whole(answer);
  }
}

async function work(parts: DoorParts, heard: HeardRequest, limits: WriteLimits): Promise<Answer> {
  if (isTokenPath(heard.path)) {
    if (heard.method !== 'POST') return errorAnswer(405, 'invalid_request', 'error');
    return parts.tokens.answer(new URLSearchParams(heard.body), heard.query);
  }
  const wait = parts.limit?.take(parts.call.now()) ?? 0;
  if (wait > 0) return tooMany(parts.call.dialect.retryAfter ? wait : null, parts);
  return route(
    {
      method: heard.method,
      path: heard.path,
      authorization: heard.headers.authorization,
      contentType: heard.headers['content-type'] ?? '',
      body: heard.body,
    },
    { ...parts.call, query: heard.query, limits },
    parts.tokens,
  );
}

const nothing: Answer = { status: 0, headers: {}, body: '' };

function whole(answer: Answer): Departure {
  return { answer, as: 'whole' };
}

function tooMany(seconds: number | null, parts: DoorParts): Answer {
  const answer = errorAnswer(429, 'Too many requests.', parts.call.dialect.errorShape);
  if (seconds === null) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
}

function isTokenPath(path: string): boolean {
  return /^\/auth\/token\/?$/i.test(path);
}

/** The ids that a fault may be ordered for: of the path, or of the posted elements. */
function appointmentIds(heard: HeardRequest): readonly number[] {
  const inPath = /\/appointment\/(\d+)$/i.exec(heard.path);
  if (inPath !== null) return [Number(inPath[1])];
  if (heard.method !== 'POST' || !/\/appointment$/i.test(heard.path)) return [];
  try {
    const body: unknown = JSON.parse(heard.body);
    const elements: readonly unknown[] = Array.isArray(body) ? body : [];
    return elements.filter(isRecord).map(element => Number(element['id'] ?? 0));
  } catch {
    return [];
  }
}

/** The whole request; null when it is too large or was given up by the client. */
async function hear(incoming: IncomingMessage): Promise<HeardRequest | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'http://halo');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: readQuery(url.searchParams),
    body: Buffer.concat(chunks).toString('utf8'),
    headers: incoming.headers,
  };
}

function pause(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    closing.addEventListener('abort', done);
  });
}
