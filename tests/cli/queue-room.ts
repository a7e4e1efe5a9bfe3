/** A data folder with a queue to Exchange in it, and the command line on it; beside it, where a test wants it, a program that sends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivityFile } from '../../main/adapters/store/activity.ts';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createRunLog } from '../../main/adapters/store/run-log.ts';
import { createSystemClock } from '../../main/adapters/system/clock.ts';
import type { OutboundEntry } from '../../main/core/outbound/entry.ts';
import type { WayState } from '../../main/core/outbound/way-state.ts';
import type { RunReport } from '../../main/core/report.ts';
import { openOutbound } from '../adapters/store/open-outbound.ts';
import { theValue } from '../builders/results.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import type { Ended } from '../processes/started.ts';
import { runWords } from './run-words.ts';

export interface Room {
  run(...words: string[]): Promise<Ended>;
  /** The queue as it is on disk now. */
  entries(): Promise<ReadonlyMap<number, OutboundEntry>>;
  /** What runs and what was sent is kept in reports. */
  keep(report: RunReport): Promise<void>;
  /** Another program holds the folder and tells how the way stands there, as long as `check` runs. */
  whileItRuns(way: WayState, check: () => Promise<void>): Promise<void>;
}

export async function withQueue(
  entries: readonly OutboundEntry[],
  check: (room: Room) => Promise<void>,
): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'halo-outbound-cli-'));
  const asWriter = async () =>
    theValue(await openDataFolder(path, { role: 'writer', clock: createSystemClock() }));
  try {
    const open = await openOutbound(path);
    theValue(await open.store.append([{ kind: 'entries', entries }]));
    theValue(
      await open.store.append([{ kind: 'done', haloId: 99, at: '2026-03-29T09:00:00Z', wrote: true }]),
    );
    await open.close();
    await check({
      run: (...words) => runWords([...words, '--data', path]),
      entries: async () => {
        const again = await openOutbound(path, { role: 'reader' });
        const { entries: found } = theValue(await again.store.read());
        await again.close();
        return found;
      },
      async keep(report) {
        const folder = await asWriter();
        theValue(await createRunLog(folder, createCollectingLog()).save(report));
        await folder.close();
      },
      async whileItRuns(way, during) {
        const folder = await asWriter();
        await createActivityFile(folder).tellWay(way);
        try {
          await during();
        } finally {
          await folder.close();
        }
      },
    });
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
