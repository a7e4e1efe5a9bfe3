/** A request from a form is, character by character, the one that the library writes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRequestBuilder, type RequestBuilder } from '../../../main/adapters/exchange/build-requests.ts';
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';
import { createRequestForms } from '../../../main/adapters/exchange/request-forms.ts';
import { hostile } from './every-request.ts';

const mailboxes = [
  { address: 'anna@example.org', folderId: null },
  { address: hostile, folderId: hostile },
  { address: '$& $1 marker', folderId: 'AAMk=' },
];
const spans = [
  { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' },
  { start: '1999-12-31T23:59:59Z', end: '2026-04-01T00:00:01Z' },
];

/** Everything, each kind with several values, so that a form is filled more than once. */
async function all(builder: RequestBuilder): Promise<readonly string[]> {
  const requests: Promise<string>[] = [];
  for (const mailbox of mailboxes) {
    requests.push(builder.getFolder(mailbox));
    for (const state of [null, '', 'H4sI', hostile]) requests.push(builder.syncFolderItems(mailbox, state));
    for (const span of spans) {
      requests.push(builder.calendarView(mailbox, span, 900), builder.calendarView(mailbox, span, 5));
    }
    for (const ids of [
      ['AAMk='],
      ['AAMk=', hostile, 'AAMk2='],
      Array.from({ length: 50 }, (_, n) => `id${n}`),
    ]) {
      requests.push(builder.getItems(mailbox, ids), builder.getItems(mailbox, ids, 'without-body'));
      requests.push(builder.getMasters(mailbox, ids), builder.getMasters(mailbox, ids, 'without-body'));
    }
  }
  return Promise.all(requests);
}

for (const access of ['impersonation', 'delegate'] as const) {
  it(`by ${access} a form says what the library would say`, async () => {
    const builder = createRequestBuilder(await loadEwsLibrary(), { version: 'Exchange2013_SP1', access });
    const written = await all(builder);
    assert.deepEqual(await all(createRequestForms(builder)), written);
  });
}

it('the library writes each kind once', async () => {
  const builder = createRequestBuilder(await loadEwsLibrary(), {
    version: 'Exchange2016',
    access: 'delegate',
  });
  let written = 0;
  const forms = createRequestForms({
    ...builder,
    getItems: (...asked) => {
      written += 1;
      return builder.getItems(...asked);
    },
  });
  for (const id of ['a', 'b', 'c']) await forms.getItems({ address: 'a@example.org', folderId: id }, [id]);
  assert.equal(written, 1);
});
