/**
 * The last look before anything is done: unusual amounts and touchy cases wait for a person, the rest of the run goes on. It counts
 * series and singles (UIDs), not occurrences. What remains of one UID is one unit.
 */
import type { EventKey, Hold, Link } from '../link.ts';
import type { HoldReason, PlannedAction } from './action.ts';
import { isEffect } from './action.ts';

/** Limits of the settings section *Safety*; percentages are of the mailbox's linked series and singles. */
export interface GuardLimits {
  readonly removalsPerMailbox: number;
  readonly removalsPercent: number;
  readonly removalsAtLeast: number;
  readonly removalsPerRun: number;
  readonly removalsPerRunPercent: number;
  readonly createsPercent: number;
}

/** Fewer creates than this are never unusual, however small the calendar is. */
const createsAtLeast = 10;

export interface GuardInput {
  readonly actions: readonly PlannedAction[];
  readonly links: ReadonlyMap<EventKey, Link>;
  readonly holds: ReadonlyMap<EventKey, Hold>;
  /** Appointments of the agent that carry an Exchange mark and are not ours: somebody else filled this calendar. */
  readonly foreignMarked: number;
  /** No import of this mailbox has come to its end yet: links of one that was cut off do not make its rest unusual. */
  readonly isFirstImport: boolean;
  /** Events whose action passed before and failed in Halo: that they are proposed again is not unusual. */
  readonly passedBefore: ReadonlySet<EventKey>;
  /** Removals (units) that this run has let pass already, and all linked units that are known to the run. */
  readonly run: { readonly removals: number; readonly links: number };
  readonly limits: GuardLimits;
}

export interface Guarded {
  /** To be applied, in the plan's order. */
  readonly pass: readonly PlannedAction[];
  readonly held: readonly { readonly action: PlannedAction; readonly reason: HoldReason }[];
  /** Proposals that a person has answered with *keep*. */
  readonly kept: readonly PlannedAction[];
  /** Removals (units) among `pass`, for the count of the run. */
  readonly removals: number;
}

function units(actions: readonly PlannedAction[]): ReadonlySet<string> {
  return new Set(actions.map(action => action.uid));
}

/** Each action ends in `pass` (in the plan's order), `held` or `kept`. */
export function guard(input: GuardInput): Guarded {
  const { links, holds, limits, run } = input;
  const linkUnits = new Set(
    [...links.values()].filter(link => link.state !== 'deleted-in-halo').map(link => link.uid),
  ).size;
  const answer = (action: PlannedAction): Hold['state'] | null => {
    const hold = holds.get(action.key);
    return hold !== undefined && hold.action === action.kind && hold.proposal === action.proposal
      ? hold.state
      : null;
  };
  const effects = input.actions.filter(isEffect);
  const kept = effects.filter(action => answer(action) === 'kept');
  const open = effects.filter(action => answer(action) === null || answer(action) === 'waiting');
  const reasons = new Map<PlannedAction, HoldReason>();
  for (const action of open) if (action.hold !== null) reasons.set(action, action.hold);

  const free = open.filter(action => !reasons.has(action));
  const removals = free.filter(action => action.kind === 'remove');
  const removing = units(removals).size;
  const share = (percent: number, total: number) => (percent / 100) * total;
  if (
    removing > limits.removalsPerMailbox ||
    (removing >= limits.removalsAtLeast && removing > share(limits.removalsPercent, linkUnits))
  ) {
    for (const action of removals) reasons.set(action, 'many-removals');
  } else if (
    run.removals + removing > limits.removalsPerRun &&
    run.removals + removing > share(limits.removalsPerRunPercent, run.links)
  ) {
    for (const action of removals) reasons.set(action, 'many-removals-in-run');
  }

  const creates = free.filter(action => action.kind === 'create' && !input.passedBefore.has(action.key));
  const creating = units(creates).size;
  const present = Math.max(input.isFirstImport ? 0 : linkUnits, input.foreignMarked);
  if (present > 0 && creating >= createsAtLeast && creating > share(limits.createsPercent, present)) {
    for (const action of creates) reasons.set(action, 'many-creates');
  }

  // Half of a unit must not go on without the other half: that would lose or double what a person is still asked about. What is held
  // for that reason holds its own other half in turn.
  for (let known = -1; known !== reasons.size; ) {
    known = reasons.size;
    const heldRemovals = units([...reasons.keys()].filter(action => action.kind === 'remove'));
    const heldCreates = units([...reasons.keys()].filter(action => action.kind === 'create'));
    for (const action of free) {
      if (reasons.has(action)) continue;
      if (action.kind === 'create' && heldRemovals.has(action.uid)) reasons.set(action, 'unit-held');
      if (action.kind === 'remove' && heldCreates.has(action.uid)) reasons.set(action, 'unit-held');
    }
  }

  const keptActions = new Set<PlannedAction>(kept);
  const pass = input.actions.filter(action => !keptActions.has(action) && !reasons.has(action));
  return {
    pass,
    held: [...reasons].map(([action, reason]) => ({ action, reason })),
    kept,
    removals: units(pass.filter(action => action.kind === 'remove')).size,
  };
}
