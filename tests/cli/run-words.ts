/** The command line inside this process. */
import { type CommandLine, runCommandLine } from '../../main/cli/run-command.ts';
import type { Ended } from '../processes/started.ts';

/** `environment`: default empty. */
export async function runWords(
  words: readonly string[],
  given: Partial<Pick<CommandLine, 'environment' | 'version'>> = {},
): Promise<Ended> {
  let [out, err] = ['', ''];
  const code = await runCommandLine({
    environment: {},
    ...given,
    words,
    out: { write: text => (out += text) },
    err: { write: text => (err += text) },
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
