/** How the command line ends; scripts rely on the numbers. */

export const exitCodes = {
  done: 0,
  /** Done, but something needs looking at; or stopped before the end. */
  problems: 1,
  /** Nothing could be done: wrong words, settings, a server that is away, a folder in use. */
  couldNotRun: 2,
  /** Done without a problem, and held changes wait for an answer. */
  heldWait: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp = `Exit code 0 done, 1 done with problems, 2 could not run, 3 held changes wait.`;
