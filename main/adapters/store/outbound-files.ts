/**
 * The two files of the way to Exchange and their last copies: how they are read, and what can be saved of them when they cannot be
 * believed as a whole. A record stands for itself, so a line may be believed without the line before it. Moves and writes nothing.
 */
import { join } from 'node:path';
import {
  emptyOutbound,
  enterOutbound,
  type OpenOutboundMemory,
  type OutboundRecord,
} from '../../core/outbound/entry.ts';
import type { Problem } from '../../core/problem.ts';
import { failed, type Result, succeeded } from '../../core/problem.ts';
import type { Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDocument, type Document, documentProblem } from './document.ts';
import { createDurableFile, type DurableFile, shortName } from './durable-file.ts';
import { type ImageFiles, recoverImage } from './image-recovery.ts';
import { readableLines, readLines } from './journal-lines.ts';
import {
  groupSchema,
  type OutboundFile,
  type OutboundGroup,
  outboundFileSchema,
  outboundHeaderSchema,
} from './outbound-schemas.ts';

export interface OutboundFiles {
  readonly image: Document<OutboundFile>;
  readonly imageFile: DurableFile;
  readonly journalFile: DurableFile;
}

export function outboundFiles(folder: DataFolder, log: Log): OutboundFiles {
  const { disk, clock } = folder;
  const at = (name: string) =>
    createDurableFile({ disk, clock, path: join(folder.folder('outbound'), name) });
  const imageFile = at('queue.json');
  return {
    image: createDocument({ file: imageFile, kind: 'outbound', schema: outboundFileSchema, log, folder }),
    imageFile,
    journalFile: at('journal.jsonl'),
  };
}

/** What the files hold, and what is to be done to them before they are written. */
export interface OutboundReading {
  readonly memory: OpenOutboundMemory;
  readonly generation: number;
  readonly journalBytes: number;
  readonly journalGroups: number;
  /** The journal is part of the image already. */
  readonly journalAbsorbed: boolean;
  /** What was found broken, and whether all of it was found again elsewhere. Null: nothing was. */
  readonly broken: { readonly problem: Problem; readonly isWhole: boolean } | null;
}

const shape = { kind: 'outbound-journal', header: outboundHeaderSchema, entry: groupSchema } as const;

function memoryOf(
  image: OutboundFile | null,
  groups: readonly (readonly OutboundRecord[])[],
): OpenOutboundMemory {
  const memory = emptyOutbound();
  if (image !== null) {
    for (const entry of image.entries) memory.entries.set(entry.haloId, entry);
    for (const tie of image.series) memory.series.set(tie.haloId, tie);
    memory.watermark = image.watermark;
    memory.confirmedAt = image.confirmedAt;
    memory.lastWrite = image.lastWrite;
  }
  for (const record of groups.flat()) enterOutbound(memory, record);
  return memory;
}

export function imageOf(memory: OpenOutboundMemory, generation: number): OutboundFile {
  const { watermark, confirmedAt, lastWrite } = memory;
  return {
    version: 1,
    generation,
    entries: [...memory.entries.values()],
    series: [...memory.series.values()],
    watermark,
    confirmedAt,
    lastWrite,
  };
}

async function readAll(
  folder: DataFolder,
  files: OutboundFiles,
): Promise<ImageFiles<OutboundFile, OutboundGroup>> {
  const { path } = files.journalFile;
  const image = await files.image.inspect('current');
  const journal = await readLines(folder.disk, path, shape);
  const isUsual = image.kind === 'good' && journal.kind !== 'broken';
  const missing = { kind: 'missing' } as const;
  const imageLast = isUsual ? missing : await files.image.inspect('last');
  const journalLast = isUsual ? missing : await readLines(folder.disk, `${path}.last`, shape);
  return { image, imageLast, journal, journalLast, decided: 0 };
}

/**
 * All that is readable, the newest image first. Nobody knows what is missing, so neither how far the changes were read nor when the links
 * were compared is believed any more: both looks go back to where they began, and find again all but what a nudge alone has told.
 */
async function salvage(
  files: OutboundFiles,
  found: ImageFiles<OutboundFile, OutboundGroup>,
  problem: Problem,
): Promise<OutboundReading> {
  const { image, imageLast, journal, journalLast } = found;
  const best = image.kind === 'good' ? image.value : imageLast.kind === 'good' ? imageLast.value : null;
  const groups: OutboundGroup[] = [];
  for (const which of ['last', 'current'] as const) {
    const bytes = await files.journalFile.read(which);
    const reading = which === 'last' ? journalLast : journal;
    // What an image has absorbed would bring back what is done.
    const isAbsorbed = reading.kind === 'good' && reading.header.after < (best?.generation ?? 0);
    if (bytes !== null && !isAbsorbed) groups.push(...readableLines(shape, bytes));
  }
  const generations = [
    ...[image, imageLast].map(one => (one.kind === 'good' ? one.value.generation : 0)),
    ...[journal, journalLast].map(one => (one.kind === 'good' ? one.header.after : 0)),
  ];
  const memory = memoryOf(best, groups);
  const begun = memory.watermark?.begun;
  memory.watermark = begun === undefined ? null : { begun, newest: begun, seen: [] };
  memory.confirmedAt = null;
  const base = { journalBytes: 0, journalGroups: 0, journalAbsorbed: true };
  const broken = { problem, isWhole: false };
  return { ...base, memory, generation: Math.max(...generations) + 1, broken };
}

async function readOnce(folder: DataFolder, files: OutboundFiles): Promise<Result<OutboundReading>> {
  const name = shortName(files.imageFile.path);
  const read = await onDisk(name, async (): Promise<Result<OutboundReading>> => {
    const all = await readAll(folder, files);
    const found = recoverImage(all);
    if (found.kind === 'good') {
      const why = found.repaired;
      const { generation, journalBytes, journalAbsorbed } = found;
      const problem = why === null ? null : documentProblem('outbound', name, { kind: 'broken', why });
      return succeeded({
        ...{ generation, journalBytes, journalAbsorbed },
        memory: memoryOf(found.image, found.entries),
        journalGroups: found.entries.length,
        broken: problem === null ? null : { problem, isWhole: true },
      });
    }
    const file = found.file === 'image' ? name : shortName(files.journalFile.path);
    const problem = documentProblem('outbound', file, found);
    if (found.kind === 'newer') return failed(problem);
    return succeeded(await salvage(files, all, problem));
  });
  return read.ok ? read.value : read;
}

/**
 * Reads both files, and the last copies where they are needed. The writer may be between two files while a viewer reads them: what a
 * viewer finds odd, it reads again. Problems: store.newer and what the disk says.
 */
export async function readOutbound(
  folder: DataFolder,
  files: OutboundFiles,
): Promise<Result<OutboundReading>> {
  let found = await readOnce(folder, files);
  for (let again = 0; again < 3 && folder.role === 'reader'; again += 1) {
    if (found.ok && found.value.broken === null) break;
    found = await readOnce(folder, files);
  }
  return found;
}
