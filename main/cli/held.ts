/** `held`, `held approve`, `held keep`: changes that wait for a person, and the answers. */
import { sayHeld } from '../../preload/contract/words/held.ts';
import type { HeldRow } from '../engine/all-held.ts';
import type { WhichHolds } from '../engine/held.ts';
import { cannotAnswer, sayWhereToAnswer } from './answers-elsewhere.ts';
import type { Call, Command } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

const actionWords: Readonly<Record<HeldRow['action'], string>> = {
  create: 'add',
  update: 'change',
  remove: 'remove',
  adopt: 'link',
};

function jsonOf({ isKnown: _, address, ...row }: HeldRow): unknown {
  return { ...row, mailbox: address, words: sayHeld(row).clause };
}

/** Of what is not in Halo yet nothing but the time is kept. */
function subjectWords({ isKnown, subject }: HeldRow): string {
  if (!isKnown) return '';
  return subject === null ? ', private' : `, "${subject}"`;
}

function whatOf(row: HeldRow): string {
  const { at, start, action, haloId } = row;
  if (at === 'halo')
    return `${actionWords[action]} the appointment of ${localTime(start)}${subjectWords(row)}`;
  const when = start === null ? '' : ` of ${localTime(start)}`;
  return `move the event${when}${subjectWords(row)}, of appointment ${haloId}, into Deleted Items`;
}

function lineOf(row: HeldRow): string {
  const { reference, address, since } = row;
  const state = row.state === 'waiting' ? '' : ` (${row.state})`;
  const whose = address === '' ? '' : `${address}: `;
  return `${reference}  ${whose}${whatOf(row)}. Held since ${localTime(since)}: ${sayHeld(row).clause}.${state}`;
}

export const heldCommand: Command = {
  name: 'held',
  usage: '',
  words: [0, 0],
  summary: 'List changes that wait for an answer',
  help: [
    'The import does not carry out unusual amounts of removals or additions, nor touches appointments with work done in Halo, until you',
    'say so; nor does the way to Exchange remove events that this app did not make. Answer with held approve or held keep, and the',
    'reference that stands at the beginning of each line.',
  ],
  options: { kept: { value: 'flag', words: 'also those that were answered already' } },
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.held(), async all => {
        const shown = all.filter(one => call.options.has('kept') || one.state === 'waiting');
        const waiting = all.filter(one => one.state === 'waiting').length;
        for (const change of shown) call.output.say(lineOf(change));
        if (shown.length === 0) call.output.say('Nothing waits for an answer.');
        if (waiting > 0) await sayWhereToAnswer(call, integrator);
        call.output.result({ waiting, held: shown.map(jsonOf) });
        return waiting > 0 ? exitCodes.heldWait : exitCodes.done;
      }),
    ),
};

async function answer(call: Call, state: 'approved' | 'kept'): Promise<ExitCode> {
  const { output } = call;
  const isAll = call.options.has('all');
  if (isAll === call.words.length > 0) {
    const said = isAll
      ? 'Either --all or references, not both.'
      : 'Say which: the references that held lists, or --all.';
    return refuseWords(output, [said], { answered: [], unknown: [], ambiguous: [] });
  }
  const which: WhichHolds = isAll ? 'all' : { references: call.words };
  return withIntegrator(
    call,
    'writer',
    async integrator =>
      onValue(call, await integrator.answerHeld(which, state), answers => {
        const { answered, unknown, ambiguous } = answers;
        for (const name of unknown) output.warn(`No held change is called ${name}.`);
        for (const name of ambiguous) output.warn(`${name} is the beginning of several: write more of it.`);
        output.result({ answered: answered.map(jsonOf), unknown, ambiguous });
        if (unknown.length + ambiguous.length > 0) {
          output.warn('Nothing was answered. To see what waits, with its reference: held');
          return exitCodes.couldNotRun;
        }
        if (answered.length === 0) {
          output.say('Nothing waits for an answer.');
          return exitCodes.done;
        }
        const changes = answered.length === 1 ? '1 change' : `${answered.length} changes`;
        output.say(
          state === 'approved'
            ? `${changes} approved: ${answered.some(({ at }) => at === 'halo') ? 'the next run reads' : 'the app reads'} again and carries out what still stands.`
            : `${changes} kept as ${answered.length === 1 ? 'it is' : 'they are'}, until the event changes in Exchange.`,
        );
        return exitCodes.done;
      }),
    cannotAnswer,
  );
}

const allOption = { all: { value: 'flag', words: 'all that wait' } } as const;

export const heldApproveCommand: Command = {
  name: 'held approve',
  usage: '[REFERENCE …]',
  words: [0, 1_000],
  summary: 'Let held changes be carried out',
  help: [
    'What was approved is planned again on a fresh read: if the calendar changed meanwhile, it may be another change.',
  ],
  options: allOption,
  run: call => answer(call, 'approved'),
};

export const heldKeepCommand: Command = {
  name: 'held keep',
  usage: '[REFERENCE …]',
  words: [0, 1_000],
  summary: 'Leave both sides as they are in spite of held changes',
  help: ['It is remembered until the event changes in Exchange.'],
  options: allOption,
  run: call => answer(call, 'kept'),
};
