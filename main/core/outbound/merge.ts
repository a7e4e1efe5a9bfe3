/**
 * Both sides of a pair against what they last had in common, field by field (three-way). What one side alone has changed goes to the
 * other; what both have changed to different values goes by the conflict rule. Without a common past every difference is a conflict.
 */
import type { OwnedFieldName, OwnedFields } from '../appointment.ts';
import { ownedFieldNames } from '../appointment.ts';
import type { Instant } from '../event.ts';
import { remembered } from '../fingerprint.ts';
import type { ConflictWinner } from '../report.ts';

export type ConflictRule = 'exchange' | 'halo' | 'newest';

/** What both sides last had in common, each as a link remembers it. */
export interface CommonPast {
  /** In Halo. */
  readonly values: OwnedFields;
  /** What the import makes of the event in Exchange. */
  readonly mapped: OwnedFields;
}

export interface TwoSides {
  readonly past: CommonPast | null;
  /** What the import would make of an event that was written from `halo`: stands in for a past that nobody remembers. */
  readonly expected: OwnedFields;
  /** As Halo holds it, fitted. */
  readonly halo: OwnedFields;
  /** What the import makes of the event now. */
  readonly mapped: OwnedFields;
  readonly haloModified: Instant | null;
  readonly exchangeModified: Instant | null;
  /** Halo was restored: what differs there is older than what both sides last had in common, and nobody's edit. */
  readonly isHaloRestored: boolean;
  /** Fields that somebody else decides in Exchange: what Halo changed of them is put back, and told. */
  readonly ofOthers: readonly OwnedFieldName[];
  /** Fields that Exchange alone decides: a change of them in Halo counts for nothing. */
  readonly exchangeOnly: readonly OwnedFieldName[];
  /** Texts that were edited in Exchange where Halo is not shown them: they never go to Halo. */
  readonly unseen: readonly OwnedFieldName[];
}

export interface Conflict {
  readonly field: OwnedFieldName;
  readonly winner: ConflictWinner;
}

export interface Merge {
  readonly toExchange: readonly OwnedFieldName[];
  readonly toHalo: readonly OwnedFieldName[];
  /** Fields that both have changed to different values, and who won. */
  readonly conflicts: readonly Conflict[];
  /** Texts of which each side keeps its own: Exchange won, and Halo is not shown what it holds. */
  readonly apart: readonly OwnedFieldName[];
}

/** A remembered text of a private appointment is a hash: what is compared with it is hashed in the same way. */
function isAsRemembered(past: OwnedFields, now: OwnedFields, field: OwnedFieldName): boolean {
  if (field === 'isPrivate') return past.isPrivate === now.isPrivate;
  return isSame(past, remembered({ ...now, isPrivate: past.isPrivate }), field);
}

function isSame(one: OwnedFields, other: OwnedFields, field: OwnedFieldName): boolean {
  if (field !== 'when') return one[field] === other[field];
  const { when: a } = one;
  const { when: b } = other;
  if (a.kind === 'timed') return b.kind === 'timed' && a.start === b.start && a.end === b.end;
  return b.kind === 'all-day' && a.first === b.first && a.last === b.last;
}

/** Names of the fields that differ from what is remembered. */
export function changedSince(past: OwnedFields, now: OwnedFields): readonly OwnedFieldName[] {
  return ownedFieldNames.filter(field => !isAsRemembered(past, now, field));
}

/** Whoever saved last; Exchange when nobody can say. */
function newest({ haloModified, exchangeModified }: TwoSides): 'exchange' | 'halo' {
  if (haloModified === null) return 'exchange';
  return exchangeModified === null || haloModified > exchangeModified ? 'halo' : 'exchange';
}

export function merge(sides: TwoSides, rule: ConflictRule): Merge {
  const { past, halo, mapped } = sides;
  const winner = rule === 'newest' ? newest(sides) : rule;
  const toExchange: OwnedFieldName[] = [];
  const toHalo: OwnedFieldName[] = [];
  const conflicts: Conflict[] = [];
  const apart: OwnedFieldName[] = [];
  for (const field of ownedFieldNames) {
    const isFree = !sides.exchangeOnly.includes(field);
    const isUnknown = past === null && !isSame(sides.expected, mapped, field);
    const byHalo = isFree && (past === null ? isUnknown : !isAsRemembered(past.values, halo, field));
    // What both had in common stands in Exchange: it counts as said there. What it may not show says nothing.
    const isSaidAgain = sides.isHaloRestored && byHalo && (!mapped.isPrivate || field === 'when');
    const byExchange = past === null ? isUnknown : isSaidAgain || !isAsRemembered(past.mapped, mapped, field);
    if (!byHalo && !byExchange) continue;
    if (byHalo && sides.ofOthers.includes(field)) {
      if (isSame(halo, mapped, field)) continue;
      conflicts.push({ field, winner: 'put-back' });
      toHalo.push(field);
      continue;
    }
    if (byHalo && !byExchange && sides.unseen.includes(field)) {
      if (winner === 'exchange') apart.push(field);
      else {
        conflicts.push({ field, winner });
        toExchange.push(field);
      }
      continue;
    }
    if (byHalo && byExchange) {
      if (isSame(halo, mapped, field) || isSame(sides.expected, mapped, field)) continue;
      conflicts.push({ field, winner });
      (winner === 'halo' ? toExchange : toHalo).push(field);
    } else (byHalo ? toExchange : toHalo).push(field);
  }
  return { toExchange, toHalo, conflicts, apart };
}

/**
 * Texts that Halo did not see because the event was private, and that nobody has written: once it is private no more they go to Halo.
 * `before` and `after`: what the import makes of the event before and after the write.
 */
export function revealed(
  halo: OwnedFields,
  before: OwnedFields,
  after: OwnedFields,
  written: readonly OwnedFieldName[],
): readonly OwnedFieldName[] {
  if (halo.isPrivate || !before.isPrivate) return [];
  const hidden = ['subject', 'location', 'note', 'attendees'] as const;
  return hidden.filter(
    name => !written.includes(name) && before[name] !== after[name] && halo[name] !== after[name],
  );
}
