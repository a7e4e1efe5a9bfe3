/**
 * Carries out one removal. The appointment is read immediately before it goes: what people did with it since the plan was made is theirs
 * (rule 7), and turns the removal into a question.
 */
import type { HaloAppointment } from '../core/appointment.ts';
import { differencesFromHalo } from '../core/fingerprint.ts';
import type { PlannedAction } from '../core/plan/action.ts';
import { isAnother } from '../core/plan/lost-tie.ts';
import { removalProposal } from '../core/plan/settle-removal.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { applyChange } from './apply-changes.ts';
import type { ApplyContext } from './apply-plan.ts';
import type { EffectLedger } from './effect-ledger.ts';
import { around } from './look-in-halo.ts';

type Removal = Extract<PlannedAction, { kind: 'remove' }>;

/** `creates` are still to come: what remains of one UID is one unit, and half of it must not go on without the other half. */
export async function applyRemoval(
  action: Removal,
  creates: readonly PlannedAction[],
  ledger: EffectLedger,
  context: ApplyContext,
): Promise<Result<void>> {
  if (context.door === 'integrator') return applyChange(action, ledger, context);
  const { haloId } = action.link;
  const unlink = () => ledger.record({ kind: 'unlinked', keys: [action.key] }, [action]);
  if (haloId === null) return unlink();
  const isUnit = (each: { readonly uid: string }) => each.uid === action.uid;
  if (ledger.held.some(each => isUnit(each.action)) && creates.some(isUnit))
    return ledger.hold(action, 'unit-held');
  const asked = await lookAgain(action, haloId, context);
  if (!asked.ok) return failItem(asked, action, ledger);
  if (asked.value.kind === 'another') {
    const { key, uid, reasons, link } = action;
    const forget = { key, uid, reasons, link, hold: null, proposal: '', kind: 'forget' } as const;
    return ledger.record({ kind: 'unlinked', keys: [key] }, [{ ...forget, reason: 'already-gone-in-halo' }]);
  }
  if (asked.value.kind === 'saved-meanwhile') {
    ledger.fail(action, { code: 'item.conflict', scope: 'item', retryable: true });
    return succeeded(undefined);
  }
  if (asked.value.kind === 'question') return ledger.hold(asked.value.action, 'halo-work');
  const removed = await context.desk.remove(haloId, context.signal);
  // An unknown effect is no danger here: the link says that we were about to remove it.
  if (!removed.ok) return failItem(removed, action, ledger);
  if (removed.value === 'removed' || !(await isThere(haloId, context))) return unlink();
  ledger.fail(action, { code: 'halo.rejected', scope: 'item', retryable: true, facts: { status: 404 } });
  return succeeded(undefined);
}

/** A refusal is this item's own trouble, any other ends the work on the mailbox. */
function failItem(
  answer: Extract<Result<unknown>, { ok: false }>,
  action: Removal,
  ledger: EffectLedger,
): Result<void> {
  if (answer.problem.code !== 'halo.rejected') return answer;
  ledger.fail(action, { ...answer.problem, scope: 'item' });
  return succeeded(undefined);
}

type LastLook =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'another' }
  /** The next run looks at it anew: the way out may have to decide. */
  | { readonly kind: 'saved-meanwhile' }
  | { readonly kind: 'question'; readonly action: Removal };

async function lookAgain(action: Removal, haloId: number, context: ApplyContext): Promise<Result<LastLook>> {
  const reading = await context.desk.read(haloId, context.signal);
  if (!reading.ok) return reading;
  // That it is gone already is left to the removal's own answer to say.
  if (reading.value.kind !== 'found') return succeeded({ kind: 'go-on' });
  const { appointment } = reading.value;
  if (isAnother(appointment, action.link, null)) return succeeded({ kind: 'another' });
  // Work that a person has seen before saying yes is part of the proposal.
  const known = new Set(action.before?.work);
  if (appointment.work.every(each => known.has(each)))
    return succeeded({ kind: isSavedMeanwhile(action, appointment) ? 'saved-meanwhile' : 'go-on' });
  const proposal = removalProposal(action.link, appointment);
  return succeeded({ kind: 'question', action: { ...action, proposal, before: appointment } });
}

/** Its words or its time are others than when the removal was planned. */
function isSavedMeanwhile({ before, link }: Removal, now: HaloAppointment): boolean {
  if (before === null || before.lastModified === now.lastModified) return false;
  const known = differencesFromHalo(link.values, before);
  return differencesFromHalo(link.values, now).some(field => !known.includes(field));
}

/**
 * A 404 to a removal is believed only when the id is not found either: else the appointment would be nobody's for ever. Some Halos go on
 * showing a deleted appointment by its id; then its absence from the list of its days decides.
 */
async function isThere(haloId: number, context: ApplyContext): Promise<boolean> {
  const { desk, signal, mailbox } = context;
  const reading = await desk.read(haloId, signal);
  if (!reading.ok) return true;
  if (reading.value.kind !== 'found') return false;
  const { when } = reading.value.appointment;
  const span = around([
    when.kind === 'timed' ? when : { start: `${when.first}T00:00:00Z`, end: `${when.last}T23:59:59Z` },
  ]);
  if (span === null) return true;
  const list = await desk.list(mailbox.agentId, span, signal);
  return !list.ok || list.value.some(row => row.id === haloId);
}
