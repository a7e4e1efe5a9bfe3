/** The rows of the import: our reading and our whole import beside the textbook's and the floor, on the same calendars. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, type Measured, measure, median } from './measure.ts';
import { inFolder, type Servers, startServers, type WireCounts } from './servers.ts';

export interface Row extends Cost {
  readonly side: 'ours' | 'textbook' | 'floor';
  readonly scenario: string;
  readonly mailboxes: number;
  /** Events of the window. */
  readonly events: number;
  readonly cpuMsPerEvent: number;
  readonly exchangeRequests: number;
  readonly haloRequests: number;
}

/** The calendars lie around today: the measured programs go by the computer's clock. */
const dayMs = 86_400_000;
const today = Math.floor(Date.now() / dayMs) * dayMs;
const instant = (days: number) => new Date(today + days * dayMs).toISOString().replace('.000', '');

export const cli = 'main/cli.ts';

export function orderFile(folder: string, servers: Servers, asked: readonly number[] = []): string {
  const { exchange, halo } = servers.description;
  const file = join(folder, 'order.json');
  const mailboxes = exchange.mailboxes.map(({ address }) => ({
    address,
    agentId: halo.agents.find(agent => agent.email === address)?.id ?? 0,
  }));
  const order = {
    exchange: servers.exchange,
    user: exchange.master.user,
    password: exchange.master.password,
    halo: servers.halo,
    clientId: halo.clientId,
    clientSecret: halo.clientSecret,
    mailboxes,
    start: instant(-14),
    end: instant(184),
    replay: servers.replay,
    kept: asked.length,
    asked,
  };
  writeFileSync(file, JSON.stringify(order));
  return file;
}

export function row(
  side: Row['side'],
  scenario: string,
  mailboxes: number,
  events: number,
  { cost }: Measured,
  counts: Pick<WireCounts, 'exchange' | 'halo'>,
): Row {
  return {
    side,
    scenario,
    mailboxes,
    events,
    ...cost,
    cpuMsPerEvent: events === 0 ? 0 : cost.cpuMs / events,
    exchangeRequests: counts.exchange,
    haloRequests: counts.halo,
  };
}

/** A data folder with the settings of these servers in it. */
export async function installed(folder: string, servers: Servers): Promise<readonly string[]> {
  const settings = join(folder, 'import.json');
  servers.writeSettings(settings);
  const data = ['--data', join(folder, 'data')];
  await measure(cli, ['config', 'import', settings, ...data, '--json'], servers.description.environment);
  return data;
}

export function serversFor(agents: number, events: number): Promise<Servers> {
  return startServers(agents, events, today);
}

/** Reading alone: three sides. */
export async function benchReading(agents: number, events: number, times: number): Promise<readonly Row[]> {
  return inFolder(async folder => {
    const servers = await serversFor(agents, events);
    const side = async (
      name: Row['side'],
      script: string,
      words: readonly string[],
      asked: readonly number[] = [],
    ) => {
      let counts: WireCounts | null = null;
      const measured = await median(times, async () => {
        await servers.count();
        const one = await measure(script, [orderFile(folder, servers, asked), ...words]);
        counts = await servers.count();
        return one;
      });
      const read = Number(measured.said['events'] ?? found);
      return row(name, 'reading', agents, read, measured, counts ?? { exchange: 0, halo: 0 });
    };
    let found = 0;
    await servers.keep(true);
    const first = await measure('tests/bench/sides/ours-read.ts', [orderFile(folder, servers)]);
    found = Number(first.said['events']);
    const { asked } = await servers.keep(false);
    const rows = [
      await side('ours', 'tests/bench/sides/ours-read.ts', []),
      await side('floor', 'tests/bench/sides/floor.ts', [], asked),
      await side('textbook', 'tests/bench/sides/textbook.ts', ['read']),
    ];
    await servers.stop();
    return rows;
  });
}

/** The whole import: first, unchanged, one percent changed; the textbook's and the floor of the first. */
export async function benchImport(agents: number, events: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  await inFolder(async folder => {
    const servers = await serversFor(agents, events);
    const data = await installed(folder, servers);
    const sync = () => measure(cli, ['sync', ...data, '--json'], servers.description.environment);
    await servers.keep(true);
    const first = await sync();
    const counts = await servers.keep(false);
    const imported = Number(first.said['added']);
    rows.push(row('ours', 'first import', agents, imported, first, counts));
    const floor = await measure('tests/bench/sides/floor.ts', [orderFile(folder, servers, counts.asked)]);
    rows.push(row('floor', 'first import', agents, imported, floor, { exchange: 0, halo: 0 }));
    await servers.count();
    rows.push(row('ours', 'unchanged', agents, imported, await sync(), await servers.count()));
    await servers.changeSome();
    const changed = await sync();
    rows.push(
      row('ours', '1 % changed', agents, Number(changed.said['changed']), changed, await servers.count()),
    );
    await servers.stop();
  });
  await inFolder(async folder => {
    const servers = await serversFor(agents, events);
    const measured = await measure('tests/bench/sides/textbook.ts', [orderFile(folder, servers)]);
    rows.push(
      row(
        'textbook',
        'first import',
        agents,
        Number(measured.said['events']),
        measured,
        await servers.count(),
      ),
    );
    await servers.stop();
  });
  return rows;
}
