/** Dates, notes and rows on the wire: what goes out exactly, and that each known form of it comes back as what it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { noteHtml, noteText } from '../../../main/adapters/halo/note-text.ts';
import { wireRow } from '../../../main/adapters/halo/to-wire.ts';
import { laterDate, readWhen, readWireDate } from '../../../main/adapters/halo/wire-dates.ts';
import {
  callWireFields,
  creationWireFields,
  markWireFields,
  ownedWireFields,
} from '../../../main/adapters/halo/written-fields.ts';
import { fit } from '../../../main/core/fit.ts';
import { aDraft } from '../../contracts/desk-under-test.ts';

const runs = { seed: 20260304, numRuns: 200 };

test('a date is read in each form that is one', () => {
  for (const [text, instant] of [
    ['2026-03-29T08:00:00', '2026-03-29T08:00:00Z'],
    ['2026-03-29T08:00:00Z', '2026-03-29T08:00:00Z'],
    ['2026-03-29T08:00:00.9977777Z', '2026-03-29T08:00:00Z'],
    ['2026-03-29 08:00', '2026-03-29T08:00:00Z'],
    ['2026-03-29T08:00:00+02:00', '2026-03-29T06:00:00Z'],
    ['2026-03-29T23:30:00-0130', '2026-03-30T01:00:00Z'],
    ['2026-03-29', '2026-03-29T00:00:00Z'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00Z'],
  ] as const) {
    assert.equal(readWireDate(text)?.instant, instant, text);
  }
});

test('what no calendar has is no date', () => {
  for (const text of [
    '',
    'soon',
    '2026-02-30T00:00:00',
    '2026-13-01T00:00:00',
    '2026-03-29T25:00:00',
    '2026-03-29T24:00:00',
    '2026-03-29T08:61:00',
    '29.03.2026',
    '1774771200000',
    '2026-03-29T08:00:00+02:00; drop',
  ]) {
    assert.equal(readWireDate(text), null, text);
  }
});

const day = fc.integer({ min: 0, max: 3_000 }).map(days => laterDate('2024-01-01', days));

test('the days of an all-day appointment come back from every form that Halo may give them', () => {
  fc.assert(
    fc.property(day, fc.nat(20), (first, length) => {
      const last = laterDate(first, length);
      const end = laterDate(last, 1);
      const when = { kind: 'all-day', first, last } as const;
      const row = wireRow({ id: 1, agentId: 1, draft: aDraft({ when }) });
      assert.deepEqual([row['start_date'], row['end_date']], [`${first}T00:00:00`, `${last}T23:59:59`]);
      for (const [start, finish, startOnly, endOnly] of [
        [`${first}T00:00:00`, `${last}T23:59:59`, '', ''],
        [`${first}T00:00:00Z`, `${last}T23:59:59Z`, '', ''],
        [`${first}T00:00:00`, `${last}T23:59:59.997`, `${first}T00:00:00`, `${last}T00:00:00`],
        [`${first}T00:00:00`, `${end}T00:00:00`, '', ''],
        [`${first}T00:00:00+02:00`, `${end}T00:00:00+02:00`, '', ''],
        [`${first}T00:00:00`, `${end}T00:00:00`, `${first}T00:00:00`, `${last}T00:00:00`],
        [first, last, '', ''],
        ['', '', first, last],
        ['', '', `${first}T00:00:00`, `${last}T00:00:00`],
      ] as const) {
        assert.deepEqual(readWhen({ start, end: finish, startOnly, endOnly, allDay: true }), when);
      }
    }),
    runs,
  );
});

test('an all-day row of no length is its one day, and a row without dates is nowhere', () => {
  const read = (start: string, end: string, allDay = true) =>
    readWhen({ start, end, startOnly: '', endOnly: '', allDay });
  const oneDay = { kind: 'all-day', first: '2026-03-04', last: '2026-03-04' };
  assert.deepEqual(read('2026-03-04T00:00:00', '2026-03-04T00:00:00'), oneDay);
  assert.deepEqual(read('2026-03-04T00:00:00', '2026-03-01T00:00:00'), oneDay);
  assert.equal(read('', ''), null);
  assert.equal(read('2026-03-04T00:00:00', '', false), null);
  assert.equal(read('never', '2026-03-04T00:00:00'), 'unreadable');
});

const text = fc.string({
  unit: fc.constantFrom(...'ab <>&;"\n/p#1x', '&lt;', '<br>', '<p>', '</p>', 'é', '🗓'),
  maxLength: 40,
});

test('a note comes back as it was, as plain text and where Halo makes HTML of it', () => {
  fc.assert(
    fc.property(text, draft => {
      const note = fit({ ...aDraft(), note: draft }).note;
      const html = noteHtml(note);
      assert.equal(noteText(note, html), note);
      const made = `<p>${html}</p>`;
      assert.equal(noteText(note === '' ? '' : made, html), note);
      assert.equal(noteText(note === '' ? '' : made, ''), note);
      assert.equal(noteText(note === '' ? '' : made, made), note);
    }),
    runs,
  );
});

test("people's own HTML is read as the text that it shows", () => {
  const html =
    '<div><b>Bring</b> the&nbsp;keys</div>\r\n<div>and &#8364;5 &#x26; &unknown; &#99999999;</div>';
  assert.equal(noteText(html, ''), 'Bring the keys\n and €5 & &unknown; &#99999999;');
});

test('what nobody sees of markup is no part of a note, and what never ends is hidden to its end', () => {
  const styled =
    '<html><!-- a <b>word</b> --><style type="text/css">p { color: red }</style ><SCRIPT>let x = "<p>";</SCRIPT>';
  assert.equal(noteText(`${styled}<p>Bring the keys</p>`, ''), 'Bring the keys');
  assert.equal(noteText('<p>Keys</p><script>never "ends"', ''), 'Keys');
  assert.equal(noteText('<scripture>Keys</scripture><styled>too</styled>', ''), 'Keystoo');
  const many = '<!--'.repeat(300_000);
  assert.equal(noteText(`<p>Keys</p>${many}`, ''), 'Keys');
});

test('a note that is there as HTML alone is read from it', () => {
  assert.equal(noteText('', '<p>Bring the keys</p>'), 'Bring the keys');
  assert.equal(noteText('', '<p></p>'), '');
});

test('an update sends the owned fields and the marks, and nothing else of an appointment', () => {
  const row = wireRow({ id: 7, agentId: 3, draft: aDraft({ typeId: 4, agentStatus: 1 }) });
  assert.deepEqual(
    Object.keys(row).toSorted(),
    ['id', ...ownedWireFields, ...markWireFields, ...callWireFields].toSorted(),
  );
});

test('a creation sends agent, type and status besides, the last two only when they are chosen', () => {
  const keys = (draft: ReturnType<typeof aDraft>) =>
    Object.keys(wireRow({ id: null, agentId: 3, draft })).toSorted();
  const all = [...ownedWireFields, ...markWireFields, ...callWireFields];
  assert.deepEqual(keys(aDraft({ typeId: 4, agentStatus: 0 })), [...all, ...creationWireFields].toSorted());
  assert.deepEqual(keys(aDraft()), [...all, 'agent_id'].toSorted());
});

test('a timed appointment goes out in UTC with Z', () => {
  const row = wireRow({ id: null, agentId: 3, draft: aDraft() });
  assert.deepEqual(
    [
      row['start_date'],
      row['end_date'],
      row['allday'],
      row['_force'],
      row['inform_agents'],
      row['inform_user'],
    ],
    ['2026-03-04T09:00:00Z', '2026-03-04T10:00:00Z', false, true, false, false],
  );
});
