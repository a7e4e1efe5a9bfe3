/**
 * Both simulated servers in a process of their own, each behind a front that can keep every answer and can answer late. Started by
 * `servers.ts`, told what to do by messages of its parent. The replay port answers `/kept/N` with the Nth answer that was kept, whatever
 * it is asked.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBothSimulators } from '../../main/simulators/both.ts';

interface Kept {
  readonly type: string;
  readonly body: Buffer;
  /** Bytes of the request's body. */
  readonly asked: number;
}

const [agents = '3', events = '40', now = String(Date.now())] = process.argv.slice(2);
const kept: Kept[] = [];
let isKeeping = false;
let latencyMs = 0;
const counts = { exchange: 0, halo: 0 };

const both = await startBothSimulators({
  agents: Number(agents),
  events: Number(events),
  seed: 7,
  now: () => Number(now),
});

/**
 * Hands each request after its time to the simulator of `target`: itself, for a second way over sockets would be work that no real server has;
 * over HTTP while answers are kept, byte by byte as they are sent.
 */
function front(target: URL, answerIt: RequestListener, peer: 'exchange' | 'halo'): RequestListener {
  return (incoming, answer) => {
    counts[peer] += 1;
    const hand = () => (isKeeping ? passOn(target, incoming, answer) : answerIt(incoming, answer));
    if (latencyMs === 0) hand();
    else setTimeout(hand, latencyMs);
  };
}

function passOn(target: URL, incoming: IncomingMessage, answer: ServerResponse): void {
  const options = { method: incoming.method, headers: incoming.headers };
  const asked = Number(incoming.headers['content-length'] ?? 0);
  const onward = request(new URL(incoming.url ?? '/', target), options, reply => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    const parts: Buffer[] = [];
    reply.on('data', (part: Buffer) => {
      parts.push(part);
      answer.write(part);
    });
    reply.on('end', () => {
      kept.push({ type: String(reply.headers['content-type'] ?? ''), body: Buffer.concat(parts), asked });
      answer.end();
    });
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}

function replay(incoming: IncomingMessage, answer: ServerResponse): void {
  incoming.resume();
  const one = kept[Number(/^\/kept\/(\d+)$/.exec(incoming.url ?? '')?.[1] ?? -1)];
  if (one === undefined) answer.writeHead(404).end();
  else answer.writeHead(200, { 'content-type': one.type, 'content-length': one.body.length }).end(one.body);
}

async function listen(handle: RequestListener): Promise<string> {
  const server = createServer({ keepAlive: true, keepAliveTimeout: 60_000 }, handle);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const { description } = both;
const exchangeUrl = new URL(description.exchange.url);
const exchangeFront = await listen(front(exchangeUrl, both.exchange.listener, 'exchange'));
const haloFront = await listen(front(new URL(description.halo.url), both.halo.listener, 'halo'));
const replayFront = await listen(replay);

/** One event in a hundred, at least one in each mailbox, gets another place. */
function changeSome(): number {
  let changed = 0;
  for (const { address } of description.exchange.mailboxes) {
    const mailbox = both.exchange.state.mailbox(address);
    const singles = mailbox?.items().filter(item => item.recurrence === undefined) ?? [];
    for (const item of singles.slice(0, Math.max(1, Math.round(Number(events) / 100)))) {
      mailbox?.change(item.id, { location: 'Another room' });
      changed += 1;
    }
  }
  return changed;
}

process.on('message', (message: { readonly ask: string; readonly value?: number }) => {
  if (message.ask === 'keep') {
    isKeeping = message.value === 1;
    if (isKeeping) kept.length = 0;
  }
  if (message.ask === 'latency') latencyMs = message.value ?? 0;
  const changed = message.ask === 'change' ? changeSome() : 0;
  const bytes = kept.reduce((sum, one) => sum + one.body.length, 0);
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({
    ...counts,
    kept: kept.length,
    asked: kept.map(one => one.asked),
    bytes,
    changed,
    cpuMs: (userCPUTime + systemCPUTime) / 1_000,
  });
  counts.exchange = 0;
  counts.halo = 0;
});
process.on('disconnect', () => process.exit(0));
process.send?.({
  description,
  exchange: `${exchangeFront}${new URL(description.exchange.url).pathname}`,
  halo: haloFront,
  replay: replayFront,
});
