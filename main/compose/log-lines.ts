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

/** The lines of a file, newest first, and how large it was. */
interface ReadFile {
  readonly size: number;
  readonly entries: readonly LogEntry[];
}

/** Null: it went since it was listed, as old ones do when the log makes room, or cannot be read. */
async function readOne(path: string, before: ReadFile | undefined): Promise<ReadFile | null> {
  try {
    const { size } = await stat(path);
    if (before?.size === size) return before;
    const lines = (await readFile(path, 'utf8')).split('\n').reverse();
    return { size, entries: lines.flatMap(line => (line === '' ? [] : (parse(line) ?? []))) };
  } catch {
    return null;
  }
}

/** Nobody reads on after so long: then what was read makes room. */
const keptMs = 60_000;

/** Newest first. A file is parsed again only when it has grown or nobody has asked for a minute. */
export function createLogReader(folder: string): (limit: number) => Promise<readonly LogEntry[]> {
  let known = new Map<string, ReadFile>();
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
    const read = new Map<string, ReadFile>();
    for (const name of names) {
      if (found.length >= limit) break;
      const file = await readOne(join(folder, name), known.get(name));
      if (file === null) continue;
      read.set(name, file);
      found.push(...file.entries.slice(0, limit - found.length));
    }
    known = read;
    return found;
  };
}
