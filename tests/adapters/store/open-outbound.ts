/** The outbound store on a data folder in a temporary folder: opened, opened anew, closed. */
import { type DataFolderOptions, openDataFolder } from '../../../main/adapters/store/data-folder.ts';
import {
  createOutboundStore,
  type FileOutboundStore,
  type OutboundLimits,
} from '../../../main/adapters/store/outbound-store.ts';
import { theValue } from '../../builders/results.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

export interface OpenOutbound {
  readonly store: FileOutboundStore;
  readonly log: CollectingLog;
  close(): Promise<void>;
}

export async function openOutbound(
  path: string,
  options: Partial<DataFolderOptions> & { readonly limits?: OutboundLimits } = {},
): Promise<OpenOutbound> {
  const log = createCollectingLog();
  const clock = createManualClock();
  const folder = theValue(await openDataFolder(path, { role: 'writer', clock, ...options }));
  const store = createOutboundStore(folder, log, options.limits);
  return {
    store,
    log,
    close: async () => {
      await store.close();
      await folder.close();
    },
  };
}
