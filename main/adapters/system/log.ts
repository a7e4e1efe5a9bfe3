/**
 * The log: JSON lines in files of a day each, cleaned by the redactor, kept for a number of days and megabytes. Writing never throws and
 * never waits: what cannot be written is counted, and said as soon as something can be.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import type { Clock, Log, LogLevel } from '../../ports.ts';
import type { Fields, Redactor } from './redactor.ts';

export interface FileLogOptions {
  /** The folder `log` of the data folder; made when missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** The lowest level that is written. Default `info`. */
  readonly level?: LogLevel;
  /** Days that are kept, today included. */
  readonly days: number;
  /** Megabytes that are kept in all; the oldest files go first. */
  readonly megabytes: number;
  /** Told each line as well, e.g. for a window or a terminal; already cleaned. */
  readonly also?: (line: LogLine) => void;
}

export interface LogLine {
  readonly at: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Fields;
}

export interface FileLog extends Log {
  close(): void;
}

const levelRanks: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warning: 2, error: 3 };
const megabyte = 1 << 20;
/** Files of one day end in `.2`, `.3` … when the first is full. */
const fileName = /^(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.log$/;

/** The log files in the order they were written. */
export function logFiles(folder: string): readonly string[] {
  const keyed = readdirSync(folder).flatMap(name => {
    const found = fileName.exec(name);
    return found === null ? [] : [{ name, day: found[1] ?? '', part: Number(found[2] ?? 1) }];
  });
  return keyed
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.part - b.part))
    .map(one => one.name);
}

export function createFileLog(options: FileLogOptions): FileLog {
  const { folder, clock, redactor } = options;
  const lowest = levelRanks[options.level ?? 'info'];
  const allBytes = options.megabytes * megabyte;
  /** So many files make up the whole that dropping one frees a tenth, not a half. */
  const fileBytes = Math.max(4096, Math.min(10 * megabyte, Math.floor(allBytes / 10)));
  let open: { readonly handle: number; readonly day: string; readonly part: number; bytes: number } | null =
    null;
  let lost = 0;

  const sweep = (today: string) => {
    const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - (options.days - 1) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const files = logFiles(folder).map(name => ({ name, bytes: statSync(join(folder, name)).size }));
    // Room for the file that is being written.
    let left = files.reduce((sum, file) => sum + file.bytes, 0) + fileBytes;
    for (const { name, bytes } of files) {
      if (name.slice(0, 10) >= oldest && left <= allBytes) break;
      rmSync(join(folder, name), { force: true });
      left -= bytes;
    }
  };
  const closeFile = () => {
    if (open !== null) closeSync(open.handle);
    open = null;
  };
  /** The file for a line of so many bytes on this day: opened, or the next part begun. */
  const fileFor = (day: string, bytes: number) => {
    if (open !== null && open.day === day && open.bytes + bytes <= fileBytes) return open;
    const part = open !== null && open.day === day ? open.part + 1 : lastPart(day);
    closeFile();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweep(day);
    const handle = openSync(join(folder, part === 1 ? `${day}.log` : `${day}.${part}.log`), 'a', 0o600);
    open = { handle, day, part, bytes: fstatSync(handle).size };
    return open;
  };
  const lastPart = (day: string) => {
    try {
      const last = logFiles(folder).findLast(name => name.startsWith(day));
      return Number(fileName.exec(last ?? '')?.[2] ?? 1);
    } catch {
      return 1;
    }
  };
  const put = (line: LogLine) => {
    const bytes = Buffer.from(
      `${JSON.stringify({ ...line.fields, at: line.at, level: line.level, message: line.message })}\n`,
    );
    const file = fileFor(line.at.slice(0, 10), bytes.length);
    file.bytes += writeSync(file.handle, bytes);
  };
  const lineOf = (level: LogLevel, message: string, fields: Fields): LogLine => ({
    at: clock.now(),
    level,
    message: redactor.clean(message),
    fields: redactor.cleanFields(fields),
  });
  const write = (level: LogLevel, message: string, fields: Fields = {}) => {
    if (levelRanks[level] < lowest) return;
    const line = lineOf(level, message, fields);
    try {
      if (lost > 0) put(lineOf('warning', 'Log lines could not be written', { count: lost }));
      lost = 0;
      put(line);
    } catch {
      // A log that fails what it tells of would be worse than a gap; the gap is said when there is room again.
      lost += 1;
      closeQuietly(closeFile);
    }
    options.also?.(line);
  };
  return {
    write,
    problem: (problem: Problem, fields: Fields = {}) => {
      const { code, scope, retryable, facts } = problem;
      write(retryable ? 'warning' : 'error', code, { ...facts, ...fields, scope, retryable });
    },
    close: () => closeQuietly(closeFile),
  };
}

function closeQuietly(close: () => void): void {
  try {
    close();
  } catch {
    return;
  }
}
