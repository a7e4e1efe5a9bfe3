/** Envelopes, faults and response messages as text. Everything that came from a caller is escaped here. */
import { type ServerVersion, serverVersionAttributes } from './versions.ts';

const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types';
const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const errorsNamespace = 'http://schemas.microsoft.com/exchange/services/2006/errors';
const instanceNamespaces =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const special = /[&<>"\r]/;

/** Text and attribute values. Illegal characters stay what they are: a real server lets them through too. */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;');
}

/** <t:name>text</t:name> */
export function element(name: string, text: string): string {
  return text === '' ? `<t:${name}/>` : `<t:${name}>${escapeXml(text)}</t:${name}>`;
}

function serverVersionInfo(server: ServerVersion): string {
  return `<h:ServerVersionInfo ${serverVersionAttributes(server)} xmlns:h="${typesNamespace}" xmlns="${typesNamespace}" ${instanceNamespaces}/>`;
}

export function envelope(server: ServerVersion, body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${serverVersionInfo(server)}</s:Header><s:Body ${instanceNamespaces}>${body}</s:Body></s:Envelope>`;
}

/** <m:OperationResponse> with one response message per part. */
export function response(operation: string, messages: readonly string[]): string {
  return `<m:${operation}Response xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`;
}

export function success(operation: string, content: string): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;
}

export interface Failure {
  readonly code: string;
  readonly text?: string;
  readonly backOffMs?: number;
}

const texts: Readonly<Record<string, string>> = {
  ErrorAccessDenied: 'Access is denied. Check credentials and try again.',
  ErrorFolderNotFound: 'The specified folder could not be found in the store.',
  ErrorSyncFolderNotFound: 'The folder to be synchronized could not be found.',
  ErrorItemNotFound:
    'The specified object was not found in the store., The process failed to get the correct properties.',
  ErrorInvalidIdMalformed: 'Id is malformed.',
  ErrorInvalidId: 'The Id is invalid.',
  ErrorInvalidChangeKey: 'The change key is invalid.',
  ErrorCalendarOccurrenceIsDeletedFromRecurrence:
    'Occurrence with this index was previously deleted from the recurrence.',
  ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: 'Occurrence index is out of recurrence range.',
  ErrorCalendarIsNotAMasterForRecurrence: 'The specified Id does not belong to a recurring master.',
  ErrorCalendarCannotUseIdForOccurrenceId: 'The Id is not that of an occurrence.',
  ErrorCalendarViewRangeTooBig: 'The specified view range exceeds the maximum range of two years.',
  ErrorCalendarEndDateIsEarlierThanStartDate: 'EndDate is earlier than StartDate',
  ErrorInvalidSyncStateData: 'Synchronization state data is corrupt or otherwise invalid.',
  ErrorIrresolvableConflict:
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  ErrorServerBusy: 'The server cannot service this request right now. Try again later.',
  ErrorMailboxMoveInProgress: 'The mailbox is being moved to another database and cannot be accessed now.',
  ErrorNonExistentMailbox: 'The SMTP address has no mailbox associated with it.',
  ErrorImpersonateUserDenied: 'The account does not have permission to impersonate the requested user.',
  ErrorMissingEmailAddress:
    'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
  ErrorInvalidPropertyRequest: 'The property can not be used with this type of request.',
  ErrorSendMeetingInvitationsRequired: 'The SendMeetingInvitations attribute is required for calendar items.',
  ErrorSendMeetingInvitationsOrCancellationsRequired:
    'The SendMeetingInvitationsOrCancellations attribute is required for calendar items.',
  ErrorSendMeetingCancellationsRequired:
    'The SendMeetingCancellations attribute is required for calendar items.',
  ErrorInternalServerError: 'An internal server error occurred. The operation failed.',
  ErrorTimeZone: 'The time zone is not valid.',
  ErrorInvalidRecipients: 'At least one recipient is not valid.',
};

function failureText(failure: Failure): string {
  return failure.text ?? texts[failure.code] ?? `The request failed (${failure.code}).`;
}

function messageXml(failure: Failure): string {
  if (failure.backOffMs === undefined) return '';
  return `<t:Value Name="BackOffMilliseconds">${failure.backOffMs}</t:Value>`;
}

/** A response message of class Error; `content` for parts that the schema wants even then. */
export function failed(operation: string, failure: Failure, content = ''): string {
  const detail = messageXml(failure);
  const xml = detail === '' ? '' : `<m:MessageXml>${detail}</m:MessageXml>`;
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>${escapeXml(failureText(failure))}</m:MessageText><m:ResponseCode>${failure.code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${xml}${content}</m:${operation}ResponseMessage>`;
}

/** A SOAP fault as Exchange writes it, with detail/e:ResponseCode. */
export function fault(server: ServerVersion, failure: Failure): string {
  const text = escapeXml(failureText(failure));
  const detail = messageXml(failure);
  const xml = detail === '' ? '' : `<t:MessageXml xmlns:t="${typesNamespace}">${detail}</t:MessageXml>`;
  return envelope(
    server,
    `<s:Fault><faultcode xmlns:a="${typesNamespace}">a:${failure.code}</faultcode><faultstring xml:lang="en-US">${text}</faultstring><detail><e:ResponseCode xmlns:e="${errorsNamespace}">${failure.code}</e:ResponseCode><e:Message xmlns:e="${errorsNamespace}">${text}</e:Message>${xml}</detail></s:Fault>`,
  );
}

/** A fault without any detail, as a clone writes it. */
export function bareFault(code: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body><SOAP:Fault><faultcode>${code}</faultcode><faultstring>${escapeXml(failureText({ code }))}</faultstring></SOAP:Fault></SOAP:Body></SOAP:Envelope>`;
}
