/** The end of a life on both sides: rounds until nothing is left to do, with a person who says yes, and what is wrong then. */
import { answerHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import { requestsSoFar, type TwoWay, writesSince } from '../scenarios/two-way.ts';
import { disagreements } from './two-way-judge.ts';
import type { TwoWayPeople } from './two-way-people.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const mostRounds = 16;

export interface RestOptions {
  /** So many times a day passes, after which all links are compared: what was deleted in a Halo that does not tell needs two. */
  readonly days: number;
  /** So many rounds in a row write nothing. */
  readonly quietRounds: number;
  readonly trace?: (text: string) => void;
}

/** A person says yes to everything that is asked, and lets everything be tried again. True when there was something. */
async function answerAll(house: TwoWay): Promise<boolean> {
  const held = theValue(await answerHeld(house.store(), 'all', 'approved')).answered.length > 0;
  const isWaiting = house.queued().length > 0;
  const { queue } = house.outbound();
  theValue(await queue.answer('all', 'approve'));
  theValue(await queue.answer('all', 'retry'));
  return held || isWaiting;
}

async function round(house: TwoWay): Promise<void> {
  house.clock.advance(16 * minuteMs);
  await house.sync();
  await house.send(2);
}

/** No fault may be ordered any more. Empty: both sides are equal, nobody was mailed, nothing waits. */
export async function comeToRest(
  house: TwoWay,
  people: TwoWayPeople,
  { days, quietRounds, trace }: RestOptions,
): Promise<readonly string[]> {
  let quiet = 0;
  let left = '';
  const isDay = (number: number) => number % 3 === 1 && number < 3 * days;
  for (let number = 1; number <= mostRounds && quiet < quietRounds; number += 1) {
    if (isDay(number)) house.clock.advance(dayMs);
    const from = requestsSoFar(house);
    await round(house);
    const { exchange, halo } = writesSince(house, from);
    const isAsked = await answerAll(house);
    quiet = exchange + halo > 0 || isAsked || number < 3 * days - 1 ? 0 : quiet + 1;
    left = `${exchange} writes to Exchange, ${halo} to Halo, asked ${isAsked}`;
    trace?.(`round ${number}: ${left}`);
  }
  const violations = quiet < quietRounds ? [`no rest after ${mostRounds} rounds: ${left}`] : [];
  for (const entry of house.queued()) violations.push(`left in the queue: ${JSON.stringify(entry)}`);
  if (house.exchange.mailsSent > 0) violations.push(`${house.exchange.mailsSent} mails of Exchange`);
  if (house.halo.state.mails > 0) violations.push(`${house.halo.state.mails} mails of Halo`);
  return [...violations, ...disagreements(house, people)];
}
