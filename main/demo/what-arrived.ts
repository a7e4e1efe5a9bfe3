/** What is different in Halo between two comparisons, in lines for people. Private appointments show their time alone, as Halo does. */

import type { Arrival } from './changes.ts';
import type { ComparedPerson, Comparison } from './compare.ts';
import type { HaloRow } from './halo-appointments.ts';

export interface WhatArrived extends Arrival {
  readonly lines: readonly string[];
}

const shown = [
  ['start_date', 'start'],
  ['end_date', 'end'],
  ['subject', 'subject'],
  ['appointment_location_free_text', 'location'],
  ['attendees', 'attendees'],
] as const;

function titleOf(row: HaloRow, people: readonly ComparedPerson[]): string {
  const who = people.find(one => one.agentId === row.get('agent_id'))?.name ?? '';
  return `${who}: ${String(row.get('subject'))}, ${String(row.get('start_date')).replace('T', ' ').slice(0, 16)} UTC`;
}

function differences(before: HaloRow, after: HaloRow): readonly string[] {
  return shown.flatMap(([field, name]) => {
    const [was, is] = [String(before.get(field)), String(after.get(field))];
    return was === is ? [] : [`${name} ${was} -> ${is}`];
  });
}

export function whatArrived(
  before: Comparison,
  after: Comparison,
  people: readonly ComparedPerson[],
): WhatArrived {
  const lines: string[] = [];
  let [added, changed, removed] = [0, 0, 0];
  for (const [id, row] of after.rows) {
    const old = before.rows.get(id);
    if (old === undefined) {
      added += 1;
      lines.push(`added    ${id}  ${titleOf(row, people)}`);
    } else if (old.get('last_modified') !== row.get('last_modified')) {
      changed += 1;
      const what = differences(old, row);
      lines.push(`changed  ${id}  ${titleOf(row, people)}: ${what.length === 0 ? 'note' : what.join(', ')}`);
    }
  }
  for (const [id, row] of before.rows) {
    if (after.rows.has(id)) continue;
    removed += 1;
    lines.push(`removed  ${id}  ${titleOf(row, people)}`);
  }
  return { added, changed, removed, lines };
}
