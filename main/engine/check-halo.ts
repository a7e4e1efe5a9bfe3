/** What must be true of a Halo before the first write of a run. Where the account may not look, a person is asked, nothing is assumed. */

import type { SyncedAgent } from '../core/agents.ts';
import type { HaloFacts } from '../core/appointment.ts';
import type { Problem } from '../core/problem.ts';

export interface HaloConfirmations {
  readonly door: 'appointments' | 'integrator';
  readonly noOtherImporter: boolean;
  readonly timesInUtc: boolean;
}

/** The problem that forbids this run to write, or null. */
export function refusal(
  facts: HaloFacts,
  agents: readonly SyncedAgent[],
  confirmed: HaloConfirmations,
): Problem | null {
  if (confirmed.door === 'integrator') return null;
  if (facts.usesUtc === false || (facts.usesUtc === null && !confirmed.timesInUtc)) {
    return {
      code: 'halo.times-not-utc',
      scope: 'halo',
      retryable: false,
      facts: { known: facts.usesUtc === null ? 'no' : 'yes' },
    };
  }
  if (confirmed.noOtherImporter) return null;
  const importers = [...(facts.otherImporters ?? [])];
  const synced = new Set(facts.agentsSyncedByHalo ?? []);
  const doubled = agents.filter(agent => synced.has(agent.agentId));
  if (doubled.length > 0) importers.push(`Halo's own Exchange sync (${doubled.length} agents)`);
  if (importers.length > 0) {
    return {
      code: 'halo.other-importer',
      scope: 'halo',
      retryable: false,
      facts: { importers: importers.join(', ') },
    };
  }
  if (facts.otherImporters === null || facts.agentsSyncedByHalo === null) {
    return { code: 'halo.other-importer-unknown', scope: 'halo', retryable: false };
  }
  return null;
}
