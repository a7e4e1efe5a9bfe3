/** The page Outbound: what waits for its way to Exchange, by what it waits for, and how it stands for each agent. No server is asked. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { OutboundView, UnsentGroup, UnsentView } from '../../../preload/contract/views/outbound.ts';
import type { Verb } from '../../../preload/contract/views/verb.ts';
import {
  notWrittenWords,
  sayGroup,
  sayHowSoon,
  sayOutbound,
  sayRefusal,
} from '../../../preload/contract/words/outbound.ts';
import type { OutboundEntry, OutboundRefusal } from '../../core/outbound/entry.ts';
import { howSoonOf, isTried } from '../../core/outbound/way-state.ts';
import { seriesWithoutNumber } from '../outbound/answer-outbound.ts';
import { reportsRead, withLastSent } from '../outbound/last-sent.ts';
import { unsentOf } from '../outbound/needs-somebody.ts';
import { countQueue, queueInOrder } from '../outbound/queue-counts.ts';
import { sendsChanges } from '../run-context.ts';
import { answered, type Context, nameOf, readBase, told } from './context.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';

const mostShown = 200;

const open = (label: string, key: string): Verb => ({ does: 'open-settings', label, key });
/** Where in this window it is mended; what has to be mended in Halo has no place here. */
const verbs: Partial<Readonly<Record<OutboundRefusal, Verb>>> = {
  'series-code-unknown': open('Enter the numbers', 'outbound.seriesCodes'),
  'type-not-sent': open('Open settings', 'outbound.types'),
};

type Group = Omit<UnsentGroup, 'id' | 'title' | 'entries' | 'more'>;

/** What it waits for; those that wait for the same have the same words. */
function groupOf(entry: OutboundEntry, context: Context, where: Surroundings): Group {
  const { state, agentId } = entry;
  const nothing = { says: '', remedy: '', verb: null, code: null };
  switch (state.kind) {
    case 'parked': {
      const { sentence, remedy } = sayRefusal(state.reason, state.facts);
      const { field, code } = state.facts ?? {};
      const isCode = state.reason === 'series-code-unknown' && field !== undefined && code !== undefined;
      return {
        ...{ state: 'cannot-be-sent', says: sentence, remedy, verb: verbs[state.reason] ?? null },
        code: isCode ? { field: String(field), value: String(code) } : null,
      };
    }
    case 'resting': {
      const agent = agentId === null ? '' : nameOf(context, agentId, '');
      const whose = agent === '' ? null : { agent, mailbox: '' };
      const { sentence, remedy } = viewProblem(state.problem, where, whose);
      return { ...nothing, state: 'tried-again', says: sentence, remedy };
    }
    default:
      return { ...nothing, state: 'waiting' };
  }
}

function spanOf({ about }: OutboundEntry): UnsentView['span'] {
  if (about === undefined) return null;
  const { when } = about;
  return when.kind === 'timed' ? { start: when.start, end: when.end } : { start: when.first, end: when.last };
}

function groupsOf(entries: readonly OutboundEntry[], context: Context, where: Surroundings): UnsentGroup[] {
  const groups = Map.groupBy(
    entries.map(entry => ({ entry, group: groupOf(entry, context, where) })),
    ({ group }) => JSON.stringify([group.state, group.says, group.remedy]),
  );
  return [...groups].flatMap(([id, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const { group } = first;
    return [
      {
        ...group,
        id,
        title: sayGroup(group.state, members.length),
        entries: members.slice(0, mostShown).map(({ entry }) => ({
          haloId: entry.haloId,
          agentId: entry.agentId,
          agent: entry.agentId === null ? '' : nameOf(context, entry.agentId, ''),
          span: spanOf(entry),
          subject: entry.about?.subject ?? null,
          since: entry.since,
          nextTry: entry.state.kind === 'resting' ? entry.state.until : null,
        })),
        more: Math.max(0, members.length - mostShown),
      },
    ];
  });
}

export async function listOutbound(context: Context): Promise<Reply<OutboundView>> {
  const { parts } = context;
  await readBase(context);
  const settings = await parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const memory = await parts.outbound.memory();
  if (!memory.ok) return told(context, memory.problem);
  const reports = await parts.runs.latestSent(reportsRead);
  if (!reports.ok) return told(context, reports.problem);
  const isOn = sendsChanges(settings.value);
  const where = await parts.surroundings();
  const state = parts.outbound.state();
  const { pollSeconds, endpoint } = settings.value.outbound;
  const counts = countQueue(memory.value);
  const { stuck, late } = unsentOf(memory.value, parts.clock.now(), isOn && isTried(state));
  const { waiting, parked, held, oldest, lastWrite } = counts;
  const problems = isOn ? [state.problem, state.nudgeProblem] : [];
  return answered({
    isOn,
    sentence: isOn
      ? sayOutbound({ stuck: stuck.length, late: late.length, waiting, held, others: parked - stuck.length })
      : notWrittenWords,
    howSoon: isOn ? sayHowSoon(pollSeconds, howSoonOf(state, endpoint.enabled)) : '',
    problems: problems.flatMap(one => (one === null ? [] : [viewProblem(one, where)])),
    ...{ waiting, parked, held, oldest, lastWrite },
    groups: groupsOf(
      queueInOrder(memory.value).filter(entry => entry.state.kind !== 'held'),
      context,
      where,
    ),
    agents: withLastSent(counts.agents, reports.value).map(({ count: _, agentId, ...one }) => ({
      ...one,
      agentId,
      agent: agentId === null ? '' : nameOf(context, agentId, ''),
    })),
  });
}

/** What does not wait any more needs no answer: the list says how it stands now. */
export async function answerOutbound(
  context: Context,
  { which, answer }: ParsedArgumentsOf<'outbound.answer'>,
): Promise<Reply<OutboundView>> {
  const done = await context.parts.outbound.answer(which, answer);
  if (!done.ok) return told(context, done.problem);
  const { unknown } = done.value;
  const rest = which === 'all' ? [] : which.filter(id => !unknown.includes(id));
  if (unknown.length > 0 && rest.length > 0) {
    const again = await context.parts.outbound.answer(rest, answer);
    if (!again.ok) return told(context, again.problem);
  }
  context.changed();
  return listOutbound(context);
}

/** Other settings may have confirmed a number for which a series waits: it is looked at again. What cannot be read is told by the list. */
export async function retryUnknownCodes({ parts }: Context): Promise<void> {
  const memory = await parts.outbound.memory();
  if (!memory.ok) return;
  const ids = seriesWithoutNumber(memory.value.entries.values());
  if (ids.length > 0) await parts.outbound.answer(ids, 'retry');
}
