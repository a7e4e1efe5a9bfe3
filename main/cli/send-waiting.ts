/**
 * What a run by hand does for the way from Halo to Exchange: beside a schedule it runs by itself, a run by hand takes along what waits.
 * Knows nothing of the import.
 */
import type { Integrator } from '../compose/integrator-door.ts';
import type { Counts, RunReport } from '../core/report.ts';
import { addCounts, noCounts } from '../core/report.ts';
import { sendsChanges } from '../engine/run-context.ts';
import type { Call } from './command.ts';
import { isAllSent, type NotSent, notSent, warnOfUnsent } from './outbound-state.ts';
import { type ToldProblem, tellProblem } from './told-problem.ts';
import { sentLines } from './told-sent.ts';

export interface SentByHand {
  /** What was written, round by round. */
  readonly reports: readonly RunReport[];
  /** What does not get to Exchange without somebody. */
  readonly unsent: NotSent;
  /** What kept all of it waiting. */
  readonly problems: readonly ToldProblem[];
}

export const nothingSent: SentByHand = {
  reports: [],
  unsent: { stuck: [], late: [], failed: [] },
  problems: [],
};

export function needsSomebody({ unsent, problems }: SentByHand): boolean {
  return problems.length > 0 || !isAllSent(unsent);
}

/** For scripts, with as much as the text has, and no text of an appointment; fields may be added, none renamed. */
export function sentJson({ reports, unsent }: SentByHand): object {
  const counts = reports.reduce<Counts>(addCounts, noCounts);
  const ids = (entries: NotSent['stuck']) => entries.map(({ haloId }) => haloId);
  return {
    sent: {
      ...counts,
      changedInHalo: reports.reduce((sum, report) => sum + (report.changedInHalo ?? 0), 0),
      appointments: reports.flatMap(({ mailboxes }) =>
        mailboxes.flatMap(({ agentId, agent, address, lines }) =>
          lines.map(({ haloId, action, outcome, changed, inHalo = [], conflicts = {} }) => ({
            ...{ haloId, agentId, agent, address, action, outcome },
            ...{ changed, inHalo, conflicts },
          })),
        ),
      ),
    },
    unsent: { stuck: ids(unsent.stuck), failed: ids(unsent.failed), late: ids(unsent.late) },
  };
}

/** Says what it sent and what it could not; the problems are for the caller to tell, among its own. */
export async function sendWaiting(call: Call, integrator: Integrator): Promise<SentByHand> {
  const { way, clock, settings: store } = integrator;
  const reports: RunReport[] = [];
  way.listenToSent(report => {
    reports.push(report);
    for (const line of sentLines(report)) call.output.say(line);
  });
  await way.outbound.turn(call.signal);
  await way.outbound.settled();
  const settings = await store.read();
  if (!settings.ok || !sendsChanges(settings.value)) return { ...nothingSent, reports };
  const { memory, problem } = way.outbound.status();
  // What is held is told among the held changes.
  const waiting = [...memory.entries.values()].filter(({ state }) => state.kind === 'waiting').length;
  if (waiting > 0) {
    const what = waiting === 1 ? 'One appointment waits' : `${waiting} appointments wait`;
    call.output.say(`${what} for the way from Halo to Exchange. The command outbound lists them.`);
  }
  const unsent = notSent(memory, clock.now(), true, await integrator.wayState());
  warnOfUnsent(call, unsent);
  const where = await integrator.surroundings();
  return { reports, unsent, problems: problem === null ? [] : [tellProblem(problem, where)] };
}
