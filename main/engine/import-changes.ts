/** The `integrator` door: one change per call, in the plan's order; Halo maps and recognises items by their ids. */
import type { CalendarChange } from '../core/appointment.ts';
import type { Effect } from '../core/plan/action.ts';
import { assertNever } from '../core/problem.ts';

/** What Halo is told of one action. The draft decides subject and time, so that privacy and subject rules hold here too. */
export function changeOf(
  action: Effect,
  agent: { readonly agentId: number; readonly name: string; readonly email: string },
): CalendarChange {
  const who = { id: agent.agentId, name: agent.name, email: agent.email };
  if (action.kind === 'remove') {
    const { itemId, changeKey } = action.link;
    return { kind: 'delete', agent: who, entryId: itemId, changeKey, item: null };
  }
  const { event } = action.keyed;
  const item = {
    uid: event.uid,
    subject: action.draft.subject,
    when: action.draft.when,
    organizer: event.organizer,
    kind: event.kind,
    isMeeting: event.isMeeting,
  };
  const { itemId: entryId, changeKey } = event;
  switch (action.kind) {
    case 'create':
      return { kind: 'create', agent: who, entryId, changeKey, item };
    case 'update':
    case 'adopt':
      return { kind: 'update', agent: who, entryId, changeKey, item };
    default:
      return assertNever(action);
  }
}
