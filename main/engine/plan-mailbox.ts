/** From what was read to what may be done: wish, look in Halo, settle, guard. Writes nothing; the preview ends here. */
import type { SyncedAgent } from '../core/agents.ts';
import type { EventKey, Hold } from '../core/link.ts';
import { readSentMark } from '../core/outbound/mark.ts';
import type { Guarded } from '../core/plan/guard.ts';
import { guard } from '../core/plan/guard.ts';
import { askAboutMissing, askedAbout } from '../core/plan/missing.ts';
import { settle } from '../core/plan/settle.ts';
import type { PlanContext, Skip } from '../core/plan/wish.ts';
import { needsOf, wish } from '../core/plan/wish.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { MailboxState } from '../ports.ts';
import { lookInHalo } from './look-in-halo.ts';
import type { MailboxReading } from './read-mailbox.ts';
import type { SyncContext } from './sync-context.ts';

export interface Planned {
  readonly guarded: Guarded;
  readonly skips: readonly Skip[];
  /** Halo's ids of appointments that were changed in Halo, or whose event has lost its link: the way out looks at both sides. */
  readonly changedInHalo: readonly number[];
}

/** Problems: those of the looks in Halo; nothing has been written then. */
export async function planMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  reading: MailboxReading,
  state: MailboxState | null,
  signal: AbortSignal,
): Promise<Result<Planned>> {
  const { book, decisions, holds } = reading.memory;
  const { links } = book;
  // A meeting of two agents is two appointments: their marks must differ even when one is handed to the other in Halo.
  const installation = `${context.plan.installation}:${agent.agentId}`;
  const planContext: PlanContext = {
    ...context.plan,
    installation,
    mailbox: agent.address,
    access: reading.access,
    ...(context.outbound === null ? {} : { intended: await context.outbound.intended() }),
    // A question that only a look at everything could raise must not close, nor its answer be lost, because the event is unchanged.
    lookAgain: new Set([...askedAbout(holds), ...updatesIn(holds)]),
  };
  const { wishes, skips, untied } = wish(links, reading.observation, planContext);
  const needs = needsOf(wishes, planContext);
  // Without any links (a new or lost data folder) an event may have moved far from where its appointment still is.
  const isNew = links.size === 0 && needs.spans.length > 0;
  const halo = await lookInHalo({
    desk: context.desk,
    agentId: agent.agentId,
    needs: isNew ? { ...needs, spans: [...needs.spans, reading.observation.window] } : needs,
    links: [...links.values()],
    signal,
  });
  if (!halo.ok) return halo;
  const settled = settle(wishes, links, halo.value, planContext);
  const { limits } = context;
  const actions = askAboutMissing({ actions: settled, wishes, links, holds, halo: halo.value, limits });
  const ours = new Set([...links.values()].map(link => link.haloId));
  const adopted = new Set(
    actions.flatMap(action => (action.kind === 'adopt' ? [action.appointment.id] : [])),
  );
  const foreign = halo.value.listed.filter(
    row => row.marks.entryId !== '' && !ours.has(row.id) && !adopted.has(row.id),
  );
  const removes = actions.some(action => action.kind === 'remove');
  const allLinks = removes ? await context.tally.links() : 0;
  const guarded = guard({
    actions,
    links,
    holds,
    foreignMarked: foreign.length,
    isFirstImport: state === null,
    passedBefore: new Set(
      [...decisions.values()].filter(one => one.verdict === 'failed').map(one => one.key),
    ),
    run: { removals: context.tally.removals, links: allLinks },
    limits,
  });
  const changed = actions.flatMap(action =>
    action.kind === 'leave' && action.reason === 'changed-in-halo' && action.link.haloId !== null
      ? [action.link.haloId]
      : [],
  );
  const masters = [...sentMasters(reading, installation), ...(await leftMasters(context, reading, guarded))];
  return succeeded({ guarded, skips, changedInHalo: [...changed, ...untied, ...masters] });
}

/** Series that were made in Halo: whatever was changed in Exchange may have to go back to their masters there. */
function sentMasters({ masterMarks }: MailboxReading, installation: string): readonly number[] {
  return masterMarks.flatMap(text => {
    const mark = readSentMark(text);
    return mark !== null && `${mark.installation}:${mark.agentId}` === installation ? [mark.haloId] : [];
  });
}

/**
 * Series that are gone, or of which an occurrence goes: when it was the last one their master in Halo goes, too. One that nobody has imported
 * yet has no occurrences to tell of it.
 */
async function leftMasters(
  { outbound }: SyncContext,
  { goneIds }: MailboxReading,
  { pass }: Guarded,
): Promise<readonly number[]> {
  if (outbound === null) return [];
  const left = pass.flatMap(action =>
    (action.kind === 'remove' || action.kind === 'forget') && action.link.seriesId !== null
      ? [action.link.seriesId]
      : [],
  );
  const series = new Set([...goneIds, ...left]);
  return series.size === 0 ? [] : outbound.mastersOf(series);
}

function updatesIn(holds: ReadonlyMap<EventKey, Hold>): readonly EventKey[] {
  return [...holds.values()].filter(hold => hold.action === 'update').map(hold => hold.key);
}
