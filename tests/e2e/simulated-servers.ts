/** Both simulated servers as a process of their own, as `npm run simulators` starts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

export interface SimulatedServers {
  /** What `config import` takes. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly clientSecret: string;
  readonly password: string;
  stop(): Promise<void>;
}

export async function startSimulatedServers(): Promise<SimulatedServers> {
  const words = ['main/simulators/cli.ts', '--json', '--agents', '3', '--events', '8'];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const said = JSON.parse(String(line));
  return {
    settings: said.settings,
    clientSecret: said.environment.HALO_CLIENT_SECRET,
    password: said.environment.EXCHANGE_PASSWORD,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
