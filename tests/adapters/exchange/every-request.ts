/** One of every request that the adapter can build, with hostile values in it. */
import { createRequestBuilder } from '../../../main/adapters/exchange/build-requests.ts';
import type { RequestStyle } from '../../../main/adapters/exchange/capture-request.ts';
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';

/** What an id, an address or a state could be at its worst: markup, quotes, control characters, half a surrogate pair. */
export const hostile = 'a&b<c>"d\' ]]> \u0001\u000b\ud800 é\u{1f4c5}';
/** The same as it has to arrive. */
export const arrived = 'a&b<c>"d\' ]]>  é\u{1f4c5}';

export interface BuiltRequest {
  readonly name: string;
  readonly xml: string;
}

export async function everyRequest(style: RequestStyle): Promise<readonly BuiltRequest[]> {
  const builder = createRequestBuilder(await loadEwsLibrary(), style);
  const span = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
  const built: BuiltRequest[] = [];
  for (const folderId of [null, hostile]) {
    const mailbox = { address: hostile, folderId };
    const folder = folderId === null ? 'calendar' : 'by id';
    const requests = {
      [`GetFolder ${folder}`]: builder.getFolder(mailbox),
      [`SyncFolderItems ${folder} anew`]: builder.syncFolderItems(mailbox, null),
      [`SyncFolderItems ${folder} from a state`]: builder.syncFolderItems(mailbox, hostile),
      [`FindItem ${folder}`]: builder.calendarView(mailbox, span, 900),
      [`GetItem ${folder}`]: builder.getItems(mailbox, ['AAMk', hostile]),
      [`GetItem masters ${folder}`]: builder.getMasters(mailbox, ['AAMk', hostile]),
      [`GetItem ${folder} without body`]: builder.getItems(mailbox, ['AAMk', hostile], 'without-body'),
      [`GetItem masters ${folder} without body`]: builder.getMasters(
        mailbox,
        ['AAMk', hostile],
        'without-body',
      ),
    };
    for (const [name, xml] of Object.entries(requests)) built.push({ name, xml: await xml });
  }
  return built;
}
