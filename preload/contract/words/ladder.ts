/** The rungs of *Integration not working?* and the reasons why an agent is not synced, in words. */
import type { LeftOutReason } from '../../../main/core/agents.ts';

export const rungTitles = {
  settings: 'Settings are complete',
  secret: 'The secret is there',
  name: 'The name of the server is known',
  port: 'The server accepts connections and answers',
  certificate: 'Its certificate is trusted',
  offered: 'The server offers the sign-in that is set',
  'sign-in': 'The sign-in is accepted',
  rights: 'The application may read agents and appointments',
  times: 'Appointment times are kept in UTC',
  importers: 'No other program imports these calendars',
  agents: 'Agents to sync are found',
  impersonation: 'The account may act for the mailbox',
  mailbox: 'The mailbox is found, on this server',
  readable: 'The calendar can be read',
} as const;

export const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  disabled: 'Disabled in Halo',
  'api-only': 'For programs only',
  'switched-off': 'Switched off here',
  'preference-off': 'The agent does not want it (Create Appointments from Calendar Integrations)',
  'preference-unknown': 'What the agent chose in Halo is not known to mean on or off',
  'no-mailbox': 'No mailbox is known',
  'same-mailbox': 'Another agent has the same mailbox',
};

const signInNames: Readonly<Record<string, string>> = { ntlm: 'NTLM', basic: 'Basic', oauth: 'OAuth' };

/** What was found at a rung, as a note beside it; '' when there is nothing to say. */
export function sayFound(found: Readonly<Record<string, string | number>>): string {
  const { agent, mailbox, version, synced, leftOut, signIn, binding, issuer, daysLeft } = { ...found };
  const parts: string[] = [];
  if (agent !== undefined) parts.push(mailbox === undefined ? `as ${agent}` : `${agent}, ${mailbox}`);
  if (issuer !== undefined) parts.push(`issued by ${issuer}`);
  if (daysLeft !== undefined) parts.push(daysLeft === 1 ? '1 day left' : `${daysLeft} days left`);
  if (version !== undefined) parts.push(`version ${version}`);
  if (signIn !== undefined) parts.push(`by ${signInNames[signIn] ?? signIn}`);
  if (binding !== undefined) parts.push('bound to the certificate');
  if (synced !== undefined) parts.push(`${synced} synced, ${leftOut ?? 0} left out`);
  return parts.join(', ');
}
