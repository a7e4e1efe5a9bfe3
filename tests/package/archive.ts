/** Reads an asar archive by itself, without the library that wrote it: which files it holds, and whether each is what its hashes say. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';

const integritySchema = z.object({
  algorithm: z.literal('SHA256'),
  hash: z.string(),
  blockSize: z.int().positive(),
  blocks: z.array(z.string()),
});
const fileSchema = z.object({
  size: z.int().nonnegative(),
  offset: z.string().regex(/^\d+$/).optional(),
  unpacked: z.boolean().optional(),
  executable: z.boolean().optional(),
  integrity: integritySchema.optional(),
});
type Folder = { readonly files: Readonly<Record<string, z.infer<typeof fileSchema> | Folder>> };
const folderSchema: z.ZodType<Folder> = z.object({
  files: z.record(z.string(), z.union([z.lazy(() => folderSchema), fileSchema])),
});

export interface ArchivedFile {
  /** With `/` between its parts. */
  readonly path: string;
  readonly size: number;
  readonly content: Buffer;
  /** Null: it is what its hashes say. */
  readonly fault: string | null;
}

export interface Archive {
  /** SHA-256 of the header, in hex: what Electron compares at start. */
  readonly headerHash: string;
  readonly files: readonly ArchivedFile[];
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

function faultOf(content: Buffer, integrity: z.infer<typeof integritySchema> | undefined): string | null {
  if (integrity === undefined) return 'has no hashes';
  if (sha256(content) !== integrity.hash) return 'is not what its hash says';
  const blocks: string[] = [];
  for (let at = 0; at < Math.max(content.length, 1); at += integrity.blockSize) {
    blocks.push(sha256(content.subarray(at, at + integrity.blockSize)));
  }
  return blocks.join() === integrity.blocks.join() ? null : 'is not what the hashes of its blocks say';
}

export function readArchive(path: string): Archive {
  const file = openSync(path, 'r');
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    if (length > 0 && readSync(file, bytes, 0, length, at) !== length) throw new Error(`${path} is cut off`);
    return bytes;
  };
  try {
    const sizes = read(0, 16);
    const text = read(16, sizes.readUInt32LE(12)).toString('utf8');
    const beginning = 8 + sizes.readUInt32LE(4);
    const found: ArchivedFile[] = [];
    const walk = (folder: Folder, above: string) => {
      for (const [name, entry] of Object.entries(folder.files)) {
        const inside = above === '' ? name : `${above}/${name}`;
        if ('files' in entry) {
          walk(entry, inside);
          continue;
        }
        const isInside = entry.offset !== undefined && entry.unpacked !== true;
        const content = isInside ? read(beginning + Number(entry.offset), entry.size) : Buffer.alloc(0);
        const fault = isInside ? faultOf(content, entry.integrity) : 'lies outside the archive';
        found.push({ path: inside, size: entry.size, content, fault });
      }
    };
    walk(folderSchema.parse(JSON.parse(text)), '');
    return { headerHash: sha256(text), files: found };
  } finally {
    closeSync(file);
  }
}
