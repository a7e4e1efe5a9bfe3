/** What a command of the command line is: its words, its help and what it does. */
import type { ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

export interface OptionWords {
  /** `flag` stands alone; otherwise the name of its value, e.g. `N`. */
  readonly value: 'flag' | string;
  readonly words: string;
}

/** One call of a command, its words read. */
export interface Call {
  /** The data folder. */
  readonly data: string;
  /** Words that are no options. */
  readonly words: readonly string[];
  /** Options that were given, by name; `''` for a flag. */
  readonly options: ReadonlyMap<string, string>;
  readonly output: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when somebody stops the program. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** One or two words: `sync`, `held approve`. */
  readonly name: string;
  /** Its words without options, e.g. `KEY VALUE`. */
  readonly usage: string;
  /** How many words it takes at least and at most. */
  readonly words: readonly [least: number, most: number];
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for its own help. */
  readonly help: readonly string[];
  readonly options: Readonly<Record<string, OptionWords>>;
  run(call: Call): Promise<ExitCode>;
}
