/** The page Outbound of the fake: some appointments cannot be sent, one is tried again, some wait. */
import type { OutboundView } from '../../preload/contract/views/outbound.ts';

const base = { nextTry: null, agentId: 101, agent: 'Anna Keller', since: '2026-11-17T08:20:00Z' } as const;
const span = { start: '2026-11-18T09:00:00Z', end: '2026-11-18T10:00:00Z' };

const groups: OutboundView['groups'] = [
  {
    id: 'several-agents',
    state: 'cannot-be-sent',
    title: '2 appointments cannot be sent',
    says: 'It is given to several agents in Halo, and an event belongs to one calendar.',
    remedy: 'Give it to one agent, or make one appointment for each of them.',
    verb: null,
    code: null,
    entries: [
      { ...base, haloId: 5_501, span, subject: 'Server review' },
      { ...base, haloId: 5_502, span: null, subject: null, agentId: null, agent: '' },
    ],
    more: 0,
  },
  {
    id: 'series-code-unknown',
    state: 'cannot-be-sent',
    title: '1 appointment cannot be sent',
    says: 'It repeats in a way that nobody has confirmed yet (in Halo: recurrencepattern 4).',
    remedy: 'Halo does not document its numbers for patterns. Until then nothing is guessed.',
    verb: { does: 'open-settings', label: 'Enter the numbers', key: 'outbound.seriesCodes' },
    code: { field: 'recurrencepattern', value: '4' },
    entries: [
      { ...base, haloId: 5_503, span: { start: '2026-11-18', end: '2026-11-18' }, subject: 'On call' },
    ],
    more: 0,
  },
  {
    id: 'tried-again',
    state: 'tried-again',
    title: '1 appointment could not be sent yet',
    says: 'The mailbox is being moved to another database.',
    remedy: 'Nothing needs doing.',
    verb: null,
    code: null,
    entries: [{ ...base, haloId: 5_504, span, subject: null, nextTry: '2026-11-17T09:12:00Z' }],
    more: 0,
  },
  {
    id: 'waiting',
    state: 'waiting',
    title: '1 appointment on the way',
    says: '',
    remedy: '',
    verb: null,
    code: null,
    entries: [{ ...base, haloId: 5_505, span, subject: 'Site visit', since: '2026-11-17T09:08:48Z' }],
    more: 0,
  },
];

export function outboundOf(dropped: ReadonlySet<number>): OutboundView {
  const left = groups
    .map(group => ({ ...group, entries: group.entries.filter(({ haloId }) => !dropped.has(haloId)) }))
    .filter(({ entries }) => entries.length > 0);
  return {
    isOn: true,
    sentence: '3 appointments cannot be sent to Exchange.',
    howSoon: 'Changes in Halo reach Exchange at once where Halo tells of them, else within 30 seconds.',
    problems: [],
    waiting: 2,
    parked: 3,
    held: 1,
    oldest: '2026-11-17T08:20:00Z',
    lastWrite: '2026-11-17T09:07:00Z',
    groups: left,
    agents: [
      {
        ...{ agentId: 101, agent: 'Anna Keller', waiting: 2, parked: 2, held: 1 },
        ...{ oldest: '2026-11-17T08:20:00Z', lastSent: '2026-11-17T09:07:00Z' },
      },
      { agentId: null, agent: '', waiting: 0, parked: 1, held: 0, oldest: null, lastSent: null },
    ],
  };
}
