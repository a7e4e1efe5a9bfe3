/** `outbound` and its answers: what waits for its way from Halo to Exchange, why, and what a person says to it. */
import { againWords } from '../../preload/contract/words/outbound.ts';
import type { OutboundEntry } from '../core/outbound/entry.ts';
import { answerOutbound, type OutboundAnswer } from '../engine/outbound/answer-outbound.ts';
import { queueInOrder } from '../engine/outbound/queue-counts.ts';
import { cannotAnswer, sayWhereToAnswer } from './answers-elsewhere.ts';
import type { Call, Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { exitCodeOfQueue, namesOf, outboundJson, readOutboundState } from './outbound-state.ts';
import { entryLine, stateWords, tellEntry } from './told-entry.ts';
import { warnOf } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

/** Most entries that are listed for people; the JSON has all of them. */
const mostListed = 50;
const leftOverWords =
  'What is listed is left from before. Nothing of it is sent and no answer is waited for until it is switched on again; outbound drop forgets it.';

export const outboundCommand: Command = {
  name: 'outbound',
  usage: '',
  words: [0, 0],
  summary: 'Say what waits for its way from Halo to Exchange',
  help: [
    'One line for each appointment, named by its number in Halo: what waits, since when, and what stands in the way. What cannot be sent is',
    'never forgotten: it waits until it changes in Halo, or until you say outbound retry or outbound drop. Held removals are answered with',
    'outbound approve or outbound keep. No server is asked.',
  ],
  options: { all: { value: 'flag', words: 'all of them, and those that were kept' } },
  run: call =>
    withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.settings.read(), async settings =>
        onValue(call, await integrator.outbound.read(), async memory => {
          const { output } = call;
          const where = await integrator.surroundings();
          const names = await namesOf(integrator);
          return onValue(call, await readOutboundState(integrator, settings, memory, names), async state => {
            const { counts, problems } = state;
            const all = queueInOrder(memory).map(entry => tellEntry(entry, where));
            const isAll = call.options.has('all');
            const shown = all.filter(one => isAll || one.state !== 'kept');
            for (const line of state.lines) output.say(line);
            if (!state.enabled && shown.length > 0) output.say(leftOverWords);
            const listed = isAll ? shown : shown.slice(0, mostListed);
            for (const one of listed) {
              output.say(entryLine(one, names));
              if (one.remedy !== null) output.say(`  ${one.remedy}`);
            }
            if (shown.length > listed.length)
              output.say(`And ${shown.length - listed.length} more: outbound --all`);
            if (state.enabled && counts.parked > 0) output.say(againWords);
            if (counts.parked + counts.held > 0) await sayWhereToAnswer(call, integrator);
            warnOf(problems, output);
            output.result({ ...outboundJson(state), entries: all });
            return exitCodeOfQueue(state);
          });
        }),
      ),
    ),
};

const plural = (count: number) => (count === 1 ? '1 appointment' : `${count} appointments`);
/** When the next look is, whoever holds the folder then. */
export const nextRound = 'with the next sync, or as soon as the window or serve runs';

function sayAnswered(answer: OutboundAnswer, answered: readonly OutboundEntry[], call: Call): void {
  const { output } = call;
  const many = plural(answered.length);
  if (answered.length === 0) output.say('There is nothing that this could be said of.');
  else if (answer === 'retry') output.say(`${many}: both sides are looked at again ${nextRound}.`);
  else if (answer === 'keep')
    output.say(`${many}: the event stays in Exchange. It is asked again when the event changes there.`);
  else if (answer === 'approve')
    output.say(`${many}: the event goes into Deleted Items ${nextRound}, if it is still the same.`);
  else {
    output.say(`${many} given up:`);
    for (const entry of answered) {
      const { haloId, state } = entry;
      const what = state.kind === 'held' ? 'the removal of its event' : 'its change in Halo';
      output.say(`  ${haloId}: ${what} (${stateWords[state.kind]}) is not carried out in Exchange.`);
    }
    output.say('When such an appointment changes in Halo again, it is looked at again.');
  }
}

async function answer(call: Call, what: OutboundAnswer): Promise<ExitCode> {
  const { output, words } = call;
  const isAll = call.options.has('all');
  const nothing = { answered: [], unknown: [], unfit: [] };
  if (isAll === words.length > 0) {
    const orAll = what === 'drop' ? '' : ', or --all';
    const said = isAll
      ? 'Either --all or numbers, not both.'
      : `Say which: the numbers that outbound lists${orAll}.`;
    return refuseWords(output, [said], nothing);
  }
  const wrong = words.filter(word => !/^[1-9]\d{0,9}$/.test(word));
  if (wrong.length > 0)
    return refuseWords(
      output,
      wrong.map(word => `${word} is no number of an appointment.`),
      nothing,
    );
  const which = isAll ? 'all' : words.map(Number);
  return withIntegrator(
    call,
    'writer',
    async ({ outbound, clock, surroundings }) =>
      onValue(call, await answerOutbound(outbound, which, what, clock.now()), async found => {
        const { answered, unknown, unfit } = found;
        const where = await surroundings();
        for (const id of unknown) output.warn(`${id} does not wait for its way to Exchange.`);
        for (const { haloId } of unfit)
          output.warn(
            `${haloId} is not held, so there is nothing to answer. To have it looked at now: outbound retry ${haloId}`,
          );
        output.result({
          answered: answered.map(entry => tellEntry(entry, where)),
          unknown,
          unfit: unfit.map(({ haloId }) => haloId),
        });
        if (unknown.length + unfit.length > 0) {
          output.warn('Nothing was answered. To see all that waits, with its number: outbound --all');
          return exitCodes.couldNotRun;
        }
        sayAnswered(what, answered, call);
        return exitCodes.done;
      }),
    cannotAnswer,
  );
}

const heldAll = { all: { value: 'flag', words: 'all that are held' } } as const;
const base = { usage: '[ID …]', words: [0, 1_000] } as const;

export const outboundRetryCommand: Command = {
  ...base,
  name: 'outbound retry',
  summary: 'Look at appointments again now, and send them to Exchange',
  help: ['Also for an appointment that does not wait: both sides are compared, and what differs is sent.'],
  options: { all: { value: 'flag', words: 'all that cannot be sent or are tried again later' } },
  run: call => answer(call, 'retry'),
};

export const outboundDropCommand: Command = {
  ...base,
  usage: 'ID …',
  name: 'outbound drop',
  summary: 'Give up sending appointments to Exchange',
  help: ['Says what it gives up. Nothing is changed in Halo or Exchange.'],
  options: {},
  run: call => answer(call, 'drop'),
};

export const outboundKeepCommand: Command = {
  ...base,
  name: 'outbound keep',
  summary: 'Leave events in Exchange whose appointments were deleted in Halo',
  help: ['It is remembered until the event changes in Exchange.'],
  options: heldAll,
  run: call => answer(call, 'keep'),
};

export const outboundApproveCommand: Command = {
  ...base,
  name: 'outbound approve',
  summary: 'Let events go from Exchange whose appointments were deleted in Halo',
  help: [
    'They go into Deleted Items. What was approved is read again: if the event changed meanwhile, you are asked again.',
  ],
  options: heldAll,
  run: call => answer(call, 'approve'),
};
