/** The people and calendars of the fake: one believable site, all times of Tuesday 17 November 2026 in UTC. */

import type { ProblemView } from '../../preload/contract/reply.ts';
import type { AgentRow } from '../../preload/contract/views/agents.ts';

export const now = '2026-11-17T09:09:00Z';
export const lastFinished = '2026-11-17T09:05:22Z';
export const nextRun = '2026-11-17T09:20:00Z';

const minuteMs = 60_000;
/** So many minutes before the newest run began. */
export const before = (minutes: number) =>
  `${new Date(Date.parse('2026-11-17T09:05:00Z') - minutes * minuteMs).toISOString().slice(0, 19)}Z`;

export const impersonationDenied: ProblemView = {
  code: 'mailbox.impersonation-denied',
  sentence: 'Exchange does not let NORTHWIND\\svc-halo open the mailbox of Tomasz Nowak.',
  remedy: 'Add Tomasz Nowak to the group that the impersonation role is limited to, then choose Check.',
  facts: { agent: 'Tomasz Nowak', mailbox: 'tomasz.nowak@northwind.example', account: 'NORTHWIND\\svc-halo' },
};

const names = [
  'Anna Keller',
  'Aoife Byrne',
  'Ben Carter',
  'Claire Martin',
  'Daniel Reyes',
  'Elif Aydın',
  'Grace Okafor',
  'Hannah Brandt',
  'Ingrid Solberg',
  'Jonas Weber',
  'Julia Hoffmann',
  'Kwame Mensah',
  'Lucía Romero',
  'Marc Dubois',
  'Nina Petrova',
  'Owen Price',
  'Paul Girard',
  'Peter Novák',
  'Rafael Costa',
  'Samuel Osei',
  'Sofia Lindqvist',
  'Tomasz Nowak',
  'Yusuf Demir',
  'Zoe Laurent',
];

function addressOf(name: string, index: number): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^a-z ]/gi, '')
    .toLowerCase()
    .trim()
    .replaceAll(/ +/g, '.');
  return `${plain}${index < names.length ? '' : index}@northwind.example`;
}

function healthyRow(index: number): AgentRow {
  const name = names[index % names.length] ?? 'Anna Keller';
  return {
    agentId: 101 + index,
    name: index < names.length ? name : `${name} ${Math.floor(index / names.length) + 1}`,
    address: addressOf(name, index),
    health: 'up-to-date',
    says: 'No problem',
    lastSuccess: lastFinished,
    lastRun: {
      added: index % 5 === 0 ? 1 : 0,
      changed: index % 7 === 0 ? 2 : 0,
      removed: 0,
      held: 0,
      skipped: index % 9,
      failed: 0,
    },
    held: 0,
    nextTry: nextRun,
    problems: [],
    leftOut: null,
    isSwitchedOff: false,
  };
}

/** `troubled`: two of them need somebody, one is off. */
export function agentRows(count: number, troubled: boolean): readonly AgentRow[] {
  const rows = Array.from({ length: count }, (_, index) => healthyRow(index));
  if (!troubled) return rows;
  const order: readonly AgentRow['health'][] = ['not-syncing', 'needs-you', 'working', 'up-to-date', 'off'];
  return rows
    .map((row, index): AgentRow => {
      if (row.name === 'Tomasz Nowak') {
        return {
          ...row,
          health: 'not-syncing',
          says: 'Account may not open this mailbox',
          lastSuccess: '2026-11-17T08:05:00Z',
          lastRun: null,
          problems: [impersonationDenied],
        };
      }
      if (row.name === 'Sofia Lindqvist')
        return { ...row, health: 'needs-you', says: '25 removals held', held: 25 };
      if (index === 7)
        return {
          ...row,
          health: 'off',
          says: 'Switched off here',
          leftOut: 'switched-off',
          isSwitchedOff: true,
          nextTry: null,
          lastRun: null,
        };
      return row;
    })
    .sort((a, b) => order.indexOf(a.health) - order.indexOf(b.health));
}
