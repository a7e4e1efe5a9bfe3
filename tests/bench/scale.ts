/** What grows with the installation: an unchanged cycle of few and of many mailboxes, and a first import under latency. */
import { cli, installed, type Row, row, serversFor } from './imports.ts';
import { measure } from './measure.ts';
import { inFolder } from './servers.ts';

/**
 * The days of the mailboxes roll one after the other, of 2,000 more than one a minute, and one whose day has rolled since the run before views
 * its window: such a run is not unchanged, and is made again.
 */
const mostUnchanged = 5;

/** An unchanged run over a data folder that a first import has filled. */
export async function benchUnchanged(mailboxes: number, bookings: number): Promise<Row> {
  return inFolder(async folder => {
    const servers = await serversFor(mailboxes, bookings);
    const data = await installed(folder, servers);
    const sync = () => measure(cli, ['sync', ...data, '--json'], servers.description.environment);
    const first = await sync();
    await servers.count();
    let unchanged = await sync();
    let counts = await servers.count();
    for (let again = 1; again < mostUnchanged && counts.exchange > mailboxes; again += 1) {
      unchanged = await sync();
      counts = await servers.count();
    }
    await servers.stop();
    if (Number(unchanged.said['haloWrites']) !== 0) throw new Error('an unchanged run wrote to Halo');
    return row('ours', 'unchanged', mailboxes, Number(first.said['added']), unchanged, counts);
  });
}

export interface UnderLatency {
  readonly row: Row;
  readonly latencyMs: number;
  /** What the answers alone take: both servers side by side, each with as many requests at once as the settings allow. */
  readonly latencyBoundMs: number;
  /** CPU of the servers meanwhile: on a small computer it is part of the wait. */
  readonly serversCpuMs: number;
}

/** A first import whose every answer takes `latencyMs`; Exchange is asked for `concurrency` at a time. */
export async function benchLatency(
  mailboxes: number,
  bookings: number,
  latencyMs: number,
  concurrency: number,
): Promise<UnderLatency> {
  return inFolder(async folder => {
    const servers = await serversFor(mailboxes, bookings);
    const data = await installed(folder, servers);
    await servers.setLatency(latencyMs);
    const before = await servers.count();
    const first = await measure(cli, ['sync', ...data, '--json'], servers.description.environment);
    const counts = await servers.count();
    await servers.stop();
    const one = row('ours', 'first import', mailboxes, Number(first.said['added']), first, counts);
    return {
      row: one,
      latencyMs,
      latencyBoundMs: (Math.max(counts.exchange, counts.halo) * latencyMs) / concurrency,
      serversCpuMs: counts.cpuMs - before.cpuMs,
    };
  });
}
