/** Halo's *other attendees* -> who is invited in Exchange. Halo knows names alone; the addresses are found here, and none is made up. Pure. */
import type { HaloAgent } from '../appointment.ts';
import type { Attendee } from '../event.ts';
import { fitAttendees } from '../fit.ts';
import type { Guest } from './event-draft.ts';

const addressShape = /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/;
/** How a list of names ends that was too long for Halo. */
const moreShape = /^\+\d+ more$/;

export interface KnownPeople {
  readonly agents: readonly HaloAgent[];
  /** Address of the mailbox: its owner is no guest. */
  readonly mailbox: string;
  /** Who is invited now. The optional ones and the rooms stay what they are, whatever Halo says. */
  readonly present: readonly Attendee[];
}

/**
 * Who is invited already is known by the name that the import gives Halo; agents by theirs; others by their address. Nobody can be invited
 * by a name alone, so the others stay in Halo. Who is cut off from Halo's list stays invited.
 */
export function guestsOf(attendees: string, { agents, mailbox, present }: KnownPeople): readonly Guest[] {
  const agentsByName = new Map<string, string | null>();
  for (const { name, email } of agents) {
    const key = name.trim().toLowerCase();
    // Two people of one name: nobody knows which of them is meant.
    agentsByName.set(key, agentsByName.has(key) || email === '' ? null : email);
  }
  const invited = present.filter(each => each.kind === 'required' && each.address !== '');
  const others = present.filter(each => each.kind !== 'required').map(each => each.address.toLowerCase());
  const seen = new Set([mailbox.toLowerCase(), ...others]);
  return attendees.split(/[;\n]/).flatMap(part => {
    const name = part.trim();
    const known = moreShape.test(name) ? invited : present.filter(each => isCalled(each, name));
    const found = known.length > 0 ? invited.filter(each => known.includes(each)) : guess(name, agentsByName);
    return found.flatMap(({ name: own, address }) => {
      const key = address.toLowerCase();
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ name: own, address }];
    });
  });
}

function isCalled({ name, address }: Attendee, text: string): boolean {
  return fitAttendees([name.trim() === '' ? address : name]).toLowerCase() === text.toLowerCase();
}

function guess(name: string, agentsByName: ReadonlyMap<string, string | null>): readonly Guest[] {
  const address = addressShape.test(name) ? name : (agentsByName.get(name.toLowerCase()) ?? null);
  return name === '' || address === null ? [] : [{ name, address }];
}
