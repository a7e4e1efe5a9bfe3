/**
 * A process that dies at one of its effects, without a process: from then on nothing reaches its disk or either server, and no answer
 * reaches it. So every place between two effects is found again by its number, where a kill finds whatever the machine was at.
 */
import type { HttpClient, HttpOutcome, HttpRequest } from '../../main/adapters/http/http-client.ts';
import type { Disk } from '../../main/adapters/store/disk.ts';
import { createFaultyDisk } from '../adapters/store/faulty-disk.ts';
import type { Ground } from './two-way.ts';

const exchangeWrites: ReadonlySet<string> = new Set(['CreateItem', 'UpdateItem', 'DeleteItem']);
const lost: HttpOutcome = {
  ok: false,
  failure: { kind: 'connection-lost', facts: { host: 'dead', port: 0 }, requestSent: true },
};

function isWrite({ peer, operation, method, url }: HttpRequest): boolean {
  if (peer === 'exchange') return exchangeWrites.has(operation);
  return method !== 'GET' && /\/appointment/i.test(url);
}

export class Mortal implements Ground {
  readonly #at: number | string;
  /** What it did and what was lost with it, oldest first. */
  readonly effects: string[] = [];
  /** What it died at; null while it lives. */
  death: string | null = null;
  readonly disk: Disk;

  /**
   * `at`: the number of the effect that is not done any more, from 1, or what the first of them is called, as `after UpdateItem`. An effect
   * is a write to the disk, a write to a server, or its answer.
   */
  constructor(at: number | string) {
    this.#at = at;
    this.disk = createFaultyDisk({
      fail: ({ kind, path }) => {
        // It dies with its folder open, and whoever comes next must get that.
        if (/[\\/](?:lock|probe)[^\\/]*$/.test(path)) return null;
        if (kind === 'write' || kind === 'rename') this.#effect(`${kind} ${path.split('/').at(-1)}`);
        return this.death === null ? null : { code: 'EIO' };
      },
    });
  }

  #effect(what: string): void {
    this.effects.push(what);
    if (this.effects.length === this.#at || what === this.#at) this.death ??= what;
  }

  readonly network = (http: HttpClient): HttpClient => ({
    ...http,
    request: async request => {
      const does = isWrite(request);
      if (does) this.#effect(`before ${request.operation}`);
      if (this.death !== null) return lost;
      const answer = await http.request(request);
      if (does) this.#effect(`after ${request.operation}`);
      return this.death === null ? answer : lost;
    },
  });
}
