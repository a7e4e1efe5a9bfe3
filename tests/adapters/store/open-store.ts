/** A data folder in a fresh temporary folder, and the store on it: opened, opened anew, closed and swept away. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DataFolder,
  type DataFolderOptions,
  openDataFolder,
} from '../../../main/adapters/store/data-folder.ts';
import { createLinkStore, type FileLinkStore } from '../../../main/adapters/store/link-store.ts';
import { theValue } from '../../builders/results.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

/** Runs the check with the path of a folder that is empty and gone afterwards. */
export async function withFolder(check: (path: string) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'halo-store-'));
  try {
    await check(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

export interface OpenStore {
  readonly folder: DataFolder;
  readonly store: FileLinkStore;
  readonly log: CollectingLog;
  close(): Promise<void>;
}

export async function openStore(path: string, options: Partial<DataFolderOptions> = {}): Promise<OpenStore> {
  const log = createCollectingLog();
  const clock = createManualClock();
  const folder = theValue(await openDataFolder(path, { role: 'writer', clock, ...options }));
  const store = createLinkStore(folder, log);
  return {
    folder,
    store,
    log,
    close: async () => {
      await store.close();
      await folder.close();
    },
  };
}

/** Lets the real disk get on until the condition holds; a bound instead of a time, so that a broken rule is a failed test. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (await condition()) return;
    await new Promise(resolve => setImmediate(resolve));
  }
  assert.fail('what was waited for never came');
}
