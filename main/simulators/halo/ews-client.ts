/**
 * The few Exchange calls that Halo makes by itself: raw SOAP over fetch, Basic sign-in, as the agent by impersonation.
 * Knows no appointment.
 */
import { escapeXml } from './ews-item.ts';

export interface ExchangeAccess {
  /** The whole EWS address, e.g. `http://127.0.0.1:8080/EWS/Exchange.asmx`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Most milliseconds of one call. Default 15,000. */
  readonly deadlineMs?: number;
}

/** Whose calendar, and the zone in which times without an offset are meant (a Windows id). */
export interface ActingFor {
  readonly address: string;
  readonly zone: string;
}

export interface EwsAnswer {
  readonly operation: string;
  readonly request: string;
  readonly response: string;
  readonly status: number;
  /** `NoError`, another response code, or the reason why there is none. */
  readonly code: string;
  readonly itemId: string;
  readonly changeKey: string;
  readonly uid: string;
}

/** One call; a failure of any kind is an answer whose `code` is not `NoError`. */
export async function callExchange(
  access: ExchangeAccess,
  acting: ActingFor,
  operation: 'CreateItem' | 'UpdateItem' | 'DeleteItem' | 'GetItem',
  attributes: string,
  content: string,
): Promise<EwsAnswer> {
  const request = envelope(acting, `<m:${operation}${attributes}>${content}</m:${operation}>`);
  try {
    const response = await fetch(access.url, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        authorization: `Basic ${Buffer.from(`${access.user}:${access.password}`, 'utf8').toString('base64')}`,
        'x-anchormailbox': acting.address,
      },
      body: request,
      signal: AbortSignal.timeout(access.deadlineMs ?? 15_000),
    });
    const text = await response.text();
    const code = /<(?:\w+:)?ResponseCode[^>]*>([^<]+)</.exec(text)?.[1];
    return {
      operation,
      request,
      response: text,
      status: response.status,
      code: code ?? (response.ok ? 'NoResponseCode' : `HTTP ${response.status}`),
      itemId: attributeOf(text, 'Id'),
      changeKey: attributeOf(text, 'ChangeKey'),
      uid: plainText(/<(?:\w+:)?UID>([^<]*)</.exec(text)?.[1] ?? ''),
    };
  } catch (error) {
    const code = error instanceof Error ? error.message : String(error);
    return { operation, request, response: '', status: 0, code, itemId: '', changeKey: '', uid: '' };
  }
}

function attributeOf(xml: string, name: string): string {
  const element = /<(?:\w+:)?ItemId\b[^>]*>/.exec(xml)?.[0] ?? '';
  return plainText(new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '');
}

function plainText(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function envelope(acting: ActingFor, body: string): string {
  const address = escapeXml(acting.address);
  return `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><soap:Header><t:RequestServerVersion Version="Exchange2010_SP2"/><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${address}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation><t:TimeZoneContext><t:TimeZoneDefinition Id="${escapeXml(acting.zone)}"/></t:TimeZoneContext></soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}
