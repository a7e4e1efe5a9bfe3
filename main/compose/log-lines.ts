/** The newest lines of the log files, for the Log screen. Reads only; lines that a crash tore are left out. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { logFiles } from '../adapters/system/log.ts';
import type { LogEntry } from '../engine/host/parts.ts';
import type { LogLevel } from '../ports.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];

function parse(line: string): LogEntry | null {
  try {
    const { at, level, message, ...fields } = JSON.parse(line);
    const known = levels.find(one => one === level);
    return known === undefined || typeof at !== 'string' || typeof message !== 'string'
      ? null
      : { at, level: known, message, fields };
  } catch {
    return null;
  }
}

/** Nobody reads on after so long: then what was read makes room. */
const keptMs = 60_000;

/** Newest first. A file is parsed again only when it has grown or nobody has asked for a minute. */
export function createLogReader(folder: string): (limit: number) => Promise<readonly LogEntry[]> {
  let known = new Map<string, { readonly size: number; readonly entries: readonly LogEntry[] }>();
  let forgetting: NodeJS.Timeout | undefined;
  return async limit => {
    clearTimeout(forgetting);
    forgetting = setTimeout(() => {
      known = new Map();
    }, keptMs).unref();
    let names: readonly string[];
    try {
      names = [...logFiles(folder)].reverse();
    } catch {
      return [];
    }
    const found: LogEntry[] = [];
    const read = new Map<string, { readonly size: number; readonly entries: readonly LogEntry[] }>();
    for (const name of names) {
      if (found.length >= limit) break;
      const path = join(folder, name);
      const { size } = await stat(path);
      const before = known.get(name);
      const file =
        before?.size === size
          ? before
          : {
              size,
              entries: (await readFile(path, 'utf8'))
                .split('\n')
                .reverse()
                .flatMap(line => {
                  const entry = line === '' ? null : parse(line);
                  return entry === null ? [] : [entry];
                }),
            };
      read.set(name, file);
      found.push(...file.entries.slice(0, limit - found.length));
    }
    known = read;
    return found;
  };
}
