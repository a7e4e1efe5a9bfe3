/** What is known of one thing that somebody made on either side, for its life. Data only. */
import type { Side, TextField } from './two-way-story.ts';

export interface Born {
  readonly mark: string;
  readonly isSeries: boolean;
  readonly born: Side;
  /** Copies in Outlook. */
  copies: number;
  /** Sides on which it, or a part of it, was deleted. */
  readonly deletedIn: Set<Side>;
  /** Sides on which anything of it was changed. */
  readonly editedIn: Set<Side>;
  /** It was given to another agent, completed, tied to a ticket, or repeats otherwise. */
  isWorkedOn: boolean;
  /** It is or was private: what Halo may not see it cannot have written, under `time-only`. */
  wasPrivate: boolean;
  /** What was last written into a field, and on which sides anybody wrote it. */
  readonly texts: Map<TextField, { readonly text: string; readonly sides: ReadonlySet<Side> }>;
}

export function markOf(subject: string): string | null {
  // A copy of a meeting says so in its subject.
  return /^(?:Copy: )*(#\d+)/.exec(subject)?.[1] ?? null;
}

export function newBorn(mark: string, born: Side, isSeries: boolean): Born {
  return {
    mark,
    isSeries,
    born,
    copies: 0,
    deletedIn: new Set(),
    editedIn: new Set(),
    isWorkedOn: false,
    wasPrivate: false,
    texts: new Map(),
  };
}
