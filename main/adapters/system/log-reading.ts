/** Reads the log back for people: newest first, by level and text. The lines were cleaned when they were written. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LogLevel } from '../../ports.ts';
import { type LogLine, levelRanks, logFiles } from './log.ts';

export interface LogSearch {
  /** Most lines that are given. */
  readonly limit: number;
  /** The lowest level; default `debug`. */
  readonly level?: LogLevel;
  /** Only lines that hold this text somewhere, whatever the case of its letters. */
  readonly text?: string;
}

const lineSchema = z
  .object({ at: z.string(), level: z.enum(['debug', 'info', 'warning', 'error']), message: z.string() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]));

/** Null: a line that a crash tore, or that is none of ours. */
function parseLine(text: string): LogLine | null {
  try {
    const { at, level, message, ...fields } = lineSchema.parse(JSON.parse(text));
    return { at, level, message, fields };
  } catch {
    return null;
  }
}

/** The newest lines that fit, newest first. A folder or file that cannot be read has none. */
export async function readLog(folder: string, search: LogSearch): Promise<readonly LogLine[]> {
  const lowest = levelRanks[search.level ?? 'debug'];
  const wanted = search.text?.toLowerCase() ?? '';
  const found: LogLine[] = [];
  for (const name of listNewestFirst(folder)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    for (const one of text.split('\n').reverse()) {
      if (found.length >= search.limit) return found;
      if (!one.toLowerCase().includes(wanted)) continue;
      const line = parseLine(one);
      if (line !== null && levelRanks[line.level] >= lowest) found.push(line);
    }
  }
  return found;
}

function listNewestFirst(folder: string): readonly string[] {
  try {
    return [...logFiles(folder)].reverse();
  } catch {
    return [];
  }
}
