/** Trace and Check as the window shows them. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { CheckView, TraceView } from '../../../preload/contract/views/answers.ts';
import { sayConflicts } from '../../../preload/contract/words/conflict.ts';
import { leftOutWords, rungTitles, sayFound } from '../../../preload/contract/words/ladder.ts';
import { sayOnItsWay } from '../../../preload/contract/words/on-its-way.ts';
import { pasteFrom } from '../../../preload/contract/words/paste.ts';
import {
  sayDecision,
  sayInExchange,
  sayNextTry,
  sayReason,
} from '../../../preload/contract/words/reasons.ts';
import type { Rung } from '../ladder.ts';
import type { TracedEvent } from '../traced-event.ts';
import { answered, type Context, nameOf, readBase, reply, told } from './context.ts';
import { viewProblem } from './problem-view.ts';
import { factsIn } from './server-facts.ts';

function traced(event: TracedEvent, localTime: (instant: string) => string): TraceView['events'][number] {
  const { decision, hold, inExchange, inHalo } = event;
  const exchange = sayInExchange(inExchange, localTime);
  const number = inHalo.id === null ? '' : ` (appointment ${inHalo.id})`;
  const halo = {
    found: `In Halo: yes${number}.`,
    deleted: `In Halo: deleted${number}.`,
    absent: `In Halo: not any more${number}.`,
    never: 'In Halo: no.',
  }[inHalo.is];
  const onlyInHalo = decision === null && inExchange.is === 'gone' && event.way.queued !== null;
  const decided = onlyInHalo
    ? 'No run decides on it before it is in Exchange.'
    : decision === null
      ? inExchange.is === 'unreadable'
        ? 'No run could decide on it yet.'
        : 'No run has decided on it yet: the next one does.'
      : sayDecision(decision, localTime(decision.at));
  const held = hold === null ? null : `A change is held: ${sayReason(hold.reason).clause}.`;
  const now = event.leftOutNow === null ? null : sayReason(event.leftOutNow);
  const changed = now !== null && decision?.reason !== event.leftOutNow;
  const sentences = [exchange, halo, decided];
  const again = sayNextTry(event, localTime);
  if (again !== null) sentences.push(again);
  if (held !== null) sentences.push(held);
  sentences.push(...sayOnItsWay(event.way, localTime), ...sayConflicts(event.conflicts, localTime));
  if (changed) sentences.push(`As the settings are now: ${now.clause}.`);
  return {
    key: event.key,
    start: event.start,
    end: event.end,
    subject: event.subject,
    exchange: {
      is: inExchange.is,
      says: exchange,
      changed: inExchange.is === 'there' ? inExchange.changed : null,
    },
    halo: { is: inHalo.is, says: halo, haloId: inHalo.id },
    decision: decision === null ? null : { verdict: decision.verdict, at: decision.at, says: decided },
    setting: now?.setting ?? (decision === null ? null : (sayReason(decision.reason).setting ?? null)),
    held: hold === null || held === null ? null : { since: hold.since, says: held },
    sentences,
  };
}

function traceSentence(agent: string, events: readonly TracedEvent[], more: number): string {
  const [only] = events;
  if (only === undefined) return `Nothing is found in the calendar of ${agent} and nothing is remembered.`;
  if (events.length + more > 1) return `${events.length + more} events of ${agent} are found.`;
  if (only.inHalo.is === 'found') return 'It is in Halo.';
  if (only.inExchange.is === 'unreadable') return 'Not in Halo, because Exchange cannot show it.';
  if (only.decision !== null) return `Not in Halo, because ${sayReason(only.decision.reason).clause}.`;
  return 'Not in Halo yet: no run has decided on it.';
}

export async function searchTrace(
  context: Context,
  { agentId, search }: ParsedArgumentsOf<'trace.search'>,
): Promise<Reply<TraceView>> {
  const { parts, signal } = context;
  const found = await parts.trace(String(agentId), search, signal);
  return reply(context, found, trace => {
    if (trace.kind === 'agent-left-out') {
      const leftOut = { reason: trace.reason, says: `${leftOutWords[trace.reason]}.` };
      const sentence = `Nothing of ${trace.agent} is imported.`;
      return { sentence, agent: trace.agent, address: '', leftOut, events: [], more: 0 };
    }
    return {
      sentence: traceSentence(trace.agent, trace.events, trace.more),
      agent: trace.agent,
      address: trace.mailbox,
      leftOut: null,
      events: trace.events.map(event => traced(event, parts.localTime)),
      more: trace.more,
    };
  });
}

const ladderNames = { halo: 'Halo', exchange: 'Exchange', nudges: 'nudges' } as const;

function ladderSentence(rungs: readonly Rung[]): string {
  const broken = rungs.find(rung => rung.state === 'broken');
  if (broken === undefined) {
    const warned = rungs.filter(rung => rung.state === 'warned').length;
    return warned === 0 ? 'Every rung holds.' : `Every rung holds; ${warned} should be looked at.`;
  }
  const number = rungs.filter(rung => rung.server === broken.server).indexOf(broken) + 1;
  return `The ladder of ${ladderNames[broken.server]} stops at rung ${number}: “${rungTitles[broken.name]}” does not hold.`;
}

/** Both ladders, climbed now. */
export async function runCheck(
  context: Context,
  { agentId }: ParsedArgumentsOf<'check.run'>,
): Promise<Reply<CheckView>> {
  const { parts, remembered, signal } = context;
  const began = parts.clock.monotonicMs();
  const climbed = await parts.check(agentId === null ? null : String(agentId), signal);
  if (!climbed.ok) return told(context, climbed.problem);
  remembered.servers = factsIn(climbed.value);
  const where = await parts.surroundings();
  await readBase(context);
  return answered({
    sentence: ladderSentence(climbed.value),
    at: parts.clock.now(),
    ms: Math.max(0, Math.round(parts.clock.monotonicMs() - began)),
    agent: agentId === null ? null : nameOf(context, agentId, ''),
    rungs: climbed.value.map(rung => {
      const problem = rung.problem === null ? null : viewProblem(rung.problem, where);
      return {
        server: rung.server,
        name: rung.name,
        title: rungTitles[rung.name],
        state: rung.state,
        found: sayFound(rung.found),
        problem,
        paste: problem === null ? null : pasteFrom(problem.remedy),
      };
    }),
  });
}
