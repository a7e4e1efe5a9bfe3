/** Runs a script as a process of its own under the meter and answers with what the system says it cost. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Of one whole process. */
export interface Cost {
  /** User and system time, from the first request on. */
  readonly cpuMs: number;
  /** The same before the first request: loading the program. */
  readonly startCpuMs: number;
  /** From the first request to the end. */
  readonly wallMs: number;
  /** Of it, ready to run without a processor: other work of the machine had them. */
  readonly queuedMs: number;
  readonly peakRssMb: number;
  /** Of V8's heap, still held at the end when all garbage is gone. */
  readonly liveHeapMb: number;
  /** Of the event loop, from the first request on, ms. */
  readonly longestBlockMs: number;
  readonly p99BlockMs: number;
}

export interface Measured {
  readonly cost: Cost;
  /** The last line of the output, parsed. */
  readonly said: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '../..');
const here = (file: string) => pathToFileURL(join(import.meta.dirname, file)).href;
const meter = here('meter.ts');
/** Of a script of ours: what it would load late. */
const late = here('sides/ours-late.ts');
const longestMs = 900_000;

/** The textbook's side and the floor load all that they need before their first request. */
function preloads(script: string): readonly string[] {
  return /^main\/|\/ours-/.test(script) ? [meter, late] : [meter];
}

/** Rejects when the process does not end with one of `codes`. */
export async function measure(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  codes: readonly number[] = [0],
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-bench-meter-'));
  const file = join(folder, 'figures.json');
  try {
    const imports = preloads(script).flatMap(file => ['--import', file]);
    const child = spawn(process.execPath, [...imports, script, ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: longestMs,
      env: { ...process.env, NODE_NO_WARNINGS: '1', BENCH_METER: file, ...environment },
    });
    let out = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
    });
    const [code] = await once(child, 'close');
    if (!codes.includes(Number(code))) throw new Error(`${script} ended with ${code}: ${out.slice(-2_000)}`);
    return {
      cost: JSON.parse(readFileSync(file, 'utf8')),
      said: JSON.parse(out.trimEnd().split('\n').at(-1) ?? '{}'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The measurement with the median CPU time of `count`. */
export async function median(count: number, once: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let done = 0; done < count; done += 1) all.push(await once());
  all.sort((a, b) => a.cost.cpuMs - b.cost.cpuMs);
  const middle = all[Math.floor((all.length - 1) / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
