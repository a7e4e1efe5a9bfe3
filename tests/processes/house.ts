/** Both simulators in this process and a data folder beside them; the product runs against them as a process of its own. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeSimulatorOptions } from '../../main/simulators/exchange/server.ts';
import { startExchangeSimulator } from '../../main/simulators/exchange/server.ts';
import type { HaloSimulatorOptions } from '../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../main/simulators/halo/server.ts';
import { runWords } from '../cli/run-words.ts';
import { type Ended, type Started, start } from './started.ts';

export const password = 'Mark-of-the-password-4711';
export const clientSecret = 'Mark-of-the-secret-0815';
export const secrets = { EXCHANGE_PASSWORD: password, HALO_CLIENT_SECRET: clientSecret } as const;

export interface HouseOptions {
  readonly people?: readonly string[];
  readonly exchange?: ExchangeSimulatorOptions;
  readonly halo?: HaloSimulatorOptions;
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse(options: HouseOptions = {}) {
  const master = { user: 'EXAMPLE\\svc', password };
  const exchange = await startExchangeSimulator({ master, ...options.exchange });
  const halo = await startHaloSimulator({ clientSecret, ...options.halo });
  const folder = await mkdtemp(join(tmpdir(), 'integrator-process-'));
  const data = join(folder, 'data');
  const ends: (() => unknown)[] = [];
  const addressOf = (name: string) => `${name.toLowerCase()}@example.org`;
  for (const name of options.people ?? ['Anna']) {
    exchange.state.addMailbox({ address: addressOf(name), displayName: name });
    halo.state.addAgent({ name, email: addressOf(name), appointmentSync: 1 });
  }

  function startIntegrator(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = secrets,
    through: readonly string[] = [],
  ): Started {
    return start('main/cli.ts', [...words, '--data', data], environment, through);
  }

  return {
    exchange,
    halo,
    data,
    folder,
    addressOf,
    mailbox: (name: string) => exchange.state.mailbox(addressOf(name)),
    startIntegrator,
    integrator: (words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended> =>
      startIntegrator(words, environment).ended,
    /** The same command line inside this process: for what a test needs but is not about. */
    async here(
      words: readonly string[],
      environment: Readonly<Record<string, string>> = secrets,
    ): Promise<Ended> {
      return runWords([...words, '--data', data], { environment });
    },
    /** A settings file for these servers; `changes` lie on top, section by section. */
    async settingsFile(changes: Sections = {}): Promise<string> {
      const base: Sections = {
        halo: { url: halo.url, clientId: halo.clientId, requestsPerMinute: 100_000 },
        exchange: { url: exchange.url, user: master.user },
        agents: { preferenceOn: [1], preferenceOff: [0] },
      };
      const names = new Set([...Object.keys(base), ...Object.keys(changes)]);
      const merged = Object.fromEntries([...names].map(name => [name, { ...base[name], ...changes[name] }]));
      const file = join(folder, 'settings.json');
      await writeFile(file, JSON.stringify(merged));
      return file;
    },
    /** Every file of the data folder as bytes, by name. */
    async files(): Promise<ReadonlyMap<string, Buffer>> {
      const found = new Map<string, Buffer>();
      for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile()) found.set(path, await readFile(path));
      }
      return found;
    },
    /** What a test has started besides, ended with the house. */
    atTheEnd(end: () => unknown): void {
      ends.push(end);
    },
    async close(): Promise<void> {
      for (const end of ends) await end();
      await exchange.close();
      await halo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Books so many singles on the days that follow today, a day apart, at 10:00 UTC. Gives their ids. */
export function bookDays(house: House, name: string, count: number): readonly string[] {
  const today = Math.floor(Date.now() / 86_400_000);
  return Array.from({ length: count }, (_, index) => {
    const date = new Date((today + 1 + index) * 86_400_000).toISOString().slice(0, 10);
    return house.mailbox(name).book({
      subject: `Day ${index + 1}`,
      start: `${date}T10:00:00Z`,
      end: `${date}T11:00:00Z`,
    });
  });
}

/** A house in which the settings are set already. */
export async function withHouse(options: HouseOptions, work: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse(options);
  try {
    const imported = await house.here(['config', 'import', await house.settingsFile()]);
    assert.equal(imported.code, 0, imported.err);
    await work(house);
  } finally {
    await house.close();
  }
}
