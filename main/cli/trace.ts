/** `trace`: what became of an event, in sentences. */
import { sayConflicts } from '../../preload/contract/words/conflict.ts';
import { leftOutClauses } from '../../preload/contract/words/left-out.ts';
import { sayOnItsWay } from '../../preload/contract/words/on-its-way.ts';
import {
  reasonWords,
  sayDecision,
  sayInExchange,
  sayNextTry,
  sayReason,
} from '../../preload/contract/words/reasons.ts';
import type { WindowSide } from '../core/window.ts';
import { windowSides } from '../core/window.ts';
import type { Trace } from '../engine/trace.ts';
import type { TraceSearch } from '../engine/trace-memory.ts';
import type { TracedEvent } from '../engine/traced-event.ts';
import type { Call, Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { onValue, withIntegrator } from './with-integrator.ts';
import { refuseWords } from './wrong-words.ts';

/** Outside the window no run decides anything: that is said instead of a verdict. */
function sayOutside(side: WindowSide): string {
  const { clause, setting } = reasonWords[side];
  const sentence = `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
  return setting === undefined ? sentence : `${sentence} The setting ${setting} decides this.`;
}

const isOutside = (reason: string): reason is WindowSide => windowSides.some(side => side === reason);

function sayExchange({ inExchange }: TracedEvent): string {
  return sayInExchange(inExchange, localTime);
}

function sayHalo({ inHalo }: TracedEvent): string {
  const number = inHalo.id === null ? '' : ` (appointment ${inHalo.id})`;
  switch (inHalo.is) {
    case 'found':
      return `In Halo: yes${number}.`;
    case 'deleted':
      return `In Halo: deleted${number}.`;
    case 'absent':
      return `In Halo: not any more${number}.`;
    case 'never':
      return 'In Halo: no.';
  }
}

/** The sentences about one event: facts first, then the decision, then what would be decided today. */
export function sayTraced(event: TracedEvent): readonly string[] {
  const sentences = [sayExchange(event), sayHalo(event)];
  const { decision, hold, leftOutNow } = event;
  const again = sayNextTry(event, localTime);
  if (decision !== null) sentences.push(`${localTime(decision.at)}: ${sayDecision(decision)}`);
  if (hold !== null) {
    sentences.push(`A change is held since ${localTime(hold.since)}: ${sayReason(hold.reason).clause}.`);
  }
  if (again !== null) sentences.push(again);
  sentences.push(...sayOnItsWay(event.way, localTime), ...sayConflicts(event.conflicts, localTime));
  if (leftOutNow === null) {
    if (decision === null && event.inExchange.is === 'there')
      sentences.push('No run has decided on it yet: the next one does.');
  } else if (isOutside(leftOutNow)) sentences.push(sayOutside(leftOutNow));
  else if (decision?.reason !== leftOutNow) {
    sentences.push(`As the settings are now: ${sayDecision({ verdict: 'skipped', reason: leftOutNow })}`);
  }
  return sentences;
}

function titleOf({ start, end, subject }: TracedEvent): string {
  const when =
    start.length === 10
      ? start === end
        ? start
        : `${start} to ${end}`
      : `${start.slice(0, 16).replace('T', ' ')} to ${end.slice(0, 16).replace('T', ' ')}${end.endsWith('Z') ? ' UTC' : ''}`;
  return subject === null ? when : `${when}  ${subject}`;
}

function searchOf(call: Call): TraceSearch | null {
  const date = call.options.get('date');
  const text = call.options.get('subject');
  if ((date === undefined) === (text === undefined)) return null;
  if (text !== undefined) return text.trim() === '' ? null : { by: 'subject', text };
  return date !== undefined &&
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    !Number.isNaN(Date.parse(`${date}T00:00:00Z`))
    ? { by: 'date', date }
    : null;
}

function whatIsMissing({ options }: Call): string {
  return options.has('agent') && options.has('date') && !options.has('subject')
    ? '--date is written year, month, day: 2026-11-25.'
    : 'Say whose calendar and what: --agent A and either --date YYYY-MM-DD or --subject TEXT.';
}

function say(call: Call, traced: Trace): void {
  const { output } = call;
  if (traced.kind === 'agent-left-out') {
    output.say(`Nothing of ${traced.agent} is imported: ${leftOutClauses[traced.reason]}.`);
    return;
  }
  for (const event of traced.events) {
    output.say(titleOf(event));
    for (const sentence of sayTraced(event)) output.say(`  ${sentence}`);
  }
  if (traced.more > 0) output.say(`${traced.more} more are not shown.`);
  if (traced.events.length === 0)
    output.say(`Nothing is found in the calendar of ${traced.agent} and nothing is remembered.`);
}

export const traceCommand: Command = {
  name: 'trace',
  usage: '--agent A (--date YYYY-MM-DD | --subject TEXT)',
  words: [0, 0],
  summary: 'Say what became of an event, and why',
  help: [
    'For an event that is missing in Halo, or is there and should not be. Private events are shown by their time alone.',
  ],
  options: {
    agent: { value: 'A', words: 'whose calendar: name, e-mail, mailbox address or id' },
    date: { value: 'YYYY-MM-DD', words: 'everything on this day' },
    subject: { value: 'TEXT', words: 'everything with this in its subject' },
  },
  run: async call => {
    const agent = call.options.get('agent');
    const search = searchOf(call);
    if (agent === undefined || search === null) {
      return refuseWords(call.output, [whatIsMissing(call)]);
    }
    return withIntegrator(call, 'reader', async integrator =>
      onValue(call, await integrator.trace(agent, search, call.signal), traced => {
        say(call, traced);
        const words =
          traced.kind === 'events'
            ? { ...traced, events: traced.events.map(event => ({ ...event, words: sayTraced(event) })) }
            : { ...traced, words: leftOutClauses[traced.reason] };
        call.output.result(words);
        return exitCodes.done;
      }),
    );
  },
};
