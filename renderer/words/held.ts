/** Words of Held changes. Titles, reasons and the two choices for a whole group come from the main process. */
import { countOf } from './general.ts';

const approve = {
  halo: {
    add: (many: number) => `Add ${many} in Halo`,
    change: (many: number) => `Change ${many} in Halo`,
    remove: (many: number) => `Remove ${many} in Halo`,
    link: (many: number) => `Link ${many}`,
  },
  exchange: {
    add: (many: number) => `Add ${many} in Exchange`,
    change: (many: number) => `Change ${many} in Exchange`,
    remove: (many: number) => `Remove ${many} in Exchange`,
    link: (many: number) => `Link ${many}`,
  },
} as const;

export const heldWords = {
  lead: 'Held because it may not be meant. If you do nothing, it is not done. An approved change is looked at again on a fresh read and done only if it still stands.',
  keepEverything: (many: number) => `Keep all ${many}`,
  approveEverything: (many: number) => `Approve all ${many}`,
  keepSome: (many: number) => `Keep ${many}`,
  approveSome: approve,
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
  answeredLead:
    'Kept ones stay so until their event changes. Approved ones are done as soon as both sides are read again.',
  answer: 'Answer',
  /** Of whose appointment and event nothing is known any more. */
  noTime: 'No longer known',
  kept: 'Kept',
  approved: 'Approved',
  takeBackKeep: 'Approve after all',
  takeBackApprove: 'Keep after all',
  emptyTitle: 'Nothing is held',
  emptySays: 'A change that looks too large to be meant waits here for you, while everything else goes on.',
  said: (many: number, answer: 'keep' | 'approve') =>
    answer === 'keep'
      ? `${countOf(many, 'change is', 'changes are')} not made: all stays as it is.`
      : `${countOf(many, 'change is', 'changes are')} approved. What still stands is done.`,
} as const;
