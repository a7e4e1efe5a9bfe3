/** What the window says of the way from Halo to Exchange: one fact, and what somebody has to look at. No server is asked. */
import type { Settings } from '../../../preload/contract/settings.ts';
import type { AttentionEntry, StatusView } from '../../../preload/contract/views/status.ts';
import {
  sayHowSoonShortly,
  sayQueueShortly,
  sayStuck,
  sayWaited,
  sayWaiting,
  stuckRemedy,
} from '../../../preload/contract/words/outbound.ts';
import { pasteFrom } from '../../../preload/contract/words/paste.ts';
import { howSoonOf } from '../../core/outbound/way-state.ts';
import type { Problem } from '../../core/problem.ts';
import { type HeldRemoval, listHeldRemovals } from '../outbound/held-removals.ts';
import { countQueue } from '../outbound/queue-counts.ts';
import { sendsChanges } from '../run-context.ts';
import { verbFor } from './attention.ts';
import type { Context } from './context.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';

export interface OutboundStatus {
  readonly fact: StatusView['outbound'];
  readonly attention: readonly AttentionEntry[];
  /** They count to the held changes of their calendars. */
  readonly removals: readonly HeldRemoval[];
}

const nothing: OutboundStatus = { fact: null, attention: [], removals: [] };
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

/** `settings` null: they cannot be read, which is told elsewhere. */
export async function outboundStatus(
  { parts }: Context,
  settings: Settings | null,
  where: Surroundings,
): Promise<OutboundStatus> {
  if (settings === null || !sendsChanges(settings)) return nothing;
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
    return { fact: { state: 'broken', says: sentence, detail: '', howSoon }, attention: told, removals: [] };
  }
  // What cannot be read of the links is told by the runs.
  const removals = await listHeldRemovals(parts.memory, memory.value);
  const counts = countQueue(memory.value);
  const { oldest, lastWrite, parked, held } = counts;
  const facts = {
    ...counts,
    oldest: oldest === null ? '' : sayWaited(Date.parse(parts.clock.now()) - Date.parse(oldest)),
    lastWrite: lastWrite === null ? '' : parts.localTime(lastWrite),
  };
  const needsSomebody = parked + held > 0 || state.nudgeProblem !== null;
  const since = null;
  return {
    fact: {
      state: state.problem !== null ? 'broken' : needsSomebody ? 'warned' : 'good',
      says: capital(sayWaiting(facts)),
      detail: sayQueueShortly(facts),
      howSoon,
    },
    attention: [
      ...told,
      ...(parked === 0
        ? []
        : [
            entry({
              ...{ id: 'outbound parked', sentence: sayStuck(parked), why: stuckRemedy, since },
              ...{ code: null, verb: null },
            }),
          ]),
    ],
    removals: removals.ok ? removals.value : [],
  };
}
