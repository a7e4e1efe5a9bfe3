/** Pages of the log and of the requests, filtered, and the sentences above them. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type {
  LogLineView,
  LogPage,
  RequestLineView,
  RequestPage,
} from '../../../preload/contract/views/logs.ts';
import { directionOf } from '../../../preload/contract/words/directions.ts';
import { isProblemCode, sayProblem } from '../../../preload/contract/words/problems.ts';
import type { RequestEntry } from '../../ports.ts';
import { answered, type Context } from './context.ts';
import { pageOf } from './line-pages.ts';
import type { LogEntry } from './parts.ts';

/** As far back as a filter looks. */
const mostRead = 100_000;
const mostForSupport = 5_000;

function fieldText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Lines that carry their figures in fields say them. A preview has the number 0. */
function sayLine(message: string, facts: Readonly<Record<string, string | number>>): string {
  if (message !== 'Run finished') return message;
  const figures = ['added', 'changed', 'removed', 'held', 'failed']
    .filter(name => Number(facts[name] ?? 0) > 0)
    .map(name => `${facts[name]} ${name}`);
  const what = Number(facts['run'] ?? 0) === 0 ? 'Preview' : `Run ${facts['run']}`;
  return `${what} finished: ${figures.length === 0 ? 'no change' : figures.join(', ')}.`;
}

function lineOf(entry: LogEntry & { place: string }): LogLineView {
  const { at, level, message, fields, place } = entry;
  const facts = Object.fromEntries(
    Object.entries(fields).filter((one): one is [string, string | number] => typeof one[1] !== 'boolean'),
  );
  const run = fields['run'];
  return {
    place,
    at: `${at.slice(0, 19)}Z`,
    level,
    message: isProblemCode(message) ? sayProblem({ code: message, facts }).sentence : sayLine(message, facts),
    fields: { ...fields },
    run: typeof run === 'number' ? run : null,
    mailbox: fieldText(fields['mailbox']),
    times: 1,
  };
}

/** Equal neighbours are one line that says how often. */
function fold(newer: LogLineView, older: LogLineView): LogLineView | null {
  const isSame =
    newer.message === older.message &&
    newer.level === older.level &&
    newer.run === older.run &&
    newer.mailbox === older.mailbox;
  return isSame ? { ...newer, place: older.place, times: newer.times + 1 } : null;
}

const has = (text: string, wanted: string) => text.toLowerCase().includes(wanted.toLowerCase());

function sayLog(lines: readonly LogEntry[], today: string): string {
  const of = (level: LogEntry['level']) =>
    lines.filter(line => line.level === level && line.at.slice(0, 10) === today).length;
  const [errors, warnings] = [of('error'), of('warning')];
  if (errors + warnings === 0) return "Today's log: no errors and no warnings.";
  return `Today's log: ${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`;
}

export async function readLog(
  context: Context,
  args: ParsedArgumentsOf<'log.read'>,
): Promise<Reply<LogPage>> {
  const entries = await context.parts.logLines(mostRead);
  const isWanted = (line: LogLineView) =>
    (args.levels.length === 0 || args.levels.includes(line.level)) &&
    (args.mailbox === null || line.mailbox === args.mailbox) &&
    (args.run === null || line.run === args.run) &&
    (args.text === '' || has(`${line.message} ${JSON.stringify(line.fields)}`, args.text));
  const { page, next } = pageOf(entries, {
    ...args,
    fold,
    view: entry => {
      const line = lineOf(entry);
      return isWanted(line) ? line : null;
    },
  });
  return answered({
    lines: [...page],
    next,
    sentence: sayLog(entries, context.parts.clock.now().slice(0, 10)),
  });
}

/** Addresses become numbers, so that lines can be followed without names. */
export async function logForSupport(context: Context): Promise<Reply<AnswerOf<'log.for-support'>>> {
  const entries = await context.parts.logLines(mostForSupport);
  const lines = entries.map(entry => lineOf({ ...entry, place: '' }));
  const numbers = new Map<string, number>();
  const hide = (text: string) =>
    text.replaceAll(/[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+/g, address => {
      const known = numbers.get(address.toLowerCase()) ?? numbers.size + 1;
      numbers.set(address.toLowerCase(), known);
      return `address-${known}`;
    });
  const text = lines
    .map(line => hide(`${line.at} ${line.level} ${line.message} ${JSON.stringify(line.fields)}`))
    .join('\n');
  return answered({ fileName: `integrator-log-${context.parts.today()}.txt`, text: `${text}\n` });
}

function answerOf({ status, problem }: RequestEntry): string {
  if (problem !== null && isProblemCode(problem)) {
    if (problem.endsWith('.throttled')) return 'Slow down';
    if (status === 0) return 'No answer';
  }
  return status === 0 ? 'No answer' : String(status);
}

/** No answer, or one that says no. 404 is an answer: that something is not there. */
const isRefused = ({ status, problem }: Pick<RequestEntry, 'status' | 'problem'>): boolean =>
  problem !== null || (status >= 400 && status !== 404);

function requestOf(entry: RequestEntry & { place: string }): RequestLineView {
  const { place, at, peer, operation, mailbox, status, problem, ms, bytesOut, bytesIn } = entry;
  const direction = directionOf(entry);
  const whole = (value: number) => Math.max(0, Math.round(value));
  return {
    place,
    at: `${at.slice(0, 19)}Z`,
    direction,
    peer,
    operation,
    mailbox,
    status: whole(status),
    answer: answerOf(entry),
    problem,
    ms,
    bytesOut: whole(bytesOut),
    bytesIn: whole(bytesIn),
  };
}

export async function listRequests(
  context: Context,
  args: ParsedArgumentsOf<'requests.list'>,
): Promise<Reply<RequestPage>> {
  const entries = await context.parts.requests(mostRead);
  const isWanted = (line: RequestLineView) =>
    (args.direction === null || line.direction === args.direction) &&
    (args.mailbox === null || line.mailbox === args.mailbox) &&
    (!args.onlyProblems || isRefused(line)) &&
    line.ms >= args.slowerThanMs &&
    (args.text === '' || has(`${line.operation} ${line.mailbox ?? ''} ${line.answer}`, args.text));
  const { page, next } = pageOf(entries, {
    ...args,
    view: entry => {
      const line = requestOf(entry);
      return isWanted(line) ? line : null;
    },
  });
  const day = context.parts.clock.now().slice(0, 10);
  const today = entries.filter(entry => entry.at.slice(0, 10) === day);
  const bad = today.filter(isRefused).length;
  const refused = bad === 0 ? 'None was refused.' : `${bad} ${bad === 1 ? 'was' : 'were'} refused.`;
  return answered({
    lines: [...page],
    next,
    sentence: `${today.length} requests today. ${refused}`,
  });
}
