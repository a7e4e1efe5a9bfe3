/** What the stand-in for Electron does not have fails by its name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strict, strictClass } from './strict.ts';
import { makeWireText } from './wire-text.ts';

test('a name that is not there throws with the name, one that is there works', () => {
  const made = strict({ one: 1, self: () => 'self' }, 'thing');
  assert.equal(made.one, 1);
  assert.equal(made.self(), 'self');
  assert.throws(() => Reflect.get(made, 'two'), /The test host has no electron\.thing\.two/);
});

test('a class keeps its statics, and its instances are strict', () => {
  class Sample {
    static all = () => ['all'];
    readonly #hidden = 2;
    read = () => this.#hidden;
  }
  const Strict = strictClass(Sample, 'Sample');
  const nested = strict({ Strict }, 'electron');
  assert.deepEqual(nested.Strict.all(), ['all']);
  assert.equal(new nested.Strict().read(), 2);
  assert.throws(() => Reflect.get(new Strict(), 'write'), /electron\.Sample\.write/);
  assert.throws(() => Reflect.get(Strict, 'none'), /electron\.Sample\.none/);
});

test('what is cloned comes back the same, and a function does not go', () => {
  const { encode, decode } = makeWireText();
  const cycle: { name: string; self?: unknown } = { name: 'cycle' };
  cycle.self = cycle;
  const back = decode(encode(cycle));
  assert.ok(typeof back === 'object' && back !== null && 'self' in back);
  assert.equal(back.self, back);
  for (const value of [null, 'text', Number.NaN, -0, undefined, 5n, [1, [2]], { a: { b: undefined } }]) {
    assert.deepEqual(decode(encode(value)), value);
  }
  assert.deepEqual(decode(encode(new Map([[1, new Set(['x'])]]))), new Map([[1, new Set(['x'])]]));
  assert.deepEqual(decode(encode({ at: new Date(5) })), { at: new Date(5) });
  assert.throws(() => encode({ act: () => 1 }), /could not be cloned/);
});
