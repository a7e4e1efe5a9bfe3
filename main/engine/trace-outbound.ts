/**
 * What trace finds of the way from Halo to Exchange: where the change of an event's appointment is, and the appointments that have no event
 * yet. It reads and never writes.
 */
import type { OnItsWay } from '../../preload/contract/words/on-its-way.ts';
import type { SyncedAgent } from '../core/agents.ts';
import type { HaloAppointment } from '../core/appointment.ts';
import type { Link } from '../core/link.ts';
import type { OutboundMemory } from '../core/outbound/entry.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { AppointmentDesk } from '../ports.ts';
import { isKept } from './outbound/answer-outbound.ts';
import { matcher, type TraceSearch } from './trace-memory.ts';
import type { TracedEvent } from './traced-event.ts';

/** Null: nothing is written to Exchange. */
export type TracedWay = Pick<OutboundMemory, 'entries' | 'series'> | null;

/** So many appointments without an event are read from Halo; the oldest first. */
const mostAsked = 50;

function onItsWay(way: TracedWay, haloId: number | null): OnItsWay['queued'] {
  const entry = haloId === null ? undefined : way?.entries.get(haloId);
  return entry === undefined ? null : { since: entry.since, state: entry.state, isKept: isKept(entry) };
}

/** Of an event: by its link, and by the series that it is a part of. */
export function wayOf(way: TracedWay, link: Link | null, itemId: string | null): OnItsWay {
  const isOf = (id: string) => id === itemId || id === link?.seriesId;
  const tie = [...(way?.series.values() ?? [])].find(one => isOf(one.itemId));
  const own = onItsWay(way, link?.haloId ?? null);
  return {
    isSent: link?.origin === 'sent',
    seriesOf: tie?.haloId ?? null,
    queued: own ?? onItsWay(way, tie?.haloId ?? null),
  };
}

function isWanted({ when, subject, isPrivate }: HaloAppointment, search: TraceSearch): boolean {
  if (search.by === 'subject') return !isPrivate && matcher(search)(subject);
  const { date } = search;
  return when.kind === 'all-day'
    ? when.first <= date && date <= when.last
    : when.start.slice(0, 10) <= date && date <= when.end.slice(0, 10);
}

/** Appointments of this agent that wait for their first event. Problems: those of Halo. */
export async function waitingAppointments(
  way: TracedWay,
  agent: SyncedAgent,
  search: TraceSearch,
  known: ReadonlySet<number>,
  desk: Pick<AppointmentDesk, 'read'>,
  signal: AbortSignal,
): Promise<Result<readonly TracedEvent[]>> {
  const asked = [...(way?.entries.values() ?? [])]
    .filter(({ haloId, agentId }) => !known.has(haloId) && (agentId === null || agentId === agent.agentId))
    .sort((one, other) => (one.since < other.since ? -1 : 1))
    .slice(0, mostAsked);
  const found: TracedEvent[] = [];
  for (const { haloId } of asked) {
    const read = await desk.read(haloId, signal);
    if (!read.ok) return read;
    if (read.value.kind !== 'found') continue;
    const { appointment } = read.value;
    if (appointment.agentId !== agent.agentId || !isWanted(appointment, search)) continue;
    const { when, subject, isPrivate } = appointment;
    found.push({
      key: `halo-${haloId}`,
      start: when.kind === 'timed' ? when.start : when.first,
      end: when.kind === 'timed' ? when.end : when.last,
      subject: isPrivate ? null : subject,
      inExchange: { is: 'gone' },
      inHalo: { is: 'found', id: haloId },
      decision: null,
      hold: null,
      nextTry: null,
      leftOutNow: null,
      way: {
        isSent: false,
        seriesOf: way?.series.has(haloId) === true ? haloId : null,
        queued: onItsWay(way, haloId),
      },
    });
  }
  return succeeded(found);
}
