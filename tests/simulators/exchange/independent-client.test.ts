/** The same server seen by a client that others wrote: ews-javascript-api over a plain HTTP transport. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Appointment,
  AppointmentType,
  BasePropertySet,
  CalendarView,
  ConflictResolutionMode,
  ConnectingIdType,
  DateTime,
  DayOfTheWeek,
  DeleteMode,
  ExchangeService,
  ExchangeVersion,
  FolderId,
  ImpersonatedUserId,
  type IXHRApi,
  type IXHROptions,
  Mailbox,
  PropertySet,
  Recurrence,
  SendInvitationsMode,
  SendInvitationsOrCancellationsMode,
  SyncFolderItemsScope,
  TimeZoneInfo,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} from 'ews-javascript-api';
import { master, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';

const transport: IXHRApi = {
  apiName: 'fetch',
  disconnect: () => undefined,
  xhrStream: () => Promise.reject(new Error('not used')),
  xhr: async (options: IXHROptions) => {
    const answer = await fetch(options.url, {
      method: 'POST',
      body: options.data,
      headers: {
        'Content-Type': 'text/xml; charset=utf-8',
        Authorization: `Basic ${btoa(`${master.user}:${master.password}`)}`,
      },
    });
    const responseText = await answer.text();
    const reply = {
      status: answer.status,
      responseText,
      response: responseText,
      responseType: '',
      responseXML: null,
      statusText: answer.statusText,
      headers: Object.fromEntries(answer.headers),
      getAllResponseHeaders: () => [...answer.headers].map(pair => pair.join(': ')).join('\r\n'),
      getResponseHeader: (name: string) => answer.headers.get(name) ?? '',
    };
    if (answer.status !== 200) throw reply;
    return reply;
  },
};

function service(url: string): ExchangeService {
  const exchange = new ExchangeService(ExchangeVersion.Exchange2016, TimeZoneInfo.Utc);
  exchange.Url = new Uri(url);
  exchange.Credentials = new WebCredentials('unused', 'unused');
  exchange.XHRApi = transport;
  exchange.ImpersonatedUserId = new ImpersonatedUserId(ConnectingIdType.SmtpAddress, anna);
  return exchange;
}

test('an independent client creates, lists, reads, changes, syncs and deletes', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna, timeZone: 'UTC' });
    const exchange = service(simulator.url);
    const folder = new FolderId(WellKnownFolderName.Calendar, new Mailbox(anna));
    const made = new Appointment(exchange);
    made.Subject = 'Made by the library';
    made.Start = new DateTime('2026-11-02T10:00:00Z');
    made.End = new DateTime('2026-11-02T11:00:00Z');
    const weekly = new Recurrence.WeeklyPattern();
    weekly.StartDate = made.Start;
    weekly.DaysOfTheWeek.Add(DayOfTheWeek.Monday);
    weekly.NumberOfOccurrences = 3;
    made.Recurrence = weekly;
    await made.Save(SendInvitationsMode.SendToNone);
    mailbox.removeOccurrence(made.Id.UniqueId, '2026-11-09');
    const view = new CalendarView(new DateTime('2026-11-01T00:00:00Z'), new DateTime('2026-12-01T00:00:00Z'));
    const found = await exchange.FindAppointments(folder, view);
    assert.deepEqual(
      found.Items.map(item => [item.Subject, item.AppointmentType, item.Start.ToISOString()]),
      [
        ['Made by the library', AppointmentType.Occurrence, '2026-11-02T10:00:00.000Z'],
        ['Made by the library', AppointmentType.Occurrence, '2026-11-16T10:00:00.000Z'],
      ],
    );
    const read = await Appointment.Bind(
      exchange,
      made.Id,
      new PropertySet(BasePropertySet.FirstClassProperties),
    );
    assert.equal(read.AppointmentType, AppointmentType.RecurringMaster);
    assert.equal(read.DeletedOccurrences.Count, 1);
    read.Location = 'Room 1';
    await read.Update(ConflictResolutionMode.NeverOverwrite, SendInvitationsOrCancellationsMode.SendToNone);
    assert.equal(mailbox.items()[0]?.location, 'Room 1');
    const changes = await exchange.SyncFolderItems(
      folder,
      new PropertySet(BasePropertySet.IdOnly),
      [],
      512,
      SyncFolderItemsScope.NormalItems,
      '',
    );
    assert.equal(changes.Count, 1);
    await read.Delete(DeleteMode.MoveToDeletedItems);
    assert.equal(mailbox.items().length, 0);
    assert.equal(simulator.mailsSent, 0);
  }));
