/**
 * What each EWS response code and HTTP status means for us: one row each. Sources: Microsoft's ResponseCode reference, its pages on
 * throttling and on synchronisation errors, and what long-lived clients do. Data only; its words are those of its problem code.
 */
import type { ProblemCode } from '../../core/problem.ts';

/**
 * What becomes of it. `retry`: asked again, after the pause that the server names. `park`: this mailbox waits for its next try, the
 * others go on. `repair`: what is remembered of the mailbox fits no more and is made anew in the same run. `item`: told of this item
 * alone. `stop`: nothing of this server can be read until somebody has done something.
 */
export type ErrorClass = 'retry' | 'park' | 'repair' | 'item' | 'stop';

export interface ErrorMeaning {
  readonly class: ErrorClass;
  /** The part before the dot says whose it is: the server's, the mailbox's or the item's. */
  readonly problem: Extract<ProblemCode, `exchange.${string}` | `mailbox.${string}` | `item.${string}`>;
  /** True when it may pass without anybody doing anything although it is not of class `retry`: a few tries first. */
  readonly passes?: true;
  /** True when a smaller batch may get through, or one item alone may be the cause. */
  readonly shrink?: true;
}

const throttled = { class: 'retry', problem: 'exchange.throttled' } as const;
const passing = { class: 'retry', problem: 'exchange.server-error' } as const;
const heavy = { ...passing, shrink: true } as const;
// Retried; when it lasts, the mailbox is parked as every mailbox that cannot be read.
const unavailable = { class: 'retry', problem: 'mailbox.unavailable' } as const;
const unknownMailbox = { class: 'park', problem: 'mailbox.unknown' } as const;
const denied = { class: 'park', problem: 'mailbox.access-denied' } as const;
const partial = { class: 'park', problem: 'mailbox.read-incomplete' } as const;
// Another address would mend it. Only a person may name one, so there is nothing that we could repair.
const elsewhere = { class: 'park', problem: 'mailbox.elsewhere' } as const;
const folderGone = { class: 'repair', problem: 'mailbox.folder-not-found' } as const;
const stateGone = { class: 'repair', problem: 'mailbox.sync-state-invalid' } as const;
const wrongVersion = { class: 'stop', problem: 'exchange.wrong-version' } as const;
const signIn = { class: 'stop', problem: 'exchange.unauthorized' } as const;
const impersonation = { class: 'stop', problem: 'exchange.impersonation-denied' } as const;
const itemGone = { class: 'item', problem: 'item.not-found' } as const;
const badItem = { class: 'item', problem: 'item.unreadable' } as const;

export const responseCodes: ReadonlyMap<string, ErrorMeaning> = new Map<string, ErrorMeaning>(
  Object.entries({
    // Slower, please.
    ErrorServerBusy: throttled,
    ErrorExceededConnectionCount: throttled,
    ErrorExceededFindCountLimit: throttled,
    ErrorExceededSubscriptionCount: throttled,
    ErrorTooManyObjectsOpened: throttled,
    // The server, for now.
    ErrorProxyServiceDiscoveryFailed: passing,
    ErrorInternalServerTransientError: passing,
    ErrorInsufficientResources: passing,
    ErrorNotEnoughMemory: passing,
    ErrorConnectionFailed: passing,
    ErrorConnectionFailedTransientError: passing,
    ErrorADUnavailable: passing,
    ErrorADOperation: passing,
    ErrorADSessionFilter: passing,
    ErrorNoRespondingCASInDestinationSite: passing,
    ErrorProxyCallFailed: passing,
    ErrorProxyRequestProcessingFailed: passing,
    ErrorProxyTokenExpired: passing,
    ErrorRequestAborted: passing,
    ErrorBatchProcessingStopped: heavy,
    ErrorTimeoutExpired: heavy,
    ErrorInternalServerError: heavy,
    // One mailbox.
    ErrorMailboxStoreUnavailable: unavailable,
    ErrorMailboxFailover: unavailable,
    ErrorMailboxMoveInProgress: { class: 'park', problem: 'mailbox.moving', passes: true },
    ErrorMailboxConfiguration: { class: 'park', problem: 'mailbox.misconfigured' },
    ErrorProxyRequestNotAllowed: elsewhere,
    ErrorCrossSiteRequest: elsewhere,
    ErrorCannotProxyRequest: elsewhere,
    ErrorWrongServerVersion: elsewhere,
    ErrorNonExistentMailbox: unknownMailbox,
    ErrorNonExistentMailboxGuid: unknownMailbox,
    ErrorMissingEmailAddress: unknownMailbox,
    ErrorNonPrimarySmtpAddress: unknownMailbox,
    ErrorInvalidSmtpAddress: unknownMailbox,
    ErrorInvalidUserPrincipalName: unknownMailbox,
    ErrorInvalidUserSid: unknownMailbox,
    ErrorMissingUserIdInformation: unknownMailbox,
    ErrorNoMailboxForUser: unknownMailbox,
    ErrorImpersonateUserDenied: { class: 'park', problem: 'mailbox.impersonation-denied' },
    ErrorAccessDenied: denied,
    ErrorMailboxIsNotPartOfAggregatedMailboxes: denied,
    ErrorAccountDisabled: { class: 'park', problem: 'mailbox.disabled' },
    ErrorQuotaExceeded: { class: 'park', problem: 'mailbox.full' },
    ErrorCalendarViewRangeTooBig: partial,
    ErrorInvalidPagingMaxRows: partial,
    // What is remembered of it.
    ErrorFolderNotFound: folderGone,
    ErrorSyncFolderNotFound: folderGone,
    ErrorInvalidFolderId: folderGone,
    ErrorObjectTypeChanged: folderGone,
    ErrorCannotUseFolderIdForItemId: folderGone,
    ErrorInvalidSyncStateData: stateGone,
    // One item.
    ErrorItemNotFound: itemGone,
    ErrorCalendarOccurrenceIsDeletedFromRecurrence: itemGone,
    ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: badItem,
    ErrorCalendarIsNotAnOccurrence: badItem,
    ErrorCannotUseItemIdForFolderId: badItem,
    ErrorItemCorrupt: badItem,
    ErrorCorruptData: badItem,
    ErrorContentConversionFailed: badItem,
    ErrorMimeContentConversionFailed: badItem,
    ErrorVirusDetected: badItem,
    ErrorVirusMessageDeleted: badItem,
    ErrorInvalidId: badItem,
    ErrorInvalidIdEmpty: badItem,
    ErrorInvalidIdMalformed: badItem,
    ErrorInvalidIdMalformedEwsLegacyIdFormat: badItem,
    ErrorInvalidChangeKey: badItem,
    ErrorMessageSizeExceeded: badItem,
    ErrorRecurrenceHasNoOccurrence: badItem,
    ErrorIrresolvableConflict: badItem,
    ErrorStaleObject: badItem,
    ErrorPropertyValidationFailure: badItem,
    // The connection: somebody has to do something.
    ErrorImpersonationDenied: impersonation,
    // Perhaps the directory, for now.
    ErrorImpersonationFailed: { ...impersonation, passes: true },
    ErrorPasswordExpired: signIn,
    ErrorPasswordChangeRequired: signIn,
    ErrorInvalidServerVersion: wrongVersion,
    ErrorIncorrectSchemaVersion: wrongVersion,
    ErrorSchemaValidation: wrongVersion,
    ErrorInvalidRequest: wrongVersion,
    ErrorInvalidOperation: wrongVersion,
    ErrorInvalidPropertyRequest: wrongVersion,
    ErrorUnsupportedPropertyDefinition: wrongVersion,
  }),
);

/** Whether nothing is changed by what was asked, or something is to be. */
export type Asking = 'read' | 'write';

const conflict = { class: 'item', problem: 'item.conflict' } as const;
const refused = { class: 'item', problem: 'item.refused' } as const;

/**
 * What means something else to who writes. Our ChangeKey is no longer the item's: it is read again. What cannot be written is of the one
 * item, also where a request of ours that no item changes would be of the server.
 */
const writeCodes: ReadonlyMap<string, ErrorMeaning> = new Map<string, ErrorMeaning>(
  Object.entries({
    ErrorIrresolvableConflict: conflict,
    ErrorStaleObject: conflict,
    ErrorChangeKeyRequired: conflict,
    ErrorChangeKeyRequiredForWriteOperations: conflict,
    ErrorInvalidChangeKey: conflict,
    ErrorCreateItemAccessDenied: denied,
    ErrorDeleteItemAccessDenied: denied,
    ErrorSchemaValidation: refused,
    ErrorInvalidRequest: refused,
    ErrorInvalidOperation: refused,
    ErrorInvalidPropertyRequest: refused,
    ErrorUnsupportedPropertyDefinition: refused,
  }),
);

/** Of every code, known or not. A code that is in no row is a write's refusal: what was sent is one item. */
export function meaningOf(responseCode: string, asking: Asking): ErrorMeaning {
  const meaning = responseCodes.get(responseCode);
  if (asking === 'read') return meaning ?? unknownResponse;
  const ofWrite = writeCodes.get(responseCode) ?? meaning ?? refused;
  return ofWrite.problem === 'item.unreadable' ? refused : ofWrite;
}

/** Of a code that is in no row. It may be of one item, of the mailbox or of a batch: a smaller one is tried, then the mailbox waits. */
const unknownResponse: ErrorMeaning = {
  class: 'park',
  problem: 'mailbox.unknown-response',
  shrink: true,
};

export const statuses: ReadonlyMap<number, ErrorMeaning> = new Map<number, ErrorMeaning>([
  [401, signIn],
  // The account is locked.
  [456, signIn],
  [403, { class: 'stop', problem: 'exchange.forbidden' }],
  [404, { class: 'stop', problem: 'exchange.not-exchange' }],
  [405, { class: 'stop', problem: 'exchange.not-exchange' }],
  [408, passing],
  [429, throttled],
  [500, heavy],
  [502, passing],
  [503, passing],
  [504, passing],
]);

/** Of a status that is in no row. */
export function statusMeaning(status: number): ErrorMeaning {
  const meaning = statuses.get(status);
  if (meaning !== undefined) return meaning;
  if (status >= 500) return passing;
  return { class: 'stop', problem: status >= 400 ? 'exchange.server-error' : 'exchange.not-exchange' };
}

/** To which Exchange sends those it cannot serve just now; part of a Location. */
export const passingPage = 'genericerrorpage';
/** On IIS's own page, sent in a good status. */
export const passingWords = 'Server Error in';
export const passingAnswer: ErrorMeaning = passing;
