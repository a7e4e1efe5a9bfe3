/** What a script or a runbook does to tell the endpoint of a change, and what does it wrong on purpose. Shares no code with the endpoint. */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import {
  createNudgeEndpoint,
  type NudgeEndpoint,
  type NudgeEndpointOptions,
} from '../../../main/adapters/endpoint/nudge-endpoint.ts';
import { succeeded } from '../../../main/core/problem.ts';
import type { RequestEntry } from '../../../main/ports.ts';
import { theValue } from '../../builders/results.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';

export const secret = 'a secret that nobody guesses, 0123456789';
/** Where the manual clock stands. */
export const nowSeconds = Date.parse('2026-03-02T08:00:00Z') / 1000;

export interface Nudge {
  readonly body?: string | Uint8Array;
  readonly secret?: string;
  readonly seconds?: number | string;
  /** Instead of the right headers; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly method?: string;
  readonly path?: string;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export function sign(body: string | Uint8Array, seconds: number | string, key: string = secret): string {
  return `sha256=${createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex')}`;
}

export function send(port: number, nudge: Nudge = {}): Promise<Answer> {
  const body = nudge.body ?? '{"appointments":[1]}';
  const seconds = nudge.seconds ?? nowSeconds;
  const headers = {
    'Content-Type': 'application/json',
    'X-Halo-Timestamp': String(seconds),
    'X-Halo-Signature': sign(body, seconds, nudge.secret),
    'Content-Length': String(Buffer.byteLength(body)),
    ...nudge.headers,
  };
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: '127.0.0.1',
        method: nudge.method ?? 'POST',
        path: nudge.path ?? '/changed',
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
        agent: nudge.agent ?? new Agent(),
      },
      answer => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', part => {
          text += part;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A connection on which a test says what it likes; resolves with all that came back once the other side has closed it. */
export function speak(
  port: number,
  text: string,
): { readonly socket: Socket; readonly closed: Promise<string> } {
  const socket = connect({ port, host: '127.0.0.1' });
  let heard = '';
  socket.setEncoding('latin1');
  socket.on('data', part => {
    heard += part;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<string>(resolve => socket.once('close', () => resolve(heard)));
  socket.write(text);
  return { socket, closed };
}

export interface Office {
  readonly endpoint: NudgeEndpoint;
  readonly port: number;
  readonly clock: ManualClock;
  readonly log: CollectingLog;
  /** Ids that the queue was told of, and agents that are to be looked at, in their order. */
  readonly heard: number[];
  readonly looked: number[];
  /** What the log of requests was told. */
  readonly requests: RequestEntry[];
}

/** An endpoint that listens on loopback, and a queue that takes everything. */
export async function withEndpoint(
  check: (office: Office) => Promise<void>,
  change: Partial<NudgeEndpointOptions> = {},
): Promise<void> {
  const clock = createManualClock();
  const log = createCollectingLog();
  const heard: number[] = [];
  const looked: number[] = [];
  const requests: RequestEntry[] = [];
  const endpoint = createNudgeEndpoint({
    address: '127.0.0.1',
    port: 0,
    secret,
    clock,
    log,
    requestLog: { record: entry => requests.push(entry) },
    heard: async changes => {
      heard.push(...changes.map(one => one.haloId));
      return succeeded('queued');
    },
    lookAt: agents => {
      looked.push(...agents);
    },
    ...change,
  });
  const { port } = theValue(await endpoint.start());
  try {
    await check({ endpoint, port, clock, log, heard, looked, requests });
  } finally {
    await endpoint.stop();
  }
}
