/**
 * With which token Halo gave its settings last, so that a program that starts anew asks with that one first. A hint alone: a file that
 * is lost, broken or wrong costs one refused request.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { HaloAccessHint } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDurableFile } from './durable-file.ts';

const fileName = 'halo-access.json';
const fileSchema = z.strictObject({ version: z.literal(1), settings: z.enum(['calendar', 'administrator']) });

type Access = z.infer<typeof fileSchema>['settings'];

function parse(bytes: Uint8Array | null): Access | null {
  if (bytes === null) return null;
  try {
    return fileSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).settings;
  } catch {
    return null;
  }
}

export function createHaloAccess(folder: DataFolder): HaloAccessHint {
  const { disk, clock } = folder;
  const path = join(folder.path, fileName);
  const file = createDurableFile({ disk, clock, path, keepLast: false, syncFolder: false });
  let last: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      const bytes = await onDisk(fileName, () => file.read());
      return bytes.ok ? parse(bytes.value) : null;
    },
    async keep(settings) {
      if (folder.whyNotWritable() !== null) return;
      const written = last.then(() =>
        onDisk(fileName, () => file.write(`${JSON.stringify({ version: 1, settings })}\n`)),
      );
      last = written;
      await written;
    },
  };
}
