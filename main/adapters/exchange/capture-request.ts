/**
 * Takes the text of a request from `ews-javascript-api` before anything is sent: the library gets an XHR that keeps the text and refuses to
 * go on, so that its own transport, error handling and DOM never run.
 */
import type { ExchangeService, FolderId, IXHRApi } from 'ews-javascript-api';
import type { MailboxAddress } from '../../ports.ts';
import type { EwsLibrary } from './ews-library.ts';

export interface RequestStyle {
  readonly version: 'Exchange2010_SP2' | 'Exchange2013_SP1' | 'Exchange2016';
  readonly access: 'impersonation' | 'delegate';
}

/** What all requests have in common: for whom, in which version, and how the calendar is named. */
export interface RequestCapture {
  /** The whole SOAP envelope of the one request that `call` makes. Rejects when it makes none: a bug. */
  capture(mailbox: MailboxAddress, call: (service: ExchangeService) => Promise<unknown>): Promise<string>;
  folderOf(mailbox: MailboxAddress): FolderId;
}

/** An XHR that sends nothing. */
class CapturingXhr implements IXHRApi {
  readonly apiName = 'capture';
  text: string | null = null;
  xhr(options: { data?: unknown }): Promise<never> {
    this.text = typeof options.data === 'string' ? options.data : null;
    return Promise.reject({ status: 0, message: 'captured' });
  }
  xhrStream(): Promise<never> {
    return Promise.reject({ status: 0, message: 'captured' });
  }
  disconnect(): void {}
}

export function createRequestCapture(ews: EwsLibrary, style: RequestStyle): RequestCapture {
  return {
    async capture(mailbox, call) {
      // One of its own for every request: the library keeps state of the last answer in it.
      const service = new ews.ExchangeService(ews.ExchangeVersion[style.version], ews.TimeZoneInfo.Utc);
      const xhr = new CapturingXhr();
      // It insists on an address and a password; both are the transport's.
      service.Url = new ews.Uri('https://not-used.invalid/');
      service.Credentials = new ews.WebCredentials('none', 'none');
      service.XHRApi = xhr;
      if (style.access === 'impersonation') {
        service.ImpersonatedUserId = new ews.ImpersonatedUserId(
          ews.ConnectingIdType.SmtpAddress,
          mailbox.address,
        );
      }
      const refusal = await call(service).catch((error: unknown) => error);
      if (xhr.text === null) throw new Error('The EWS library built no request', { cause: refusal });
      return xhr.text;
    },
    folderOf(mailbox) {
      if (mailbox.folderId !== null) return new ews.FolderId(mailbox.folderId);
      const calendar = ews.WellKnownFolderName.Calendar;
      return style.access === 'delegate'
        ? new ews.FolderId(calendar, new ews.Mailbox(mailbox.address))
        : new ews.FolderId(calendar);
    },
  };
}
