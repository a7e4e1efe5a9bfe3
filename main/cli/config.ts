/** `config import`, `config export`, `config set`, `config show`: the settings without a window. Secrets are never among them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { unitOf } from '../../preload/contract/words/units.ts';
import type { Command } from './command.ts';
import { secretVariables } from './config-secrets.ts';
import { exitCodes } from './exit-code.ts';
import { saySaved } from './saved-settings.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

/** Every value by its dotted key, in the order of the settings. */
function valuesOf(
  group: Readonly<Record<string, unknown>>,
  before = '',
): readonly (readonly [string, string])[] {
  return Object.entries(group).flatMap(([key, value]) =>
    isGroup(value)
      ? valuesOf(value, `${before}${key}.`)
      : [[`${before}${key}`, typeof value === 'string' ? value : JSON.stringify(value)] as const],
  );
}

export const configImportCommand: Command = {
  name: 'config import',
  usage: 'FILE',
  words: [1, 1],
  summary: 'Take all settings from a file',
  help: [
    'JSON, as config export writes it. What is left out gets its default; an unknown key is refused by its name.',
  ],
  options: {},
  run: call =>
    withIntegrator(call, 'maker', async integrator => {
      const [file = ''] = call.words;
      const taken = await integrator.settings.importFrom(resolve(file), integrator.account);
      return saySaved(call, integrator, taken, { said: `The settings of ${file} are in use.` });
    }),
};

export const configExportCommand: Command = {
  name: 'config export',
  usage: 'FILE',
  words: [1, 1],
  summary: 'Write all settings into a file',
  help: ['Without secrets. config import takes it on another computer.'],
  options: { force: { value: 'flag', words: 'replace FILE when there is one' } },
  run: call =>
    withIntegrator(call, 'reader', async ({ settings }) => {
      const [file = ''] = call.words;
      if (existsSync(resolve(file)) && !call.options.has('force')) {
        return refuseWords(call.output, [
          `Nothing was written: there is a file ${file} already. Add --force to replace it.`,
        ]);
      }
      return onValue(call, await settings.exportTo(resolve(file)), () => {
        call.output.say(`The settings are in ${file}. Secrets are not among them.`);
        call.output.result({ outcome: 'done', file, problems: [] });
        return exitCodes.done;
      });
    }),
};

export const configSetCommand: Command = {
  name: 'config set',
  usage: 'KEY VALUE',
  words: [2, 2],
  summary: 'Change one setting',
  help: [
    'KEY is dotted, as config show lists it: config set import.daysAhead 90.',
    'Lists are written as JSON: config set agents.preferenceOn "[1]".',
    'Another mailbox for the agent with the id 7: config set agents.mailboxes.7 anna@example.org.',
  ],
  options: {},
  run: call => {
    const [key = '', value = ''] = call.words;
    const variable = Object.entries(secretVariables).find(([name]) => name === key)?.[1];
    if (variable !== undefined) {
      const said = `${key} is a secret and no setting: set ${variable} in the environment and keep it with config secrets --save.`;
      return Promise.resolve(refuseWords(call.output, [said]));
    }
    return withIntegrator(call, 'maker', async integrator => {
      const taken = await integrator.settings.set(key, value, integrator.account);
      return saySaved(call, integrator, taken, {
        said: `${key} is ${value === '' ? 'empty' : value} now.`,
        key,
      });
    });
  },
};

export const configShowCommand: Command = {
  name: 'config show',
  usage: '',
  words: [0, 0],
  summary: 'List all settings with their values',
  help: ['Of the secrets only whether they are there and who saved them: config secrets.'],
  options: {},
  run: call =>
    withIntegrator(call, 'reader', async ({ settings }) =>
      onValue(call, await settings.read(), all => {
        for (const [key, value] of valuesOf(all)) {
          const unit = unitOf(key) ?? '';
          call.output.say(`${key} = ${value}${unit === '' ? '' : ` ${unit}`}`);
        }
        call.output.result({ settings: all });
        return exitCodes.done;
      }),
    ),
};
