import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLinkStore } from '../../contracts/link-store.ts';
import { openStore } from './open-store.ts';

describeLinkStore('the store on disk', async () => {
  const path = await mkdtemp(join(tmpdir(), 'halo-store-'));
  let open = await openStore(path);
  return {
    store: open.store,
    reopen: async () => {
      await open.close();
      open = await openStore(path);
      return open.store;
    },
    end: async () => {
      await open.close();
      await rm(path, { recursive: true, force: true });
    },
  };
});
