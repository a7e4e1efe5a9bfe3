/** Words of Held changes. Titles, reasons and the two choices for a whole group come from the main process. */
import { countOf } from './general.ts';

const inHalo = {
  add: (many: number) => `Add ${many} in Halo`,
  change: (many: number) => `Change ${many} in Halo`,
  remove: (many: number) => `Remove ${many} in Halo`,
  link: (many: number) => `Link ${many}`,
} as const;

export const heldWords = {
  lead: 'Held because it may not be meant. If you do nothing, what Halo has is kept. An approved change is planned again on a fresh read and done only if it still stands.',
  keepEverything: (many: number) => `Keep all ${many}`,
  approveEverything: (many: number) => `Approve all ${many}`,
  keepSome: (many: number) => `Keep ${many}`,
  approveSome: inHalo,
  selectAll: 'Select all',
  select: (what: string) => `Select ${what}`,
  when: 'When',
  appointment: 'Appointment',
  why: 'Why it is held',
  since: 'Since',
  shown: (shown: number, all: number) => `${shown} of ${all} shown`,
  showMore: (all: number) => `Show all ${all}`,
  showNext: (many: number) => `Show ${many} more`,
  answered: 'Answered',
  answeredLead: 'Kept ones stay so until their event changes. Approved ones are done by the next run.',
  answer: 'Answer',
  kept: 'Kept',
  approved: 'Approved',
  takeBackKeep: 'Approve after all',
  takeBackApprove: 'Keep after all',
  emptyTitle: 'Nothing is held',
  emptySays: 'A change that looks too large to be meant waits here for you, while everything else goes on.',
  said: (many: number, answer: 'keep' | 'approve') =>
    answer === 'keep'
      ? `${countOf(many, 'change is', 'changes are')} kept as Halo has ${many === 1 ? 'it' : 'them'}.`
      : `${countOf(many, 'change is', 'changes are')} approved. The next run does what still stands.`,
} as const;
