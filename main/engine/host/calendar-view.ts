/**
 * One agent's calendar on both sides, read from both servers now. It reads and never writes; private events have neither subject nor
 * place here (rule 9).
 */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { CalendarView } from '../../../preload/contract/views/calendar.ts';
import { sayDecision, sayReason } from '../../../preload/contract/words/reasons.ts';
import { chooseAgents } from '../../core/agents.ts';
import type { HaloAppointment, When } from '../../core/appointment.ts';
import { isPrivate } from '../../core/decide.ts';
import type { Instant, ViewRow } from '../../core/event.ts';
import type { Decision, Link } from '../../core/link.ts';
import { instantOf, windowAt } from '../../core/window.ts';
import type { CalendarSource, MailboxMemory } from '../../ports.ts';
import { answered, type Context, readAgents, refused, told } from './context.ts';
import { requestProblem } from './problem-view.ts';

const dayMs = 86_400_000;
const mostDays = 42;
/** Series of which the beginning is asked. */
const mostSeries = 50;

type ExchangeBlock = CalendarView['exchange'][number];
type HaloBlock = CalendarView['halo'][number];

interface Ties {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly links: ReadonlyMap<string, Link>;
  readonly byHaloId: ReadonlyMap<number, Link>;
}

function tiesOf({ book, decisions }: MailboxMemory): Ties {
  const links = [...book.links.values()];
  return {
    decisions: new Map([...decisions.values()].map(one => [one.itemId, one])),
    links: new Map(links.map(one => [one.itemId, one])),
    byHaloId: new Map(links.flatMap(one => (one.haloId === null ? [] : [[one.haloId, one] as const]))),
  };
}

/** Without the zone of the item: midnight of any zone is within twelve hours of the middle of the right day. */
function whenOf(row: ViewRow, link: Link | undefined): When {
  if (!row.allDay) return { kind: 'timed', start: row.start, end: row.end };
  if (link?.values.when.kind === 'all-day') return link.values.when;
  const noon = (instant: string, hours: number) =>
    instantOf(Date.parse(instant) + hours * 3_600_000).slice(0, 10);
  return { kind: 'all-day', first: noon(row.start, 12), last: noon(row.end, -12) };
}

function exchangeBlock(row: ViewRow, ties: Ties): ExchangeBlock {
  const link = ties.links.get(row.itemId);
  const decision = ties.decisions.get(row.itemId);
  const isHidden = isPrivate(row);
  return {
    tie: link?.key ?? decision?.key ?? row.itemId,
    kind: row.kind,
    when: whenOf(row, link),
    subject: isHidden ? null : row.subject,
    location: isHidden ? '' : row.location,
    seriesId: link?.seriesId ?? decision?.seriesId ?? null,
    verdict: decision?.verdict ?? (link === undefined ? null : 'imported'),
    says: decision === undefined ? '' : sayDecision(decision),
    setting: decision === undefined ? null : (sayReason(decision.reason).setting ?? null),
  };
}

function haloBlock(appointment: HaloAppointment, ties: Ties): HaloBlock {
  const link = ties.byHaloId.get(appointment.id);
  const isHidden = appointment.isPrivate || link?.values.isPrivate === true;
  const { when, subject, location } = appointment;
  const same = (values: Link['values']) =>
    JSON.stringify(values.when) === JSON.stringify(when) &&
    (isHidden || (values.subject === subject && values.location === location));
  return {
    tie: link?.key ?? `halo-${appointment.id}`,
    haloId: appointment.id,
    when,
    subject: isHidden ? null : subject,
    location: isHidden ? '' : location,
    seriesId: link?.seriesId ?? (appointment.marks.seriesId === '' ? null : appointment.marks.seriesId),
    owner: link === undefined ? 'halo' : 'ours',
    differs: link !== undefined && !same(link.values),
  };
}

/** When each series began, asked of its recurring master; a series that cannot be asked for is left out. */
async function firstStartsOf(
  source: CalendarSource,
  mailbox: Parameters<CalendarSource['masters']>[0],
  rows: readonly { readonly itemId: string; readonly seriesId: string | null }[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Instant>> {
  const asked = new Map<string, string>();
  for (const { itemId, seriesId } of rows)
    if (seriesId !== null && !asked.has(seriesId) && asked.size < mostSeries) asked.set(seriesId, itemId);
  if (asked.size === 0) return new Map();
  const answers = await source.masters(mailbox, [...asked.values()], signal);
  if (!answers.ok) return new Map();
  return new Map(
    [...asked.keys()].flatMap((seriesId, index) => {
      const answer = answers.value[index];
      return answer?.kind === 'found' ? [[seriesId, answer.item.start] as const] : [];
    }),
  );
}

function seriesOf(
  exchange: readonly ExchangeBlock[],
  halo: readonly HaloBlock[],
  firstStarts: ReadonlyMap<string, Instant>,
): CalendarView['series'] {
  const ids = [...new Set(exchange.flatMap(block => (block.seriesId === null ? [] : [block.seriesId])))];
  return ids.map(seriesId => {
    const own = exchange.filter(block => block.seriesId === seriesId);
    const usual = own.find(block => block.kind === 'occurrence') ?? own[0];
    return {
      seriesId,
      subject: usual?.subject ?? null,
      firstStart: firstStarts.get(seriesId) ?? null,
      occurrences: own.length,
      exceptions: own.filter(block => block.kind === 'exception').length,
      inHalo: halo.filter(block => block.seriesId === seriesId).length,
    };
  });
}

function sentenceOf(
  exchange: readonly ExchangeBlock[],
  halo: readonly HaloBlock[],
  unreadable: number,
): string {
  const ties = new Set(halo.map(block => block.tie));
  const inHalo = exchange.filter(block => ties.has(block.tie)).length;
  const skipped = exchange.filter(block => block.verdict === 'skipped').length;
  const unseen = exchange.filter(block => block.verdict === null).length;
  const differ = halo.filter(block => block.differs).length;
  if (exchange.length + unreadable === 0) return 'There is nothing in Exchange on these days.';
  const parts = [`${inHalo} of ${exchange.length} events ${inHalo === 1 ? 'is' : 'are'} in Halo.`];
  if (skipped > 0) parts.push(`${skipped} ${skipped === 1 ? 'is' : 'are'} skipped by your settings.`);
  if (unreadable > 0) parts.push(`${unreadable} cannot be read.`);
  if (unseen > 0) parts.push(`${unseen} ${unseen === 1 ? 'waits' : 'wait'} for the next run.`);
  parts.push(differ === 0 ? 'Nothing differs.' : `${differ} ${differ === 1 ? 'differs' : 'differ'}.`);
  return parts.join(' ');
}

export async function readCalendar(
  context: Context,
  { agentId, from, to }: ParsedArgumentsOf<'calendar.read'>,
): Promise<Reply<CalendarView>> {
  const { parts, signal } = context;
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  if (days < 0 || days >= mostDays) return refused(requestProblem('request.refused', { field: 'to' }));
  const connection = await parts.connect();
  if (!connection.ok) return told(context, connection.problem);
  const { settings, source, desk } = connection.value;
  const agents = await readAgents(context, false);
  if (!agents.ok) return told(context, agents.problem);
  const agent = chooseAgents(agents.value, settings.agents).synced.find(one => one.agentId === agentId);
  if (agent === undefined) return refused(requestProblem('request.not-found', { agent: agentId }));
  const whose = { agent: agent.name, mailbox: agent.address };
  const [state, memory] = [await parts.memory.readState(agent), await parts.memory.readMemory(agent)];
  if (!state.ok) return told(context, state.problem, whose);
  if (!memory.ok) return told(context, memory.problem, whose);
  const span = { start: parts.dayStart(from), end: parts.dayStart(to, 24) };
  const mailbox = { address: agent.address, folderId: state.value?.folderId ?? null };
  const [listed, appointments] = await Promise.all([
    source.view(mailbox, span, signal),
    desk.list(agentId, span, signal),
  ]);
  if (!listed.ok) return told(context, listed.problem, whose);
  if (!appointments.ok) return told(context, appointments.problem, whose);
  const ties = tiesOf(memory.value);
  const { rows, unusable, nameless } = listed.value;
  const exchange = rows.map(row => exchangeBlock(row, ties));
  const halo = appointments.value
    .filter(one => !one.isDeleted && !one.isRecurringMaster)
    .map(one => haloBlock(one, ties));
  const firstStarts = await firstStartsOf(
    source,
    mailbox,
    rows.map(({ itemId }, index) => ({ itemId, seriesId: exchange[index]?.seriesId ?? null })),
    signal,
  );
  const now = parts.clock.now();
  return answered({
    agentId,
    agent: agent.name,
    address: agent.address,
    from,
    to,
    sentence: sentenceOf(exchange, halo, unusable.length + nameless),
    readAt: now,
    exchange,
    halo,
    series: seriesOf(exchange, halo, firstStarts),
    window: windowAt(now, settings.import, 0),
  });
}
