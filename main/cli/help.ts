/** The help texts, made from the commands themselves. */
import type { Command, OptionWords } from './command.ts';
import { exitCodeHelp, exitCodeMeanings } from './exit-code.ts';
import { commonOptions } from './read-words.ts';

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

function optionRows(options: Readonly<Record<string, OptionWords>>): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, words }]) => [
    value === 'flag' ? `--${name}` : `--${name} ${value}`,
    words,
  ]);
}

/** `start`: what stands in front of a command, as the person calls this program. */
export function helpOf(command: Command, start: string): string {
  const usage = `${start} ${command.name} ${command.usage}`.trim();
  const options = table(optionRows({ ...command.options, ...commonOptions }));
  return [
    `${usage} --data DIR`,
    '',
    `${command.summary}.`,
    ...command.help,
    '',
    options,
    '',
    exitCodeHelp,
  ].join('\n');
}

export function helpOfAll(commands: readonly Command[], start: string): string {
  const rows = commands.map(command => [`${command.name} ${command.usage}`.trim(), command.summary] as const);
  return [
    `${start} COMMAND --data DIR [--json]`,
    '',
    table(rows),
    '',
    'The first time: config import FILE (or config set for each), config secrets --save, check, preview, sync; then serve.',
    'help COMMAND says more about one of them; --version says which version this is.',
    'Exit codes, the same in every command:',
    table(exitCodeMeanings),
    'Secrets come from the environment (HALO_CLIENT_SECRET, EXCHANGE_PASSWORD, HALO_NUDGE_SECRET) or from the secret store, never from the command line.',
  ].join('\n');
}
