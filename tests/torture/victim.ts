/** A worker process and its end: it is ready, it works, it is killed or done. Every wait for it has an end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkOrder } from './work-order.ts';

/** What a victim runs unless another program is named. */
export const importWorker = new URL('./worker.ts', import.meta.url);
/** Most of the time of a short life goes into compiling the program: all of them share it. */
const compiled = join(tmpdir(), 'integrator-torture-compiled');
/** An import of a few hundred changes on loopback takes seconds; a worker that takes longer hangs. */
const patienceMs = 120_000;

export interface Ending {
  readonly killed: boolean;
  /** What it said, when it came to its end by itself; its complaints otherwise. */
  readonly said: string;
}

export class Victim {
  readonly #process: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<unknown>;
  #said = '';
  #complained = '';

  /** Begins to load; that takes longer than many an import. */
  constructor(worker: URL = importWorker) {
    this.#process = spawn(process.execPath, [fileURLToPath(worker)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    this.#ended = once(this.#process, 'exit');
    this.#ready = new Promise(resolve => {
      this.#process.stdout?.on('data', (data: Buffer) => {
        this.#said += data.toString('utf8');
        if (this.#said.includes('ready\n')) resolve(undefined);
      });
    });
    this.#process.stderr?.on('data', (data: Buffer) => {
      this.#complained += data.toString('utf8');
    });
    // Writing to a process that is gone is no news: its exit is told.
    this.#process.stdin?.on('error', () => undefined);
  }

  async start(order: WorkOrder): Promise<void> {
    await Promise.race([this.#ready, this.#ended]);
    this.#process.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Resolves once the process is no more. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  /** Waits for its end; one that takes too long is killed and says so. */
  async end(): Promise<Ending> {
    const timer = setTimeout(() => {
      this.#complained += 'took too long';
      this.#process.kill('SIGKILL');
    }, patienceMs);
    await this.#ended;
    clearTimeout(timer);
    const { signalCode } = this.#process;
    const killed = signalCode === 'SIGKILL' && !this.#complained.includes('took too long');
    const said = this.#said.replace('ready\n', '').trim();
    return { killed, said: `${said}${this.#complained}` };
  }
}
