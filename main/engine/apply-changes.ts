/** Carries out actions through the `integrator` door: one change per call, Halo maps. Each is recorded before the next. */
import type { Effect } from '../core/plan/action.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk } from '../ports.ts';
import type { EffectLedger } from './effect-ledger.ts';
import type { FirstImport } from './first-import.ts';
import { changeOf } from './import-changes.ts';
import type { WriteAction } from './write-group.ts';

export interface ChangeContext {
  readonly desk: AppointmentDesk;
  readonly agent: { readonly agentId: number; readonly name: string; readonly email: string };
  readonly firstImport: FirstImport;
  readonly signal: AbortSignal;
}

/** A lost answer is repeated by the next run: Halo recognises the item by its id. */
export async function applyChange(
  action: Effect,
  ledger: EffectLedger,
  context: ChangeContext,
): Promise<Result<void>> {
  const { desk, agent, signal } = context;
  const moved =
    action.kind === 'update' && action.link.itemId !== action.keyed.event.itemId ? action.link : null;
  if (moved !== null) {
    // Halo knows this appointment by an id that Exchange has given up: the old one goes before the new one comes.
    const { itemId: entryId, changeKey } = moved;
    const who = { id: agent.agentId, name: agent.name, email: agent.email };
    const old = await desk.importChange(
      { kind: 'delete', agent: who, entryId, changeKey, item: null },
      signal,
    );
    if (!old.ok) return old;
  }
  const sent = await desk.importChange(changeOf(action, agent), signal);
  if (!sent.ok) {
    if (sent.problem.code !== 'halo.rejected') return sent;
    ledger.fail(action, { ...sent.problem, scope: 'item' });
    return succeeded(undefined);
  }
  if (action.kind === 'remove') return ledger.record({ kind: 'unlinked', keys: [action.key] }, [action]);
  return ledger.recordWritten([{ action, haloId: null, lastModified: '' }]);
}

export async function applyChanges(
  actions: readonly WriteAction[],
  ledger: EffectLedger,
  context: ChangeContext,
): Promise<Result<void>> {
  const { desk, agent, firstImport, signal } = context;
  const send = async (action: WriteAction) => {
    const sent = await applyChange(action, ledger, context);
    return sent.ok ? succeeded(ledger.done.includes(action)) : sent;
  };
  const proven = await firstImport.prove(actions, { desk, agent, signal, send });
  if (!proven.ok) return proven;
  const tried = new Set([...ledger.done, ...ledger.failed.map(each => each.action)]);
  for (const action of actions) {
    if (tried.has(action)) continue;
    if (signal.aborted) return failed({ code: 'run.stopped', scope: 'installation', retryable: true });
    const imported = await applyChange(action, ledger, context);
    if (!imported.ok) return imported;
  }
  return succeeded(undefined);
}
