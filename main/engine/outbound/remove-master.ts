/**
 * The series of a master of Halo is gone from Exchange, and nobody has changed the master since: it goes, too. Not before the import has
 * let go of all of its occurrences, under its own guard, and never while work hangs on it: then it stays as it is.
 */
import type { SeriesTie } from '../../core/outbound/entry.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { ReadPair } from './read-pair.ts';
import { forgetPair } from './remember-pair.ts';
import type { SendContext } from './send-context.ts';

/** Problems: what Halo says to the removal; it is tried again. */
export async function removeMaster(
  context: SendContext,
  pair: ReadPair,
  tie: SeriesTie,
  { appointment }: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { home } = pair;
  const occurrences = [...home.memory.book.links.values()].filter(
    link => link.seriesId === tie.itemId && link.state === 'live',
  );
  const isMany = context.removals.count(home.key) >= context.settings.safety.removalsPerMailbox;
  if (occurrences.length > 0 || appointment.work.length > 0 || isMany) return succeeded(undefined);
  const removed = await context.desk.remove(appointment.id, signal);
  if (!removed.ok) return removed;
  context.removals.add(home.key);
  context.log.write('info', 'Removed a series from Halo that is gone from Exchange', {
    mailbox: home.key.address,
    haloId: appointment.id,
  });
  return forgetPair(context, pair, appointment.id);
}
