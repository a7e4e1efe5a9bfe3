import { describeLinkStore } from '../contracts/link-store.ts';
import { createMemoryLinks } from './memory-links.ts';

describeLinkStore('the fake in memory', async () => {
  const store = createMemoryLinks();
  return { store, reopen: async () => store, end: async () => undefined };
});
