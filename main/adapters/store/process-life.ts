/**
 * Whether the process that wrote a lock still lives. A process id alone does not tell: it is given again after an end or a restart.
 * So a process is known by id and birth, where the system tells the birth of others.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Runs a program of the system and gives its standard output. Rejects when it cannot be run or fails. */
export type RunProgram = (program: string, parameters: readonly string[]) => Promise<string>;

export const runProgram: RunProgram = (program, parameters) =>
  new Promise((resolve, reject) => {
    const options = { timeout: 15_000, maxBuffer: 1 << 20, windowsHide: true };
    execFile(program, [...parameters], options, (error, output) => (error ? reject(error) : resolve(output)));
  });

/** The birth of a process, compared as text; '' when this system does not tell it. */
export type Birth = string;

/** Linux: start in ticks since boot, with the boot's own id. Survives a change of the clock. */
async function linuxBirth(pid: number): Promise<Birth> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in brackets and may hold spaces; the start is the 22nd of all, the 20th after it.
  const ticks = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .at(19);
  return `${boot} ${ticks ?? ''}`;
}

/** Asks the system for the birth of a process; '' when there is none or it is not told. */
export async function birthOf(pid: number, platform: NodeJS.Platform, run: RunProgram): Promise<Birth> {
  try {
    if (platform === 'linux') return await linuxBirth(pid);
    if (platform === 'win32') {
      const ask = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`;
      return (await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', ask])).trim();
    }
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).trim();
  } catch {
    return '';
  }
}

/** True when a process with this id runs on this machine, whoever owns it. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export interface Life {
  readonly pid: number;
  readonly birth: Birth;
}

/** True unless the process is certainly gone: an unknown birth counts as the same process. */
export async function lives(one: Life, platform: NodeJS.Platform, run: RunProgram): Promise<boolean> {
  if (!isRunning(one.pid)) return false;
  if (one.birth === '') return true;
  const now = await birthOf(one.pid, platform, run);
  return now === '' || now === one.birth;
}
