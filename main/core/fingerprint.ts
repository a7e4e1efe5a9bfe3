/** What is compared from run to run: owned fields as they were last common to both sides, and hashes of them. */
import type { Draft, HaloAppointment, OwnedFieldName, OwnedFields, When } from './appointment.ts';
import { ownedFieldNames } from './appointment.ts';
import type { ViewRow } from './event.ts';
import { hashOf, hashText, quickHash } from './hash.ts';

/** A text of a private appointment is remembered as a hash only (rule 9). */
function hidden(text: string): string {
  return text === '' ? '' : `sha256:${hashText(text).slice(0, 32)}`;
}

/** The owned fields as a link remembers them. */
export function remembered(fields: OwnedFields): OwnedFields {
  const { when, subject, location, note, attendees, isPrivate } = fields;
  if (!isPrivate)
    return { when, subject, location, note: note === '' ? '' : hidden(note), attendees, isPrivate };
  return {
    when,
    subject: hidden(subject),
    location: hidden(location),
    note: hidden(note),
    attendees: hidden(attendees),
    isPrivate,
  };
}

/** Fingerprint of all that an update would write, except the ChangeKey, which changes without anything to see. */
export function fingerprint(draft: Draft): string {
  const { mark, entryId, seriesId } = draft.marks;
  return hashOf([...ownedFieldNames.map(name => draft[name]), mark, entryId, seriesId]).slice(0, 32);
}

/** Two times of the same kind and length at the same moment, or on the same dates. */
export function sameWhen(a: When, b: When): boolean {
  if (a.kind === 'timed') return b.kind === 'timed' && a.start === b.start && a.end === b.end;
  return b.kind === 'all-day' && a.first === b.first && a.last === b.last;
}

/** Names of the owned fields in which two remembered values differ. */
export function differences(a: OwnedFields, b: OwnedFields): readonly OwnedFieldName[] {
  return ownedFieldNames.filter(name => (name === 'when' ? !sameWhen(a.when, b.when) : a[name] !== b[name]));
}

/** Owned fields in which what Halo holds differs from what is remembered. The note is compared only when Halo told it. */
export function differencesFromHalo(
  values: OwnedFields,
  appointment: HaloAppointment,
): readonly OwnedFieldName[] {
  const { when, subject, location, attendees, isPrivate, note } = appointment;
  const held = remembered({
    when,
    subject,
    location,
    attendees,
    isPrivate: values.isPrivate,
    note: note ?? '',
  });
  return differences(values, { ...held, isPrivate }).filter(name => name !== 'note' || note !== null);
}

/** Hash of the cheap fields of a view row, by whose id it is kept: an equal hash means that nothing visible in the view has changed. */
export function rowHash(row: ViewRow): string {
  const { uid, kind, start, end, allDay, subject, location, freeBusy, sensitivity, categories } = row;
  const { isCancelled, isMeeting, myResponse } = row;
  const flags = (allDay ? 1 : 0) + (isCancelled ? 2 : 0) + (isMeeting ? 4 : 0);
  const words = `${kind} ${freeBusy} ${sensitivity} ${myResponse} ${flags}`;
  // No text of a calendar holds these two.
  const names = categories.length === 0 ? '' : categories.join('\u0001');
  return quickHash([uid ?? '', start, end, words, subject, location, names].join('\u0000'));
}
