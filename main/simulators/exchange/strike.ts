/**
 * What an ordered fault does to an answer. Takes the answer as it would be and says what goes over the wire instead.
 * Faults that strike inside an operation (item-error, partial-view) pass through here untouched.
 */
import type { OrderedFault } from './faults.ts';
import type { Prepared, Reply } from './protocol/dispatch.ts';
import type { ServerVersion } from './protocol/versions.ts';
import { bareFault, envelope, failed, response, fault as writeFault } from './protocol/write-soap.ts';
import type { ExchangeState } from './state.ts';

/** What is sent. `ending`: how the connection behaves. */
export interface Sent {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly ending: 'whole' | 'never' | 'reset' | 'twice' | { readonly cutAt: number };
  readonly delayMs: number;
  /** Runs once the answer is out. */
  readonly afterwards?: () => void;
}

const xmlType = { 'Content-Type': 'text/xml; charset=utf-8' };

function plain(status: number, body = '', headers: Sent['headers'] = {}): Sent {
  return { status, body, headers, ending: 'whole', delayMs: 0 };
}

function whole(reply: Reply): Sent {
  return plain(reply.status, reply.xml, xmlType);
}

const page =
  "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/EWS' Application.</h1></body></html>";

export interface Scene {
  readonly state: ExchangeState;
  readonly server: ServerVersion;
  /** WWW-Authenticate of a 401. */
  readonly challenge: readonly string[];
}

export function strike(fault: OrderedFault | undefined, prepared: Prepared, scene: Scene): Sent {
  if (fault === undefined) return whole(prepared.run(undefined));
  if ('effect' in fault && fault.effect === 'done') prepared.run(undefined);
  const { server } = scene;
  switch (fault.kind) {
    case 'soap-fault': {
      const { code, text } = fault;
      return plain(500, writeFault(server, text === undefined ? { code } : { code, text }), xmlType);
    }
    case 'server-busy': {
      const code = 'ErrorServerBusy';
      const failure = fault.backOffMs === undefined ? { code } : { code, backOffMs: fault.backOffMs };
      const name = prepared.facts.operation;
      if (fault.as !== 'message') return plain(500, writeFault(server, failure), xmlType);
      return plain(200, envelope(server, response(name, [failed(name, failure)])), xmlType);
    }
    case 'http-401':
      return plain(401, '', { 'WWW-Authenticate': scene.challenge });
    case 'http-403':
      return plain(403);
    case 'http-503':
      return plain(
        503,
        'The service is unavailable.',
        fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) },
      );
    case 'empty-500':
      return plain(500);
    case 'html-page':
      return plain(fault.status ?? 200, page, { 'Content-Type': 'text/html; charset=utf-8' });
    case 'fault-in-200':
      return plain(200, bareFault(fault.code), xmlType);
    case 'never':
      return { ...plain(0), ending: 'never' };
    case 'reset':
      return { ...plain(0), ending: 'reset' };
    case 'cut-at':
      return { ...whole(prepared.run(undefined)), ending: { cutAt: fault.bytes } };
    case 'slow':
      return { ...whole(prepared.run(undefined)), delayMs: fault.ms };
    case 'duplicate-response':
      return { ...whole(prepared.run(undefined)), ending: 'twice' };
    case 'illegal-characters':
      return inSubject(prepared.run(undefined), fault.itemId, '&#x0;&#x1F;\u0001\u000b&#xFFFE;');
    case 'poison-item':
      if (fault.as === 'http-500') return plain(500);
      return inSubject(prepared.run(undefined), fault.itemId, '<t:Broken & </t:Subject');
    case 'odd-item':
      return whole(oddly(prepared.run(undefined), fault));
    case 'moved-between-views':
      return { ...whole(prepared.run(undefined)), afterwards: () => move(fault, scene) };
    case 'item-error':
    case 'partial-view':
      return whole(prepared.run(fault));
  }
}

/** Puts a text into the subject of an item (or of the first), or behind the item's id when it shows no subject. */
function inSubject(reply: Reply, itemId: string | undefined, text: string): Sent {
  const from = Math.max(0, itemId === undefined ? 0 : reply.xml.indexOf(`Id="${itemId}"`));
  const end = reply.xml.indexOf('</t:CalendarItem>', from);
  const subject = reply.xml.indexOf('<t:Subject>', from);
  const place = subject >= 0 && subject < end ? subject + '<t:Subject>'.length : end;
  if (place < 0) return whole(reply);
  return whole({ ...reply, xml: `${reply.xml.slice(0, place)}${text}${reply.xml.slice(place)}` });
}

const oddities = {
  'no-id': [/<t:ItemId [^>]*>(?:<\/t:ItemId>)?/, ''],
  'unknown-kind': [/(<t:CalendarItemType>)\w+/, '$1Sometimes'],
  'no-such-day': [/(<t:Start>\d{4})-\d\d-\d\d/, '$1-02-30'],
} as const;

function oddly(reply: Reply, { odd, as }: Extract<OrderedFault, { kind: 'odd-item' }>): Reply {
  const id = reply.xml.indexOf(`Id="${odd}"`);
  const from = reply.xml.lastIndexOf('<t:CalendarItem>', id);
  const end = reply.xml.indexOf('</t:CalendarItem>', id);
  if (id < 0 || from < 0 || end < 0) return reply;
  const item = reply.xml.slice(from, end).replace(oddities[as][0], oddities[as][1]);
  return { ...reply, xml: `${reply.xml.slice(0, from)}${item}${reply.xml.slice(end)}` };
}

function move(fault: Extract<OrderedFault, { kind: 'moved-between-views' }>, scene: Scene): void {
  const { moves, start, end } = fault;
  const mailbox = scene.state.mailboxes.find(one => one.calendar.find(moves).kind === 'found');
  mailbox?.change(moves, { start, end });
}
