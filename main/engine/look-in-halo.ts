/** Reads in Halo what the plan has to know before it can settle, with the fewest requests, and confirms every absence by its id. */
import type { AppointmentReading, HaloAppointment } from '../core/appointment.ts';
import type { Instant } from '../core/event.ts';
import type { Link } from '../core/link.ts';
import type { HaloView } from '../core/plan/settle.ts';
import type { HaloNeeds } from '../core/plan/wish.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { instantOf } from '../core/window.ts';
import type { AppointmentDesk } from '../ports.ts';

export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** Up to this many appointments are read one by one; more are cheaper as a list of their span. */
const fewIds = 3;
const dayMs = 86_400_000;

/** One span around all, a day wider: all-day appointments are dates in Halo and moments in Exchange. */
export function around(spans: readonly Span[]): Span | null {
  const starts = spans.map(span => span.start).sort();
  const ends = spans.map(span => span.end).sort();
  const [first] = starts;
  const last = ends.at(-1);
  if (first === undefined || last === undefined) return null;
  return { start: instantOf(Date.parse(first) - dayMs), end: instantOf(Date.parse(last) + dayMs) };
}

export interface LookRequest {
  readonly desk: AppointmentDesk;
  readonly agentId: number;
  readonly needs: HaloNeeds;
  readonly links: readonly Link[];
  readonly signal: AbortSignal;
}

/** Problems: those of the desk; a look in part is none. */
export async function lookInHalo(request: LookRequest): Promise<Result<HaloView>> {
  const { desk, agentId, needs, signal } = request;
  const wanted = new Set(needs.ids);
  const linked = request.links.filter(link => link.haloId !== null && wanted.has(link.haloId));
  const spans: readonly Span[] = needs.spans;
  const listIds = wanted.size > fewIds || (spans.length > 0 && wanted.size > 0);
  const span = around(listIds ? [...spans, ...linked] : spans);
  let listed: readonly HaloAppointment[] = [];
  if (span !== null) {
    const list = await desk.list(agentId, span, signal);
    if (!list.ok) return list;
    listed = list.value;
  }
  const byId = new Map<number, AppointmentReading>();
  // Some lists go on showing what was deleted: only its id tells that it is there again.
  const deleted = new Set(linked.filter(link => link.state === 'deleted-in-halo').map(link => link.haloId));
  const saved = new Map(linked.map(link => [link.haloId, link.lastModified]));
  for (const appointment of listed) {
    const { id, note, lastModified } = appointment;
    const before = saved.get(id) ?? '';
    // A list tells no notes: what somebody has saved is read whole when nothing else is to be written.
    const isUntold = note === null && before !== '' && lastModified !== before;
    if (needs.unchanged.has(id) && isUntold) continue;
    if (wanted.has(id) && !deleted.has(id)) byId.set(id, { kind: 'found', appointment });
  }
  // Absence from a list proves nothing (moved by hand, a page that changed meanwhile): each id is asked.
  for (const id of wanted) {
    if (byId.has(id)) continue;
    const reading = await desk.read(id, signal);
    if (!reading.ok) return reading;
    byId.set(id, reading.value);
  }
  const unseen = needs.places.filter(place => byId.get(place.id)?.kind !== 'found');
  const more = await listAgain(request, unseen);
  return more.ok ? succeeded({ byId, listed: union(listed, more.value) }) : more;
}

/** What is gone under its id may live under another: where the event is now, its marks would show. */
async function listAgain(
  request: LookRequest,
  places: readonly Span[],
): Promise<Result<readonly HaloAppointment[]>> {
  const span = around(places);
  return span === null ? succeeded([]) : request.desk.list(request.agentId, span, request.signal);
}

function union(
  one: readonly HaloAppointment[],
  other: readonly HaloAppointment[],
): readonly HaloAppointment[] {
  return [...new Map([...one, ...other].map(row => [row.id, row])).values()];
}
