/** EWS's enumerations in our words; what we do not know becomes the harmless value. Data only. */
import type { FreeBusy, MeetingResponse, Sensitivity } from '../../../core/event.ts';

export const itemKinds: ReadonlyMap<string, 'single' | 'occurrence' | 'exception' | 'master'> = new Map<
  string,
  'single' | 'occurrence' | 'exception' | 'master'
>(
  Object.entries({
    Single: 'single',
    Occurrence: 'occurrence',
    Exception: 'exception',
    RecurringMaster: 'master',
  }),
);

export const freeBusyWords: ReadonlyMap<string, FreeBusy> = new Map<string, FreeBusy>(
  Object.entries({
    Free: 'free',
    Tentative: 'tentative',
    Busy: 'busy',
    OOF: 'out-of-office',
    WorkingElsewhere: 'elsewhere',
  }),
);

/** An unknown sensitivity is private: better too little told than too much. */
export const sensitivityWords: ReadonlyMap<string, Sensitivity> = new Map<string, Sensitivity>(
  Object.entries({
    '': 'normal',
    Normal: 'normal',
    Personal: 'personal',
    Private: 'private',
    Confidential: 'confidential',
  }),
);

export const responseWords: ReadonlyMap<string, MeetingResponse> = new Map<string, MeetingResponse>(
  Object.entries({
    Organizer: 'organizer',
    Tentative: 'tentative',
    Accept: 'accepted',
    Decline: 'declined',
    NoResponseReceived: 'none',
  }),
);
