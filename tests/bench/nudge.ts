/**
 * How soon a change in Halo is in Exchange: `serve` in a process of its own, both simulated servers answering 10 ms late. Told by a signed
 * request, appointment by appointment; and found by the poll alone. Times of this machine, load and all.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startBothSimulators } from '../../main/simulators/both.ts';
import { start } from '../processes/started.ts';
import { inFolder } from './servers.ts';

export interface Arrivals {
  readonly way: 'nudge' | 'poll';
  readonly count: number;
  /** Milliseconds from the change (and its nudge) to the event in Exchange. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** What was promised. */
  readonly boundMs: number;
}

const latencyMs = 10;
const lookEveryMs = 2;
const longestMs = 120_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function arrivals(way: Arrivals['way'], times: readonly number[], boundMs: number): Arrivals {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { way, count: times.length, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1), boundMs };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await condition())) {
    if (performance.now() - began > longestMs) throw new Error('a change never arrived in Exchange');
    await new Promise(resolve => setTimeout(resolve, lookEveryMs));
  }
}

async function nudge(port: number, secret: string, haloId: number): Promise<number> {
  const body = JSON.stringify({ appointments: [haloId] });
  const seconds = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/json',
    'X-Halo-Timestamp': seconds,
    'X-Halo-Signature': `sha256=${signature}`,
  };
  const sent = await fetch(`http://127.0.0.1:${port}/changed`, { method: 'POST', headers, body }).catch(
    () => null,
  );
  return sent?.status ?? 0;
}

/** So many appointments, one after the other: each is made in Halo when the one before it is in Exchange. */
async function measureWay(way: Arrivals['way'], count: number, pollSeconds: number): Promise<Arrivals> {
  return inFolder(async folder => {
    const both = await startBothSimulators({ agents: 1, events: 0, now: Date.now, latencyMs });
    const { settings, environment, exchange, halo } = both.description;
    const port = await freePort();
    const file = join(folder, 'settings.json');
    const endpoint = { enabled: way === 'nudge', port };
    const outbound = { ...settings.outbound, enabled: true, pollSeconds, endpoint };
    writeFileSync(file, JSON.stringify({ ...settings, outbound }));
    const secret = randomBytes(32).toString('hex');
    const data = ['--data', join(folder, 'data')];
    const own = { ...environment, HALO_NUDGE_SECRET: secret, NODE_NO_WARNINGS: '1' };
    const taken = await start('main/cli.ts', ['config', 'import', file, ...data], own).ended;
    if (taken.code !== 0) throw new Error(taken.err);
    const first = await start('main/cli.ts', ['sync', ...data], own).ended;
    if (first.code !== 0) throw new Error(first.err);
    const serving = start('main/cli.ts', ['serve', ...data], own);
    try {
      const subjects = () =>
        both.exchange.state
          .mailbox(exchange.mailboxes[0]?.address ?? '')
          ?.items()
          .map(item => item.subject) ?? [];
      const agentId = halo.agents[0]?.id ?? 0;
      const make = (index: number) => {
        const start = new Date((Math.floor(Date.now() / 86_400_000) + 1 + index) * 86_400_000 + 36_000_000);
        return both.halo.state.book({
          agent_id: agentId,
          subject: `Visit ${index}`,
          start_date: start.toISOString(),
          end_date: new Date(start.getTime() + 3_600_000).toISOString(),
        });
      };
      let said = '';
      serving.child.stdout?.on('data', part => (said += String(part)));
      await until(() => /run \d+:/.test(said));
      // The first look only learns where the list of changes stands.
      if (way === 'nudge') await until(async () => (await nudge(port, secret, 1)) === 202);
      else
        await until(() =>
          both.halo.requests.some(({ query }) => /last_modified/i.test(JSON.stringify(query))),
        );
      const arrive = async (index: number): Promise<number> => {
        const began = performance.now();
        const { id } = make(index);
        if (way === 'nudge' && (await nudge(port, secret, id)) !== 202)
          throw new Error('a nudge was refused');
        await until(() => subjects().includes(`Visit ${index}`));
        return performance.now() - began;
      };
      const times: number[] = [];
      for (let index = 0; index < count; index += 1) times.push(await arrive(index));
      return arrivals(way, times, way === 'nudge' ? 1_000 : (pollSeconds + 1) * 1_000);
    } finally {
      serving.child.kill('SIGTERM');
      await serving.ended;
      await both.close();
    }
  });
}

/** `quick`: a few of each, of which nothing follows. */
export async function benchNudge(quick: boolean): Promise<readonly Arrivals[]> {
  return [await measureWay('nudge', quick ? 3 : 50, 3_600), await measureWay('poll', quick ? 1 : 5, 10)];
}

export function sayArrivals({ way, count, medianMs, p95Ms, maxMs, boundMs }: Arrivals): string {
  const [median, p95, most] = [medianMs, p95Ms, maxMs].map(Math.round);
  const kept = maxMs <= boundMs ? 'kept' : 'NOT KEPT';
  return `Halo to Exchange by ${way}, ${count} at ${latencyMs} ms: median ${median} ms, p95 ${p95} ms, max ${most} ms; bound ${boundMs} ms ${kept}.`;
}
