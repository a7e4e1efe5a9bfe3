/**
 * Removals in Exchange that wait for a person, with what is known of each: whose, when, how it is called. Read from what is remembered;
 * where nothing is held, nothing is read.
 */
import type { OwnedFields } from '../../core/appointment.ts';
import type { DateText, Instant } from '../../core/event.ts';
import type { OutboundHold, OutboundMemory } from '../../core/outbound/entry.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { LinkStore, MailboxKey } from '../../ports.ts';
import type { Status } from '../status.ts';
import { isAsked } from './answer-outbound.ts';

export interface HeldRemoval {
  readonly haloId: number;
  readonly reason: OutboundHold;
  readonly since: Instant;
  /** `kept`: a person said that the event stays; remembered until it changes. */
  readonly state: 'waiting' | 'kept';
  /** In which calendar the event is; null: not known any more, only the agent may be. */
  readonly mailbox: MailboxKey | null;
  readonly agentId: number | null;
  /** What was remembered of it; null: nothing any more. */
  readonly about: (Readonly<ReturnType<typeof spanOf>> & { readonly subject: string | null }) | null;
}

type Known = Pick<HeldRemoval, 'mailbox' | 'about'>;

/** Texts of private ones are hashed, and are nobody's business. */
const subjectOf = ({ isPrivate, subject }: OwnedFields) => (isPrivate ? null : subject);

/** Whole days by their dates, the last included: they belong to no zone. */
export function spanOf({ when }: OwnedFields): { start: Instant | DateText; end: Instant | DateText } {
  return when.kind === 'timed' ? { start: when.start, end: when.end } : { start: when.first, end: when.last };
}

async function lookUp(links: LinkStore, wanted: ReadonlySet<number>): Promise<Result<Map<number, Known>>> {
  const found = new Map<number, Known>();
  const known = await links.known();
  if (!known.ok) return known;
  for (const mailbox of known.value) {
    const memory = await links.readMemory(mailbox);
    if (!memory.ok) return memory;
    for (const { haloId, values } of memory.value.book.links.values()) {
      if (haloId !== null && wanted.has(haloId))
        found.set(haloId, { mailbox, about: { ...spanOf(values), subject: subjectOf(values) } });
    }
  }
  return succeeded(found);
}

/** Those that wait and those that were answered with no, the oldest first. Problems: store.* */
export async function listHeldRemovals(
  links: LinkStore,
  { entries, series }: Pick<OutboundMemory, 'entries' | 'series'>,
): Promise<Result<readonly HeldRemoval[]>> {
  const held = [...entries.values()].filter(({ state }) => state.kind === 'held');
  const unknown = held.filter(({ haloId }) => !series.has(haloId));
  const linked =
    unknown.length === 0
      ? succeeded(new Map<number, Known>())
      : await lookUp(links, new Set(unknown.map(({ haloId }) => haloId)));
  if (!linked.ok) return linked;
  const removals = held.flatMap((entry): readonly HeldRemoval[] => {
    const { haloId, since, state } = entry;
    if (state.kind !== 'held') return [];
    const tie = series.get(haloId);
    const { mailbox, about }: Known =
      tie === undefined
        ? (linked.value.get(haloId) ?? { mailbox: null, about: null })
        : {
            mailbox: { agentId: tie.agentId, address: tie.address },
            about: { ...spanOf(tie.values), subject: subjectOf(tie.values) },
          };
    const agentId = mailbox?.agentId ?? entry.agentId;
    const answer = isAsked(entry) ? 'waiting' : 'kept';
    const known = about !== null && entry.about?.subject === null ? { ...about, subject: null } : about;
    return [{ haloId, reason: state.reason, since, state: answer, mailbox, agentId, about: known }];
  });
  return succeeded(
    removals.sort((one, other) =>
      one.since === other.since ? one.haloId - other.haloId : one.since < other.since ? -1 : 1,
    ),
  );
}

/** Counts those that wait to the held changes of their calendars; of which no calendar is known, to the whole alone. */
export function withHeldRemovals(status: Status, removals: readonly HeldRemoval[]): Status {
  const waiting = removals.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return status;
  const isOf = ({ mailbox, agentId }: HeldRemoval, one: MailboxKey) =>
    mailbox === null ? agentId === one.agentId : isSame(mailbox, one);
  const calendars = status.calendars.map(one => {
    const own = waiting.filter(removal => isOf(removal, one)).length;
    const health = own > 0 && one.health === 'up-to-date' ? 'needs-you' : one.health;
    return own === 0 ? one : { ...one, health, held: one.held + own };
  });
  return { ...status, calendars, held: status.held + waiting.length };
}

const isSame = (one: MailboxKey, other: MailboxKey) =>
  one.agentId === other.agentId && one.address === other.address;
