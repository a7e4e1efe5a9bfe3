/**
 * What each EWS response code means for us: one row per code. Sources: Microsoft's ResponseCode reference, its pages on throttling and
 * on synchronisation errors, and what long-lived clients do. Data only.
 */
import type { ProblemCode, ProblemScope } from '../../core/problem.ts';

export interface CodeMeaning {
  readonly problem: ProblemCode;
  readonly scope: ProblemScope;
  readonly retryable: boolean;
  /** True when a smaller batch may get through, or one item alone may be the cause. */
  readonly shrink?: true;
}

const throttled = { problem: 'exchange.throttled', scope: 'exchange', retryable: true } as const;
const passing = { problem: 'exchange.server-error', scope: 'exchange', retryable: true } as const;
const heavy = { ...passing, shrink: true } as const;
const unavailable = { problem: 'mailbox.unavailable', scope: 'mailbox', retryable: true } as const;
const unknownMailbox = { problem: 'mailbox.unknown', scope: 'mailbox', retryable: false } as const;
const denied = { problem: 'mailbox.access-denied', scope: 'mailbox', retryable: false } as const;
const folderGone = { problem: 'mailbox.folder-not-found', scope: 'mailbox', retryable: false } as const;
const stateGone = { problem: 'mailbox.sync-state-invalid', scope: 'mailbox', retryable: false } as const;
const wrongVersion = { problem: 'exchange.wrong-version', scope: 'exchange', retryable: false } as const;
const signIn = { problem: 'exchange.unauthorized', scope: 'exchange', retryable: false } as const;
const impersonation = {
  problem: 'exchange.impersonation-denied',
  scope: 'exchange',
  retryable: false,
} as const;
const itemGone = { problem: 'item.not-found', scope: 'item', retryable: false } as const;
const badItem = { problem: 'item.unreadable', scope: 'item', retryable: false } as const;
const partial = { problem: 'mailbox.read-incomplete', scope: 'mailbox', retryable: false } as const;

export const responseCodes: ReadonlyMap<string, CodeMeaning> = new Map<string, CodeMeaning>(
  Object.entries({
    // Slower, please.
    ErrorServerBusy: throttled,
    ErrorExceededConnectionCount: throttled,
    ErrorExceededFindCountLimit: throttled,
    ErrorExceededSubscriptionCount: throttled,
    ErrorTooManyObjectsOpened: throttled,
    ErrorProxyServiceDiscoveryFailed: passing,
    // The server, for now.
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
    ErrorMailboxHoldNotFound: unavailable,
    ErrorMailboxConfiguration: unavailable,
    ErrorMailboxMoveInProgress: { problem: 'mailbox.moving', scope: 'mailbox', retryable: true },
    ErrorProxyRequestNotAllowed: { problem: 'mailbox.elsewhere', scope: 'mailbox', retryable: false },
    ErrorCrossSiteRequest: { problem: 'mailbox.elsewhere', scope: 'mailbox', retryable: false },
    ErrorCannotProxyRequest: { problem: 'mailbox.elsewhere', scope: 'mailbox', retryable: false },
    ErrorWrongServerVersion: { problem: 'mailbox.elsewhere', scope: 'mailbox', retryable: false },
    ErrorNonExistentMailbox: unknownMailbox,
    ErrorNonExistentMailboxGuid: unknownMailbox,
    ErrorMissingEmailAddress: unknownMailbox,
    ErrorNonPrimarySmtpAddress: unknownMailbox,
    ErrorInvalidSmtpAddress: unknownMailbox,
    ErrorInvalidUserPrincipalName: unknownMailbox,
    ErrorInvalidUserSid: unknownMailbox,
    ErrorMissingUserIdInformation: unknownMailbox,
    ErrorNoMailboxForUser: unknownMailbox,
    ErrorImpersonateUserDenied: {
      problem: 'mailbox.impersonation-denied',
      scope: 'mailbox',
      retryable: false,
    },
    ErrorAccessDenied: denied,
    ErrorAccountDisabled: denied,
    ErrorMailboxIsNotPartOfAggregatedMailboxes: denied,
    ErrorFolderNotFound: folderGone,
    ErrorSyncFolderNotFound: folderGone,
    ErrorInvalidFolderId: folderGone,
    ErrorObjectTypeChanged: folderGone,
    ErrorCannotUseFolderIdForItemId: folderGone,
    ErrorInvalidSyncStateData: stateGone,
    ErrorCalendarViewRangeTooBig: partial,
    ErrorInvalidPagingMaxRows: partial,
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
    ErrorImpersonationFailed: { ...impersonation, retryable: true },
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
