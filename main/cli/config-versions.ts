/** `config versions` and `config restore`: the diary of the settings. */
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { saySaved } from './saved-settings.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

function valueWords(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

export const configVersionsCommand: Command = {
  name: 'config versions',
  usage: '',
  words: [0, 0],
  summary: 'List the last versions of the settings and what each changed',
  help: ['Newest first. config restore takes one of them back.'],
  options: {},
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.settings.history(), versions => {
        const { output } = call;
        const listed = versions.map((version, index) => {
          const before = versions[index + 1];
          const { number, at, who, settings } = version;
          const changes = before === undefined ? [] : integrator.settingsChanges(before.settings, settings);
          return { number, at, who, changes };
        });
        for (const { number, at, who, changes } of listed) {
          output.say(`${number}  ${localTime(at)}  ${who}`);
          for (const { key, before, after } of changes)
            output.say(`    ${key}: ${valueWords(before)} -> ${valueWords(after)}`);
        }
        if (listed.length === 0) output.say('Nothing was saved yet: all settings have their defaults.');
        output.result({ versions: listed });
        return exitCodes.done;
      }),
    ),
};

export const configRestoreCommand: Command = {
  name: 'config restore',
  usage: 'NUMBER',
  words: [1, 1],
  summary: 'Take an earlier version of the settings back',
  help: [
    'It becomes the newest version; the one before it is kept as well. config versions lists the numbers.',
  ],
  options: {},
  run: async call => {
    const [number = ''] = call.words;
    if (!/^\d{1,9}$/.test(number)) {
      return refuseWords(call.output, ['NUMBER is one of those that config versions lists.']);
    }
    return withIntegrator(call, 'writer', async integrator => {
      const restored = await integrator.settings.restore(Number(number), integrator.account);
      return saySaved(call, integrator, restored, {
        said: `The settings are those of version ${number} again.`,
      });
    });
  },
};
