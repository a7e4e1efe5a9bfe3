/** Trace, ladder and held changes of the fake. */
import type { CheckView, HeldView, TraceView } from '../../preload/contract/views/answers.ts';
import { impersonationDenied, now } from './fake-people.ts';

export const traced: TraceView = {
  sentence: 'Not in Halo, because free time is not imported.',
  agent: 'Anna Keller',
  address: 'anna.keller@northwind.example',
  leftOut: null,
  events: [
    {
      key: 'a1b2c3d4',
      start: '2026-11-17T13:30:00',
      end: '2026-11-17T14:30:00',
      subject: 'Focus: Q1 plan',
      exchange: { is: 'there', says: 'In Exchange: yes, changed 10:02.', changed: '2026-11-17T09:02:00Z' },
      halo: { is: 'never', says: 'In Halo: no.', haloId: null },
      decision: {
        verdict: 'skipped',
        at: '2026-11-17T09:05:10Z',
        says: 'Skipped: free time is not imported.',
      },
      setting: 'import.free',
      held: null,
      sentences: [
        'In Exchange: yes, changed 10:02.',
        'In Halo: no.',
        '10:05: Skipped: free time is not imported. The setting import.free decides this.',
      ],
    },
  ],
  more: 3,
};

const rungTitles = {
  halo: [
    'Settings are complete',
    'The secret is there',
    'The way to it is open',
    'The name of the server is known',
    'The server accepts connections and answers',
    'Its certificate is trusted',
    'The sign-in is accepted',
    'The application may read agents and appointments',
    'Appointment times are kept in UTC',
    'No other program imports these calendars',
    'Agents to sync are found',
  ],
  exchange: [
    'Settings are complete',
    'The secret is there',
    'The way to it is open',
    'The name of the server is known',
    'The server accepts connections and answers',
    'Its certificate is trusted',
    'The server offers the sign-in that is set',
    'The sign-in is accepted',
    'The sign-in is bound to the certificate (Extended Protection)',
    'Exchange keeps up with the requests (throttling)',
    'The account may act for the mailbox',
    'The mailbox is found, on this server',
    'The calendar can be read',
  ],
} as const;
const exchangeFound: Readonly<Record<number, string>> = {
  2: 'by the proxy proxy.northwind.example:8080, as the setting network.proxyUrl says',
  7: 'version 15.2, by NTLM',
  8: 'sent and accepted; whether Exchange demands it cannot be seen from here',
  9: 'at most 8 requests at once, one for a mailbox; run 314 was not asked to wait',
};
const fix = {
  title: 'Exchange Management Shell',
  text: 'Add-DistributionGroupMember -Identity "Halo Agents" -Member "tomasz.nowak@northwind.example"',
};

export const checked: CheckView = {
  sentence: 'The ladder of Exchange stops at rung 11: the account may not act for this mailbox.',
  at: now,
  ms: 1_400,
  agent: 'Tomasz Nowak',
  rungs: [
    ...rungTitles.halo.map((title, index) => ({
      server: 'halo' as const,
      name: `halo-${index}`,
      title,
      state: 'good' as const,
      found: { 2: 'straight, network.proxy is none', 6: 'as Calendar Service' }[index] ?? '',
      problem: null,
      paste: null,
    })),
    ...rungTitles.exchange.map((title, index) => ({
      server: 'exchange' as const,
      name: `exchange-${index}`,
      title,
      state: index < 10 ? ('good' as const) : index === 10 ? ('broken' as const) : ('not-reached' as const),
      found: exchangeFound[index] ?? '',
      problem: index === 10 ? impersonationDenied : null,
      paste: index === 10 ? fix : null,
    })),
  ],
};

export function heldChanges(answered: ReadonlyMap<string, 'kept' | 'approved'>): HeldView {
  const all = Array.from({ length: 25 }, (_, index) => {
    const reference = `121:${(0xabc00000 + index).toString(16)}`;
    const day = String(18 + (index % 10)).padStart(2, '0');
    return {
      reference,
      agentId: 121,
      agent: 'Sofia Lindqvist',
      address: 'sofia.lindqvist@northwind.example',
      at: 'halo' as const,
      would: 'remove' as const,
      start: `2026-11-${day}T08:00:00Z`,
      end: `2026-11-${day}T09:00:00Z`,
      subject:
        index === 4 ? null : (['Onboarding', 'Change board', 'Stand-up', 'On call'][index % 4] ?? null),
      reason: 'many-removals',
      because: 'more removals in one calendar than the limit',
      since: '2026-11-17T08:50:03Z',
      state: answered.get(reference) ?? ('waiting' as const),
    };
  });
  const waiting = all.filter(one => one.state === 'waiting');
  const many = waiting.length;
  return {
    sentence:
      many === 0 ? 'Nothing waits for an answer.' : `${many} removals wait for you. Everything else goes on.`,
    waiting: many,
    groups:
      many === 0
        ? []
        : [
            {
              id: '121 many-removals remove',
              title: `Sofia Lindqvist: ${many} appointments would be removed`,
              says: 'More removals in one calendar than the limit. If you do nothing they are kept.',
              keepLabel: `Keep all ${many}`,
              approveLabel: `Remove ${many} in Halo`,
              changes: waiting,
            },
          ],
    answered: all.filter(one => one.state !== 'waiting'),
  };
}
