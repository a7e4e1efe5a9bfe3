/**
 * What waits for its way to Exchange, in words: why something is not sent, why a person is asked, and how the queue stands. Exhaustive by
 * type over the closed lists of `main/core/outbound/entry.ts`.
 */
import type { OutboundHold, OutboundRefusal } from '../../../main/core/outbound/entry.ts';
import type { HowSoon } from '../../../main/core/outbound/way-state.ts';
import { type Facts, given, type ProblemWords, type SayProblem } from './facts.ts';
import { sayFields } from './fields.ts';

/** Halo's own name of the field, and the number in it. */
const inSchedule = (facts: Facts) =>
  given(facts, 'field', field => `${field}${given(facts, 'value', value => ` ${value}`)}`);

export const refusalWords: Readonly<Record<OutboundRefusal, SayProblem>> = {
  'several-agents': () => ({
    sentence: 'It is given to several agents in Halo, and an event belongs to one calendar.',
    remedy: 'Give it to one agent, or make one appointment for each of them.',
  }),
  'became-a-task': () => ({
    sentence:
      'It has become a task in Halo, and tasks are not sent. Its event stays in Exchange as it is, and what changes on one side does not reach the other any more.',
    remedy:
      'Make it an appointment again in Halo, or delete the event in Outlook; the task stays either way.',
  }),
  'agent-not-synced': () => ({
    sentence: 'Its agent is not synced, so there is no calendar for it.',
    remedy: 'Switch the agent on, in Halo or in the screen Agents of the window.',
  }),
  'type-not-sent': () => ({
    sentence: 'Its type is not one of those that are sent to Exchange.',
    remedy:
      'To send it, add the type to the setting Only these types (outbound.types); empty means all types.',
  }),
  'series-code-unknown': facts => ({
    sentence: `It repeats in a way that nobody has confirmed yet${given(facts, 'field', () => ` (in Halo: ${inSchedule(facts)})`)}.`,
    remedy:
      'Halo does not document its numbers for patterns. Look in Halo how this series repeats, and enter the number in Settings, Outbound, Numbers in Halo’s series (outbound.seriesCodes). Until then nothing is guessed.',
  }),
  'series-incomplete': facts => ({
    sentence: `Halo does not say enough of how it repeats${given(facts, 'field', field => ` (${field})`)}.`,
    remedy: 'Open the series in Halo and save it again.',
  }),
  'refused-by-exchange': facts => ({
    sentence: `Exchange does not take it${given(
      facts,
      'responseCode',
      code => ` (${code})`,
      given(facts, 'reason', reason => ` (${reason})`),
    )}.`,
    remedy: 'Look at the appointment in Halo: its times, its guests’ addresses, its length.',
  }),
  'fought-over': facts => ({
    sentence: `Two rules fight over it${given(facts, 'field', field => ` (${sayFields([field])})`)}: what is written on one side is changed there each time, and written again. That field is left as it is on both sides; its others go on.`,
    remedy:
      'Find what changes it after each write, in Exchange (a rule, an add-in) or in Halo (a rule, another integration), and switch one of them off; then have it tried again.',
  }),
};

/** The remedy of every hold: a person answers. */
export const holdWords: Readonly<Record<OutboundHold, ProblemWords>> = {
  'not-made-by-us': {
    sentence: 'It was deleted in Halo, but its event in Exchange was not made by this app.',
    remedy: 'Approve to move the event into Deleted Items, keep to leave it in the calendar.',
  },
  'changed-in-exchange': {
    sentence: 'It was deleted in Halo and changed in Exchange meanwhile.',
    remedy: 'Approve to move the event into Deleted Items, keep to leave it in the calendar.',
  },
  'many-removals': {
    sentence: 'Unusually many appointments of this agent were deleted in Halo.',
    remedy: 'Approve to move the events into Deleted Items, keep to leave them in the calendar.',
  },
};

/** In the place of that remedy once a person has said that the event stays. */
export function keptRemedy(haloId: number): string {
  return `Nothing is asked of you: the event stays in the calendar, and you are asked again when it changes there. To move it into Deleted Items all the same: outbound approve ${haloId}`;
}

export function sayRefusal(reason: OutboundRefusal, facts: Facts = {}): ProblemWords {
  const code = facts['code'];
  return refusalWords[reason](code === undefined ? facts : { ...facts, value: code });
}

/** Under a list of what cannot be sent; each answer has its own words in the window. */
export const againWords =
  'What cannot be sent is tried again by itself when it changes in Halo; once its cause is mended, with: outbound retry --all';

/** What a status shows of the queue. */
export interface QueueFacts {
  /** On their way, tried again included. */
  readonly waiting: number;
  /** Refused, until somebody acts. */
  readonly parked: number;
  /** Wait for a person's answer. */
  readonly held: number;
  /** How long the oldest of those on their way has waited, in words; '' when none waits. */
  readonly oldest: string;
  /** Local time of the last write to Exchange, in words; '' when there was none. */
  readonly lastWrite: string;
}

/** `3 on the way`. */
export function sayWaiting({ waiting }: Pick<QueueFacts, 'waiting'>): string {
  return waiting === 0 ? 'nothing waits' : `${waiting} on the way`;
}

/** In the few words of a fact: what needs somebody first. `stuck`: those that cannot be sent. */
export function sayShortly(stuck: number, facts: Pick<QueueFacts, 'waiting'>): string {
  return stuck > 0 ? `${stuck} cannot be sent` : sayWaiting(facts);
}

/** Beside it where there is little room: `oldest 12 seconds, last written 10:07`. */
export function sayQueueShortly({ waiting, oldest, lastWrite }: QueueFacts): string {
  const written = lastWrite === '' ? 'nothing written yet' : `last written ${lastWrite}`;
  return waiting === 0 || oldest === '' ? written : `oldest ${oldest}, ${written}`;
}

/** What stands beside it: `the oldest for 12 seconds`, `1 cannot be sent`, `2 held`, `last written 10:07`. */
function queueClauses({ waiting, parked, held, oldest, lastWrite }: QueueFacts): readonly string[] {
  return [
    ...(waiting === 0 || oldest === '' ? [] : [`the oldest for ${oldest}`]),
    ...(parked === 0 ? [] : [`${parked} cannot be sent`]),
    ...(held === 0 ? [] : [`${held} held`]),
    lastWrite === '' ? 'nothing written yet' : `last written ${lastWrite}`,
  ];
}

/** `3 on the way; the oldest for 12 seconds; 1 cannot be sent; last written 10:07`. What waits for somebody waits, too. */
export function sayQueue(facts: QueueFacts): string {
  const waiting =
    facts.waiting === 0 && facts.parked + facts.held > 0 ? 'nothing on the way' : sayWaiting(facts);
  return [waiting, ...queueClauses(facts)].join('; ');
}

/** What waits for one agent, and when something last got there: `2 on the way, the oldest for 3 minutes; 1 cannot be sent`. */
export function sayAgentQueue({
  waiting,
  parked,
  held,
  oldest,
  lastSent,
}: Pick<QueueFacts, 'waiting' | 'parked' | 'held' | 'oldest'> & {
  /** Local time, in words; '' when it is not known. */
  readonly lastSent: string;
}): string {
  const since = oldest === '' ? '' : `, the oldest for ${oldest}`;
  const clauses = [
    ...(waiting === 0 ? [] : [`${waiting} on the way${since}`]),
    ...(parked === 0 ? [] : [`${parked} cannot be sent`]),
    ...(held === 0 ? [] : [`${held} held`]),
    ...(lastSent === '' ? [] : [`last written ${lastSent}`]),
  ];
  return clauses.join('; ');
}

/** The h1 of the page Outbound: what needs somebody first. */
export function sayOutbound({
  stuck,
  late,
  waiting,
  held,
  others,
}: {
  readonly stuck: number;
  readonly late: number;
  readonly waiting: number;
  readonly held: number;
  /** Cannot be sent, and nobody is bothered: their agents are not synced. */
  readonly others: number;
}): string {
  const many = (count: number) => (count === 1 ? '1 appointment' : `${count} appointments`);
  if (stuck > 0) return `${many(stuck)} cannot be sent to Exchange.`;
  if (late > 0) return `${many(late)} ${late === 1 ? 'waits' : 'wait'} for longer than usual.`;
  if (waiting > 0) return `${many(waiting)} ${waiting === 1 ? 'is' : 'are'} on the way to Exchange.`;
  if (held > 0) return `Nothing waits but ${held === 1 ? '1 removal' : `${held} removals`} for your answer.`;
  if (others > 0) return `Nothing waits but ${many(others)} of agents that are not synced.`;
  return 'Nothing waits for its way to Exchange.';
}
export const notWrittenWords = 'Changes in Halo are not written to Exchange.';

/** The title of those that wait for the same. */
export function sayGroup(state: 'cannot-be-sent' | 'tried-again' | 'waiting', count: number): string {
  const many = count === 1 ? '1 appointment' : `${count} appointments`;
  switch (state) {
    case 'cannot-be-sent':
      return `${many} cannot be sent`;
    case 'tried-again':
      return `${many} could not be sent yet`;
    case 'waiting':
      return `${many} on the way`;
  }
}

/** For the list of what somebody has to look at. */
export function sayStuck(parked: number): string {
  const many = parked === 1 ? '1 appointment of Halo is' : `${parked} appointments of Halo are`;
  return `${many} not sent to Exchange until somebody acts.`;
}
/** Of those that it is tried with, and that do not get there. */
export function sayLate(late: number): string {
  const many = late === 1 ? '1 appointment of Halo waits' : `${late} appointments of Halo wait`;
  return `${many} for longer than usual for the way to Exchange.`;
}
/** In the window, where a button leads to them. */
export const stuckWords =
  'Each says why, and what to do about it. It is tried again by itself when the appointment changes in Halo; everything else goes on.';
export const lateWords =
  'It is tried again and again by itself, and nothing is lost. What stands in the way is said beside each.';
export const stuckRemedy = 'To see which and why: outbound';

const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
] as const;

/** `12 seconds`, `3 minutes`, `2 days`: in the largest unit of which there are two. */
export function sayWaited(ms: number): string {
  const unit = units.find(one => ms >= 2 * one.ms) ?? { name: 'second', ms: 1_000 };
  const count = Math.max(0, Math.floor(ms / unit.ms));
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}

/** The same in the few words of a fact. */
export function sayHowSoonShortly(pollSeconds: number, how: HowSoon): string {
  switch (how) {
    case 'idle':
      return 'Nobody sends at the moment';
    case 'stopped':
      return 'All of it waits, nothing is lost';
    case 'told-only':
      return 'At once where told, else once a day';
    case 'daily':
      return 'Once a day; Halo is not heard';
    case 'nudged':
      return `At once where told, else within ${pollSeconds} s`;
    case 'unheard':
      return `Within ${pollSeconds} s; Halo is not heard`;
    case 'polled':
      return `Within ${pollSeconds} s; at once is not set up`;
  }
}

/** How soon a change in Halo is in Exchange, as things stand at this moment. */
export function sayHowSoon(pollSeconds: number, how: HowSoon): string {
  const reach = 'Changes in Halo reach Exchange';
  const poll = `within ${pollSeconds} seconds`;
  switch (how) {
    case 'idle':
      return 'Nothing is sent to Exchange at the moment: neither the window nor serve is running. What changes in Halo meanwhile is sent when one of them runs again, or with the next sync.';
    case 'stopped':
      return 'Nothing reaches Exchange at the moment. What changes in Halo waits, and nothing of it is lost.';
    case 'told-only':
      return `${reach} at once where Halo tells of them, else once a day.`;
    case 'daily':
      return `${reach} once a day. At once only where Halo tells of them, and nobody is listened to.`;
    case 'nudged':
      return `${reach} at once where Halo tells of them, else ${poll}.`;
    case 'unheard':
      return `${reach} ${poll}, and not at once: Halo cannot tell of them, because nobody is listened to.`;
    case 'polled':
      return `${reach} ${poll}. At once only where Halo tells of them, which is not set up.`;
  }
}
