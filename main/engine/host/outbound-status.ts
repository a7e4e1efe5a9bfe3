/** What the window says of the way from Halo to Exchange: one fact, and what somebody has to look at. No server is asked. */
import type { Settings } from '../../../preload/contract/settings.ts';
import type { AttentionEntry, StatusView } from '../../../preload/contract/views/status.ts';
import {
  lateWords,
  sayHowSoonShortly,
  sayLate,
  sayQueueShortly,
  sayShortly,
  sayStuck,
  sayWaited,
  sayWaiting,
  stuckWords,
} from '../../../preload/contract/words/outbound.ts';
import { pasteFrom } from '../../../preload/contract/words/paste.ts';
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import { howSoonOf, isTried } from '../../core/outbound/way-state.ts';
import type { Problem } from '../../core/problem.ts';
import { type HeldRemoval, listHeldRemovals } from '../outbound/held-removals.ts';
import { type Unsent, unsentOf } from '../outbound/needs-somebody.ts';
import { countQueue } from '../outbound/queue-counts.ts';
import { sendsChanges } from '../run-context.ts';
import { verbFor } from './attention.ts';
import { type Context, nameOf } from './context.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';

export interface OutboundStatus {
  readonly fact: StatusView['outbound'];
  readonly attention: readonly AttentionEntry[];
  /** They count to the held changes of their calendars. */
  readonly removals: readonly HeldRemoval[];
  /** What does not get to Exchange; it counts to its calendars, too. */
  readonly unsent: Unsent;
}

const noUnsent: Unsent = { stuck: [], late: [] };
const nothing: OutboundStatus = { fact: null, attention: [], removals: [], unsent: noUnsent };
const mostNamed = 20;
const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function entry(
  about: Pick<AttentionEntry, 'id' | 'sentence' | 'why' | 'code' | 'verb' | 'since'>,
): AttentionEntry {
  return { ...about, health: 'needs-you', nextTry: null, paste: pasteFrom(about.why), agents: [] };
}

function ofProblem(problem: Problem, where: Surroundings): AttentionEntry {
  const { sentence, remedy } = viewProblem(problem, where);
  const { code } = problem;
  const verb = verbFor(problem, null);
  return entry({ id: `outbound ${code}`, sentence, why: remedy, code, verb, since: null });
}

/** The oldest first: since when it stands. */
const sinceOf = (entries: readonly OutboundEntry[]) => entries.map(({ since }) => since).sort()[0] ?? null;

function whoseOf(entries: readonly OutboundEntry[], context: Context): AttentionEntry['agents'] {
  const ids = [...new Set(entries.flatMap(({ agentId }) => (agentId === null ? [] : [agentId])))];
  return ids.slice(0, mostNamed).map(agentId => ({ agentId, name: nameOf(context, agentId, '') }));
}

function ofUnsent({ stuck, late }: Unsent, context: Context): readonly AttentionEntry[] {
  const leadTo = ({ length }: readonly OutboundEntry[]) =>
    ({ does: 'review-outbound', label: length === 1 ? 'Look at it' : 'Look at them' }) as const;
  return [
    ...(stuck.length === 0
      ? []
      : [
          {
            ...entry({
              ...{ id: 'outbound parked', sentence: sayStuck(stuck.length), why: stuckWords },
              ...{ code: null, verb: leadTo(stuck), since: sinceOf(stuck) },
            }),
            agents: whoseOf(stuck, context),
          },
        ]),
    ...(late.length === 0
      ? []
      : [
          {
            ...entry({
              ...{ id: 'outbound late', sentence: sayLate(late.length), why: lateWords },
              ...{ code: null, verb: leadTo(late), since: sinceOf(late) },
            }),
            agents: whoseOf(late, context),
          },
        ]),
  ];
}

/** `settings` null: they cannot be read, which is told elsewhere. */
export async function outboundStatus(
  context: Context,
  settings: Settings | null,
  where: Surroundings,
): Promise<OutboundStatus> {
  if (settings === null || !sendsChanges(settings)) return nothing;
  const { parts } = context;
  const { pollSeconds, endpoint } = settings.outbound;
  const state = parts.outbound.state();
  const howSoon = sayHowSoonShortly(pollSeconds, howSoonOf(state, endpoint.enabled));
  const memory = await parts.outbound.memory();
  const problems = [state.problem, state.nudgeProblem, memory.ok ? null : memory.problem].filter(
    one => one !== null,
  );
  const told = problems.map(problem => ofProblem(problem, where));
  if (!memory.ok) {
    const { sentence } = viewProblem(memory.problem, where);
    const fact = { state: 'broken', says: sentence, detail: '', howSoon, needsSomebody: 0 } as const;
    return { ...nothing, fact, attention: told };
  }
  // What cannot be read of the links is told by the runs.
  const removals = await listHeldRemovals(parts.memory, memory.value);
  const counts = countQueue(memory.value);
  const { oldest, lastWrite, held } = counts;
  const unsent = unsentOf(memory.value, parts.clock.now(), isTried(state));
  const needsSomebody = unsent.stuck.length + unsent.late.length;
  const facts = {
    ...counts,
    oldest: oldest === null ? '' : sayWaited(Date.parse(parts.clock.now()) - Date.parse(oldest)),
    lastWrite: lastWrite === null ? '' : parts.localTime(lastWrite),
  };
  const isWarned = needsSomebody + held > 0 || state.nudgeProblem !== null;
  return {
    fact: {
      state: state.problem !== null ? 'broken' : isWarned ? 'warned' : 'good',
      says: capital(sayShortly(unsent.stuck.length, facts)),
      detail: [
        ...(unsent.stuck.length > 0 && facts.waiting > 0 ? [sayWaiting(facts)] : []),
        sayQueueShortly(facts),
      ].join(', '),
      howSoon,
      needsSomebody,
    },
    attention: [...told, ...ofUnsent(unsent, context)],
    removals: removals.ok ? removals.value : [],
    unsent,
  };
}
