/**
 * What Halo can hold. Texts are fitted before they are fingerprinted (rule 6): otherwise Halo's answer would differ from our wish for
 * ever and each run would write again.
 */
import type { OwnedFields } from './appointment.ts';

/** Sizes of Halo's columns; `attendees` and `note` are unlimited there and bounded here so that one event cannot fill a request. */
export const limits = { subject: 4_000, location: 500, attendees: 4_000, note: 30_000 } as const;

/** Shown in Halo when an event has no subject. */
export const noSubject = '(no subject)';

/** Most texts are plain ASCII: there is nothing to clean in them, and in one line of words nothing to join. */
const plain = /^[\n\t\x20-\x7e]*$/;
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

function clean(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .normalize('NFC');
}

/** Cut to a number of UTF-16 units without halving a surrogate pair, then without blanks at the ends. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text.trim();
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit).trim();
}

function oneLine(text: string, limit: number): string {
  if (text.length <= limit && (text === '' || plainLine.test(text))) return text;
  return cut(clean(text).replace(/\s+/g, ' '), limit);
}

/** Names joined by `; `, cut at a whole name with `+n more` when it is full. */
export function fitAttendees(names: readonly string[], limit: number = limits.attendees): string {
  const fitted = names.map(name => oneLine(name, 200).replaceAll(';', ',')).filter(name => name !== '');
  const whole = fitted.join('; ');
  if (whole.length <= limit) return whole;
  let text = '';
  for (const [index, name] of fitted.entries()) {
    const next = text === '' ? name : `${text}; ${name}`;
    const rest = fitted.length - index - 1;
    const tail = rest > 0 ? `; +${rest} more` : '';
    if (next.length + tail.length > limit) {
      const left = fitted.length - index;
      return text === '' ? `+${left} more` : `${text}; +${left} more`;
    }
    text = next;
  }
  return text;
}

/** The subject as Halo will give it back. */
export function fitSubject(text: string): string {
  const subject = oneLine(text, limits.subject);
  return subject === '' ? noSubject : subject;
}

/** The owned fields as Halo will give them back. Fitting twice changes nothing. */
export function fit(fields: OwnedFields): OwnedFields {
  const { when } = fields;
  return {
    when: when.kind === 'timed' && when.end < when.start ? { ...when, end: when.start } : when,
    subject: fitSubject(fields.subject),
    location: oneLine(fields.location, limits.location),
    note: cut(clean(fields.note), limits.note),
    attendees: fields.attendees,
    isPrivate: fields.isPrivate,
  };
}
