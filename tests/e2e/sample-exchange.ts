/** What people do in the Exchange of the sample data, over its EWS address as any other client: SOAP by hand, nothing of the product. */
import { master } from '../../main/demo/servers.ts';
import type { SettingsView } from '../../preload/contract/views/setup.ts';
import type { App } from './launch.ts';
import { ask } from './office.ts';

const deadlineMs = 20_000;
const names =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';
const calendar = '<t:DistinguishedFolderId Id="calendar"/>';

async function speak(url: string, mailbox: string, body: string): Promise<string> {
  const impersonation = `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      Authorization: `Basic ${Buffer.from(`${master.user}:${master.password}`).toString('base64')}`,
    },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${names}><s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/>${impersonation}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
    signal: AbortSignal.timeout(deadlineMs),
  });
  const xml = await answer.text();
  if (answer.status !== 200 || !xml.includes('ResponseClass="Success"'))
    throw new Error(`The Exchange of the sample data answered ${answer.status}: ${xml.slice(0, 600)}`);
  return xml;
}

export interface SampleExchange {
  /** Moves the first event with this subject on that day (`2026-03-24`) to other instants. */
  move(mailbox: string, day: string, subject: string, start: string, end: string): Promise<void>;
  remove(mailbox: string, day: string, subject: string): Promise<void>;
  book(mailbox: string, subject: string, start: string, end: string, sensitivity?: 'Private'): Promise<void>;
}

export async function sampleExchange(app: App): Promise<SampleExchange> {
  const { settings } = (await ask(app, 'settings.read', {})) as SettingsView;
  const { url } = settings.exchange;
  const idOf = async (mailbox: string, day: string, subject: string): Promise<string> => {
    const found = await speak(
      url,
      mailbox,
      `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Subject"/></t:AdditionalProperties></m:ItemShape><m:CalendarView StartDate="${day}T00:00:00Z" EndDate="${day}T23:59:00Z"/><m:ParentFolderIds>${calendar}</m:ParentFolderIds></m:FindItem>`,
    );
    const items = found.match(/<t:CalendarItem>.*?<\/t:CalendarItem>/gs) ?? [];
    const item = items.find(one => one.includes(`<t:Subject>${subject}</t:Subject>`)) ?? '';
    const id = /<t:ItemId [^>]*\/>/.exec(item)?.[0];
    if (id === undefined) throw new Error(`${mailbox} has no "${subject}" on ${day}`);
    return id;
  };
  const set = (field: string, name: string, value: string) =>
    `<t:SetItemField><t:FieldURI FieldURI="calendar:${field}"/><t:CalendarItem><t:${name}>${value}</t:${name}></t:CalendarItem></t:SetItemField>`;
  return {
    async move(mailbox, day, subject, start, end) {
      const id = await idOf(mailbox, day, subject);
      await speak(
        url,
        mailbox,
        `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${set('Start', 'Start', start)}${set('End', 'End', end)}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
      );
    },
    async remove(mailbox, day, subject) {
      const id = await idOf(mailbox, day, subject);
      await speak(
        url,
        mailbox,
        `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
      );
    },
    async book(mailbox, subject, start, end, sensitivity) {
      const hidden = sensitivity === undefined ? '' : `<t:Sensitivity>${sensitivity}</t:Sensitivity>`;
      await speak(
        url,
        mailbox,
        `<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${calendar}</m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>${subject}</t:Subject>${hidden}<t:Start>${start}</t:Start><t:End>${end}</t:End><t:LegacyFreeBusyStatus>Busy</t:LegacyFreeBusyStatus></t:CalendarItem></m:Items></m:CreateItem>`,
      );
    },
  };
}
