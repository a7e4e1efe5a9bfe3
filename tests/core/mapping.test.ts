import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportRules } from '../../main/core/decide.ts';
import { decide } from '../../main/core/decide.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { fit, fitAttendees, limits, noSubject } from '../../main/core/fit.ts';
import { draftOf } from '../../main/core/mapping.ts';
import { anEvent, anImportRule, aPlanContext, keyed } from '../builders/events.ts';

function draft(changes: Partial<CalendarEvent>, rules: Partial<ImportRules> = {}) {
  const event = anEvent(changes);
  const choice = decide(event, anImportRule(rules));
  if (choice.kind !== 'import') throw new Error(choice.reason);
  return draftOf(keyed(event), choice, aPlanContext({ rules: anImportRule(rules) }));
}

const people = [
  { name: 'Anna', address: 'Anna@example.org', kind: 'required' },
  { name: 'Ben', address: 'ben@example.org', kind: 'optional' },
  { name: '', address: 'carla@example.org', kind: 'required' },
  { name: 'Room 1', address: 'room1@example.org', kind: 'resource' },
] as const;

test('the other attendees are named once, without rooms and without the agent', () => {
  const organizer = { name: 'Ben', address: 'BEN@example.org' };
  assert.equal(draft({ isMeeting: true, organizer, attendees: people }).attendees, 'Ben; carla@example.org');
});

test('a private event carries nothing but its time', () => {
  const made = draft({
    sensitivity: 'private',
    subject: 'Doctor',
    body: 'secret',
    attendees: people,
    isMeeting: true,
  });
  assert.deepEqual(
    [made.subject, made.location, made.note, made.attendees, made.isPrivate],
    ['Private appointment', '', '', '', true],
  );
  assert.ok(!JSON.stringify(made).includes('Doctor') && !JSON.stringify(made).includes('secret'));
});

test('a private event in full keeps its texts and is private in Halo', () => {
  const made = draft({ sensitivity: 'private', subject: 'Doctor' }, { private: 'full' });
  assert.deepEqual([made.subject, made.isPrivate], ['Doctor', true]);
});

test('the subject rule changes the subject, a cancelled meeting says so once', () => {
  assert.equal(draft({}, { subject: { rule: 'prefix', text: 'EX: ' } }).subject, 'EX: Server review');
  assert.equal(draft({}, { subject: { rule: 'fixed', text: 'Busy' } }).subject, 'Busy');
  assert.equal(draft({ isCancelled: true }, { cancelled: 'mark' }).subject, 'Cancelled: Server review');
  assert.equal(
    draft({ isCancelled: true, subject: 'Cancelled: Server review' }, { cancelled: 'mark' }).subject,
    'Cancelled: Server review',
  );
});

test('the first category with a type decides the type, at creation', () => {
  const typeByCategory = { Visit: 3, Training: 4 };
  assert.equal(draft({ categories: ['Blue', 'training', 'visit'] }, { typeByCategory }).typeId, 4);
  assert.equal(draft({ categories: ['Blue'] }, { typeByCategory }).typeId, null);
});

test('the mark depends on UID, date, copy and installation, not on item ids', () => {
  const mark = draft({}).marks.mark;
  assert.equal(draft({ itemId: 'other', changeKey: 'other' }).marks.mark, mark);
  assert.notEqual(draft({ uid: 'uid-2' }).marks.mark, mark);
  assert.match(mark, /^halo-integrator:[0-9a-f]{32}$/);
});

test('fitting cuts at whole characters, cleans, names what has no name, and is done after once', () => {
  const long = {
    ...draft({}),
    subject: `${'x'.repeat(limits.subject - 1)}😀`,
    location: ' a\tb\u0000\r\n ',
    note: 'a\r\nb\u0001 ',
  };
  const once = fit(long);
  assert.equal(once.subject, 'x'.repeat(limits.subject - 1));
  assert.deepEqual([once.location, once.note], ['a b', 'a\nb']);
  assert.deepEqual(fit(once), once);
  assert.equal(fit({ ...long, subject: ' \n ' }).subject, noSubject);
});

test('blanks, line ends, control characters and accents are fitted wherever they stand', () => {
  const lines = [
    ['Server review', 'Server review'],
    [' Server review', 'Server review'],
    ['Server review ', 'Server review'],
    ['Server  review', 'Server review'],
    ['Server\treview', 'Server review'],
    ['Server\nreview', 'Server review'],
    ['Server\u00a0review', 'Server review'],
    ['Server\u007freview', 'Server\u007freview'],
    ['Server\u0007 review', 'Server review'],
    ['Ka\u0308se', 'K\u00e4se'],
    ['Ka\ud800se', 'Ka\ufffdse'],
    ['x'.repeat(limits.location + 1), 'x'.repeat(limits.location)],
    [`${'x'.repeat(limits.location - 1)} y`, 'x'.repeat(limits.location - 1)],
    ['', ''],
  ] as const;
  for (const [given, fitted] of lines) assert.equal(fit({ ...draft({}), location: given }).location, fitted);
  const notes = [
    ['a\nb\tc', 'a\nb\tc'],
    [' a\r\nb  c ', 'a\nb  c'],
    ['a\rb', 'a\nb'],
    ['a\u0000b', 'ab'],
    [' x'.repeat(limits.note), ' x'.repeat(limits.note / 2).trim()],
  ] as const;
  for (const [given, fitted] of notes) assert.equal(fit({ ...draft({}), note: given }).note, fitted);
});

test('attendees are cut at a whole name and the rest is counted', () => {
  assert.equal(fitAttendees(['Anna', 'Ben', 'Carla'], 100), 'Anna; Ben; Carla');
  assert.equal(fitAttendees(['Anna', 'Ben', 'Carla'], 15), 'Anna; +2 more');
  assert.equal(fitAttendees(['Anna', 'Ben', 'Carla'], 16), 'Anna; Ben; Carla');
  assert.equal(fitAttendees(['Annabelle'], 5), '+1 more');
  assert.equal(fitAttendees(['Doe; John', ' ']), 'Doe, John');
});
