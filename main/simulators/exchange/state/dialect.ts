/**
 * What nobody could confirm without a real server, or what differs between servers, as switches. Each default is the
 * likely value for an on-premises Exchange. A client must be right under every value, or stop with a named problem.
 */
export interface ExchangeDialect {
  /** A changed or removed occurrence reaches SyncFolderItems as an update of its master. Default true. */
  occurrenceChangeUpdatesMaster: boolean;
  /** Order of changes in SyncFolderItems. Default 'newest'. */
  syncOrder: 'newest' | 'oldest';
  /** Properties that are part of the base shape and asked for again are written twice. Default false. */
  duplicatedElements: boolean;
  /** Date-times carry fractions of seconds. Default false. */
  fractions: boolean;
  /** StartTimeZone and EndTimeZone carry Id and Name without rules. Default false. */
  zonesIdOnly: boolean;
  /** Date-times carry this offset ('+02:00') instead of Z. Default null. */
  offset: string | null;
  /** CalendarView does not expand: singles and masters by their own start and end, as some clones do. Default false. */
  mastersInView: boolean;
  /** Views that show an event without length at their edge: the one that begins there (default), none, or both. */
  momentsAtEdges: 'start' | 'none' | 'both';
  /** Subjects carry a blank before and after. Default false. */
  blankSubjects: boolean;
  /** FindItem refuses properties that need the whole item (bodies, attendees, OriginalStart …); false = leaves them out. Default true. */
  findRefusesDetails: boolean;
  /** What a calendar without any right for the caller answers. Default ErrorFolderNotFound. */
  withoutRights: 'ErrorFolderNotFound' | 'ErrorAccessDenied';
  /** What GetItem answers to the id of a removed occurrence. Default ErrorItemNotFound. */
  removedOccurrence: 'ErrorItemNotFound' | 'ErrorCalendarOccurrenceIsDeletedFromRecurrence';
  /** Deletes in SyncFolderItems carry a change key. Default true. */
  changeKeyOnDelete: boolean;
  /** A sync state that nobody can read starts anew instead of being refused. Default false. */
  forgivesSyncState: boolean;
  /**
   * Whose zones UpdateItem sets; others are refused. Default 'own': of everything in the caller's own calendar, of nothing in
   * somebody else's (DavMail met it). 'masters': not of occurrences either.
   */
  setsZonesOf: 'all' | 'own' | 'masters';
  /** A refused impersonation is HTTP 200 with a bare fault, as some clones do. Default false. */
  impersonationFaultIn200: boolean;
}

export const usualDialect: Readonly<ExchangeDialect> = {
  occurrenceChangeUpdatesMaster: true,
  syncOrder: 'newest',
  duplicatedElements: false,
  fractions: false,
  zonesIdOnly: false,
  offset: null,
  mastersInView: false,
  momentsAtEdges: 'start',
  blankSubjects: false,
  findRefusesDetails: true,
  withoutRights: 'ErrorFolderNotFound',
  removedOccurrence: 'ErrorItemNotFound',
  changeKeyOnDelete: true,
  forgivesSyncState: false,
  setsZonesOf: 'own',
  impersonationFaultIn200: false,
};
