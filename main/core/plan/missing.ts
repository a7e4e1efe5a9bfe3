/**
 * Appointments that Halo does not have any more. A few were deleted by hand and stay deleted. Many at once are more likely a Halo that
 * was restored from a backup: then nothing is taken for granted, and a person is asked whether they are to be made again.
 */
import type { EventKey, Hold, Link } from '../link.ts';
import type { HoldReason, PlannedAction } from './action.ts';
import type { GuardLimits } from './guard.ts';
import type { HaloView } from './settle.ts';
import type { Wish } from './wish.ts';

type Update = Extract<Wish, { kind: 'update' }>;

export const manyMissing = 'many-missing-in-halo' satisfies HoldReason;

export interface MissingInput {
  readonly actions: readonly PlannedAction[];
  /** The wishes from which the actions were settled. */
  readonly wishes: readonly Wish[];
  readonly links: ReadonlyMap<EventKey, Link>;
  readonly holds: ReadonlyMap<EventKey, Hold>;
  readonly halo: HaloView;
  readonly limits: Pick<GuardLimits, 'removalsPerMailbox' | 'removalsPercent' | 'removalsAtLeast'>;
}

/** Links about whose missing appointment a person is or was asked: they are looked at again whenever their event is read. */
export function askedAbout(holds: ReadonlyMap<EventKey, Hold>): ReadonlySet<EventKey> {
  return new Set([...holds.values()].filter(hold => hold.reason === manyMissing).map(hold => hold.key));
}

/**
 * Series and singles of which an appointment is newly missing, those that wait for an answer included, against those that were looked
 * at: a run that looks at few and misses most of them has reason to ask.
 */
function areMany(input: MissingInput, missing: readonly Link[], waiting: ReadonlySet<EventKey>): boolean {
  const { limits, links, halo, wishes } = input;
  const waitingLinks = [...waiting].flatMap(key => links.get(key) ?? []);
  const units = new Set([...missing, ...waitingLinks].map(link => link.uid));
  const looked = new Set(units);
  for (const each of wishes) {
    if (each.kind === 'update' && each.link.haloId !== null && halo.byId.has(each.link.haloId))
      looked.add(each.link.uid);
  }
  return (
    units.size > limits.removalsPerMailbox ||
    (units.size >= limits.removalsAtLeast && units.size > (limits.removalsPercent / 100) * looked.size)
  );
}

/** The same actions, of which those that would let an appointment stay deleted have become creates that wait, where they are many. */
export function askAboutMissing(input: MissingInput): readonly PlannedAction[] {
  const { actions, wishes, holds } = input;
  const updates = new Map(
    wishes.filter(each => each.kind === 'update').map(each => [each.keyed.key, each] as const),
  );
  const missing = new Map<PlannedAction, Update>();
  for (const action of actions) {
    if (action.kind !== 'leave' || action.reason !== 'deleted-in-halo') continue;
    if (action.link.state === 'deleted-in-halo' || action.keyed === null) continue;
    const update = updates.get(action.keyed.key);
    // A person who was asked and wants it kept as it is in Halo has said that it stays deleted.
    if (update === undefined || stateOf(holds, update) === 'kept') continue;
    missing.set(action, update);
  }
  if (missing.size === 0) return actions;
  const waiting = new Set([...askedAbout(holds)].filter(key => holds.get(key)?.state === 'waiting'));
  const many = areMany(
    input,
    [...missing.values()].map(each => each.link),
    waiting,
  );
  return actions.map(action => {
    const update = missing.get(action);
    return update === undefined || !(many || stateOf(holds, update) !== null) ? action : create(update);
  });
}

/** What became of the question about this very appointment; null when nobody was asked. */
function stateOf(holds: ReadonlyMap<EventKey, Hold>, { keyed }: Update): Hold['state'] | null {
  const hold = holds.get(keyed.key);
  return hold?.reason === manyMissing ? hold.state : null;
}

function create({ keyed, draft, fingerprint }: Update): PlannedAction {
  const about = { key: keyed.key, uid: keyed.event.uid, reasons: [], proposal: `create:${fingerprint}` };
  return { ...about, hold: manyMissing, kind: 'create', keyed, draft, fingerprint };
}
