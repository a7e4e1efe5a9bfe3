/**
 * Lets `ews-javascript-api` build the SOAP requests that read; those that write are in `write/`. Sending is `transport.ts`, reading the
 * answers is `read-answers/`. Only properties that Exchange 2010 SP2 knows are asked for.
 */
import type { CalendarView, ItemId, PropertySet } from 'ews-javascript-api';
import type { Instant } from '../../core/event.ts';
import type { MailboxAddress } from '../../ports.ts';
import { createRequestCapture, type RequestStyle } from './capture-request.ts';
import type { EwsLibrary } from './ews-library.ts';
import { sentMarkProperty } from './sent-mark.ts';

/** Changes in one page of SyncFolderItems: the most that Exchange allows. */
const changesPerPage = 512;

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

export function createRequestBuilder(ews: EwsLibrary, style: RequestStyle): RequestBuilder {
  const { capture, folderOf } = createRequestCapture(ews, style);
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
