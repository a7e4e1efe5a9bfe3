/** The Exchange adapter over answers written by hand: a server that says whatever a test wants, at the HTTP client. */
import assert from 'node:assert/strict';
import { createCalendarSource } from '../../../main/adapters/exchange/calendar-source.ts';
import type { HttpClient, HttpFailure, HttpRequest } from '../../../main/adapters/http/http-client.ts';
import type { CalendarItem, ItemAnswer, ViewRow } from '../../../main/core/event.ts';
import type { CalendarSource } from '../../../main/ports.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { type CollectingLog, createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { annas, never } from './over-simulator.ts';

export const marchOf2026 = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };

export interface Canned {
  readonly source: CalendarSource;
  readonly sent: readonly HttpRequest[];
  readonly log: CollectingLog;
}

/** A text is answered with 200; a number of bytes is an answer larger than that cap. */
export type CannedAnswer =
  | string
  | { readonly status: number; readonly text: string }
  | { readonly over: number };

export function canned(answer: (request: HttpRequest, number: number) => CannedAnswer): Canned {
  const sent: HttpRequest[] = [];
  const http: HttpClient = {
    request: async request => {
      sent.push(request);
      const given = answer(request, sent.length);
      if (typeof given === 'string') return { ok: true, value: { status: 200, headers: {}, text: given } };
      if ('status' in given) return { ok: true, value: { ...given, headers: {} } };
      const failure: HttpFailure = {
        kind: 'too-large',
        facts: { limitBytes: given.over },
        requestSent: true,
      };
      return { ok: false, failure };
    },
    certificateOf: () => null,
    close: () => undefined,
  };
  const settings = {
    ...defaultSettings.exchange,
    url: 'https://mail.example.org/EWS/Exchange.asmx',
    user: 'x',
  };
  const clock = createManualClock(undefined, { skipsWaits: true });
  const log = createCollectingLog();
  return { sent, log, source: createCalendarSource({ settings, password: 'p', http, clock, log }) };
}

/** An answer of one operation with its response messages. */
export function soap(operation: string, messages: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:${operation}Response xmlns:m="m" xmlns:t="t"><m:ResponseMessages>${messages}</m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`;
}

export function success(operation: string, content: string): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;
}

/** One calendar item; `more` comes after what every item must have. */
export function itemXml(id: string, more = '', kind = 'Single'): string {
  return `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="DwAA"/><t:UID>uid-${id}</t:UID><t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End><t:CalendarItemType>${kind}</t:CalendarItemType>${more}</t:CalendarItem>`;
}

/** GetItem's answer: one message for each item. */
export function itemsAnswer(items: readonly string[]): string {
  return soap('GetItem', items.map(item => success('GetItem', `<m:Items>${item}</m:Items>`)).join(''));
}

/** FindItem's answer to a view. */
export function viewAnswer(rows: readonly string[], isLast = true): string {
  return soap(
    'FindItem',
    success(
      'FindItem',
      `<m:RootFolder TotalItemsInView="${rows.length}" IncludesLastItemInRange="${isLast}"><t:Items>${rows.join('')}</t:Items></m:RootFolder>`,
    ),
  );
}

export function askedIds(request: HttpRequest): string[] {
  const pattern = /<t:(?:ItemId|RecurringMasterItemId)[^>]*? (?:Id|OccurrenceId)="([^"]+)"/g;
  return [...(request.body ?? '').matchAll(pattern)].map(match => match[1] ?? '');
}

/** The answers of a server to ids; fails when there are none. */
export async function answersOf({ source }: Canned, ids: readonly string[]): Promise<readonly ItemAnswer[]> {
  const result = await source.items(annas, ids, never);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The one item that a server answers with. */
export async function itemOf(xml: string, id = 'A'): Promise<CalendarItem> {
  const [answer] = await answersOf(
    canned(() => itemsAnswer([xml])),
    [id],
  );
  assert.equal(answer?.kind, 'found', JSON.stringify(answer));
  return answer.item;
}

export async function rowsOf(rows: readonly string[]): Promise<readonly ViewRow[]> {
  const { source } = canned(() => viewAnswer(rows));
  const result = await source.view(annas, marchOf2026, never);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.rows;
}
