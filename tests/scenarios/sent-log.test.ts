/** Reports of what went to Exchange say when something was last written into each calendar: what is held, failed or was written into Halo was not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import type { SentLine } from '../../main/engine/outbound/sent-line.ts';
import { SentLog } from '../../main/engine/outbound/sent-log.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const line = (agentId: number, outcome: SentLine['outcome']): SentLine => ({
  ...{ agentId, address: `agent-${agentId}@example.org`, haloId: agentId, action: 'create', outcome },
  ...{ reasons: [], toExchange: [], toHalo: [], conflicts: [], halo: null, exchange: null },
});

test('a report has the moment of the last write into each calendar, also when more is gathered into it later', async () => {
  const clock = createManualClock();
  const saved: RunReport[] = [];
  const runs = {
    nextNumber: async () => succeeded(1),
    save: async (report: RunReport) => {
      saved.push(report);
      return succeeded(undefined);
    },
  };
  const log = new SentLog({ runs, clock, log: createCollectingLog() });
  const first = clock.now();
  await log.add([line(7, 'done'), line(8, 'done'), line(9, 'held')], [], false);
  await clock.advance(60_000);
  const second = clock.now();
  const inHaloAlone: SentLine = { ...line(8, 'done'), action: 'update', toHalo: ['subject'] };
  await log.add([line(7, 'done'), line(8, 'failed'), inHaloAlone], [], false);
  assert.notEqual(first, second);
  assert.deepEqual(
    saved.at(-1)?.mailboxes.map(({ agentId, lastAt }) => [agentId, lastAt]),
    [
      [7, second],
      [8, first],
      [9, undefined],
    ],
  );
});
