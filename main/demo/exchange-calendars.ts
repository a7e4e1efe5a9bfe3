/**
 * Reads calendars from Exchange for the comparison: SOAP written by hand, answers read by pattern. Must share nothing with the product,
 * or a mistake could agree with itself.
 */

export interface ExchangeAccess {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** One event as Exchange shows it, before anybody decides what Halo should hold of it. */
export interface SeenEvent {
  readonly subject: string;
  readonly location: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly isAllDay: boolean;
  /** Windows id of the zone in which it was made. */
  readonly zone: string;
  readonly freeBusy: string;
  readonly sensitivity: string;
  readonly isCancelled: boolean;
  readonly response: string;
  /** Organiser of a meeting and everybody invited, rooms left out: name and address. */
  readonly people: readonly { readonly name: string; readonly address: string }[];
}

const idsPerRequest = 40;
const deadlineMs = 30_000;

const names =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';

async function ask(access: ExchangeAccess, mailbox: string, body: string): Promise<string> {
  const header = `<t:RequestServerVersion Version="Exchange2013_SP1"/><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
  const answer = await fetch(access.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      Authorization: `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`,
    },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${names}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
    signal: AbortSignal.timeout(deadlineMs),
  });
  const xml = await answer.text();
  if (answer.status !== 200 || /ResponseClass="(?:Error|Warning)"/.test(xml))
    throw new Error(`Exchange answered the comparison with ${answer.status}: ${xml.slice(0, 500)}`);
  return xml;
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|quot|apos|amp));/gi, (_, decimal, hex, name) => {
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16));
    return { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[String(name).toLowerCase()] ?? '';
  });
}

/** Everything between the tags of each element with this name; nested ones of the same name do not occur where this is used. */
function inside(xml: string, name: string): readonly string[] {
  const pattern = new RegExp(`<t:${name}(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</t:${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map(match => match[1] ?? '');
}

function textOf(xml: string, name: string): string {
  return decoded(inside(xml, name)[0] ?? '');
}

function peopleOf(item: string): SeenEvent['people'] {
  if (textOf(item, 'IsMeeting') !== 'true') return [];
  return ['Organizer', 'RequiredAttendees', 'OptionalAttendees']
    .flatMap(name => inside(item, name))
    .flatMap(part => inside(part, 'Mailbox'))
    .map(one => ({ name: textOf(one, 'Name'), address: textOf(one, 'EmailAddress') }));
}

function eventOf(item: string): SeenEvent {
  return {
    subject: textOf(item, 'Subject'),
    location: textOf(item, 'Location'),
    text: textOf(item, 'Body'),
    start: Date.parse(textOf(item, 'Start')),
    end: Date.parse(textOf(item, 'End')),
    isAllDay: textOf(item, 'IsAllDayEvent') === 'true',
    zone: /<t:StartTimeZone\b[^>]*\sId="([^"]*)"/.exec(item)?.[1] ?? 'none',
    freeBusy: textOf(item, 'LegacyFreeBusyStatus'),
    sensitivity: textOf(item, 'Sensitivity'),
    isCancelled: textOf(item, 'IsCancelled') === 'true',
    response: textOf(item, 'MyResponseType'),
    people: peopleOf(item),
  };
}

function itemsOf(xml: string): readonly string[] {
  return inside(xml, 'CalendarItem');
}

/** Every event of the calendar that touches [from, to), series expanded by the server. Throws when Exchange does not answer well. */
export async function readCalendar(
  access: ExchangeAccess,
  mailbox: string,
  from: string,
  to: string,
): Promise<readonly SeenEvent[]> {
  const found = await ask(
    access,
    mailbox,
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:CalendarView StartDate="${from}" EndDate="${to}"/><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>`,
  );
  if (!/IncludesLastItemInRange="true"/.test(found)) throw new Error(`The view of ${mailbox} was cut.`);
  const ids = [...found.matchAll(/<t:ItemId Id="([^"]*)"/g)].map(match => match[1] ?? '');
  const events: SeenEvent[] = [];
  for (let index = 0; index < ids.length; index += idsPerRequest) {
    const some = ids.slice(index, index + idsPerRequest);
    const xml = await ask(
      access,
      mailbox,
      `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:BodyType>Text</t:BodyType></m:ItemShape><m:ItemIds>${some.map(id => `<t:ItemId Id="${id}"/>`).join('')}</m:ItemIds></m:GetItem>`,
    );
    const items = itemsOf(xml);
    if (items.length !== some.length)
      throw new Error(`${mailbox}: ${some.length} asked, ${items.length} came.`);
    events.push(...items.map(eventOf));
  }
  return events;
}
