/** A list that is read a row at a time is the list that JSON says it is, wherever its text was cut on the way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ListText } from '../../../main/adapters/halo/list-text.ts';

function read(parts: readonly string[]) {
  const rows: unknown[] = [];
  const list = new ListText('agents', row => rows.push(row));
  for (const part of parts) list.add(part);
  return { rows, rest: list.end() };
}

/** The text in parts that end at these places. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const ends = [...places.map(place => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
}

const row = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
const places = fc.array(fc.nat(10_000), { maxLength: 6 });

test('any list, bare or in an envelope, gives its rows and leaves the rest, however it was cut', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), places, fc.nat(2), (rows, ends, indent) => {
      const bare = read(cut(JSON.stringify(rows, null, indent), ends));
      assert.deepEqual(bare.rows, JSON.parse(JSON.stringify(rows)));
      assert.deepEqual(JSON.parse(bare.rest ?? ''), []);
      const envelope = { note: 'about "agents":[', other: [[1], { agents: [2] }], agents: rows, last: [] };
      const found = read(cut(JSON.stringify(envelope, null, indent), ends));
      assert.deepEqual(found.rows, JSON.parse(JSON.stringify(rows)));
      assert.deepEqual(JSON.parse(found.rest ?? ''), { ...envelope, agents: [] });
    }),
    { seed: 20260304, numRuns: 300 },
  );
});

test('what is no list comes back as it was', () => {
  for (const text of ['', '<html>[1]</html>', '"[1]"', 'null', '{"Message":"No [list]"}', '{"rows":[1,2]}']) {
    assert.deepEqual(read([text]), { rows: [], rest: text });
  }
});

test('a text is JSON with its rows exactly if it was JSON', () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const pieces = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"agents"',
    '"a"',
    '1',
    '"\\"',
    ' ',
    '"agents":[',
    '{"a":1}',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 9 }), parts => {
      const text = parts.join('');
      const { rest } = read(parts);
      // Of two lists of one name nobody can say which is meant; JSON itself takes the last.
      fc.pre(text.split('"agents"').length <= 2);
      assert.equal(rest !== null && isJson(rest), isJson(text), text);
    }),
    { seed: 20260304, numRuns: 20_000 },
  );
});

test('two lists of one name are none', () => {
  assert.equal(read(['{"agents":[{"id":1}],"agents":[{"id":2}]}']).rest, null);
});

test('a byte order mark and space around a list are no part of it', () => {
  assert.deepEqual(read(['\ufeff ', '\n[ {"id":1} ,', ' {"id":2} ]\n']), {
    rows: [{ id: 1 }, { id: 2 }],
    rest: '\ufeff \n[]\n',
  });
});
