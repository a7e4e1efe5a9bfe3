/** From the words of a command line to a command and its options, or to sentences that name what is not understood. Does nothing else. */
import { parseArgs } from 'node:util';
import type { Command, OptionWords } from './command.ts';

/** Options that every command knows. */
export const commonOptions: Readonly<Record<string, OptionWords>> = {
  data: {
    value: 'DIR',
    words: 'the data folder, else HALO_INTEGRATOR_DATA; config import and config set make it',
  },
  json: { value: 'flag', words: 'the result as one line of JSON, the last line of the output' },
  help: { value: 'flag', words: 'this help' },
};

export type Read =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'wrong'; readonly command: Command | null; readonly sentences: readonly string[] }
  | {
      readonly kind: 'call';
      readonly command: Command;
      readonly words: readonly string[];
      readonly options: ReadonlyMap<string, string>;
    };

/** Steps from one word to the other by changing, adding or leaving out a letter. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const changed = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** ` Did you mean sync?`, or nothing when no name is near. */
function nearest(word: string, names: readonly string[]): string {
  const [best] = names.map(name => ({ name, steps: distance(word, name) })).sort((a, b) => a.steps - b.steps);
  return best !== undefined && best.steps <= Math.max(1, Math.floor(word.length / 3))
    ? ` Did you mean ${best.name}?`
    : '';
}

function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: readonly string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find(one => one.name === name);
    if (command !== undefined && words.length >= length) return { command, rest: words.slice(length) };
  }
  return null;
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): Read {
  const [first = '', second = ''] = words;
  const group = commands.filter(command => command.name.startsWith(`${first} `));
  if (group.length > 0) {
    const names = group.map(command => command.name);
    const asked = `${first} ${second}`.trim();
    const isHalf = second === '' || second.startsWith('-');
    const sentences = isHalf
      ? [`${first} what?`, ...group.map(one => `  ${`${one.name} ${one.usage}`.trim()}: ${one.summary}`)]
      : [`There is no command ${asked}.${nearest(asked, names)}`];
    return { kind: 'wrong', command: null, sentences };
  }
  const names = commands.map(command => command.name);
  return {
    kind: 'wrong',
    command: null,
    sentences: [`There is no command ${first}.${nearest(first, names)}`],
  };
}

function wordCount(command: Command, words: readonly string[], names: readonly string[]): string | null {
  const [least, most] = command.words;
  const usage = `${command.name} ${command.usage}`.trim();
  if (words.length < least) return `Something is missing: ${usage}`;
  const extra = words[most];
  if (extra === undefined) return null;
  const near = nearest(`${command.name} ${extra}`, names);
  return `There is a word too many: ${extra}.${near === '' ? ' What has blanks in it stands in quotes.' : near}`;
}

/** `standardData`: the data folder where none is given; '' when there is no such place. */
export function readWords(words: readonly string[], commands: readonly Command[], standardData = ''): Read {
  const [first] = words;
  if (first === undefined) return { kind: 'wrong', command: null, sentences: ['Say what to do.'] };
  if (first === '--help' || first === '-h') return { kind: 'help', command: null };
  if (first === '--version' || first === '-v') return { kind: 'version' };
  if (first === 'help') {
    const about = words.slice(1).filter(word => !word.startsWith('-'));
    if (about.length === 0) return { kind: 'help', command: null };
    const asked = findCommand(about, commands);
    return asked === null ? unknownCommand(about, commands) : { kind: 'help', command: asked.command };
  }
  const found = findCommand(words, commands);
  if (found === null) return unknownCommand(words, commands);
  const { command, rest } = found;
  const known: Readonly<Record<string, OptionWords>> = { ...commonOptions, ...command.options };
  const { tokens } = parseArgs({
    args: [...rest],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value === 'flag' ? 'boolean' : 'string' } as const,
      ]),
    ),
  });
  const options = new Map<string, string>();
  const others: string[] = [];
  const sentences: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') others.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (option === undefined) {
      const near = nearest(token.name, Object.keys(known)).replace('mean ', 'mean --');
      sentences.push(`${token.rawName} is not known to ${command.name}.${near}`);
    } else if (option.value === 'flag') {
      if (token.value !== undefined) sentences.push(`${token.rawName} takes no value.`);
      options.set(token.name, '');
    } else if (token.value === undefined) sentences.push(`${token.rawName} needs a value: ${option.value}.`);
    else options.set(token.name, token.value);
  }
  if (options.has('help')) return { kind: 'help', command };
  // The value of an option that is not known looks like a word: one mistake is told once.
  const wrongCount =
    sentences.length > 0
      ? null
      : wordCount(
          command,
          others,
          commands.map(one => one.name).filter(name => name.startsWith(`${command.name} `)),
        );
  if (wrongCount !== null) sentences.push(wrongCount);
  if (!options.has('data') && standardData !== '') options.set('data', standardData);
  if ((options.get('data') ?? '') === '') sentences.push('Say where the data folder is: --data DIR.');
  if (sentences.length > 0) return { kind: 'wrong', command, sentences };
  return { kind: 'call', command, words: others, options };
}
