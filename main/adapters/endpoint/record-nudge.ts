/**
 * One line in the log of requests for each nudge: when, what it was answered, how long it took. Never what was sent, nor a path that a
 * stranger has made up; and of what is turned away so few that a flood does not push everything else out.
 */
import type { IncomingMessage } from 'node:http';
import type { Clock, RequestLog } from '../../ports.ts';
import type { NudgeAnswer } from './answer-nudge.ts';
import { mostBodyBytes } from './changed-body.ts';
import { createTokenBucket } from './token-bucket.ts';

export type NudgeRecorder = (request: IncomingMessage, answer: NudgeAnswer, began: number) => void;

const mostRefusedAtOnce = 60;
const refusedPerSecond = 1;

/** As long as it says it is, which the server holds it to; 0 when it does not say or lies. */
function bodyBytes({ headers }: IncomingMessage): number {
  const said = Number(headers['content-length'] ?? 0);
  return Number.isInteger(said) && said >= 0 && said <= mostBodyBytes ? said : 0;
}

/** `began` is of the clock's monotonic milliseconds. */
export function createNudgeRecorder(log: Pick<RequestLog, 'record'>, clock: Clock): NudgeRecorder {
  const refused = createTokenBucket(mostRefusedAtOnce, refusedPerSecond);
  return (request, { status, problem }, began) => {
    const nowMs = clock.monotonicMs();
    if (status !== 202 && !refused.take(nowMs)) return;
    const isNudge = request.method === 'POST' && request.url === '/changed';
    log.record({
      at: clock.now(),
      direction: 'inbound',
      peer: 'halo',
      operation: isNudge ? 'POST /changed' : 'another request',
      mailbox: null,
      status,
      problem: problem?.code ?? null,
      ms: Math.max(0, Math.round(nowMs - began)),
      bytesOut: 0,
      bytesIn: bodyBytes(request),
    });
  };
}
