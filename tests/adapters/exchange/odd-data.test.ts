/** What real calendars hold and no simulated one does: texts and identities, each read as what it means, or told; never lost and never another's. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answersOf,
  askedIds,
  canned,
  itemOf,
  itemsAnswer,
  itemXml,
  marchOf2026,
  rowsOf,
} from './canned-server.ts';
import { annas, never, onSimulator } from './over-simulator.ts';

describe('text', () => {
  it('loses the characters that XML forbids, in every field, and nothing else of the batch', async () => {
    const bad = 'a&#x0;b&#x1F;c\u0001\u000bd&#xFFFE;e';
    const people = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>${bad}</t:Name><t:EmailAddress>bo@example.org</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
    const odd = `<t:Subject>${bad}</t:Subject><t:Body BodyType="Text">${bad}</t:Body><t:Location>${bad}</t:Location><t:Categories><t:String>${bad}</t:String></t:Categories>${people}`;
    const server = canned(() =>
      itemsAnswer([itemXml('A', '<t:Subject>fine</t:Subject>'), itemXml('B', odd)]),
    );
    const [first, second] = await answersOf(server, ['A', 'B']);
    assert.equal(first?.kind === 'found' && first.item.subject, 'fine');
    assert.equal(server.sent.length, 1);
    assert.deepEqual(
      second?.kind === 'found' && [
        second.item.subject,
        second.item.body,
        second.item.location,
        second.item.categories,
        second.item.attendees.map(person => person.name),
      ],
      ['abcde', 'abcde', 'abcde', ['abcde'], ['abcde']],
    );
  });

  it('may be blanks, CDATA, empty, or absent', async () => {
    const subject = async (xml: string) => (await itemOf(itemXml('A', xml))).subject;
    assert.equal(await subject('<t:Subject>   </t:Subject>'), '   ');
    assert.equal(await subject('<t:Subject><![CDATA[R&D <x>]]></t:Subject>'), 'R&D <x>');
    assert.equal(await subject('<t:Subject><![CDATA[ ]]>a<!-- b -->c</t:Subject>'), ' ac');
    assert.equal(await subject('<t:Subject/>'), '');
    assert.equal(await subject(''), '');
  });

  it('that is true, false, null or a number stays text', async () => {
    for (const subject of ['true', 'null', '0012', '1e3', '2026-03-10T09:00:00Z']) {
      assert.equal((await itemOf(itemXml('A', `<t:Subject>${subject}</t:Subject>`))).subject, subject);
    }
  });

  it('may follow a byte order mark and blank lines', async () => {
    const { source } = canned(() => `\ufeff\r\n \n<?xml version="1.0"?>${itemsAnswer([itemXml('A')])}`);
    const result = await source.items(annas, ['A'], never);
    assert.equal(result.ok && result.value[0]?.kind, 'found');
  });

  it(
    'that a view cuts at 255 characters is whole in the item',
    onSimulator(async over => {
      const subject = `${'x'.repeat(254)}\u{1f4c5}${'y'.repeat(100)}`;
      const id = over.calendar.book({ subject, start: '2026-03-10T09:00:00', end: '2026-03-10T10:00:00' });
      const rows = await over.source.view(annas, marchOf2026, never);
      assert.equal(rows.ok && rows.value.rows[0]?.subject.length, 255);
      const items = await over.source.items(annas, [id], never);
      assert.equal(items.ok && items.value[0]?.kind === 'found' && items.value[0].item.subject, subject);
    }),
  );
});

describe('identity', () => {
  it('tells ids apart that differ in the case of a letter alone', async () => {
    const rows = await rowsOf([itemXml('AAMkA'), itemXml('AAMka')]);
    assert.deepEqual(
      rows.map(row => row.itemId),
      ['AAMkA', 'AAMka'],
    );
    const server = canned(request => itemsAnswer(askedIds(request).map(id => itemXml(id))));
    const found = await answersOf(server, ['AAMka', 'AAMkA']);
    assert.deepEqual(
      found.map(one => one.kind === 'found' && one.item.itemId),
      ['AAMka', 'AAMkA'],
    );
  });

  it('takes a UID of any form as it is', async () => {
    for (const uid of [
      '1bd13542-6b78-4b7b-b5d8-6a7f71923711',
      'CD0000008B9511D182D800C04FB1625D',
      '040000008200E00074C5B7101A82E008000000001BCFE1DAA354CE01',
      'someone@calendar.example/with spaces',
    ]) {
      assert.equal((await itemOf(itemXml('A').replace('uid-A', uid))).uid, uid);
    }
  });

  it('gives the copies of an item, which have its UID, each as its own', async () => {
    const rows = await rowsOf(['A', 'B'].map(id => itemXml(id).replace(`uid-${id}`, 'same')));
    assert.deepEqual(
      rows.map(row => [row.itemId, row.uid]),
      [
        ['A', 'same'],
        ['B', 'same'],
      ],
    );
  });

  it('reads an exception whatever its item class, and occurrences that share one change key', async () => {
    const rows = await rowsOf([
      itemXml(
        'A',
        '<t:ItemClass>IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}</t:ItemClass>',
        'Exception',
      ),
      itemXml('B', '<t:ItemClass>IPM.Appointment.Occurrence</t:ItemClass>', 'Occurrence'),
      itemXml('C', '<t:ItemClass>IPM.Appointment.Live Meeting Request</t:ItemClass>'),
    ]);
    assert.deepEqual(
      rows.map(row => row.kind),
      ['exception', 'occurrence', 'single'],
    );
    assert.equal(new Set(rows.map(row => row.changeKey)).size, 1);
  });

  it(
    'tells an item that was moved away and back by both its ids',
    onSimulator(async over => {
      const old = over.calendar.book({
        subject: 'x',
        start: '2026-03-10T09:00:00',
        end: '2026-03-10T10:00:00',
      });
      const first = await over.source.changes(annas, null, never);
      const uid = over.calendar.item(old).uid;
      const made = over.calendar.moveAwayAndBack(old);
      const next = await over.source.changes(annas, first.ok ? first.value.state : null, never);
      assert.deepEqual(next.ok && [next.value.changed, next.value.removed], [[made], [old]]);
      const found = await over.source.items(annas, [old, made], never);
      assert.deepEqual(found.ok && found.value.map(one => (one.kind === 'found' ? one.item.uid : one.kind)), [
        'gone',
        uid,
      ]);
    }),
  );

  it('does not take the values of the meetings that stand in its way for an item’s own', async () => {
    const inside = `<t:ConflictingMeetings>${itemXml('X', '<t:Subject>theirs</t:Subject><t:Location>there</t:Location>', 'Occurrence')}</t:ConflictingMeetings><t:AdjacentMeetings>${itemXml('Y')}</t:AdjacentMeetings>`;
    const odd = itemXml('A', '<t:Subject>own</t:Subject>').replace('<t:UID>', `${inside}<t:UID>`);
    const item = await itemOf(odd);
    assert.deepEqual(
      [item.itemId, item.subject, item.location, item.uid, item.kind],
      ['A', 'own', '', 'uid-A', 'single'],
    );
    assert.deepEqual(
      (await rowsOf([odd])).map(row => row.itemId),
      ['A'],
    );
  });

  it('keeps what is no appointment apart, and goes on with the others', async () => {
    const request =
      '<t:MeetingRequest><t:ItemId Id="R"/><t:Subject>Invitation</t:Subject></t:MeetingRequest>';
    const server = canned(() => itemsAnswer([request, itemXml('B')]));
    assert.deepEqual(
      (await answersOf(server, ['R', 'B'])).map(one => one.kind),
      ['unreadable', 'found'],
    );
  });
});
