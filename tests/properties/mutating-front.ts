/**
 * Stands between the program and both servers on loopback and lets their answers through, or mutates them: in the text, in the head, and by
 * ending the connection in the middle. Remembers what it has told that was not so.
 */
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { SeededNumbers } from '../torture/seeded-numbers.ts';
import { mutateAnswer } from './mutate-answer.ts';
import type { Mutated, WireAnswer } from './mutation.ts';

type Peer = 'exchange' | 'halo';

/** How answers are mutated for now. */
export interface Mutating {
  readonly numbers: SeededNumbers;
  /** Of a hundred answers. */
  readonly percent: number;
  readonly lies: boolean;
}

const ofTheTransfer: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
]);

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** What a text about items names: ids and UIDs. */
function namesIn(text: string): readonly string[] {
  const ids = [...text.matchAll(/\bId="([^"]+)"/g), ...text.matchAll(/UID>([^<]+)</g)];
  const fields = text.matchAll(/"(?:entryid|exchange_uid|calendar_id)":"([^"]+)"/g);
  return [...ids, ...fields].map(match => match[1] ?? '');
}

export class MutatingFront {
  mutating: Mutating | null = null;
  /** Answers mutated so far. */
  mutated = 0;
  lies = 0;
  /** Each mutation in a few words, in their order. */
  readonly kinds: string[] = [];
  /** Ids and UIDs of which Exchange has told what is not so. */
  readonly toldOfEvents = new Set<string>();
  /** The same of Halo's answers. */
  readonly toldOfAppointments = new Set<string>();
  readonly #servers: Server[] = [];
  readonly #agent = new Agent({ keepAlive: true });

  /** Address of a front before `target`, which is an origin. */
  async before(target: string, peer: Peer): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing, target, peer).catch(() => outgoing.destroy());
    });
    server.keepAliveTimeout = 120_000;
    this.#servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  async #pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    target: string,
    peer: Peer,
  ): Promise<void> {
    const asked = await bodyOf(incoming);
    const answer = await this.#ask(incoming, asked, target);
    const { mutating } = this;
    if (mutating === null || mutating.numbers.below(100) >= mutating.percent) return send(answer, outgoing);
    const hasEffect =
      peer === 'halo' && incoming.method !== 'GET' && incoming.url?.startsWith('/api/') === true;
    const made = mutateAnswer(answer, mutating.numbers, { peer, lies: mutating.lies, hasEffect });
    this.mutated += 1;
    this.#note(made, peer, `${incoming.method} ${incoming.url?.slice(0, 60)}`, asked.toString('utf8'));
    send(made.answer, outgoing);
  }

  #note({ kind, isLie, about }: Mutated, peer: Peer, where: string, asked: string): void {
    const to = /<soap:Body><m:(\w+)/.exec(asked)?.[1] ?? asked.slice(0, 60);
    this.kinds.push(`${peer} ${where} ${to}: ${kind.slice(0, 60)}${isLie ? ' (lie)' : ''}`);
    if (!isLie) return;
    this.lies += 1;
    const told = peer === 'exchange' ? this.toldOfEvents : this.toldOfAppointments;
    for (const name of [...namesIn(about), ...namesIn(asked)]) told.add(name);
  }

  async #ask(incoming: IncomingMessage, body: Buffer, target: string): Promise<WireAnswer> {
    const onward = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(target).host, 'accept-encoding': 'identity' },
      agent: this.#agent,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      onward.once('response', resolve);
      onward.once('error', reject);
    });
    onward.end(body);
    const answer = await answered;
    const headers: Record<string, string> = {};
    for (const [name, values] of Object.entries(answer.headersDistinct))
      if (!ofTheTransfer.has(name)) headers[name] = (values ?? []).join(', ');
    return { status: answer.statusCode ?? 502, headers, body: await bodyOf(answer) };
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  }
}

function send({ status, headers, body, cut }: WireAnswer, outgoing: ServerResponse): void {
  if (cut === undefined) {
    outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
    return;
  }
  outgoing.writeHead(
    status,
    cut === 'in-length' ? { ...headers, 'content-length': body.length + 100 } : headers,
  );
  outgoing.write(body.length === 0 ? ' ' : body, () => outgoing.destroy());
}
