/** What is taken of a plain list is what `JSON.parse` would have given, and nothing is taken of what is no JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pickRows } from '../../../main/adapters/halo/plain-rows.ts';
import { markedRows } from '../../../main/adapters/halo/written-rows.ts';

const names = ['id', 'calendar_id', 'last_modified'];

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const row = fc
  .tuple(
    fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 }),
    fc.record({ id: scalar, calendar_id: scalar, last_modified: scalar }, { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom('note', 'subject', 'ids', 'ID', ''), scalar),
  )
  .map(parts => Object.assign({}, ...parts));

/** Undefined: no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same fields of what `JSON.parse` makes of it. */
function picked(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map(each => Object.fromEntries(Object.entries(each).filter(([name]) => names.includes(name))));
}

test('of any list of objects the fields are those that JSON says', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), rows => {
      const text = JSON.stringify(rows);
      const found = pickRows(text, names);
      // A key with an escape is not plain.
      if (!text.includes('\\')) assert.ok(found !== null, text);
      if (found !== null)
        assert.deepEqual(
          found.map(each => ({ ...each })),
          picked(JSON.parse(text)),
        );
    }),
    { seed: 20260304, numRuns: 500 },
  );
});

test('a text that was damaged anywhere is taken only if it is JSON still, and for what it then says', () => {
  const piece = fc.constantFrom(
    '',
    '"',
    '\\',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '0',
    '-',
    '.',
    'e',
    'null',
    ' ',
    '\n',
    '\u0001',
    '\\u12',
  );
  let taken = 0;
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 3 }),
      fc.nat(),
      fc.nat(3),
      piece,
      (rows, place, gone, put) => {
        const whole = JSON.stringify(rows);
        const at = place % whole.length;
        const text = whole.slice(0, at) + put + whole.slice(at + gone);
        const found = pickRows(text, names);
        if (found === null) return;
        taken += 1;
        const value = parse(text);
        assert.ok(value !== undefined, text);
        assert.deepEqual(
          found.map(each => ({ ...each })),
          picked(value),
        );
      },
    ),
    { seed: 20260305, numRuns: 3_000 },
  );
  assert.ok(taken > 100, 'some damage is none');
});

const odd: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['an object', '{"id":1}'],
  ['an envelope', '{"record_count":1,"appointments":[{"id":1}]}'],
  ['blanks', '[{"id": 1}]'],
  ['a mark of byte order', '\ufeff[{"id":1}]'],
  ['rows that are no objects', '[1]'],
  ['a comma at the end', '[{"id":1},]'],
  ['a comma in a row', '[{"id":1,}]'],
  ['more behind it', '[{"id":1}]x'],
  ['an end too early', '[{"id":1}'],
  ['no end of a text', '[{"id":"1'],
  ['no end of a key', '[{"id'],
  ['an escaped key', '[{"\\u0069d":1}]'],
  ['a control character', '[{"id":"\u0009"}]'],
  ['an escape that is none', '[{"note":"\\x41"}]'],
  ['half an escape', '[{"note":"\\u12"}]'],
  ['a zero before digits', '[{"id":01}]'],
  ['a point without digits', '[{"id":1.}]'],
  ['an exponent without digits', '[{"id":1e}]'],
  ['a plus', '[{"id":+1}]'],
  ['a lone minus', '[{"id":-}]'],
  ['words that are none', '[{"id":nul}]'],
  ['a list where a value should be', '[{"id":[1]}]'],
  ['an object where a value should be', '[{"id":{"id":1}}]'],
  ['brackets that cross', '[{"note":[1}]]'],
  ['too deep', `[{"note":${'['.repeat(40)}${']'.repeat(40)}}]`],
];

for (const [name, text] of odd) {
  test(`${name}: left to the whole reading`, () => assert.equal(pickRows(text, names), null));
}

test('numbers in all their forms, the last of two, and what is within what is not asked for', () => {
  const text =
    '[{"id":-0.5e+3,"note":{"id":7,"list":[{"id":8},[],{}]},"last_modified":"a","last_modified":"\\u00e4\\"\\n","calendar_id":null},{}]';
  assert.deepEqual(
    pickRows(text, names)?.map(each => ({ ...each })),
    [{ id: -500, last_modified: 'ä"\n', calendar_id: null }, {}],
  );
  assert.deepEqual(pickRows('[]', names), []);
});

test('an answer in which a row shows no mark is read whole, for only the rest tells which row it is', () => {
  const marked = '{"id":1,"calendar_id":"m:1","last_modified":"2026-03-25T09:00:00"}';
  assert.equal(markedRows(`[${marked}]`)?.length, 1);
  for (const bare of [
    '{"id":2}',
    '{"id":2,"calendar_id":""}',
    '{"id":2,"calendar_id":null}',
    '{"id":2,"calendar_id":3}',
  ])
    assert.equal(markedRows(`[${marked},${bare}]`), null);
});
