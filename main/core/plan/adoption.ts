/**
 * A create may already be in Halo: from our own run that was cut off, from a lost data folder, or from another integrator before us.
 * What is certainly the same is adopted; what only looks the same is adopted when it is unique on both sides; the rest is a question.
 */
import type { HaloAppointment, When } from '../appointment.ts';
import { fitSubject } from '../fit.ts';
import { markPrefix } from '../identity.ts';
import type { EventKey } from '../link.ts';
import { readSentMark } from '../outbound/mark.ts';
import type { AdoptionReason } from './action.ts';
import type { Wish } from './wish.ts';

type Create = Extract<Wish, { kind: 'create' }>;

export type Adoption =
  | {
      readonly kind: 'adopt';
      readonly appointment: HaloAppointment;
      readonly by: AdoptionReason;
    }
  | { readonly kind: 'ambiguous' };

function whenText(when: When): string {
  return when.kind === 'timed' ? `${when.start}/${when.end}` : `${when.first}//${when.last}`;
}

/** Start, end and subject: the subject that we would write, and the one in Exchange (another integrator has no privacy rule of ours). */
function looks(create: Create): readonly string[] {
  const { draft, keyed } = create;
  const plain = fitSubject(keyed.event.subject);
  return [...new Set([draft.subject, plain])].map(subject => `${whenText(draft.when)}\n${subject}`);
}

const looksOf = (row: HaloAppointment) => `${whenText(row.when)}\n${fitSubject(row.subject)}`;

function group<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [item]);
      else members.push(item);
    }
  }
  return groups;
}

/**
 * What carries marks of ours and is not found by them was made for another event, perhaps for another agent to whom it belonged before
 * somebody in Halo handed it on.
 */
function isOfAnotherEvent(row: HaloAppointment): boolean {
  return row.marks.mark.startsWith(markPrefix) && row.marks.entryId !== '';
}

/**
 * The appointment for which an installation before this one made the event: its data folder is gone, its mark is still there. The number
 * alone proves nothing, for it may be that of another Halo: time or subject must be the same as well. A copy of the event carries its mark, too:
 * `atItsTime` says that the subject alone is not enough.
 */
function madeFor(
  create: Create,
  rows: ReadonlySet<HaloAppointment>,
  atItsTime: boolean,
): HaloAppointment | undefined {
  const { sentMark, subject, kind } = create.keyed.event;
  const mark = sentMark === undefined || kind !== 'single' ? null : readSentMark(sentMark);
  if (mark === null) return undefined;
  const row = [...rows].find(each => each.id === mark.haloId && each.agentId === mark.agentId);
  if (row === undefined || row.marks.entryId !== '') return undefined;
  const isThen = whenText(row.when) === whenText(create.draft.when);
  return isThen || (!atItsTime && fitSubject(row.subject) === fitSubject(subject)) ? row : undefined;
}

/** `rows`: live appointments of the agent around the creates. `linked`: ids that are ours already. */
export function adoptions(
  creates: readonly Create[],
  rows: readonly HaloAppointment[],
  linked: ReadonlySet<number>,
): ReadonlyMap<EventKey, Adoption> {
  const result = new Map<EventKey, Adoption>();
  const free = new Set(rows.filter(row => !linked.has(row.id) && !row.isDeleted).sort((a, b) => a.id - b.id));
  if (free.size === 0) return result;
  const take = (create: Create, row: HaloAppointment, by: AdoptionReason) => {
    result.set(create.keyed.key, { kind: 'adopt', appointment: row, by });
    free.delete(row);
  };
  const exactly = (
    by: 'our-mark' | 'exchange-mark',
    ofRow: (row: HaloAppointment) => string | null,
    ofCreate: (create: Create) => string,
  ) => {
    const found = group([...free], row => [ofRow(row) ?? ''].filter(text => text !== ''));
    for (const create of creates) {
      if (result.has(create.keyed.key)) continue;
      const row = found.get(ofCreate(create))?.find(candidate => free.has(candidate));
      if (row !== undefined) take(create, row, by);
    }
  };
  exactly(
    'our-mark',
    row => row.marks.mark,
    create => create.draft.marks.mark,
  );
  for (const atItsTime of [true, false])
    for (const create of creates) {
      const row = result.has(create.keyed.key) ? undefined : madeFor(create, free, atItsTime);
      if (row !== undefined) take(create, row, 'made-for-it');
    }
  exactly(
    'exchange-mark',
    row => row.marks.entryId,
    create => create.draft.marks.entryId,
  );
  exactly(
    'exchange-mark',
    row =>
      row.marks.uid === null || row.marks.uid === '' || isOfAnotherEvent(row)
        ? null
        : `${row.marks.uid}\n${whenText(row.when)}`,
    create => `${create.draft.marks.uid}\n${whenText(create.draft.when)}`,
  );

  const open = creates.filter(create => !result.has(create.keyed.key));
  const alike = group([...free], row => [looksOf(row)]);
  const looksOfOpen = new Map(open.map(create => [create, looks(create)]));
  const wanting = group(open, create => looksOfOpen.get(create) ?? []);
  for (const [create, own] of looksOfOpen) {
    const candidates = new Set(own.flatMap(look => alike.get(look) ?? []));
    const rivals = new Set(own.flatMap(look => wanting.get(look) ?? []));
    const [row] = candidates;
    if (row === undefined) continue;
    if (candidates.size === 1 && rivals.size === 1 && !isOfAnotherEvent(row)) take(create, row, 'look-alike');
    else result.set(create.keyed.key, { kind: 'ambiguous' });
  }
  return result;
}
