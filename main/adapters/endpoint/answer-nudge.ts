/**
 * What one request is answered: who may say what, how often, and that 202 means that it is on disk. An answer is a status and never says
 * anything of what was sent. Cheap refusals come before the body is read; nothing is believed before its signature.
 */
import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../core/problem.ts';
import type { ChangeDoor } from '../../outbound-ports.ts';
import type { Clock } from '../../ports.ts';
import { mostBodyBytes, parseChanged, readBody } from './changed-body.ts';
import { type Claim, isOfNow, isSigned, readClaim } from './signature.ts';
import { createTokenBucket } from './token-bucket.ts';
import { createUsedSignatures } from './used-signatures.ts';

/** Why a request was refused: for the log, never for the sender. */
export type Refusal =
  | 'not-signed'
  | 'clock-differs'
  | 'wrong-signature'
  | 'sent-before'
  | 'too-many'
  | 'queue-full'
  | 'not-understood'
  | 'store-failed';

export interface NudgeAnswer {
  readonly status: 202 | 400 | 401 | 404 | 405 | 413 | 415 | 429 | 503;
  readonly refusal: Refusal | null;
  /** Seconds after which it may come again. */
  readonly retryAfter?: number;
  readonly problem?: Problem;
}

export interface AnswerOptions extends Pick<ChangeDoor, 'heard' | 'lookAt'> {
  readonly secret: string;
  readonly clock: Clock;
  /** Most signatures that are remembered; for tests. */
  readonly mostRemembered?: number;
}

export interface Answering {
  answer(request: IncomingMessage): Promise<NudgeAnswer>;
  /** Signatures that are remembered, and requests under way. */
  counts(): { readonly remembered: number; readonly underWay: number };
}

const path = '/changed';
const burst = 200;
const perSecond = 50;
const mostUnderWay = 64;
/** The queue's disk is waited for no longer. What it does after that is kept all the same; the sender says it again. */
const storeDeadlineMs = 30_000;

function refused(
  status: NudgeAnswer['status'],
  refusal: Refusal | null = null,
  retryAfter?: number,
): NudgeAnswer {
  return retryAfter === undefined ? { status, refusal } : { status, refusal, retryAfter };
}

/** What can be said of a request by its first lines alone. Null: go on. */
function byHeaders(request: IncomingMessage): NudgeAnswer | null {
  if (request.url !== path) return refused(404);
  if (request.method !== 'POST') return refused(405);
  const { headers } = request;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' || headers['content-encoding'] !== undefined) return refused(415);
  return Number(headers['content-length'] ?? 0) > mostBodyBytes ? refused(413) : null;
}

export function createAnswering(options: AnswerOptions): Answering {
  const { secret, clock, heard, lookAt } = options;
  const used = createUsedSignatures(options.mostRemembered);
  const bucket = createTokenBucket(burst, perSecond);
  let underWay = 0;

  /** Tells the queue, within a deadline. */
  const tell = async (appointments: readonly number[]): Promise<NudgeAnswer> => {
    const over = new AbortController();
    const late = clock.wait(storeDeadlineMs, over.signal).then(
      () => 'late' as const,
      () => 'late' as const,
    );
    const changes = appointments.map(haloId => ({ haloId, agentId: null }));
    const told = await Promise.race([heard(changes, 'nudge'), late]);
    over.abort();
    if (told === 'late') return refused(503, 'store-failed', 30);
    if (!told.ok) return { ...refused(503, 'store-failed', 30), problem: told.problem };
    return told.value === 'queued' ? refused(202) : refused(429, 'queue-full', 30);
  };

  /** For a request whose signature is right and used for the first time. */
  const serve = async (body: Uint8Array): Promise<NudgeAnswer> => {
    const changed = parseChanged(body);
    if (changed === null) return refused(400, 'not-understood');
    if (!bucket.take(clock.monotonicMs())) return refused(429, 'too-many', 1);
    const told = changed.appointments.length === 0 ? refused(202) : await tell(changed.appointments);
    if (told.status === 202 && changed.agents.length > 0) lookAt(changed.agents);
    return told;
  };

  const check = async (request: IncomingMessage, claim: Claim): Promise<NudgeAnswer> => {
    const body = await readBody(request);
    if (body === 'too-long') return refused(413);
    if (body === null) return refused(400, 'not-understood');
    const nowMs = Date.parse(clock.now());
    // The body may have taken its time.
    if (!isOfNow(claim, nowMs)) return refused(401, 'clock-differs');
    if (!isSigned(claim, body, secret)) return refused(401, 'wrong-signature');
    const signature = claim.signature.toString('base64');
    const found = used.use(signature, claim.seconds, nowMs);
    if (found === 'used') return refused(401, 'sent-before');
    if (found === 'full') return refused(429, 'too-many', 60);
    let answer: NudgeAnswer | null = null;
    try {
      answer = await serve(body);
      return answer;
    } finally {
      if (answer === null || answer.status === 429 || answer.status === 503) {
        used.giveBack(signature, claim.seconds);
      }
    }
  };

  return {
    answer: async request => {
      const early = byHeaders(request);
      if (early !== null) return early;
      const claim = readClaim(request.headers);
      if (claim === null) return refused(401, 'not-signed');
      if (!isOfNow(claim, Date.parse(clock.now()))) return refused(401, 'clock-differs');
      if (underWay >= mostUnderWay) return refused(429, 'too-many', 1);
      underWay += 1;
      try {
        return await check(request, claim);
      } finally {
        underWay -= 1;
      }
    },
    counts: () => ({ remembered: used.count(), underWay }),
  };
}
