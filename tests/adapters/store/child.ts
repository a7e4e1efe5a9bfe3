/** Starts `store-process.ts` and talks with it in lines. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Sends a line. */
  tell(line: string): void;
  /** The next line that it says; null when it has ended. */
  answer(): Promise<string | null>;
  /** SIGKILL, and all that it had said and was not read yet. */
  kill(): Promise<readonly string[]>;
}

const script = fileURLToPath(new URL('./store-process.ts', import.meta.url));

/** `blocks`: the most that any one file may grow to, in the blocks of `ulimit -f`: the system's own full disk. */
export function startChild(path: string, options: { readonly blocks?: number } = {}): Child {
  const command = [process.execPath, script, path];
  const limited = ['sh', '-c', `ulimit -f ${options.blocks ?? 'unlimited'}; exec "$@"`, 'sh', ...command];
  const [program = '', ...parameters] = options.blocks === undefined ? command : limited;
  const child: ChildProcessWithoutNullStreams = spawn(program, parameters, {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', data => errors.push(String(data)));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  const answer = async () => {
    const next = await lines.next();
    if (next.done !== true) return next.value;
    if (errors.length > 0) throw new Error(errors.join(''));
    return null;
  };
  return {
    pid: child.pid ?? 0,
    tell: line => {
      child.stdin.write(`${line}\n`);
    },
    answer,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      const rest: string[] = [];
      for (let line = await answer(); line !== null; line = await answer()) rest.push(line);
      return rest;
    },
  };
}
