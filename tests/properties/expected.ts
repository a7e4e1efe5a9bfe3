/**
 * The comparison at the end, less what people have decided otherwise: what they deleted in Halo or want kept, and what may stay because
 * nothing might be removed when its event went. Shares no code with the product.
 */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import { type Compared, differences } from '../scenarios/compare.ts';
import type { Question } from './answers.ts';
import { Scene } from './scene.ts';
import type { Watch } from './watch.ts';

const dayMs = 86_400_000;

export interface Decided {
  readonly watch: Watch;
  /** Held changes to which a person said no. */
  readonly kept: readonly Question[];
}

/** One sentence per difference that nobody has decided. */
export function undecidedDifferences(
  house: Compared,
  rules: Scene['rules'],
  decided: Decided,
): readonly string[] {
  const scene = new Scene(house, () => rules);
  const hidden = new Set<AppointmentRow>();
  const mailboxes = scene.mailboxes.map(mailbox =>
    without(mailbox, leftOut(mailbox, scene, decided, hidden)),
  );
  const exchange = { state: Object.create(house.exchange.state, { mailboxes: { value: mailboxes } }) };
  const appointments = () => house.halo.state.appointments().filter(row => !hidden.has(row));
  const halo = { state: Object.create(house.halo.state, { appointments: { value: appointments } }) };
  return [
    ...differences({ clock: house.clock, exchange, halo }, { rules }),
    ...sameMarks(appointments(), scene),
  ];
}

/** The mailbox as it would be without some of its events. */
function without(mailbox: Mailbox, ids: ReadonlySet<string>): Mailbox {
  const expand = (start: number | string, end: number | string) =>
    mailbox.expand(start, end).filter(event => !ids.has(event.id));
  return Object.create(mailbox, { expand: { value: expand } });
}

/** ItemIds of events that need no appointment; what need not be removed goes to `hidden`. */
function leftOut(
  mailbox: Mailbox,
  scene: Scene,
  { watch, kept }: Decided,
  hidden: Set<AppointmentRow>,
): ReadonlySet<string> {
  const agentId = scene.agentOf(mailbox);
  const ids = new Set(kept.filter(each => each.agentId === agentId).map(each => each.itemId));
  const rows = scene.rows(agentId);
  const present = new Set(rows.map(row => row.entryid));
  const letIn = scene.all(mailbox).filter(event => scene.isLetIn(event));
  const byUid = new Map<string, PlainEvent[]>();
  for (const event of letIn)
    if (!present.has(event.id)) byUid.set(event.uid, [...(byUid.get(event.uid) ?? []), event]);
  for (const [uid, missing] of byUid) {
    const inWindow = new Set(scene.wanted(mailbox).map(event => event.id));
    const first = missing.sort((a, b) => Number(inWindow.has(b.id)) - Number(inWindow.has(a.id)));
    for (const event of first.slice(0, watch.hands.deletedOf(uid))) ids.add(event.id);
  }
  const living = new Set(letIn.map(event => event.id));
  const wanted = new Set(scene.wanted(mailbox).map(event => event.id));
  for (const row of rows) {
    const mayStay = watch.mayStay.has(row.id) || watch.isDenied(row);
    const isOrphan = mayStay && !living.has(row.entryid);
    // What is beyond the window is not looked at: neither where it was forgotten nor what a person made of it.
    const isBeyond = watch.astray.has(row.id) || watch.hands.isEdited(row.id);
    const isAstray = isBeyond && !wanted.has(row.entryid);
    if (ids.has(row.entryid) || isOrphan || isAstray) hidden.add(row);
  }
  return ids;
}

/** A mark is of one event: two appointments that carry it are one too many, unless one is history. */
function sameMarks(rows: readonly AppointmentRow[], scene: Scene): readonly string[] {
  const today = Math.floor(scene.nowMs() / dayMs) * dayMs;
  const isHistory = (row: AppointmentRow) =>
    Date.parse(`${row.end_date}Z`) <= today - scene.rules.daysBack * dayMs;
  const byMark = new Map<string, number[]>();
  for (const row of rows)
    if (!row.deleted && row.calendar_id !== '' && !isHistory(row))
      byMark.set(row.calendar_id, [...(byMark.get(row.calendar_id) ?? []), row.id]);
  return [...byMark.values()]
    .filter(ids => ids.length > 1)
    .map(ids => `appointments ${ids.join(', ')} carry one mark`);
}
