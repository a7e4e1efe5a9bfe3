/** `requests`: the last HTTP requests, newest last. */
import { directionOf, directionWords } from '../../preload/contract/words/directions.ts';
import type { RequestEntry } from '../ports.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

const usualCount = 20;
const mostCount = 10_000;

function lineOf(entry: RequestEntry): string {
  const { peer, operation, mailbox, status, problem, ms, bytesOut, bytesIn } = entry;
  const who = mailbox === null ? '' : ` ${mailbox}`;
  const outcome = problem === null ? String(status) : `${status === 0 ? 'no answer' : status}, ${problem}`;
  const way = directionWords[directionOf(entry)].toLowerCase();
  return `${localTime(entry.at)} ${way}, ${peer} ${operation}${who}: ${outcome}, ${ms} ms, ${bytesOut} bytes out, ${bytesIn} in`;
}

export const requestsCommand: Command = {
  name: 'requests',
  usage: '',
  words: [0, 0],
  summary: 'List the last requests to both servers',
  help: [
    'As on the Exchange screen of Halo, inbound brings events into Halo; outbound is what is written to Exchange, and what Halo tells of.',
    'Operations, figures and outcomes; never bodies, secrets or subjects.',
  ],
  options: { last: { value: 'N', words: `how many, 1 to ${mostCount}; ${usualCount} when it is left out` } },
  run: async call => {
    const asked = call.options.get('last') ?? String(usualCount);
    const count = Number(asked);
    if (!/^\d+$/.test(asked) || count < 1 || count > mostCount) {
      return refuseWords(call.output, [`--last takes a whole number from 1 to ${mostCount}.`]);
    }
    return withIntegrator(call, 'reader', async integrator => {
      const entries = [...(await integrator.requests.latest(count))].reverse();
      for (const entry of entries) call.output.say(lineOf(entry));
      if (entries.length === 0) call.output.say('No request was made yet.');
      call.output.result({
        requests: entries.map(entry => ({ ...entry, direction: directionOf(entry) })),
      });
      return exitCodes.done;
    });
  },
};
