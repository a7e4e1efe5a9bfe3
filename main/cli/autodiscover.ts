/** `autodiscover`: searches the address of EWS, shows whom it asked, and leaves it to the person to set what was found. */
import { saySearch, sayStep } from '../../preload/contract/words/autodiscover.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

export const autodiscoverCommand: Command = {
  name: 'autodiscover',
  usage: 'ADDRESS',
  words: [1, 1],
  summary: 'Search the EWS address of the server that has this mailbox',
  help: [
    'Signs in with the master account to https alone, and only to hosts of the domain of ADDRESS or to the one that --allow names.',
    'Nothing is saved: confirm what it found with config set exchange.url.',
  ],
  options: {
    allow: {
      value: 'HOST',
      words: 'a host or domain outside the one of ADDRESS that may be told the password',
    },
    at: { value: 'URL', words: "ask this Autodiscover address instead of the domain's" },
  },
  run: call =>
    withIntegrator(call, 'reader', async integrator => {
      const { output, options, words } = call;
      const allow = options.get('allow');
      const at = options.get('at');
      const wanted = {
        address: words[0] ?? '',
        allowed: allow === undefined ? [] : [allow],
        ...(at === undefined ? {} : { first: at }),
      };
      return onValue(call, await integrator.findAddress(wanted, call.signal), result => {
        for (const step of result.steps) output.say(`  ${step.url}: ${sayStep(step)}`);
        const { sentence, remedy } = saySearch(result);
        output.say(sentence);
        if (remedy !== '') output.say(remedy);
        if (result.askFor !== null)
          output.say(`To allow it: autodiscover ${wanted.address} --allow ${result.askFor}`);
        for (const url of result.found) output.say(`To use it: config set exchange.url ${url}`);
        output.result({ outcome: result.found.length > 0 ? 'done' : 'not-found', ...result });
        return result.found.length > 0 ? exitCodes.done : exitCodes.problems;
      });
    }),
};
