/** The requests that write, and the one that looks for our mark; built by `ews-javascript-api`, sent by `transport.ts`. */
import type { Appointment, ExchangeService, ItemId } from 'ews-javascript-api';
import { type EventDraft, eventFieldNames } from '../../../core/outbound/event-draft.ts';
import type { ItemRef } from '../../../outbound-ports.ts';
import type { MailboxAddress } from '../../../ports.ts';
import { createRequestCapture, type RequestStyle } from '../capture-request.ts';
import type { EwsLibrary } from '../ews-library.ts';
import { sentMarkProperty } from '../sent-mark.ts';
import type { DraftTimes } from './draft-times.ts';
import { type WrittenField, writeFields } from './write-fields.ts';

/** Items with one mark that are asked for: ours, and copies that people made of it. */
const mostWithOneMark = 20;

export interface WriteStyle extends RequestStyle {
  /** Whom Exchange mails about what is written. */
  readonly mailAttendees: 'nobody' | 'all';
}

/** Each builds one whole SOAP envelope. `times` are those of the draft; null when neither time nor series is written. */
export interface WriteBuilder {
  create(mailbox: MailboxAddress, draft: EventDraft, times: DraftTimes | null, mark: string): Promise<string>;
  update(
    mailbox: MailboxAddress,
    ref: ItemRef,
    draft: EventDraft,
    times: DraftTimes | null,
    names: readonly WrittenField[],
  ): Promise<string>;
  unmark(mailbox: MailboxAddress, ref: ItemRef): Promise<string>;
  remove(mailbox: MailboxAddress, itemId: string): Promise<string>;
  findByMark(mailbox: MailboxAddress, mark: string): Promise<string>;
}

/**
 * The library's appointment, of which it asks two things by methods that its types do not show: whether moments are to be moved into the
 * appointment's zone (it fails for zones that it does not know, and our moments are in UTC), and its id, which it knows only of what it has
 * read itself.
 */
function appointmentOf(ews: EwsLibrary, service: ExchangeService, id: ItemId | null) {
  class OurAppointment extends ews.Appointment {
    GetIsCustomDateTimeScopingRequired(): boolean {
      return false;
    }
    GetId(): ItemId | null {
      return id;
    }
  }
  return new OurAppointment(service);
}

/** The library takes away only what it knows the item to have: so the mark is put there, as if it had been read, and then removed. */
function takeMarkAway(ews: EwsLibrary, appointment: Appointment): void {
  const mark = sentMarkProperty(ews);
  appointment.SetExtendedProperty(mark, 'ours');
  const list = appointment.ExtendedProperties;
  if ('ClearChangeLog' in list && typeof list.ClearChangeLog === 'function') list.ClearChangeLog();
  appointment.RemoveExtendedProperty(mark);
}

export function createWriteBuilder(ews: EwsLibrary, style: WriteStyle): WriteBuilder {
  const { capture, folderOf } = createRequestCapture(ews, style);
  const mails = style.mailAttendees === 'all' ? 'SendToAllAndSaveCopy' : 'SendToNone';
  /** Sent only while the item is as we know it. */
  function changed(mailbox: MailboxAddress, ref: ItemRef, change: (appointment: Appointment) => void) {
    return capture(mailbox, service => {
      const id = new ews.ItemId(ref.itemId);
      id.ChangeKey = ref.changeKey;
      const appointment = appointmentOf(ews, service, id);
      change(appointment);
      return appointment.Update(
        ews.ConflictResolutionMode.NeverOverwrite,
        ews.SendInvitationsOrCancellationsMode[mails],
      );
    });
  }

  return {
    create: (mailbox, draft, times, mark) =>
      capture(mailbox, service => {
        const appointment = appointmentOf(ews, service, null);
        writeFields(ews, { appointment, isNew: true }, draft, times, [...eventFieldNames, 'series']);
        appointment.LegacyFreeBusyStatus = ews.LegacyFreeBusyStatus.Busy;
        appointment.IsReminderSet = false;
        appointment.SetExtendedProperty(sentMarkProperty(ews), mark);
        return appointment.Save(folderOf(mailbox), ews.SendInvitationsMode[mails]);
      }),
    update: (mailbox, ref, draft, times, names) =>
      changed(mailbox, ref, appointment =>
        writeFields(ews, { appointment, isNew: false }, draft, times, names),
      ),
    unmark: (mailbox, ref) => changed(mailbox, ref, appointment => takeMarkAway(ews, appointment)),
    remove: (mailbox, itemId) =>
      capture(mailbox, service =>
        service.DeleteItems(
          [new ews.ItemId(itemId)],
          ews.DeleteMode.MoveToDeletedItems,
          ews.SendCancellationsMode[mails],
          // Counts for tasks alone; the library insists on it.
          ews.AffectedTaskOccurrence.AllOccurrences,
        ),
      ),
    findByMark: (mailbox, mark) =>
      capture(mailbox, service => {
        const view = new ews.ItemView(mostWithOneMark);
        view.PropertySet = new ews.PropertySet(ews.BasePropertySet.IdOnly);
        view.OrderBy.Add(ews.ItemSchema.DateTimeCreated, ews.SortDirection.Ascending);
        const filter = new ews.SearchFilter.IsEqualTo(sentMarkProperty(ews), mark);
        return service.FindItems(folderOf(mailbox), filter, view);
      }),
  };
}
