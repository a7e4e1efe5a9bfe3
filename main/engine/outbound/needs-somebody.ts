/** Which entries of the queue need somebody: those that cannot be sent, and those that wait for too long although it is tried. Held ones apart. */
import type { Instant } from '../../core/event.ts';
import type { OutboundEntry, OutboundMemory } from '../../core/outbound/entry.ts';
import type { CalendarStatus, Status } from '../status.ts';

/** An import of a large calendar keeps its turn for minutes; what waits longer than this waits for something else. */
const lateMs = 15 * 60_000;

/**
 * Cannot be sent until somebody acts. Whose agent is not synced is no business of this app: a script may name every appointment of Halo,
 * so these are listed and counted nowhere else.
 */
function isStuck({ state }: OutboundEntry): boolean {
  return state.kind === 'parked' && state.reason !== 'agent-not-synced';
}

/** On its way for so long that somebody should know. */
function isLate({ state, since }: OutboundEntry, now: Instant): boolean {
  const isOnItsWay = state.kind === 'waiting' || state.kind === 'resting';
  return isOnItsWay && Date.parse(now) - Date.parse(since) > lateMs;
}

export interface Unsent {
  readonly stuck: readonly OutboundEntry[];
  readonly late: readonly OutboundEntry[];
}

/** `isTried`: a program sends, and nothing keeps all of it waiting; else what waits is told by that. */
export function unsentOf({ entries }: OutboundMemory, now: Instant, isTried: boolean): Unsent {
  const all = [...entries.values()];
  return { stuck: all.filter(isStuck), late: isTried ? all.filter(entry => isLate(entry, now)) : [] };
}

/** A calendar with appointments that do not reach it is not up to date: they count to it as what is held does. */
export function withUnsent(status: Status, { stuck, late }: Unsent): Status {
  const unsent = [...stuck, ...late];
  if (unsent.length === 0) return status;
  const calendars = status.calendars.map((one): CalendarStatus => {
    const own = unsent.filter(({ agentId }) => agentId === one.agentId).length;
    if (own === 0) return one;
    return { ...one, health: one.health === 'up-to-date' ? 'needs-you' : one.health, unsent: own };
  });
  return { ...status, calendars, unsent: unsent.length };
}
