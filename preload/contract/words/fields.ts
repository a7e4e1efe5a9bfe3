/** Fields of an appointment as people call them. Only words. */
const fieldWords: Readonly<Record<string, string>> = {
  when: 'time',
  'all-day': 'all day',
  isPrivate: 'privacy',
  attendees: 'other attendees',
  marks: 'Exchange marks',
  series: 'how it repeats',
};

/** The fields of an update in words: `start, end`. */
export function sayFields(fields: readonly string[]): string {
  return fields.map(field => fieldWords[field] ?? field).join(', ');
}
