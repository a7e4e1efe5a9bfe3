/**
 * node-ews (JavaScript) builds its requests from the description that the server gives of itself: lists, creates, changes and
 * deletes an appointment. Reads from standard input where the server is and who has a mailbox; the argument is the folder in
 * which the package lies. Ends with 1 at the first thing that is not as expected.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const [, , folder = '.'] = process.argv;
const Client = createRequire(join(folder, 'package.json'))('node-ews');

const { exchange } = JSON.parse(await text(process.stdin));
const [{ user, password }] = exchange.mailboxes;
const host = exchange.url.replace(/\/EWS\/.*$/, '');
const client = new Client({ username: user, password, host, auth: exchange.signIn });

const calendar = { DistinguishedFolderId: { attributes: { Id: 'calendar' } } };

async function ask(operation, what) {
  const { ResponseMessages } = await client.run(operation, what);
  const [message] = [ResponseMessages[`${operation}ResponseMessage`]].flat();
  assert.equal(message.ResponseCode, 'NoError', JSON.stringify(message));
  return message;
}

async function listed() {
  const { RootFolder } = await ask('FindItem', {
    attributes: { Traversal: 'Shallow' },
    ItemShape: { BaseShape: 'Default' },
    IndexedPageItemView: { attributes: { Offset: '0', BasePoint: 'Beginning' } },
    ParentFolderIds: calendar,
  });
  return [RootFolder.Items.CalendarItem].flat().map(({ Subject }) => Subject);
}

console.log(`node-ews on ${exchange.url}`);
const known = await listed();
assert.equal(known.length, 6);
console.log(`  known: ${known.join(', ')}`);
const { Items } = await ask('CreateItem', {
  attributes: { SendMeetingInvitations: 'SendToNone' },
  SavedItemFolderId: calendar,
  Items: {
    CalendarItem: { Subject: 'R&D <review>', Start: '2026-12-15T09:00:00Z', End: '2026-12-15T10:00:00Z' },
  },
});
assert.deepEqual(await listed(), [...known, 'R&D <review>']);
console.log('  created: R&D <review>');
const { attributes } = Items.CalendarItem.ItemId;
await ask('UpdateItem', {
  attributes: {
    ConflictResolution: 'NeverOverwrite',
    SendMeetingInvitationsOrCancellations: 'SendToNone',
  },
  ItemChanges: {
    ItemChange: {
      ItemId: { attributes },
      Updates: {
        SetItemField: {
          FieldURI: { attributes: { FieldURI: 'item:Subject' } },
          CalendarItem: { Subject: 'Changed' },
        },
      },
    },
  },
});
assert.deepEqual(await listed(), [...known, 'Changed']);
console.log('  changed: Changed');
await ask('DeleteItem', {
  attributes: { DeleteType: 'HardDelete', SendMeetingCancellations: 'SendToNone' },
  ItemIds: { ItemId: { attributes: { Id: attributes.Id } } },
});
assert.deepEqual(await listed(), known);
console.log('node-ews: as expected');
