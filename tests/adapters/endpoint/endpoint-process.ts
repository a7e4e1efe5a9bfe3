/** A process of its own for the tests: endpoint and queue on the data folder of its first argument. Says its port, and is killed. */
import { writeSync } from 'node:fs';
import { createNudgeEndpoint } from '../../../main/adapters/endpoint/nudge-endpoint.ts';
import { openDataFolder } from '../../../main/adapters/store/data-folder.ts';
import { createOutboundStore } from '../../../main/adapters/store/outbound-store.ts';
import { succeeded } from '../../../main/core/problem.ts';
import { theValue } from '../../builders/results.ts';
import { anEntry } from '../../contracts/outbound-store.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { secret } from './sender.ts';

const clock = createManualClock();
const log = createCollectingLog();
const folder = theValue(await openDataFolder(process.argv[2] ?? '', { role: 'writer', clock }));
const store = createOutboundStore(folder, log, { groups: 5, bytes: 1_000_000 });
const endpoint = createNudgeEndpoint({
  address: '127.0.0.1',
  port: 0,
  secret,
  clock,
  log,
  requestLog: { record: () => undefined },
  heard: async changes => {
    const entries = changes.map(({ haloId }) => anEntry(haloId));
    const kept = await store.append([{ kind: 'entries', entries }]);
    void store.compact();
    return kept.ok ? succeeded('queued') : kept;
  },
  lookAt: () => undefined,
});
writeSync(1, `${theValue(await endpoint.start()).port}\n`);
