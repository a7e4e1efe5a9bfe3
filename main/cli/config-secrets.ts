/** `config secrets`: whether the secrets are there, and their way from the environment into the secret store. Never shows one. */

import type { SecretName } from '../../preload/contract/views/setup.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

/** Where each secret is taken from. */
export const secretVariables = {
  'halo.clientSecret': 'HALO_CLIENT_SECRET',
  'exchange.password': 'EXCHANGE_PASSWORD',
  'outbound.secret': 'HALO_NUDGE_SECRET',
} as const;
const words = { environment: 'from the environment', file: 'stored', none: 'missing' } as const;
/** Not everybody needs each of them. */
const isOptional = (name: SecretName) => name === 'outbound.secret';

export const configSecretsCommand: Command = {
  name: 'config secrets',
  usage: '',
  words: [0, 0],
  summary: 'Say which secrets are there; store those of the environment',
  help: [
    'EXCHANGE_PASSWORD and HALO_CLIENT_SECRET count before what is stored. With --save they are kept in an encrypted file of the data',
    'folder that the running account alone can read, so that serve and the window find them. HALO_NUDGE_SECRET is needed only where Halo',
    'tells of changes at once (outbound.endpoint).',
    'To set one in PowerShell without showing it or leaving it in the history:',
    '  $env:EXCHANGE_PASSWORD = [Net.NetworkCredential]::new("", (Read-Host -AsSecureString)).Password',
  ],
  options: {
    save: { value: 'flag', words: 'store the secrets of the environment' },
    clear: { value: 'flag', words: 'forget the stored secrets' },
  },
  run: call => {
    const [save, clear] = [call.options.has('save'), call.options.has('clear')];
    if (save && clear) {
      return Promise.resolve(refuseWords(call.output, ['Either --save or --clear, not both.']));
    }
    return withIntegrator(call, save || clear ? 'writer' : 'reader', async ({ secrets }) =>
      onValue(call, await secrets.list(), async before => {
        for (const { name, source } of before) {
          if (clear) {
            const cleared = await secrets.clear(name);
            if (!cleared.ok) return onValue(call, cleared, () => exitCodes.done);
          }
          const value = save && source === 'environment' ? await secrets.read(name) : null;
          if (value?.ok !== true) continue;
          const stored = await secrets.save(name, value.value);
          if (!stored.ok) return onValue(call, stored, () => exitCodes.done);
          call.output.say(`${name} is stored.`);
        }
        if (save && before.every(one => one.source !== 'environment')) {
          return refuseWords(call.output, [
            'Nothing was saved: neither HALO_CLIENT_SECRET nor EXCHANGE_PASSWORD nor HALO_NUDGE_SECRET is set in the environment of this command.',
          ]);
        }
        if (clear) call.output.say('The stored secrets are forgotten.');
        return onValue(call, await secrets.list(), after => {
          for (const { name, source, writtenBy, at } of after) {
            const by = writtenBy === '' ? '' : ` by ${writtenBy}, ${localTime(at)}`;
            const what = source === 'none' && isOptional(name) ? 'not set' : words[source];
            const how = source === 'none' ? ` (set ${secretVariables[name]} and save it with --save)` : '';
            call.output.say(`${name}: ${what}${by}${how}`);
          }
          call.output.result({ secrets: after });
          return exitCodes.done;
        });
      }),
    );
  },
};
