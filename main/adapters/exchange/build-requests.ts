/**
 * Lets `ews-javascript-api` build the SOAP requests, and takes the text of each from it before anything is sent: the library gets an
 * XHR that keeps the text and refuses to go on, so that its own transport, error handling and DOM never run. Sending is `transport.ts`,
 * reading is `read-answers/`. Only properties that Exchange 2010 SP2 knows are asked for.
 */
import type {
  CalendarView,
  ExchangeService,
  FolderId,
  ItemId,
  IXHRApi,
  PropertySet,
} from 'ews-javascript-api';
import type { Instant } from '../../core/event.ts';
import type { MailboxAddress } from '../../ports.ts';
import type { EwsLibrary } from './ews-library.ts';
import { sentMarkProperty } from './sent-mark.ts';

export interface RequestStyle {
  readonly version: 'Exchange2010_SP2' | 'Exchange2013_SP1' | 'Exchange2016';
  readonly access: 'impersonation' | 'delegate';
}

/** Changes in one page of SyncFolderItems: the most that Exchange allows. */
export const changesPerPage = 512;

/** Some items can be had only without their body. Default: with it. */
export type BodyWish = 'with-body' | 'without-body';

/** Each builds one whole SOAP envelope. */
export interface RequestBuilder {
  getFolder(mailbox: MailboxAddress): Promise<string>;
  syncFolderItems(mailbox: MailboxAddress, state: string | null): Promise<string>;
  calendarView(
    mailbox: MailboxAddress,
    span: { start: Instant; end: Instant },
    limit: number,
  ): Promise<string>;
  getItems(mailbox: MailboxAddress, ids: readonly string[], body?: BodyWish): Promise<string>;
  /** The masters of occurrences. */
  getMasters(mailbox: MailboxAddress, occurrenceIds: readonly string[], body?: BodyWish): Promise<string>;
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

export function createRequestBuilder(ews: EwsLibrary, style: RequestStyle): RequestBuilder {
  /** A service of its own for every request: the library keeps state of the last answer in it. */
  async function capture(mailbox: MailboxAddress, call: (service: ExchangeService) => Promise<unknown>) {
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
  }

  function folderOf(mailbox: MailboxAddress): FolderId {
    if (mailbox.folderId !== null) return new ews.FolderId(mailbox.folderId);
    const calendar = ews.WellKnownFolderName.Calendar;
    return style.access === 'delegate'
      ? new ews.FolderId(calendar, new ews.Mailbox(mailbox.address))
      : new ews.FolderId(calendar);
  }

  const itemFields = ews.ItemSchema;
  const eventFields = ews.AppointmentSchema;
  const cleanGlobalObjectId = new ews.ExtendedPropertyDefinition(
    ews.DefaultExtendedPropertySet.Meeting,
    0x23,
    ews.MapiPropertyType.Binary,
  );
  const rowFields = [
    itemFields.Subject,
    itemFields.Sensitivity,
    itemFields.Categories,
    eventFields.ICalUid,
    eventFields.Start,
    eventFields.End,
    eventFields.IsAllDayEvent,
    eventFields.LegacyFreeBusyStatus,
    eventFields.Location,
    eventFields.IsMeeting,
    eventFields.IsCancelled,
    eventFields.AppointmentType,
    eventFields.MyResponseType,
    cleanGlobalObjectId,
    sentMarkProperty(ews),
  ];

  function allFields(body: BodyWish): PropertySet {
    const fields = new ews.PropertySet(ews.BasePropertySet.IdOnly, [
      ...rowFields,
      ...(body === 'with-body' ? [itemFields.Body] : []),
      itemFields.LastModifiedTime,
      eventFields.OriginalStart,
      eventFields.ICalRecurrenceId,
      eventFields.Organizer,
      eventFields.RequiredAttendees,
      eventFields.OptionalAttendees,
      eventFields.Resources,
      eventFields.ModifiedOccurrences,
      eventFields.DeletedOccurrences,
      eventFields.StartTimeZone,
    ]);
    fields.RequestedBodyType = ews.BodyType.Text;
    return fields;
  }

  function view(span: { start: Instant; end: Instant }, limit: number): CalendarView {
    const moment = (instant: Instant) => new ews.DateTime(Date.parse(instant), ews.DateTimeKind.Utc);
    const calendarView = new ews.CalendarView(moment(span.start), moment(span.end), limit);
    calendarView.PropertySet = new ews.PropertySet(ews.BasePropertySet.IdOnly, [...rowFields]);
    return calendarView;
  }

  const getItem = (mailbox: MailboxAddress, ids: ItemId[], body: BodyWish) =>
    capture(mailbox, service => service.BindToItems(ids, allFields(body)));

  return {
    getFolder: mailbox =>
      capture(mailbox, service =>
        ews.Folder.Bind(
          service,
          folderOf(mailbox),
          new ews.PropertySet(ews.BasePropertySet.IdOnly, [ews.FolderSchema.EffectiveRights]),
        ),
      ),
    syncFolderItems: (mailbox, state) =>
      capture(mailbox, service =>
        service.SyncFolderItems(
          folderOf(mailbox),
          new ews.PropertySet(ews.BasePropertySet.IdOnly),
          [],
          changesPerPage,
          ews.SyncFolderItemsScope.NormalItems,
          // Typed as a string, but only null leaves the element out, as a first sync has to.
          state as string,
        ),
      ),
    calendarView: (mailbox, span, limit) =>
      capture(mailbox, service => service.FindAppointments(folderOf(mailbox), view(span, limit))),
    getItems: (mailbox, ids, body = 'with-body') =>
      getItem(
        mailbox,
        ids.map(id => new ews.ItemId(id)),
        body,
      ),
    getMasters: (mailbox, ids, body = 'with-body') =>
      getItem(
        mailbox,
        ids.map(id => new ews.RecurringAppointmentMasterId(id)),
        body,
      ),
  };
}
