/** Starts scripts of the product as processes of their own and collects what they say and how they end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** The environment of every process: nothing of ours unless a test says so. */
function environmentWith(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { HALO_CLIENT_SECRET: _, EXCHANGE_PASSWORD: __, ...rest } = process.env;
  return { ...rest, ...own };
}

/** `through`: a program in front of ours that changes what ours may do, e.g. `sh -c 'ulimit …; exec "$@"' sh`. */
export function start(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  through: readonly string[] = [],
): Started {
  const [program = process.execPath, ...rest] = [...through, process.execPath, script, ...words];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentWith(environment),
  });
  // A process that does not end when asked must not outlive its test.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let out = '';
  let err = '';
  child.stdout?.on('data', (part: Buffer) => {
    out += part.toString('utf8');
  });
  child.stderr?.on('data', (part: Buffer) => {
    err += part.toString('utf8');
  });
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', kill);
    return { code: typeof code === 'number' ? code : null, out, err };
  });
  return { child, ended };
}

/** The last line of the output, parsed. */
export function lastLine(ended: Ended): Readonly<Record<string, unknown>> {
  const line = ended.out.trimEnd().split('\n').at(-1) ?? '';
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value));
  } catch {
    // Said below, with all there is.
  }
  throw new Error(`no JSON in the last line: ${ended.out}\n${ended.err}`);
}

/** A list in a JSON value, each element as an object. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.map(one =>
    typeof one === 'object' && one !== null ? Object.fromEntries(Object.entries(one)) : {},
  );
}
