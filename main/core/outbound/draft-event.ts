/** Appointment -> event: what we want Exchange to hold for an appointment of Halo. Pure. */
import type { HaloAgent, OwnedFields } from '../appointment.ts';
import { fit } from '../fit.ts';
import type { EventDraft, Guest, Series } from './event-draft.ts';
import type { WholeAppointment } from './halo-side.ts';

/** The owned fields as Halo holds them, fitted: blanks at the ends and line ends count for nothing. */
export function haloFields({ appointment }: WholeAppointment): OwnedFields {
  const { when, subject, location, note, attendees, isPrivate } = appointment;
  return fit({ when, subject, location, note, attendees, isPrivate });
}

const addressShape = /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/;

/**
 * Halo's *other attendees* are names. Those of agents and those that are addresses become attendees in Exchange; nobody can be invited by
 * a name alone, so the others stay in Halo.
 */
export function guestsOf(attendees: string, agents: readonly HaloAgent[], own: string): readonly Guest[] {
  const byName = new Map<string, string | null>();
  for (const { name, email } of agents) {
    const key = name.trim().toLowerCase();
    // Two people of one name: nobody knows which of them is meant.
    byName.set(key, byName.has(key) || email === '' ? null : email);
  }
  const seen = new Set([own.toLowerCase()]);
  return attendees.split(/[;\n]/).flatMap(part => {
    const name = part.trim();
    const address = addressShape.test(name) ? name : (byName.get(name.toLowerCase()) ?? null);
    if (name === '' || address === null || seen.has(address.toLowerCase())) return [];
    seen.add(address.toLowerCase());
    return [{ name, address }];
  });
}

export interface DraftContext {
  /** IANA zone of the agents. */
  readonly zone: string;
  readonly agents: readonly HaloAgent[];
  /** Address of the mailbox: its owner is no guest. */
  readonly mailbox: string;
}

export function draftEvent(fields: OwnedFields, series: Series | null, context: DraftContext): EventDraft {
  const { when, subject, location, note, isPrivate } = fields;
  const guests = guestsOf(fields.attendees, context.agents, context.mailbox);
  return { when, subject, location, note, guests, isPrivate, zone: context.zone, series };
}
