/**
 * A client that writes SOAP by hand and reads answers by pattern: it must share nothing with the product nor with the
 * simulator, so that a mistake cannot agree with itself.
 */
import {
  type ExchangeSimulator,
  type ExchangeSimulatorOptions,
  startExchangeSimulator,
} from '../../../main/simulators/exchange/server.ts';

export const master = { user: 'CORP\\svc-integrator', password: 'Master#1' };

export interface Asking {
  readonly user?: string;
  readonly password?: string;
  readonly as?: string;
  readonly version?: string | null;
  readonly zone?: string;
}

const outer =
  'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';

export function soap(body: string, asking: Asking = {}): string {
  const version = asking.version === undefined ? 'Exchange2016' : asking.version;
  const header = [
    version === null ? '' : `<t:RequestServerVersion Version="${version}"/>`,
    asking.zone === undefined
      ? ''
      : `<t:TimeZoneContext><t:TimeZoneDefinition Id="${asking.zone}"/></t:TimeZoneContext>`,
    asking.as === undefined
      ? ''
      : `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${asking.as}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`,
  ].join('');
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope ${outer}><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly xml: string;
}

export async function post(url: string, xml: string, asking: Asking = {}): Promise<Answered> {
  const { user = master.user, password = master.password } = asking;
  const answer = await fetch(url, {
    method: 'POST',
    body: xml,
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
  });
  return { status: answer.status, headers: answer.headers, xml: await answer.text() };
}

export function ask(simulator: ExchangeSimulator, body: string, asking: Asking = {}): Promise<Answered> {
  return post(simulator.url, soap(body, asking), asking);
}

/** Runs with a fresh simulator and closes it whatever happens. */
export async function withSimulator(
  options: ExchangeSimulatorOptions,
  work: (simulator: ExchangeSimulator) => Promise<void>,
): Promise<void> {
  const simulator = await startExchangeSimulator({ master, ...options });
  try {
    await work(simulator);
  } finally {
    await simulator.close();
  }
}

export function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#xD;', '\r')
    .replaceAll('&amp;', '&');
}

/** Texts of all elements with a local name. */
export function texts(xml: string, name: string): string[] {
  const pattern = new RegExp(`<[tme]:${name}(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</[tme]:${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map(match => unescapeXml(match[1] ?? ''));
}

export function text(xml: string, name: string): string | undefined {
  return texts(xml, name)[0];
}

export function items(xml: string): string[] {
  return [...xml.matchAll(/<t:CalendarItem>([\s\S]*?)<\/t:CalendarItem>/g)].map(match => match[1] ?? '');
}

export function idOf(xml: string): string {
  return /<t:ItemId Id="([^"]*)"/.exec(xml)?.[1] ?? '';
}

export function codes(xml: string): string[] {
  return texts(xml, 'ResponseCode');
}

const fields = (uris: readonly string[]) =>
  uris.length === 0
    ? ''
    : `<t:AdditionalProperties>${uris.map(uri => (uri.startsWith('<') ? uri : `<t:FieldURI FieldURI="${uri}"/>`)).join('')}</t:AdditionalProperties>`;

export function shape(base: string, uris: readonly string[] = [], body = ''): string {
  return `<m:ItemShape><t:BaseShape>${base}</t:BaseShape>${body}${fields(uris)}</m:ItemShape>`;
}

export function calendarFolder(address?: string): string {
  if (address === undefined) return '<t:DistinguishedFolderId Id="calendar"/>';
  return `<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;
}

export function getFolder(folder = calendarFolder()): string {
  return `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${folder}</m:FolderIds></m:GetFolder>`;
}

export function view(
  start: string,
  end: string,
  uris: readonly string[] = [],
  options: { folder?: string; max?: number; base?: string } = {},
): string {
  const max = options.max === undefined ? '' : ` MaxEntriesReturned="${options.max}"`;
  return `<m:FindItem Traversal="Shallow">${shape(options.base ?? 'Default', uris)}<m:CalendarView${max} StartDate="${start}" EndDate="${end}"/><m:ParentFolderIds>${options.folder ?? calendarFolder()}</m:ParentFolderIds></m:FindItem>`;
}

export function getItems(
  ids: readonly string[],
  uris: readonly string[] = [],
  base = 'AllProperties',
): string {
  const nodes = ids.map(id => (id.startsWith('<') ? id : `<t:ItemId Id="${id}"/>`)).join('');
  return `<m:GetItem>${shape(base, uris)}<m:ItemIds>${nodes}</m:ItemIds></m:GetItem>`;
}

export function sync(state?: string, max = 512, folder = calendarFolder()): string {
  const given = state === undefined ? '' : `<m:SyncState>${state}</m:SyncState>`;
  return `<m:SyncFolderItems>${shape('IdOnly')}<m:SyncFolderId>${folder}</m:SyncFolderId>${given}<m:MaxChangesReturned>${max}</m:MaxChangesReturned></m:SyncFolderItems>`;
}

/** Reads a sync to its end: the changes in order and the last state. */
export async function syncAll(
  simulator: ExchangeSimulator,
  asking: Asking,
  state?: string,
  max = 512,
): Promise<{ changes: string[]; state: string; pages: number }> {
  const changes: string[] = [];
  let current = state;
  for (let pages = 1; pages < 1000; pages++) {
    const { xml } = await ask(simulator, sync(current, max), asking);
    for (const match of xml.matchAll(/<t:(Create|Update|Delete)>[\s\S]*?<t:ItemId Id="([^"]*)"/g))
      changes.push(`${match[1]} ${match[2]}`);
    current = text(xml, 'SyncState');
    if (current === undefined) throw new Error(`no sync state: ${xml.slice(0, 2000)}`);
    if (text(xml, 'IncludesLastItemInRange') === 'true') return { changes, state: current, pages };
  }
  throw new Error('the sync does not end');
}
