/** Events in March, and what was said of them. */
import type { ItemAnswer } from '../../../main/core/event.ts';
import type { OverSimulator } from './over-simulator.ts';

export const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };

export function bookMany({ calendar }: OverSimulator, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) =>
    calendar.book({ subject: `Event ${number}`, start: '2026-03-10T09:00:00', end: '2026-03-10T10:00:00' }),
  );
}

export const kinds = (answers: readonly ItemAnswer[]) => answers.map(answer => answer.kind);
