/**
 * A JSON document in a durable file, over lowdb: validated and migrated when read, recovered from the last good copy when broken, and
 * never replaced by an empty one in silence.
 */
import { type Adapter, Low } from 'lowdb';
import type { z } from 'zod';
import { failed, type Problem, type Result } from '../../core/problem.ts';
import type { Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk, StoreFailure } from './disk-problem.ts';
import { type DurableFile, shortName } from './durable-file.ts';
import { type DocumentKind, migrate, shapes } from './migrations.ts';

/** What is in a file, before anybody decides what to do about it. */
export type Parsed<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'newer'; readonly version: number };

export interface DocumentOptions<T> {
  readonly file: DurableFile;
  readonly kind: DocumentKind;
  readonly schema: z.ZodType<T>;
  readonly log: Log;
  /** Spaces of indentation, for files that people look into. Default none. */
  readonly indent?: number;
  /** A viewer reads around what is broken and moves nothing. */
  readonly folder: Pick<DataFolder, 'whyNotWritable'>;
}

export interface Document<T> {
  /** Null: there is none. Recovers from the last good copy; otherwise settings.broken or store.broken, settings.newer or store.newer. */
  read(): Promise<Result<T | null>>;
  write(value: T): Promise<Result<void>>;
  /** What one of the two copies holds; decides and moves nothing. */
  inspect(which: 'current' | 'last'): Promise<Parsed<T>>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes to a valid value of the newest version. */
function parseDocument<T>(kind: DocumentKind, schema: z.ZodType<T>, bytes: Uint8Array | null): Parsed<T> {
  if (bytes === null) return { kind: 'missing' };
  let raw: unknown;
  try {
    raw = JSON.parse(utf8.decode(bytes));
  } catch {
    return { kind: 'broken', why: 'not JSON' };
  }
  const migrated = migrate(shapes[kind], raw);
  if (migrated.kind !== 'current') return migrated;
  const checked = schema.safeParse(migrated.value);
  if (checked.success) return { kind: 'good', value: checked.data };
  // The path alone: a message may quote what is in the file.
  const path = checked.error.issues[0]?.path.map(String).join('.') ?? '';
  return { kind: 'broken', why: `not valid at ${path === '' ? 'the top' : path}` };
}

const ofMailbox: ReadonlySet<DocumentKind> = new Set(['state', 'links', 'decisions', 'journal']);

/** The problem of a document that cannot be used. */
export function documentProblem(
  kind: DocumentKind,
  file: string,
  found: Extract<Parsed<unknown>, { kind: 'broken' | 'newer' }>,
): Problem {
  const area = kind === 'settings' ? 'settings' : 'store';
  const scope = ofMailbox.has(kind) ? 'mailbox' : 'installation';
  const base = { scope, retryable: false } as const;
  return found.kind === 'broken'
    ? { ...base, code: `${area}.broken`, facts: { file, why: found.why } }
    : { ...base, code: `${area}.newer`, facts: { file, version: found.version } };
}

export function createDocument<T>(options: DocumentOptions<T>): Document<T> {
  const { file, kind, schema, log, folder } = options;
  const name = shortName(file.path);

  const inspect = async (which: 'current' | 'last') => parseDocument(kind, schema, await file.read(which));

  /** The value to go on with, or a thrown problem: lowdb's interface has no other way to say it. */
  const readOrThrow = async (): Promise<T | null> => {
    const current = await inspect('current');
    if (current.kind === 'good') return current.value;
    if (current.kind === 'newer') throw new StoreFailure(documentProblem(kind, name, current));
    const last = await inspect('last');
    if (current.kind === 'missing' && last.kind === 'missing') return null;
    if (current.kind === 'broken') {
      const problem = documentProblem(kind, name, current);
      const facts = { recovered: last.kind === 'good' };
      log.problem(problem, facts);
      if (last.kind !== 'good') throw new StoreFailure(problem);
      if (folder.whyNotWritable() === null) await file.setAside();
      return last.value;
    }
    // Only the last copy: a write was cut between its two renames.
    if (last.kind === 'good') return last.value;
    if (last.kind === 'missing') return null;
    throw new StoreFailure(documentProblem(kind, `${name}.last`, last));
  };
  const adapter: Adapter<T | null> = {
    read: readOrThrow,
    write: value => file.write(`${JSON.stringify(value, null, options.indent)}\n`),
  };

  return {
    inspect,
    read: () =>
      onDisk(name, async () => {
        const database = new Low<T | null>(adapter, null);
        await database.read();
        return database.data;
      }),
    write: async value => {
      const why = folder.whyNotWritable();
      return why === null ? onDisk(name, () => new Low<T | null>(adapter, value).write()) : failed(why);
    },
  };
}
