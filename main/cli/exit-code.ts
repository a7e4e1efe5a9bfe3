/** How the command line ends; scripts rely on the numbers. Each means the same in every command. */

export const exitCodes = {
  /** Done, and nothing needs anybody. */
  done: 0,
  /** Done, but something needs looking at, in the import or on the way to Exchange; or stopped before the end. */
  problems: 1,
  /** Nothing could be done: wrong words, settings, a server that is away, a folder in use. */
  couldNotRun: 2,
  /** Done without a problem, and held changes wait for an answer. */
  heldWait: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp = `Exit code 0 done, 1 done with problems, 2 could not run, 3 held changes wait.`;

/** For who writes a script around it. */
export const exitCodeMeanings: readonly (readonly [string, string])[] = [
  ['0', 'done, and nothing needs anybody'],
  [
    '1',
    'done, and something needs somebody: what a server refused, what was not read in full, what cannot be sent to Exchange',
  ],
  ['2', 'could not run: wrong words, settings, secrets, a server or a folder that is not to be had'],
  ['3', 'done without a problem, and held changes wait for an answer'],
];
