/**
 * A server that does not expand series shows masters in its views, each on its own first date. In a window that shows no series at all
 * this would not be seen, and occurrences would be missing in silence: one master is looked for and its first date viewed. A view that
 * hides the master once would hide it for good, so a look at everything looks for one again.
 */
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { instantOf } from '../core/window.ts';
import type { CalendarSource, MailboxAddress } from '../ports.ts';
import type { EventCollection } from './event-collection.ts';

/** Of what the view did not show so many items are asked for, as the feed tells them. */
const mostAsked = 20;
const minuteMs = 60_000;

/** `feed`: ids of a feed that was read from its start, null: it is read here. Problem: what the view says, `exchange.series-not-expanded`. */
export async function checkExpansion(
  source: CalendarSource,
  mailbox: MailboxAddress,
  feed: readonly string[] | null,
  collected: EventCollection,
  signal: AbortSignal,
): Promise<Result<void>> {
  if ([...collected.events.values()].some(event => event.kind !== 'single')) return succeeded(undefined);
  const ids = feed === null ? await everything(source, mailbox, signal) : succeeded(feed);
  if (!ids.ok) return ids;
  const asked = ids.value.filter(id => !collected.events.has(id)).slice(0, mostAsked);
  if (asked.length === 0) return succeeded(undefined);
  const answers = await source.items(mailbox, asked, signal);
  if (!answers.ok) return answers;
  const master = answers.value
    .flatMap(answer => (answer.kind === 'found' ? [answer.item] : []))
    .find(item => item.kind === 'master');
  if (master === undefined) return succeeded(undefined);
  // Its first minute is enough: a slip in a year must not make this a view of centuries.
  const end = instantOf(Date.parse(master.start) + minuteMs);
  const view = await source.view(mailbox, { start: master.start, end }, signal);
  return view.ok ? succeeded(undefined) : view;
}

async function everything(
  source: CalendarSource,
  mailbox: MailboxAddress,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const feed = await source.changes(mailbox, null, signal);
  return feed.ok ? succeeded(feed.value.changed) : feed;
}
