/**
 * What this installation knows of itself, in one small file: an id that is part of our marks in Halo, and whether Halo was seen to keep
 * them. A lost id is never replaced in silence: without it our own appointments would look like somebody else's.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Installation, InstallationStore, Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDurableFile } from './durable-file.ts';

const fileName = 'installation.json';
const fileVersion = 1;

const fileSchema = z.strictObject({
  version: z.literal(fileVersion),
  id: z.uuid(),
  marks: z.enum(['unknown', 'proven', 'dropped']).optional(),
  /** What stood in the place of `marks` once. */
  marksProven: z.boolean().optional(),
  recognition: z.enum(['unknown', 'proven', 'refused']).default('unknown'),
});

type Read =
  | { readonly kind: 'good'; readonly value: Installation }
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad'; readonly problem: Problem };

function parse(bytes: Uint8Array | null, file: string): Read {
  if (bytes === null) return { kind: 'missing' };
  const base = { scope: 'installation', retryable: false } as const;
  const broken: Read = { kind: 'bad', problem: { ...base, code: 'store.broken', facts: { file } } };
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return broken;
  }
  const { data } = z.object({ version: z.int().min(1) }).safeParse(raw);
  if (data !== undefined && data.version > fileVersion) {
    const facts = { file, version: data.version };
    return { kind: 'bad', problem: { ...base, code: 'store.newer', facts } };
  }
  const checked = fileSchema.safeParse(raw);
  if (!checked.success) return broken;
  const { id, marksProven, recognition } = checked.data;
  const marks = checked.data.marks ?? (marksProven === true ? 'proven' : 'unknown');
  return { kind: 'good', value: { id, marks, recognition } };
}

export function createInstallationStore(folder: DataFolder, log: Log): InstallationStore {
  const { disk, clock } = folder;
  const file = createDurableFile({ disk, clock, path: join(folder.path, fileName) });

  const write = async (installation: Installation): Promise<Result<void>> => {
    const why = folder.whyNotWritable();
    if (why !== null) return failed(why);
    return onDisk(fileName, () =>
      file.write(`${JSON.stringify({ version: fileVersion, ...installation })}\n`),
    );
  };

  const read = async (): Promise<Result<Installation | null>> => {
    const both = await onDisk(fileName, async () => ({
      current: parse(await file.read(), fileName),
      last: parse(await file.read('last'), `${fileName}.last`),
    }));
    if (!both.ok) return both;
    const { current, last } = both.value;
    if (current.kind === 'good') return succeeded(current.value);
    if (current.kind === 'bad') {
      log.problem(current.problem, { recovered: last.kind === 'good' });
      // Of a newer version the copy before it is older knowledge, not a way round it.
      if (current.problem.code !== 'store.broken' || last.kind !== 'good') return failed(current.problem);
      return succeeded(last.value);
    }
    // Only the last copy: a write was cut between its two renames.
    if (last.kind === 'good') return succeeded(last.value);
    return last.kind === 'bad' ? failed(last.problem) : succeeded(null);
  };

  const readOrMake = async (): Promise<Result<Installation>> => {
    const found = await read();
    if (!found.ok) return found;
    if (found.value !== null) return succeeded(found.value);
    const made: Installation = { id: randomUUID(), marks: 'unknown', recognition: 'unknown' };
    const written = await write(made);
    return written.ok ? succeeded(made) : written;
  };

  const change = async (changed: Partial<Installation>): Promise<Result<void>> => {
    const found = await readOrMake();
    return found.ok ? write({ ...found.value, ...changed }) : found;
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: an import and the way out begin together, and two that find no id would each make one. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    read: () => inTurn(readOrMake),
    saveMarks: marks => inTurn(() => change({ marks })),
    saveRecognition: recognition => inTurn(() => change({ recognition })),
  };
}
