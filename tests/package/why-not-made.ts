/** What electron-builder says when it makes nothing, cut down to the sentences that name the cause. */

/** The lines that name a cause, else the last lines of the output. */
export function whyNotMade(output: string): string {
  const lines = output.split('\n').map(line => line.trimEnd());
  // Its own errors, those of its schema, and makensis' with file and line.
  const telling = lines.filter(line =>
    /⨯|configuration\b.*(unknown|should|invalid)|^!\w+:|^Invalid command|^Error|^Invalid|^\s*(Usage|Did you mean)|warning treated as error/i.test(
      line,
    ),
  );
  const stack = (line: string) => /^\s+at /.test(line);
  const kept = (telling.length > 0 ? telling : lines.slice(-15)).filter(line => line !== '' && !stack(line));
  return [...new Set(kept)].join('\n').slice(0, 4_000);
}
