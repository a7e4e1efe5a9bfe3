/** What was answered 202 is on disk: the process is killed in the middle of a flood, again and again, on one data folder. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { theValue } from '../../builders/results.ts';
import { openOutbound } from '../store/open-outbound.ts';
import { withFolder } from '../store/open-store.ts';
import { send } from './sender.ts';

const script = fileURLToPath(new URL('./endpoint-process.ts', import.meta.url));

/** Sends ids from `from` on until so many are acknowledged, kills the process, and answers all that were acknowledged. */
async function floodAndKill(path: string, from: number, enough: number): Promise<number[]> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const port = Number(line.value);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const acknowledged: number[] = [];
  const nudges = Array.from({ length: 190 }, async (_, one) => {
    const id = from + one;
    try {
      const { status } = await send(port, { body: JSON.stringify({ appointments: [id] }), agent });
      if (status === 202) acknowledged.push(id);
    } catch {
      return;
    }
    if (acknowledged.length === enough) child.kill('SIGKILL');
  });
  await Promise.all(nudges);
  child.kill('SIGKILL');
  await ended;
  agent.destroy();
  return acknowledged;
}

it('nothing that was answered 202 is lost over kills in the middle of a flood', () =>
  withFolder(async path => {
    const acknowledged: number[] = [];
    for (const [round, enough] of [1, 7, 40, 90].entries()) {
      acknowledged.push(...(await floodAndKill(path, 1 + round * 1000, enough)));
      await rm(join(path, 'lock'), { recursive: true, force: true });
    }
    assert.ok(acknowledged.length >= 138);
    const open = await openOutbound(path);
    const { entries } = theValue(await open.store.read());
    assert.deepEqual(open.log.problems, []);
    assert.deepEqual(
      acknowledged.filter(id => !entries.has(id)),
      [],
    );
    await open.close();
  }));
