/** Exchange's read side as the engine knows it: the operations, one after the other. How each is sent and read is in the other files. */

import type { Settings } from '../../../preload/contract/settings.ts';
import { daysUntil } from '../../core/certificate-days.ts';
import type { ChangeFeed, ItemAnswer, ViewListing, ViewRow } from '../../core/event.ts';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import { inWindow } from '../../core/window.ts';
import type { CalendarFolder, CalendarSource, Clock, Log, MailboxAddress } from '../../ports.ts';
import type { HttpClient } from '../http/http-client.ts';
import { type BodyWish, createRequestBuilder, type RequestBuilder } from './build-requests.ts';
import { loadEwsLibrary } from './ews-library.ts';
import { readInBatches } from './item-batches.ts';
import { onlyMessage } from './only-message.ts';
import { namingFacts } from './problem-facts.ts';
import { changesShape, readChangesPage } from './read-answers/changes.ts';
import type { SoapAnswer } from './read-answers/envelope.ts';
import { folderShape, readFolder } from './read-answers/folder.ts';
import { itemsShape, readItem } from './read-answers/item.ts';
import { type RowFields, readViewPage, viewShape } from './read-answers/row.ts';
import { createRequestForms } from './request-forms.ts';
import { accountOf } from './sign-in/sign-in.ts';
import { type Asked, createTransport, type ExchangeTransport } from './transport.ts';
import { readInParts, rowsPerView } from './view-parts.ts';
import { readDespiteBodies } from './without-body.ts';
import { createZoneReader } from './zone-reader.ts';

/** Pages of one change feed; at 512 changes each this is half a million. */
const mostPages = 1_000;

export interface CalendarSourceOptions {
  readonly settings: Settings['exchange'];
  /** Of the master account; for OAuth the client secret. Wherever it changes, a new source is made. */
  readonly password: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of every pause that Exchange asks for, in milliseconds. */
  readonly askedToWait?: (ms: number) => void;
}

function resultOf<T>(asked: Asked<T>): Result<T> {
  return asked.ok ? succeeded(asked.value) : failed(asked.trouble.problem);
}

function incomplete(reason: string): Problem {
  return { code: 'mailbox.read-incomplete', scope: 'mailbox', retryable: true, facts: { reason } };
}

/** The way to the server that a source has for itself. */
function ownTransport({ settings, password, http, clock, askedToWait }: CalendarSourceOptions) {
  return createTransport({ settings, secret: password, http, clock, askedToWait });
}

/**
 * Every method may repeat a request a bounded number of times when the problem is retryable, honouring the server's back-off, and
 * waits for its place (`concurrency` over the server, one per mailbox). `transport` is handed in where a writer shares it.
 */
export function createCalendarSource(
  options: CalendarSourceOptions,
  transport: ExchangeTransport = ownTransport(options),
): CalendarSource {
  const { settings, clock, log } = options;
  const zoneOf = createZoneReader({ clock, log });
  let builder: RequestBuilder | null = null;
  const requests = async () => {
    builder ??= createRequestForms(createRequestBuilder(await loadEwsLibrary(), settings));
    return builder;
  };

  function certificate(): Pick<CalendarFolder, 'certificate'> {
    const shown = options.http.certificateOf(settings.url);
    if (shown === null) return {};
    const { issuer, names, until } = shown;
    return { certificate: { issuer, names, until, daysLeft: daysUntil(until, clock.now()) } };
  }

  async function openCalendar(mailbox: MailboxAddress, signal: AbortSignal): Promise<Result<CalendarFolder>> {
    const envelope = await (await requests()).getFolder(mailbox);
    const read = (answer: SoapAnswer): Asked<CalendarFolder> => {
      const folder = onlyMessage(answer, readFolder);
      return folder.ok
        ? { ok: true, value: { ...folder.value, serverVersion: answer.serverVersion, ...certificate() } }
        : folder;
    };
    const question = { operation: 'GetFolder', mailbox: mailbox.address, envelope, mayShrink: false };
    return resultOf(await transport.ask({ ...question, shape: folderShape, read }, signal));
  }

  async function changes(
    mailbox: MailboxAddress,
    state: string | null,
    signal: AbortSignal,
  ): Promise<Result<ChangeFeed>> {
    const changed = new Set<string>();
    const removed = new Set<string>();
    let from = state;
    for (let page = 1; page <= mostPages; page += 1) {
      const envelope = await (await requests()).syncFolderItems(mailbox, from);
      const asked = await transport.ask(
        {
          operation: 'SyncFolderItems',
          mailbox: mailbox.address,
          envelope,
          shape: changesShape,
          read: answer => onlyMessage(answer, readChangesPage),
          mayShrink: false,
        },
        signal,
      );
      if (!asked.ok) return failed(asked.trouble.problem);
      for (const id of asked.value.changed) changed.add(id);
      for (const id of asked.value.removed) removed.add(id);
      if (asked.value.isLast) {
        // An id that comes both ways is asked for: the order of a feed differs between versions.
        const onlyRemoved = [...removed].filter(id => !changed.has(id));
        return succeeded({ changed: [...changed], removed: onlyRemoved, state: asked.value.state });
      }
      if (asked.value.state === from) return failed(incomplete('no-progress'));
      from = asked.value.state;
    }
    return failed(incomplete('too-many-pages'));
  }

  async function view(
    mailbox: MailboxAddress,
    span: { start: string; end: string },
    signal: AbortSignal,
  ): Promise<Result<ViewListing>> {
    const listed = await readInParts(span, async part => {
      const envelope = await (await requests()).calendarView(mailbox, part, rowsPerView);
      const asked = await transport.ask(
        {
          operation: 'FindItem',
          mailbox: mailbox.address,
          envelope,
          shape: viewShape,
          read: answer => onlyMessage(answer, readViewPage),
          mayShrink: false,
        },
        signal,
      );
      return resultOf(asked);
    });
    if (!listed.ok) return listed;
    const rows = withoutMasters(listed.value.rows);
    return rows.ok
      ? succeeded({ ...listed.value, rows: rows.value.filter(row => inWindow(row, span)) })
      : rows;
  }

  async function inBatches(
    mailbox: MailboxAddress,
    ids: readonly string[],
    build: (requests: RequestBuilder, ids: readonly string[], body: BodyWish) => Promise<string>,
    signal: AbortSignal,
  ): Promise<Result<readonly ItemAnswer[]>> {
    const builtBy = await requests();
    const inTheirBatches = (some: readonly string[], body: BodyWish) =>
      readInBatches(
        some,
        async (batch, mayShrink, read) => {
          const envelope = await build(builtBy, batch, body);
          const question = { operation: 'GetItem', mailbox: mailbox.address, envelope, mayShrink };
          return await transport.ask({ ...question, shape: itemsShape, read }, signal);
        },
        message => readItem(message, zoneOf),
      );
    const asked = await readDespiteBodies(ids, inTheirBatches, count => {
      const fields = { mailbox: mailbox.address, count };
      log.write('warning', 'Items with a text larger than an answer may be were read without it', fields);
    });
    return resultOf(asked);
  }

  const naming = <T>(mailbox: MailboxAddress, result: Promise<Result<T>>) =>
    namingFacts(result, settings, mailbox.address);

  return {
    access: accessOf(settings),
    pace: transport.pace,
    openCalendar: (mailbox, signal) => naming(mailbox, openCalendar(mailbox, signal)),
    changes: (mailbox, state, signal) => naming(mailbox, changes(mailbox, state, signal)),
    view: (mailbox, span, signal) => naming(mailbox, view(mailbox, span, signal)),
    items: (mailbox, ids, signal) =>
      naming(
        mailbox,
        inBatches(mailbox, ids, (build, batch, body) => build.getItems(mailbox, batch, body), signal),
      ),
    masters: (mailbox, ids, signal) =>
      naming(
        mailbox,
        inBatches(mailbox, ids, (build, batch, body) => build.getMasters(mailbox, batch, body), signal),
      ),
  };
}

function accessOf(settings: Settings['exchange']): string {
  const host = settings.url === '' ? '' : new URL(settings.url).host.toLowerCase();
  return `${settings.access}:${accountOf(settings).toLowerCase()}@${host}`;
}

/** A server that lists masters in a calendar view does not expand series: nothing can be read from its views. */
function withoutMasters(rows: readonly RowFields[]): Result<readonly ViewRow[]> {
  return rows.every(isEvent)
    ? succeeded(rows)
    : failed({ code: 'exchange.series-not-expanded', scope: 'exchange', retryable: false });
}

function isEvent(row: RowFields): row is ViewRow {
  return row.kind !== 'master';
}
