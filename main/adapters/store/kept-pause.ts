/**
 * Until when a person has paused the schedule, so that a restart does not end it. A file that is lost or cannot be read is no pause:
 * importing again is the lesser harm.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../core/event.ts';
import { failed, type Result } from '../../core/problem.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDurableFile } from './durable-file.ts';

const fileName = 'pause.json';

const fileSchema = z.strictObject({ version: z.literal(1), until: z.iso.datetime().nullable() });

export interface KeptPause {
  /** Null: no pause. It may be over already: whoever reads it has the clock. */
  read(): Promise<Instant | null>;
  /** Problems: store.*; the pause goes on, but not over a restart. */
  save(until: Instant | null): Promise<Result<void>>;
}

function parse(bytes: Uint8Array | null): Instant | null {
  if (bytes === null) return null;
  try {
    return fileSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).until;
  } catch {
    return null;
  }
}

export function createKeptPause(folder: DataFolder): KeptPause {
  const { disk, clock } = folder;
  const file = createDurableFile({ disk, clock, path: join(folder.path, fileName), keepLast: false });
  let last: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      const bytes = await onDisk(fileName, () => file.read());
      return bytes.ok ? parse(bytes.value) : null;
    },
    save(until) {
      const why = folder.whyNotWritable();
      if (why !== null) return Promise.resolve(failed(why));
      // One write at a time: pausing and resuming may follow each other fast.
      const saved = last.then(() =>
        onDisk(fileName, () => file.write(`${JSON.stringify({ version: 1, until })}\n`)),
      );
      last = saved;
      return saved;
    },
  };
}
