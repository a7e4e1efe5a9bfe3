/** The measured programs' counterpart: both simulated servers in a process of their own (`wire.ts`), so that their work is not counted. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Since the last look. */
export interface WireCounts {
  readonly exchange: number;
  readonly halo: number;
  readonly kept: number;
  /** For each kept answer: how many bytes the body of its request had. */
  readonly asked: readonly number[];
  readonly bytes: number;
  readonly changed: number;
  /** CPU of the servers' process so far. */
  readonly cpuMs: number;
}

export interface Servers {
  /** EWS address and Halo address of the fronts. */
  readonly exchange: string;
  readonly halo: string;
  /** `<replay>/kept/N` is the Nth kept answer. */
  readonly replay: string;
  readonly description: Readonly<Record<string, never>> & {
    readonly exchange: {
      readonly master: { readonly user: string; readonly password: string };
      readonly mailboxes: readonly { readonly address: string }[];
    };
    readonly halo: {
      readonly clientId: string;
      readonly clientSecret: string;
      readonly agents: readonly { readonly id: number; readonly email: string }[];
    };
    readonly settings: Readonly<Record<string, object>>;
    readonly environment: Readonly<Record<string, string>>;
  };
  /** Keeps the answers from now on, or no more. */
  keep(isOn: boolean): Promise<WireCounts>;
  /** Milliseconds from a request to its answer. */
  setLatency(ms: number): Promise<WireCounts>;
  /** Changes one event in a hundred. */
  changeSome(): Promise<WireCounts>;
  count(): Promise<WireCounts>;
  /** A file that `config import` takes. */
  writeSettings(file: string): void;
  stop(): Promise<void>;
}

/** `now`: where the calendars lie; the same for all servers of one benchmark. */
export async function startServers(agents: number, events: number, now: number): Promise<Servers> {
  const words = [String(agents), String(events), String(now)];
  const child = fork(join(import.meta.dirname, 'wire.ts'), words, {
    execArgv: ['--max-old-space-size=6000'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const [said] = await once(child, 'message');
  const ask = async (message: { ask: string; value?: number }): Promise<WireCounts> => {
    const answered = once(child, 'message');
    child.send(message);
    const [counts] = await answered;
    return counts;
  };
  return {
    ...said,
    keep: isOn => ask({ ask: 'keep', value: isOn ? 1 : 0 }),
    setLatency: value => ask({ ask: 'latency', value }),
    changeSome: () => ask({ ask: 'change' }),
    count: () => ask({ ask: 'count' }),
    writeSettings(file) {
      const { settings } = said.description;
      const halo = {
        ...settings.halo,
        url: said.halo,
        authorisationUrl: `${said.halo}/auth`,
        requestsPerMinute: 100_000,
      };
      writeFileSync(
        file,
        JSON.stringify({ ...settings, halo, exchange: { ...settings.exchange, url: said.exchange } }),
      );
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A temporary folder for the length of `use`. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
