/** One command line from its words to its exit code. Gets all of the world that it touches handed in, so that tests can call it. */
import { commands } from './commands.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { helpOf, helpOfAll } from './help.ts';
import { createOutput, type Stream } from './output.ts';
import { readWords } from './read-words.ts';
import { couldNotRun } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

export interface CommandLine {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Stream;
  readonly err: Stream;
  readonly signal: AbortSignal;
  /** Of the product. */
  readonly version?: string;
}

const productName = 'Halo Integrator for Exchange';

export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const { words, out, err, environment, signal, version = '' } = line;
  const read = readWords(words, commands, environment['HALO_INTEGRATOR_DATA']);
  const output = createOutput(words.includes('--json'), out, err);
  switch (read.kind) {
    case 'help': {
      const start = environment['HALO_INTEGRATOR_COMMAND'] || 'npm run integrator --';
      out.write(`${read.command === null ? helpOfAll(commands, start) : helpOf(read.command, start)}\n`);
      return exitCodes.done;
    }
    case 'version':
      out.write(output.isJson ? `${JSON.stringify({ version })}\n` : `${productName} ${version}\n`);
      return exitCodes.done;
    case 'wrong': {
      const ended = refuseWords(output, read.sentences);
      output.warn(
        read.command === null ? 'help lists all commands.' : `help ${read.command.name} says more.`,
      );
      return ended;
    }
    case 'call': {
      const { command, options } = read;
      const data = options.get('data') ?? '';
      const call = { data, words: read.words, options, output, environment, signal };
      try {
        return await command.run(call);
      } catch (error) {
        // A bug: it gets the words and the exit code of every other thing that could not be done.
        output.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return couldNotRun(call, { code: 'internal.bug', scope: 'installation', retryable: false });
      }
    }
  }
}
