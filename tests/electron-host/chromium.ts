/** Starts Chromium and speaks the DevTools protocol over its pipe. Playwright connects to the same browser over the port, as it does to Electron. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type Params = Readonly<Record<string, unknown>>;
type Heard = (params: never) => void;

const switches = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-popup-blocking',
  '--disable-dev-shm-usage',
  '--disable-search-engine-choice-screen',
  '--disable-extensions',
  '--password-store=basic',
  '--hide-crash-restore-bubble',
];
const closeMs = 3_000;

export class Chromium {
  readonly child: ChildProcess;
  readonly gone: Promise<void>;
  #isGone = false;
  #next = 1;
  readonly #asked = new Map<
    number,
    { method: string; ok: (value: unknown) => void; no: (error: Error) => void }
  >();
  readonly #heard = new Map<string, Set<Heard>>();
  readonly #input: Writable;

  constructor(options: {
    executable: string;
    profile: string;
    more: readonly string[];
    isHeadless: boolean;
    onLine: (line: string) => void;
  }) {
    const { executable, profile, more, isHeadless, onLine } = options;
    const shown = isHeadless
      ? ['--headless=new', '--disable-gpu', '--window-size=1280,800']
      : ['--ozone-platform=x11'];
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const words = [...new Set([...switches, ...more, ...shown, ...root, `--user-data-dir=${profile}`])];
    this.child = spawn(executable, words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise;
    const end = () => {
      this.#isGone = true;
      for (const { no } of this.#asked.values()) no(new Error('Chromium has gone'));
      this.#asked.clear();
      resolve();
    };
    this.child.once('exit', end);
    this.child.once('error', end);
    const [, , errors, input, output] = this.child.stdio;
    this.#input = input as Writable;
    this.#input.on('error', () => {});
    splitBy('\n', errors as Readable, onLine);
    splitBy('\0', output as Readable, text => this.#take(JSON.parse(text)));
  }

  #take(message: {
    id?: number;
    method?: string;
    params?: never;
    result?: unknown;
    error?: { message: string };
    sessionId?: string;
  }): void {
    if (message.id === undefined) {
      for (const heard of this.#heard.get(`${message.sessionId ?? ''}|${message.method}`) ?? []) {
        if (message.params !== undefined) heard(message.params);
      }
      return;
    }
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.error === undefined) asked?.ok(message.result);
    else asked?.no(new Error(`${asked.method}: ${message.error.message}`));
  }

  /** `session` undefined: the browser itself. The caller knows what the protocol promises as params. */
  on<P>(method: string, heard: (params: P) => void, session = ''): void {
    const key = `${session}|${method}`;
    this.#heard.set(key, (this.#heard.get(key) ?? new Set()).add(heard as Heard));
  }

  send<R>(method: string, params: Params = {}, sessionId?: string): Promise<R> {
    if (this.#isGone) return Promise.reject(new Error('Chromium has gone'));
    const id = this.#next;
    this.#next += 1;
    return new Promise<R>((ok, no) => {
      this.#asked.set(id, { method, ok: value => ok(value as R), no });
      this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async close(): Promise<void> {
    if (this.#isGone) return;
    this.send('Browser.close').catch(() => {});
    const timer = setTimeout(() => this.child.kill('SIGKILL'), closeMs);
    await this.gone;
    clearTimeout(timer);
  }
}

function splitBy(mark: string, stream: Readable, take: (text: string) => void): void {
  let chunks: Buffer[] = [];
  stream.on('data', (data: Buffer) => {
    let from = 0;
    for (let at = data.indexOf(mark); at >= 0; at = data.indexOf(mark, from)) {
      chunks.push(data.subarray(from, at));
      from = at + 1;
      const text = Buffer.concat(chunks).toString();
      chunks = [];
      take(text);
    }
    if (from < data.length) chunks.push(data.subarray(from));
  });
}
