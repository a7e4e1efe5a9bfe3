/** Why nothing of an agent is imported, as a clause: it begins small and has no full stop. Exhaustive by type. */
import type { LeftOutReason } from '../../../main/core/agents.ts';

export const leftOutClauses: Readonly<Record<LeftOutReason, string>> = {
  disabled: 'the agent is disabled in Halo',
  'api-only': 'the agent is for programs only',
  'switched-off': 'the agent is switched off here. The setting agents.off decides this',
  'preference-off':
    'the agent does not want it (Create Appointments from Calendar Integrations). The setting agents.preferenceOff says what means off',
  'preference-unknown':
    'what the agent chose in Halo is not known to mean on or off. The settings agents.preferenceOn and agents.preferenceOff decide this',
  'no-mailbox': 'no mailbox is known for the agent. The setting agents.mailboxes can name one',
  'same-mailbox': 'another agent has the same mailbox. The setting agents.mailboxes can name another one',
};

/** For a reason that comes as text; one that is not known (of another version) is said by its name. */
export function sayLeftOut(reason: string): string {
  const known: Readonly<Record<string, string>> = leftOutClauses;
  return Object.hasOwn(known, reason) ? (known[reason] ?? '') : reason.replaceAll('-', ' ');
}
