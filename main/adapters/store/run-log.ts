/**
 * Reports of past runs, the newest kept within a count and megabytes. A run is two files: its mailboxes with the values before and
 * after each write, a line each, and then its head, whose presence says that the report is whole.
 */
import { join } from 'node:path';
import { failed, type Result, succeeded } from '../../core/problem.ts';
import type { MailboxReport, RunOutcome, RunReport } from '../../core/report.ts';
import type { Log, RunLog } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDocument, documentProblem } from './document.ts';
import { createDurableFile } from './durable-file.ts';
import { namesIn, sizeOf } from './folder-contents.ts';
import { createQueue } from './queue.ts';
import { headFileSchema, mailboxReportSchema, numberFileSchema, type RunHead } from './run-schemas.ts';

export interface RunLogOptions {
  /** Reports that are kept. Default 500. */
  readonly runs?: number;
  /** Megabytes that all reports may take; the newest report stays, however large. Default 200. */
  readonly megabytes?: number;
}

export interface FileRunLog extends RunLog {
  /** The newest runs without their mailboxes, for lists; `everything` with what went from Halo to Exchange. Default: imports alone. */
  heads(limit: number, which?: 'imports' | 'everything'): Promise<Result<readonly RunHead[]>>;
  /** The newest reports of what went from Halo to Exchange. */
  latestSent(limit: number): Promise<Result<readonly RunOutcome[]>>;
  /** One run in full; null when it is not kept (any more). */
  read(number: number): Promise<Result<RunReport | null>>;
}

const megabyte = 1 << 20;
const headName = /^(\d{9,})\.json$/;
const anyName = /^(\d{9,})\.(?:json|mailboxes\.jsonl)$/;
const nameOf = (number: number) => String(number).padStart(9, '0');

function* linesOf(mailboxes: readonly MailboxReport[]): Generator<string> {
  for (const { lines, ...outcome } of mailboxes) yield `${JSON.stringify({ ...outcome, lines })}\n`;
}

const wholeLine = (line: string): MailboxReport => mailboxReportSchema.parse(JSON.parse(line));

/** The key of what was written in a mailbox, which is the last one in its line. Within a text the quotes would be escaped. */
const linesKey = ',"lines":[';

/** Passes over what was written, which is nearly all of the line after a first import. */
function outcomeLine(line: string): Omit<MailboxReport, 'lines'> {
  const at = line.indexOf(linesKey);
  const short = at < 0 ? null : shortened(line.slice(0, at));
  const { lines: _, ...outcome } = short ?? wholeLine(line);
  return outcome;
}

/** Null: more than the lines was behind. */
function shortened(start: string): MailboxReport | null {
  const parsed = mailboxReportSchema.safeParse(JSON.parse(`${start}${linesKey}]}`));
  return parsed.success ? parsed.data : null;
}

export function createRunLog(folder: DataFolder, log: Log, options: RunLogOptions = {}): FileRunLog {
  const { disk, clock } = folder;
  const { runs = 500, megabytes = 200 } = options;
  const place = folder.folder('runs');
  const queue = createQueue();
  const base = { kind: 'runs', log, folder } as const;

  const fileAt = (name: string, keepLast = false) =>
    createDurableFile({ disk, clock, path: join(place, name), keepLast });
  const headOf = (number: number) =>
    createDocument({ ...base, file: fileAt(`${nameOf(number)}.json`), schema: headFileSchema });
  const mailboxesOf = (number: number) => fileAt(`${nameOf(number)}.mailboxes.jsonl`);
  const lastNumber = createDocument({
    ...base,
    file: fileAt('last-number.json', true),
    schema: numberFileSchema,
  });

  /** Numbers of the kept runs, newest first. */
  const kept = (): Promise<Result<readonly number[]>> =>
    onDisk('runs', async () => {
      const numbers = (await namesIn(disk, place)).flatMap(name => headName.exec(name)?.[1] ?? []);
      return numbers.map(Number).sort((a, b) => b - a);
    });

  const nextNumber = async (): Promise<Result<number>> => {
    const numbers = await kept();
    if (!numbers.ok) return numbers;
    const saved = await lastNumber.read();
    if (!saved.ok && saved.problem.code !== 'store.broken') return saved;
    const last = Math.max((saved.ok ? saved.value?.number : undefined) ?? 0, numbers.value[0] ?? 0);
    const written = await lastNumber.write({ version: 1, number: last + 1 });
    return written.ok ? succeeded(last + 1) : written;
  };

  /** Removes what is beyond the limits, and mailboxes whose head never came because a crash did. */
  const sweep = async (newestNumber: number): Promise<void> => {
    const swept = await onDisk('runs', async () => {
      const names = await disk.list(place);
      const numbers = new Set(names.flatMap(name => anyName.exec(name)?.[1] ?? []).map(Number));
      let bytes = 0;
      let count = 0;
      for (const number of [...numbers].sort((a, b) => b - a)) {
        const [head, mailboxes] = [`${nameOf(number)}.json`, `${nameOf(number)}.mailboxes.jsonl`];
        const isWhole = names.includes(head) || number === newestNumber;
        if (isWhole) count += 1;
        for (const name of [head, mailboxes]) bytes += await sizeOf(disk, join(place, name));
        const fits = count <= runs && bytes <= megabytes * megabyte;
        if (isWhole && (fits || number === newestNumber)) continue;
        for (const name of [head, mailboxes]) await disk.remove(join(place, name));
      }
    });
    if (!swept.ok) log.problem(swept.problem);
  };

  const save = async (report: RunReport): Promise<Result<void>> => {
    const why = folder.whyNotWritable();
    if (why !== null) return failed(why);
    const { mailboxes, ...head } = report;
    const file = mailboxesOf(report.number);
    const written = await onDisk('runs', () => file.write(linesOf(mailboxes)));
    if (!written.ok) return written;
    const named = await headOf(report.number).write({ version: 1, head });
    if (named.ok) await sweep(report.number);
    return named;
  };

  /** Null: not kept, or broken and said: one report that cannot be read does not hide the others. */
  const readHead = async (number: number): Promise<Result<RunHead | null>> => {
    const read = await headOf(number).read();
    if (read.ok) return succeeded(read.value?.head ?? null);
    return read.problem.code === 'store.broken' ? succeeded(null) : read;
  };
  const readMailboxes = async <T>(
    number: number,
    readLine: (line: string) => T,
  ): Promise<Result<readonly T[] | null>> => {
    const file = mailboxesOf(number);
    const read = await onDisk('runs', () => file.read());
    if (!read.ok) return read;
    try {
      const lines = new TextDecoder()
        .decode(read.value ?? new Uint8Array())
        .split('\n')
        .slice(0, -1);
      return succeeded(lines.map(readLine));
    } catch {
      const found = { kind: 'broken', why: 'not valid' } as const;
      log.problem(documentProblem('runs', `runs/${nameOf(number)}.mailboxes.jsonl`, found));
      return succeeded(null);
    }
  };
  /** Null: not kept, or broken and said. */
  const readWith = async <T>(
    number: number,
    readLine: (line: string) => T,
  ): Promise<Result<(RunHead & { readonly mailboxes: readonly T[] }) | null>> => {
    const head = await readHead(number);
    if (!head.ok || head.value === null) return head.ok ? succeeded(null) : head;
    const mailboxes = await readMailboxes(number, readLine);
    if (!mailboxes.ok || mailboxes.value === null) return mailboxes.ok ? succeeded(null) : mailboxes;
    return succeeded({ ...head.value, mailboxes: mailboxes.value });
  };
  const readRun = (number: number): Promise<Result<RunReport | null>> => readWith(number, wholeLine);
  const readOutcome = (number: number): Promise<Result<RunOutcome | null>> => readWith(number, outcomeLine);
  /** Null for what is no import: it tells nothing of how fresh the calendars in Halo are. */
  const imports = async <T extends Pick<RunHead, 'trigger'>>(
    number: number,
    read: (number: number) => Promise<Result<T | null>>,
  ): Promise<Result<T | null>> => {
    const one = await read(number);
    return one.ok && one.value?.trigger === 'outbound' ? succeeded(null) : one;
  };
  /** The newest that can be read, up to the limit. */
  const newest = async <T>(
    limit: number,
    read: (number: number) => Promise<Result<T | null>>,
  ): Promise<Result<readonly T[]>> => {
    const numbers = await kept();
    if (!numbers.ok) return numbers;
    const found: T[] = [];
    for (const number of numbers.value) {
      if (found.length >= limit) break;
      const one = await read(number);
      if (!one.ok) return one;
      if (one.value !== null) found.push(one.value);
    }
    return succeeded(found);
  };

  const readSent = async (number: number): Promise<Result<RunOutcome | null>> => {
    const head = await readHead(number);
    if (!head.ok) return head;
    return head.value?.trigger === 'outbound' ? readOutcome(number) : succeeded(null);
  };
  const inTurn = <T>(step: () => Promise<Result<T>>) => queue.run('runs', step);
  return {
    nextNumber: () => inTurn(nextNumber),
    save: report => inTurn(() => save(report)),
    latest: limit => inTurn(() => newest(limit, number => imports(number, readOutcome))),
    heads: (limit, which = 'imports') =>
      inTurn(() => newest(limit, which === 'imports' ? number => imports(number, readHead) : readHead)),
    latestSent: limit => inTurn(() => newest(limit, readSent)),
    read: number => inTurn(() => readRun(number)),
  };
}
