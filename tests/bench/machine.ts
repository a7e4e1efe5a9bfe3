/** The machine beside the figures, with a calibration of its own: absolute figures mean little without it. */
import { createHash } from 'node:crypto';
import { availableParallelism, cpus, loadavg } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly node: string;
  /** CPU ms for a fixed piece of work (SHA-256 over 256 MiB and a parse of JSON): the lower, the faster. */
  readonly calibrationMs: number;
  /** Load of the last minute before the benchmark; other work makes times, not counts and ratios, worthless. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  const [load = 0] = loadavg();
  const before = process.cpuUsage();
  const hash = createHash('sha256');
  const block = Buffer.alloc(1 << 20, 7);
  for (let megabyte = 0; megabyte < 256; megabyte += 1) hash.update(block);
  const rows = JSON.stringify(
    Array.from({ length: 20_000 }, (_, id) => ({ id, digest: `${id}`.padStart(64, '0') })),
  );
  for (let time = 0; time < 10; time += 1) JSON.parse(rows);
  hash.digest();
  const { user, system } = process.cpuUsage(before);
  return {
    processor: cpus()[0]?.model ?? '',
    processors: availableParallelism(),
    node: process.version,
    calibrationMs: Math.round((user + system) / 1_000),
    loadBefore: load,
  };
}
