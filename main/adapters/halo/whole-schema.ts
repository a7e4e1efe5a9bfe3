/** What the way out of Halo reads of a whole appointment beyond what the import reads: its agents, its type and its schedule. */
import { z } from 'zod';
import { appointmentRow } from './wire-schemas.ts';

const wholeNumber = z.union([z.int(), z.string().regex(/^-?\d{1,9}$/)]).transform(Number);

/** An element of `agents`. `use` tells apart what shares the list with agents. */
const agentOfRow = z.object({ id: wholeNumber, use: z.string().nullish() });

/** Any other value, and whatever is nested, counts as missing: the schedule has more than the pattern. */
const scheduleValue = z.union([z.number(), z.string().max(2_000), z.boolean()]);

export const wholeRow = appointmentRow.extend({
  agents: z.array(agentOfRow).max(10_000).nullish(),
  appointment_type_id: wholeNumber.nullish(),
  schedule: z.record(z.string().max(100), z.unknown()).nullish(),
});
export type WholeRow = z.infer<typeof wholeRow>;

/** The plain values of a schedule by Halo's own names. */
export function plainValues(
  schedule: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number | string | boolean>> {
  const plain: Record<string, number | string | boolean> = {};
  for (const [name, value] of Object.entries(schedule)) {
    const parsed = scheduleValue.safeParse(value);
    if (parsed.success) plain[name] = parsed.data;
  }
  return plain;
}
