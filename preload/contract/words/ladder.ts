/** The rungs of *Integration not working?* and the reasons why an agent is not synced, in words. */
import type { LeftOutReason } from '../../../main/core/agents.ts';
import { sayDaysLeft } from './status.ts';

export const rungTitles = {
  settings: 'Settings are complete',
  secret: 'The secret is there',
  way: 'The way to it is open',
  name: 'The name of the server is known',
  port: 'The server accepts connections and answers',
  certificate: 'Its certificate is trusted',
  offered: 'The server offers the sign-in that is set',
  'sign-in': 'The sign-in is accepted',
  binding: 'The sign-in is bound to the certificate (Extended Protection)',
  budget: 'Exchange keeps up with the requests (throttling)',
  rights: 'The application may read agents and appointments',
  times: 'Appointment times are kept in UTC',
  importers: 'No other program imports these calendars',
  agents: 'Agents to sync are found',
  impersonation: 'The account may act for the mailbox',
  mailbox: 'The mailbox is found, on this server',
  readable: 'The calendar can be read',
  listening: 'Halo can be listened to',
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

type Found = Readonly<Record<string, string | number>>;

const sources: Readonly<Record<string, string>> = {
  setting: 'the setting network.proxyUrl',
  environment: 'the environment of this program',
  windows: 'netsh winhttp',
};
const bypassLists: Readonly<Record<string, string>> = {
  setting: 'network.proxyBypass',
  environment: 'NO_PROXY',
  windows: 'netsh winhttp',
};

/** `straight, because …` or `by the proxy …`, and who says so. */
function sayWay({ way, from = '', because, proxy, entry }: Found): string {
  if (way === 'proxy') return `by the proxy ${proxy}, as ${sources[from] ?? from} says`;
  if (because === 'this-computer') return 'straight, it is this computer';
  if (because === 'bypassed') return `straight, ${bypassLists[from] ?? from} names ${entry}`;
  if (from === 'nobody') return 'straight, this computer has no proxy for programs';
  return from === 'setting'
    ? 'straight, network.proxy is none'
    : `straight, ${sources[from] ?? from} names no proxy for such addresses`;
}

/** Our own limits and what was seen of the server's, which it does not tell over EWS. */
function sayBudget({ places, limit, run, waits = 0, waitedMs = 0 }: Found): string {
  const asMany = limit === 1 ? 'one request at once' : `at most ${limit} requests at once, one for a mailbox`;
  const now = places === limit ? asMany : `${asMany}; ${places} for the time being`;
  if (run === undefined) return now;
  const times = waits === 1 ? 'once' : `${waits} times`;
  const asked = `was asked to wait ${times}, ${Math.round(Number(waitedMs) / 1_000)} s in all`;
  return `${now}; run ${run} ${waits === 0 ? 'was not asked to wait' : asked}`;
}

/** What was found at a rung, as a note beside it; '' when there is nothing to say. */
export function sayFound(found: Found): string {
  const { agent, mailbox, version, synced, leftOut, signIn, binding, issuer, daysLeft, way, limit } = {
    ...found,
  };
  const { address, port, listens } = found;
  const parts: string[] = [];
  if (way !== undefined) parts.push(sayWay(found));
  if (agent !== undefined) parts.push(mailbox === undefined ? `as ${agent}` : `${agent}, ${mailbox}`);
  if (issuer !== undefined) parts.push(`issued by ${issuer}`);
  if (daysLeft !== undefined) parts.push(sayDaysLeft(Number(daysLeft)));
  if (version !== undefined) parts.push(`version ${version}`);
  if (signIn !== undefined) parts.push(`by ${signInNames[signIn] ?? signIn}`);
  if (binding === 'none') parts.push('not bound, for there is no TLS');
  else if (binding !== undefined)
    parts.push('sent and accepted; whether Exchange demands it cannot be seen from here');
  if (limit !== undefined) parts.push(sayBudget(found));
  if (address !== undefined)
    parts.push(
      listens === 'now'
        ? `at ${address}, port ${port}`
        : `${address}, port ${port} is free; somebody listens while the window or serve runs`,
    );
  if (synced !== undefined) parts.push(`${synced} synced, ${leftOut ?? 0} left out`);
  return parts.join(', ');
}
