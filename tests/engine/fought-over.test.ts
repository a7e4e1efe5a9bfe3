/** The same, written over the same again and again within a day, is a fight of rules; anything else is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnedFields } from '../../main/core/appointment.ts';
import { FoughtOver } from '../../main/engine/outbound/fought-over.ts';

const hourMs = 60 * 60_000;
const fields = (subject: string): OwnedFields => ({
  when: { kind: 'timed', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' },
  ...{ subject, location: '', note: '', attendees: '', isPrivate: false },
});
const [mine, theirs, another] = [fields('Visit'), fields('[EXT] Visit'), fields('Tour')];

function fights(turns: number, everyMs: number) {
  let now = 0;
  const foughtOver = new FoughtOver({ monotonicMs: () => now });
  for (let turn = 0; turn < turns; turn += 1) {
    foughtOver.wrote(7, 'subject', theirs, mine);
    now += everyMs;
  }
  const isFought = () => foughtOver.isFought(7, 'subject', theirs, mine);
  return { foughtOver, isFought };
}

test('five times within a day, and no sooner', () => {
  assert.deepEqual(
    [4, 5].map(turns => fights(turns, hourMs).isFought()),
    [false, true],
  );
  assert.equal(fights(20, 6 * hourMs).isFought(), false);
});

test('another appointment, another field, another value or another one between begin anew', () => {
  const { foughtOver, isFought } = fights(5, hourMs);
  assert.equal(foughtOver.isFought(8, 'subject', theirs, mine), false);
  assert.equal(foughtOver.isFought(7, 'location', theirs, mine), false);
  assert.equal(foughtOver.isFought(7, 'subject', theirs, another), false);
  foughtOver.wrote(7, 'subject', mine, another);
  assert.equal(isFought(), false);
});

test('what is heard of it changes nothing, and a person who has it tried again sees it tried', () => {
  const { foughtOver, isFought } = fights(5, hourMs);
  assert.equal(foughtOver.tell({ haloId: 7, count: 1 }), true);
  foughtOver.begin({ haloId: 7, count: 2 });
  assert.equal(isFought(), true);
  assert.equal(foughtOver.tell({ haloId: 7, count: 2 }), false, 'it was told before');
  foughtOver.begin({ haloId: 7, count: 2 });
  assert.equal(isFought(), false);
  assert.equal(foughtOver.tell({ haloId: 7, count: 2 }), true);
});
