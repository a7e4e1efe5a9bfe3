/**
 * What the writer of a data folder is at and does next, for viewers of the same folder, and a request to it to end. Both are small files that may be lost:
 * nothing is decided by them but what a window shows and when a program ends by itself. Knows nothing of runs but numbers and names.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { idleWay, type WayState } from '../../core/outbound/way-state.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDurableFile } from './durable-file.ts';
import { problemSchema } from './run-schemas.ts';

const runSchema = z.strictObject({
  trigger: z.enum(['schedule', 'by-hand', 'start', 'catch-up', 'preview']),
  /** The one agent that was asked for; null: all. */
  agent: z.string().nullable(),
  verify: z.boolean(),
  since: z.string(),
  /** Calendars finished, and all; `all` 0: not known yet. */
  done: z.int().nonnegative(),
  all: z.int().nonnegative(),
});
export type RunningRun = z.infer<typeof runSchema>;

const plannedSchema = z.strictObject({
  /** The next scheduled run; null when none is planned. */
  next: z.iso.datetime().nullable(),
  pausedUntil: z.iso.datetime().nullable(),
});
export type Planned = z.infer<typeof plannedSchema>;
export const nothingPlanned: Planned = { next: null, pausedUntil: null };

const waySchema = z.strictObject({
  isRunning: z.boolean(),
  isNudged: z.boolean(),
  problem: problemSchema.nullable(),
  nudgeProblem: problemSchema.nullable(),
}) satisfies z.ZodType<WayState>;

/** What an earlier version has not written, or a later one says in another way, is not known. */
const activitySchema = z.object({
  version: z.literal(1),
  running: runSchema.nullable(),
  planned: plannedSchema.default(nothingPlanned),
  way: waySchema.default(idleWay).catch(idleWay),
});

/** What the writer last said of itself. */
export interface Activity {
  /** The run under way; null: none, or nobody knows. */
  readonly running: RunningRun | null;
  readonly planned: Planned;
  /** The way from Halo to Exchange. */
  readonly way: WayState;
}
export const nothingHappens: Activity = { running: null, planned: nothingPlanned, way: idleWay };
const requestSchema = z.strictObject({ version: z.literal(1), at: z.iso.datetime(), who: z.string() });

export interface ActivityFile {
  read(): Promise<RunningRun | null>;
  readAll(): Promise<Activity>;
  /** One write at a time; what comes meanwhile is written after it, the last one alone. Never rejects. */
  tell(running: RunningRun | null): Promise<void>;
  tellPlanned(planned: Planned): Promise<void>;
  tellWay(way: WayState): Promise<void>;
}

export interface StopRequest {
  /** Asks every program on this data folder to end after its run. Needs no lock: the one who holds it is asked. */
  make(): Promise<Result<void>>;
  /** Whether somebody asked later than `instant`; a request that outlived its program stops no other. */
  wasMadeSince(instant: string): Promise<boolean>;
}

function parse<T>(schema: z.ZodType<T>, bytes: Uint8Array | null): T | null {
  if (bytes === null) return null;
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

export function createActivityFile(folder: DataFolder): ActivityFile {
  const { disk, clock } = folder;
  const path = join(folder.path, 'activity.json');
  const file = createDurableFile({ disk, clock, path, keepLast: false, syncFolder: false });
  let told = nothingHappens;
  let waiting: Activity | null = null;
  let writing: Promise<void> | null = null;

  const writeAll = async () => {
    for (let next = waiting; next !== null; next = waiting) {
      waiting = null;
      const text = `${JSON.stringify({ version: 1, ...next })}\n`;
      // What cannot be written now is old in a second: a viewer shows less, the run goes on.
      if (folder.whyNotWritable() === null) await onDisk('activity.json', () => file.write(text));
    }
    writing = null;
  };
  const say = (changed: Partial<Activity>): Promise<void> => {
    told = { ...told, ...changed };
    waiting = told;
    writing ??= writeAll();
    return writing;
  };
  const readAll = async (): Promise<Activity> => {
    const bytes = await onDisk('activity.json', () => file.read());
    const found = bytes.ok ? parse(activitySchema, bytes.value) : null;
    if (found === null) return nothingHappens;
    const { running, planned, way } = found;
    return { running, planned, way };
  };
  return {
    read: async () => (await readAll()).running,
    readAll,
    tell: running => say({ running }),
    tellPlanned: planned => say({ planned }),
    // Told after each appointment that was sent: nearly always the same.
    tellWay: async way => (JSON.stringify(way) === JSON.stringify(told.way) ? undefined : say({ way })),
  };
}

export function createStopRequest(
  folder: Pick<DataFolder, 'path' | 'disk' | 'clock' | 'account'>,
): StopRequest {
  const { disk, clock, account } = folder;
  const path = join(folder.path, 'stop.json');
  const file = createDurableFile({ disk, clock, path, keepLast: false });
  return {
    async make() {
      const text = `${JSON.stringify({ version: 1, at: clock.now(), who: account })}\n`;
      const written = await onDisk('stop.json', () => file.write(text));
      return written.ok ? succeeded(undefined) : failed(written.problem);
    },
    async wasMadeSince(instant) {
      const bytes = await onDisk('stop.json', () => file.read());
      const request = bytes.ok ? parse(requestSchema, bytes.value) : null;
      return request !== null && Date.parse(request.at) > Date.parse(instant);
    },
  };
}
