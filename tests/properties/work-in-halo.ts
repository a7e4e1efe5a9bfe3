/** What people do in Halo, out of the numbers of a story: to what was imported, and to what is Halo's own. */
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { Installation } from '../scenarios/installation.ts';
import type { HandWatch } from './hand-watch.ts';
import type { Hand } from './story.ts';

const minuteMs = 60_000;

function later(text: string, minutes: number): string {
  return `${new Date(Date.parse(`${text.slice(0, 19)}Z`) + minutes * minuteMs).toISOString().slice(0, 19)}Z`;
}

/** One thing that one person does to the appointments of one agent; nothing when there is none. */
export function workInHalo(house: Installation, agent: string, hand: Hand, watch: HandWatch): void {
  const { state } = house.halo;
  const agentId = house.agentId(agent);
  if (hand.do === 'book') {
    const start = new Date(house.clock.nowMs() + hand.minutes * minuteMs).toISOString().slice(0, 19);
    const times = { start_date: `${start}Z`, end_date: later(start, 60) };
    watch.booked(state.book({ agent_id: agentId, subject: "Halo's own", ...times }));
    return;
  }
  const rows = state
    .appointments()
    .filter(row => row.agent_id === agentId && !row.deleted && row.calendar_id !== '')
    .sort((a, b) => a.id - b.id);
  const row = rows[hand.row % Math.max(1, rows.length)];
  if (row !== undefined) handle(house, row, hand, watch);
}

function handle(
  house: Installation,
  row: AppointmentRow,
  hand: Exclude<Hand, { do: 'book' }>,
  watch: HandWatch,
): void {
  const { state } = house.halo;
  switch (hand.do) {
    case 'rename':
      watch.edited(state.edit(row.id, { subject: `${row.subject} (Halo)` }));
      return;
    case 'move': {
      const times = {
        start_date: later(row.start_date, hand.minutes),
        end_date: later(row.end_date, hand.minutes),
      };
      watch.edited(state.edit(row.id, times));
      return;
    }
    case 'note':
      watch.edited(state.edit(row.id, { note: 'Called back.' }));
      return;
    case 'sort':
      state.edit(row.id, { category1: 'Seen' });
      return;
    case 'ticket':
      watch.worked(state.attachTicket(row.id, 7_000 + row.id));
      return;
    case 'complete':
      watch.worked(state.complete(row.id));
      return;
    case 'delete':
      watch.deleted(row);
      state.deleteByHand(row.id);
      return;
  }
}
