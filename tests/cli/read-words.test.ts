/** The words of a command line: commands found, options named, help for each. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands } from '../../main/cli/commands.ts';
import { createOutput } from '../../main/cli/output.ts';
import { readWords } from '../../main/cli/read-words.ts';
import { start } from '../processes/started.ts';
import { runWords } from './run-words.ts';

function sentences(...words: string[]): string {
  const read = readWords(words, commands);
  return read.kind === 'wrong' ? read.sentences.join(' ') : read.kind;
}

const run = (...words: string[]) => runWords(words, { version: '1.2.3' });

test('a command of two words is found before one of a single word, and its words and options are told apart', () => {
  const read = readWords(['held', 'approve', '2:abcd', '--json', '--data', 'folder', '3:ef01'], commands);
  assert.equal(read.kind, 'call');
  if (read.kind !== 'call') return;
  assert.equal(read.command.name, 'held approve');
  assert.deepEqual(read.words, ['2:abcd', '3:ef01']);
  assert.deepEqual(
    [...read.options],
    [
      ['json', ''],
      ['data', 'folder'],
    ],
  );
});

test('the data folder may come from the environment, and what is given counts more', () => {
  const folder = (...words: string[]) => {
    const read = readWords(words, commands, 'standard');
    return read.kind === 'call' ? read.options.get('data') : read.kind;
  };
  assert.equal(folder('status'), 'standard');
  assert.equal(folder('status', '--data', 'given'), 'given');
  assert.equal(folder('status', '--data', ''), 'wrong');
});

const refused: readonly (readonly [words: readonly string[], said: RegExp])[] = [
  [[], /Say what to do/],
  [['synch', '--data', 'x'], /There is no command synch\. Did you mean sync\?/],
  [['config'], /config what\?[\s\S]*config import FILE: [\s\S]*config export FILE: /],
  [['help', 'config'], /config what\?[\s\S]*config import FILE: [\s\S]*config export FILE: /],
  [['help', 'synch'], /There is no command synch\. Did you mean sync\?/],
  [['config', 'sett', 'a', 'b'], /There is no command config sett\. Did you mean config set\?/],
  [['sync', '--verfy', '--data', 'x'], /--verfy is not known to sync\. Did you mean --verify\?/],
  [['sync', '--data', 'x', '--agent'], /--agent needs a value: A/],
  [['sync', '--verify=yes', '--data', 'x'], /--verify takes no value/],
  [['sync'], /Say where the data folder is: --data DIR/],
  [['config', 'set', 'import.free', '--data', 'x'], /Something is missing: config set KEY VALUE/],
  [['requests', '--count', '3', '--data', 'x'], /^--count is not known to requests\.$/],
  [['held', 'aprove', '--data', 'x'], /There is a word too many: aprove\. Did you mean held approve\?/],
  [['status', 'now', '--data', 'x'], /There is a word too many: now\. .* in quotes/],
];

for (const [words, said] of refused) {
  test(`refused and named: ${words.join(' ') || 'nothing at all'}`, async () => {
    assert.match(sentences(...words), said);
    const ended = await run(...words);
    assert.equal(ended.code, 2);
    assert.match(ended.err, new RegExp(said.source, 'm'));
    assert.equal(ended.out, '');
  });
}

const refusedByTheCommand: readonly (readonly [words: readonly string[], said: RegExp])[] = [
  [['requests', '--last', '0', '--data', 'x'], /--last takes a whole number/],
  [['held', 'keep', '--data', 'x'], /Say which/],
  [['trace', '--agent', 'A', '--data', 'x'], /--date YYYY-MM-DD or --subject TEXT/],
  [
    ['trace', '--agent', 'A', '--date', '25.11.2026', '--data', 'x'],
    /--date is written year, month, day: 2026-11-25/,
  ],
  [['config', 'restore', 'first', '--data', 'x'], /NUMBER is one of those that config versions lists/],
];

for (const [words, said] of refusedByTheCommand) {
  test(`refused before anything is opened: ${words.join(' ')}`, async () => {
    const ended = await run(...words);
    assert.deepEqual([ended.code, ended.out], [2, '']);
    assert.match(ended.err, said);
    const { outcome, problems } = JSON.parse((await run(...words, '--json')).out);
    assert.equal(outcome, 'could-not-run');
    assert.match(problems[0].message, said, 'a script is told as well');
  });
}

test('help lists every command, and every command has help of its own with all its options', async () => {
  const all = await run('help');
  assert.equal(all.code, 0);
  for (const command of commands) {
    assert.ok(all.out.includes(`  ${command.name} `), command.name);
    const own = await run(...command.name.split(' '), '--help');
    assert.equal(own.code, 0);
    assert.ok(own.out.includes(command.summary));
    for (const option of [...Object.keys(command.options), 'data', 'json'])
      assert.ok(own.out.includes(`--${option}`), `${command.name} --${option}`);
    assert.equal((await run('help', ...command.name.split(' '))).out, own.out);
  }
});

test('with --json wrong words are told as a result too', async () => {
  const { out, code } = await run('sync', '--json', '--loud', '--data', 'x');
  assert.equal(code, 2);
  const result: { outcome: string; problems: { message: string }[] } = JSON.parse(out);
  assert.equal(result.outcome, 'could-not-run');
  assert.match(result.problems[0]?.message ?? '', /--loud is not known/);
});

test('texts from outside cannot move the cursor, and progress is for terminals alone', () => {
  let [out, err] = ['', ''];
  const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => (err += text) });
  const plain = createOutput(false, { write: text => (out += text) }, stream(false));
  plain.say('Lunch\u001b[2J\u0007 at \u202etwelve\r');
  plain.progress('agent 7 of 24, syncing');
  assert.equal(out, 'Lunch [2J  at  twelve \n');
  assert.equal(err, '');
  const terminal = createOutput(false, { write: text => (out += text) }, stream(true));
  terminal.progress('agent 7 of 24, syncing');
  terminal.say('done');
  assert.equal(err, '\r\u001b[Kagent 7 of 24, syncing\r\u001b[K');
  const json = createOutput(true, { write: text => (out += text) }, stream(true));
  err = '';
  out = '';
  json.say('for people');
  json.warn('for people');
  json.progress('for people');
  json.result({ done: true });
  assert.deepEqual([out, err], ['{"done":true}\n', '']);
});

test('a bug ends like everything that could not be done: in words, in JSON, with exit code 2', async () => {
  const broken = {
    get EXCHANGE_PASSWORD(): string {
      throw new Error('a bug of ours');
    },
  };
  const data = await mkdtemp(join(tmpdir(), 'halo-integrator-bug-'));
  try {
    for (const json of [[], ['--json']]) {
      const words = ['config', 'secrets', '--data', data, ...json];
      const { code, out, err } = await runWords(words, { environment: broken });
      assert.equal(code, 2);
      if (json.length === 0) assert.match(err, /a bug of ours[\s\S]*was not made for/);
      else assert.match(out, /"could-not-run".*"internal\.bug"/);
    }
  } finally {
    await rm(data, { recursive: true });
  }
});

test('--version says which version this is, to people and to scripts', async () => {
  const told = await start('main/cli.ts', ['--version'], {}).ended;
  assert.equal(told.code, 0);
  assert.match(told.out, /^Halo Integrator for Exchange \d+\.\d+\.\d+\n$/);
  const { out } = await run('--version', '--json');
  assert.deepEqual(JSON.parse(out), { version: '1.2.3' });
});
