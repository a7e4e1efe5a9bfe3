/** The sentences of a text, so that one may stand apart and lines break between them first. */
export const clausesOf = (text: string): readonly string[] => text.split(/(?<=[.!?]) (?=\S)/);

/** `Skipped: free time is not imported. The setting … decides this.` without its first word and what follows: `free time is not imported`. */
export const reasonIn = (says: string): string =>
  (clausesOf(says)[0] ?? '').replace(/^\w+: /, '').replace(/\.$/, '');

/** With a great letter, as it stands in a column of its own. */
export const withGreatLetter = (clause: string): string => clause.slice(0, 1).toUpperCase() + clause.slice(1);
