/** The fake in memory has to keep the same contract as the store on disk. */
import { describeOutboundStore } from '../contracts/outbound-store.ts';
import { createMemoryOutbound } from './memory-outbound.ts';

describeOutboundStore('in memory', async () => {
  const store = createMemoryOutbound();
  return { store, reopen: async () => store, end: async () => undefined };
});
