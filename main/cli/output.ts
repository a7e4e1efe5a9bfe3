/**
 * What the command line says, and where: results on standard output, trouble and progress on standard error. With --json the only line on
 * standard output is the result. Knows no command.
 */

export interface Output {
  readonly isJson: boolean;
  /** A line for people; nothing with --json. */
  say(line: string): void;
  /** A line about trouble; nothing with --json, where the result tells it. */
  warn(line: string): void;
  /** Replaces the progress line on a terminal; nothing elsewhere. */
  progress(text: string): void;
  /** The result as one JSON line; nothing without --json. */
  result(value: unknown): void;
}

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const clearLine = '\r\u001b[K';

/** Texts come from calendars and servers: none may move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, ' ');
}

export function createOutput(isJson: boolean, out: Stream, err: Stream): Output {
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) err.write(clearLine);
    hasProgress = false;
  };
  const line = (stream: Stream, text: string) => {
    clear();
    if (!isJson) stream.write(`${printable(text)}\n`);
  };
  return {
    isJson,
    say: text => line(out, text),
    warn: text => line(err, text),
    progress: text => {
      if (err.isTTY !== true || isJson) return;
      err.write(`${clearLine}${printable(text)}`);
      hasProgress = true;
    },
    result: value => {
      clear();
      if (isJson) out.write(`${JSON.stringify(value)}\n`);
    },
  };
}
